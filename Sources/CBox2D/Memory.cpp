// Box2D's ways to memory, defined by the program instead of the library.
//
// The shared library calls each of these through its table of linked functions, so that a program which defines them
// decides where a world lives: in the arena of the `Arena::Use` that is under way on the thread. Where there is none,
// as for worlds of other code and for what a ray cast needs for a moment, they are C's `malloc` and `free`.

#include <box2d/box2d.h>

#include <cstdlib>
#include <new>

#include "Arena.hpp"

namespace {

/// What stands before a block whose size is not told when it is freed.
struct alignas(16) Header {
  size_t size;
  bool isInArena;
};

}  // namespace

void *b2Alloc_Default(int32 size) {
  const size_t whole = size_t(size) + sizeof(Header);
  Arena *arena = Arena::current();
  void *memory = arena ? arena->allocate(whole) : std::malloc(whole);
  if (!memory) throw std::bad_alloc();
  return new (memory) Header{whole, arena != nullptr} + 1;
}

void b2Free_Default(void *block) {
  if (!block) return;
  Header *header = static_cast<Header *>(block) - 1;
  if (!header->isInArena) return std::free(header);
  Arena::current()->deallocate(header, header->size);
}

// Box2D's objects lie in chunks of 16 kB for each of 14 sizes, most of them empty; here they are packed.

b2BlockAllocator::b2BlockAllocator() : m_chunks(nullptr), m_chunkCount(0), m_chunkSpace(0), m_freeLists{} {}

b2BlockAllocator::~b2BlockAllocator() {}

void *b2BlockAllocator::Allocate(int32 size) {
  if (size == 0) return nullptr;
  Arena *arena = Arena::current();
  return arena ? arena->allocate(size_t(size)) : b2Alloc(size);
}

void b2BlockAllocator::Free(void *block, int32 size) {
  if (size == 0) return;
  Arena *arena = Arena::current();
  arena ? arena->deallocate(block, size_t(size)) : b2Free(block);
}

void b2BlockAllocator::Clear() {}
