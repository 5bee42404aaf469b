// The memory of one world: whatever Box2D allocates for it lies in an arena, which can be copied word by word.
#pragma once

#include <cstddef>
#include <cstdint>

/// The way from addresses in an arena to those of the same things in its copy.
class Relocation {
 public:
  void add(const char *start, size_t size, const char *copy) {
    ranges_[count_++] = {uintptr_t(start), size, uintptr_t(copy) - uintptr_t(start)};
  }

  /// Moves those of some words that are addresses in the arena.
  void move(uintptr_t *words, size_t count) const;

  template <class Object>
  Object *operator()(Object *object) const {
    uintptr_t word = reinterpret_cast<uintptr_t>(object);
    move(&word, 1);
    return reinterpret_cast<Object *>(word);
  }

 private:
  struct Range {
    uintptr_t start;
    size_t size;
    uintptr_t shift;
  };

  /// Enough, as segments grow twofold.
  Range ranges_[64];
  size_t count_ = 0;
};

/// Blocks of memory that are used again by size, and given back together.
///
/// Nothing in it points outside but to what the program never moves: tables of functions, and what the owner of the
/// arena sets anew in a copy. That is what makes its words a world.
class Arena {
 public:
  /// Makes an arena of one segment; others follow as they are needed.
  explicit Arena(size_t capacity);

  /// Copies all blocks, into one segment, and moves what points to them.
  ///
  /// A word is taken for a pointer if it is an address in the arena. A pair of numbers could only look like one if the
  /// second was a float of 5e-41, or an integer near 32000 where Box2D counts, of one value each, and the first fell
  /// into the one part in some ten thousands that the arena takes of 4 GB; such a pair would be changed in the copy.
  Arena(const Arena &other, Relocation &relocation);

  ~Arena();

  Arena(const Arena &) = delete;
  Arena &operator=(const Arena &) = delete;

  void *allocate(size_t size);
  void deallocate(void *block, size_t size);

  /// Takes memory that is given back only with the arena.
  char *take(size_t size);

  /// Excepts a part of the first block from copying: it holds nothing between two calls of Box2D.
  void setScratch(const void *start, size_t size) {
    scratch_ = static_cast<const char *>(start);
    scratchSize_ = size;
  }

  /// The number of bytes taken.
  size_t used() const;

  /// The arena that Box2D allocates from on this thread; null outside of a `Use`.
  static Arena *current();

  /// Has Box2D allocate from an arena, on this thread, as long as the value lives.
  class Use {
   public:
    explicit Use(Arena &arena);
    ~Use();

    Use(const Use &) = delete;
    Use &operator=(const Use &) = delete;

   private:
    Arena *before_;
  };

 private:
  struct Free {
    Free *next;
  };

  struct alignas(16) Segment {
    Segment *previous;
    size_t capacity;
    size_t used;

    char *start() { return reinterpret_cast<char *>(this + 1); }
    const char *start() const { return reinterpret_cast<const char *>(this + 1); }
    const char *end() const { return start() + used; }
  };

  static Segment *makeSegment(Segment *previous, size_t capacity);
  void copyWords(const char *from, const char *end, const Relocation &relocation);

  Segment *newest_;
  Free *freed_[64] = {};
  const char *scratch_ = nullptr;
  size_t scratchSize_ = 0;
};
