#include "World.hpp"

#include <new>

CB2World::CB2World(b2Vec2 gravity) { open(gravity); }

CB2World::~CB2World() {
  world().SetDestructionListener(nullptr);
  world().~b2World();
}

void CB2World::open(b2Vec2 gravity) {
  new (storage) b2World(gravity);
  world().SetContactListener(this);
  world().SetDestructionListener(this);
}

void CB2World::clear() {
  b2Vec2 gravity = world().GetGravity();
  world().SetDestructionListener(nullptr);
  world().~b2World();
  bodies.clear();
  fixtures.clear();
  joints.clear();
  contacts.clear();
  open(gravity);
}

void CB2World::step(float seconds, int32_t velocityIterations, int32_t positionIterations) {
  contacts.clear();
  world().Step(seconds, velocityIterations, positionIterations);
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

void cb2_world_free(CB2World *world) { delete world; }

void cb2_world_clear(CB2World *world) { world->clear(); }

void cb2_world_set_gravity(CB2World *world, CB2Vector gravity) { world->world().SetGravity(vector(gravity)); }

void cb2_world_step(CB2World *world, float seconds, int32_t velocityIterations, int32_t positionIterations) {
  world->step(seconds, velocityIterations, positionIterations);
}

int64_t cb2_contact_count(const CB2World *world) { return int64_t(world->contacts.size()); }

void cb2_contacts_copy(const CB2World *world, CB2ContactEvent *into) {
  for (const CB2ContactEvent &event : world->contacts) *into++ = event;
}
