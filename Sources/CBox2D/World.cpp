#include "World.hpp"

namespace {

/// A way to a private member, which explicit instantiations may name.
template <auto Member>
struct Reveal {
  friend b2StackAllocator &stack(b2World &world) { return world.*Member; }
};

template struct Reveal<&b2World::m_stackAllocator>;
b2StackAllocator &stack(b2World &world);

/// Room for the bodies of a lander; with Box2D's world less than what C's `malloc` asks the system for each time.
constexpr size_t roomForBodies = 16 * 1024;

/// More contacts than usually begin or end in a step.
constexpr size_t usualContactCount = 64;

}  // namespace

CB2World::CB2World(b2Vec2 gravity) : arena(sizeof(b2World) + roomForBodies) {
  Arena::Use use(arena);
  box2D = new (arena.take(sizeof(b2World))) b2World(gravity);
  // The stack holds something only while Box2D steps. It is an array and what tells of its filling.
  arena.setScratch(&stack(*box2D), b2_stackSize);
  box2D->SetContactListener(this);
  box2D->SetDestructionListener(this);
  contacts.reserve(usualContactCount);
}

CB2World::CB2World(const CB2World &other, Relocation &&relocation)
    : arena(other.arena, relocation),
      bodies(other.bodies, relocation),
      fixtures(other.fixtures, relocation),
      joints(other.joints, relocation),
      box2D(relocation(other.box2D)) {
  contacts.reserve(usualContactCount);
  contacts = other.contacts;
  box2D->SetContactListener(this);
  box2D->SetDestructionListener(this);
}

bool CB2World::ownsMemory() const { return arena.used() > sizeof(b2World) + sizeof(b2TreeNode); }

void CB2World::step(float seconds, int32_t velocityIterations, int32_t positionIterations) {
  Arena::Use use(arena);
  contacts.clear();
  box2D->Step(seconds, velocityIterations, positionIterations);
}

CB2ContactSide CB2World::side(b2Fixture *fixture) const {
  uintptr_t body = fixture->GetBody()->GetUserData().pointer;
  uintptr_t place = fixture->GetUserData().pointer;
  return {bodies.handle(body), fixtures.handle(place), bodies.tag(body), fixtures.tag(place)};
}

void CB2World::record(b2Contact *contact, bool hasBegun) {
  b2Fixture *a = contact->GetFixtureA(), *b = contact->GetFixtureB();
  contacts.push_back({side(a), side(b), hasBegun, a->IsSensor() || b->IsSensor()});
}

CB2World *cb2_world_create(CB2Vector gravity) { return new CB2World(vector(gravity)); }

CB2World *cb2_world_copy(const CB2World *world) { return new CB2World(*world, Relocation()); }

void cb2_world_free(CB2World *world) { delete world; }

bool cb2_world_owns_memory(const CB2World *world) { return world->ownsMemory(); }

void cb2_world_clear(CB2World *world) { world->clear(); }

void cb2_world_set_gravity(CB2World *world, CB2Vector gravity) { world->world().SetGravity(vector(gravity)); }

void cb2_world_step(CB2World *world, float seconds, int32_t velocityIterations, int32_t positionIterations) {
  world->step(seconds, velocityIterations, positionIterations);
}

int64_t cb2_contact_count(const CB2World *world) { return int64_t(world->contacts.size()); }

void cb2_contacts_copy(const CB2World *world, CB2ContactEvent *into) {
  for (const CB2ContactEvent &event : world->contacts) *into++ = event;
}
