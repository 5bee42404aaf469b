#include "Arena.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

constexpr size_t alignment = 16;

/// Sizes up to here are rounded to multiples of 16, as Box2D's objects are many and small; others to powers of two.
constexpr size_t greatestFineSize = 640;
constexpr size_t fineClasses = greatestFineSize / alignment + 1;

size_t sizeClass(size_t size) {
  if (size <= greatestFineSize) return (size + alignment - 1) / alignment;
  return fineClasses + (64 - __builtin_clzll(size - 1)) - 10;
}

size_t roundedSize(size_t sizeClass) {
  return sizeClass < fineClasses ? sizeClass * alignment : size_t(1024) << (sizeClass - fineClasses);
}

/// Room that a copy has to grow in before it takes another segment.
constexpr size_t headroom = 8 * 1024;

thread_local Arena *currentArena = nullptr;

}  // namespace

#if defined(__x86_64__)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
static void move(uintptr_t *words, size_t count, uintptr_t start, size_t size, uintptr_t shift) {
  for (size_t index = 0; index < count; ++index) {
    words[index] += words[index] - start < size ? shift : 0;
  }
}

void Relocation::move(uintptr_t *words, size_t count) const {
  // A moved word lies in no other range, as the copy shares no memory with what it is made of.
  for (size_t index = 0; index < count_; ++index) {
    ::move(words, count, ranges_[index].start, ranges_[index].size, ranges_[index].shift);
  }
}

Arena *Arena::current() { return currentArena; }

Arena::Use::Use(Arena &arena) : before_(currentArena) { currentArena = &arena; }

Arena::Use::~Use() { currentArena = before_; }

Arena::Segment *Arena::makeSegment(Segment *previous, size_t capacity) {
  void *memory = std::malloc(sizeof(Segment) + capacity);
  if (!memory) throw std::bad_alloc();
  return new (memory) Segment{previous, capacity, 0};
}

Arena::Arena(size_t capacity) : newest_(makeSegment(nullptr, capacity)) {}

Arena::Arena(const Arena &other, Relocation &relocation)
    : newest_(makeSegment(nullptr, other.used() + headroom)), scratchSize_(other.scratchSize_) {
  const char *copy = newest_->start();
  for (const Segment *segment = other.newest_; segment; segment = segment->previous) {
    relocation.add(segment->start(), segment->used, copy);
    copy += segment->used;
  }
  scratch_ = relocation(other.scratch_);
  for (size_t index = 0; index < 64; ++index) freed_[index] = relocation(other.freed_[index]);
  for (const Segment *segment = other.newest_; segment; segment = segment->previous) {
    const bool hasScratch = other.scratch_ && segment->start() <= other.scratch_ && other.scratch_ < segment->end();
    const char *end = hasScratch ? other.scratch_ : segment->end();
    copyWords(segment->start(), end, relocation);
    if (!hasScratch) continue;
    newest_->used += scratchSize_;
    copyWords(end + scratchSize_, segment->end(), relocation);
  }
}

void Arena::copyWords(const char *from, const char *end, const Relocation &relocation) {
  constexpr size_t cached = 4096;
  while (from < end) {
    const size_t size = std::min(size_t(end - from), cached);
    char *copy = newest_->start() + newest_->used;
    std::memcpy(copy, from, size);
    relocation.move(reinterpret_cast<uintptr_t *>(copy), size / sizeof(uintptr_t));
    newest_->used += size;
    from += size;
  }
}

Arena::~Arena() {
  for (Segment *segment = newest_; segment;) {
    Segment *previous = segment->previous;
    std::free(segment);
    segment = previous;
  }
}

char *Arena::take(size_t size) {
  size = (size + alignment - 1) / alignment * alignment;
  if (newest_->capacity - newest_->used < size) {
    newest_ = makeSegment(newest_, std::max(size, 2 * newest_->capacity));
  }
  char *block = newest_->start() + newest_->used;
  newest_->used += size;
  return block;
}

void *Arena::allocate(size_t size) {
  const size_t sizeClass = ::sizeClass(size);
  Free *block = freed_[sizeClass];
  if (!block) return take(roundedSize(sizeClass));
  freed_[sizeClass] = block->next;
  return block;
}

void Arena::deallocate(void *block, size_t size) {
  Free *&first = freed_[::sizeClass(size)];
  first = new (block) Free{first};
}

size_t Arena::used() const {
  size_t sum = 0;
  for (const Segment *segment = newest_; segment; segment = segment->previous) sum += segment->used;
  return sum;
}
