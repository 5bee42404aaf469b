// What stands behind `CB2World`: Box2D's world, the tables of handles, and the contacts of the last step.
#pragma once

#include <box2d/box2d.h>

#include <cstdint>
#include <vector>

#include "Arena.hpp"
#include "include/CBox2D.h"

inline b2Vec2 vector(CB2Vector v) { return b2Vec2(v.x, v.y); }
inline CB2Vector vector(b2Vec2 v) { return CB2Vector{v.x, v.y}; }

/// Objects by handle. Places are handed out in the same order after `clear` as at first.
template <class Object>
class HandleTable {
 public:
  HandleTable() = default;

  /// The table of a copied world.
  HandleTable(const HandleTable &other, const Relocation &relocation) : HandleTable(other) {
    for (Slot &slot : slots_) slot.object = relocation(slot.object);
  }

  CB2Handle add(Object *object, int64_t tag) {
    uint32_t index = used_;
    if (!freed_.empty()) {
      index = freed_.back();
      freed_.pop_back();
    } else if (used_++ == slots_.size()) {
      slots_.push_back({nullptr, 0, 0});
    }
    slots_[index].object = object;
    slots_[index].tag = tag;
    return {index, slots_[index].generation};
  }

  void remove(uint32_t index) {
    retire(slots_[index]);
    freed_.push_back(index);
  }

  void clear() {
    for (uint32_t index = 0; index < used_; ++index) retire(slots_[index]);
    freed_.clear();
    used_ = 0;
  }

  bool isAlive(CB2Handle handle) const {
    return handle.index < used_ && slots_[handle.index].object &&
           slots_[handle.index].generation == handle.generation;
  }

  Object *operator[](CB2Handle handle) const { return slots_[handle.index].object; }
  CB2Handle handle(uintptr_t index) const { return {uint32_t(index), slots_[index].generation}; }
  int64_t tag(uintptr_t index) const { return slots_[index].tag; }

 private:
  struct Slot {
    Object *object;
    uint32_t generation;
    int64_t tag;
  };

  static void retire(Slot &slot) {
    if (slot.object) ++slot.generation;
    slot.object = nullptr;
  }

  std::vector<Slot> slots_;
  std::vector<uint32_t> freed_;
  uint32_t used_ = 0;
};

struct CB2World final : b2ContactListener, b2DestructionListener {
  explicit CB2World(b2Vec2 gravity);

  /// Copies a world, bit for bit.
  CB2World(const CB2World &other, Relocation &&relocation);

  CB2World(const CB2World &) = delete;
  CB2World &operator=(const CB2World &) = delete;

  /// True if Box2D allocates in the arena, as it does where the program's definitions come before the library's.
  bool ownsMemory() const;

  void clear();
  void step(float seconds, int32_t velocityIterations, int32_t positionIterations);

  CB2ContactSide side(b2Fixture *fixture) const;

  void BeginContact(b2Contact *contact) override { record(contact, true); }
  void EndContact(b2Contact *contact) override { record(contact, false); }
  void SayGoodbye(b2Joint *joint) override { joints.remove(uint32_t(joint->GetUserData().pointer)); }
  void SayGoodbye(b2Fixture *fixture) override { fixtures.remove(uint32_t(fixture->GetUserData().pointer)); }

  b2World &world() { return *box2D; }
  const b2World &world() const { return *box2D; }

  /// The memory; what allocates or frees begins with an `Arena::Use` of it.
  Arena arena;

  HandleTable<b2Body> bodies;
  HandleTable<b2Fixture> fixtures;
  HandleTable<b2Joint> joints;
  /// What began or ended to touch in the last step.
  std::vector<CB2ContactEvent> contacts;

 private:
  void record(b2Contact *contact, bool hasBegun);

  /// In the arena, and never destroyed: the memory is given back as a whole.
  b2World *box2D;
};
