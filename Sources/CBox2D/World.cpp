#include "World.hpp"

CB2World::CB2World(b2Vec2 gravity) : box2D(gravity) {
  box2D.SetContactListener(this);
  box2D.SetDestructionListener(this);
  contacts.reserve(64);
}

CB2World::~CB2World() { box2D.SetDestructionListener(nullptr); }

void CB2World::step(float seconds, int32_t velocityIterations, int32_t positionIterations) {
  contacts.clear();
  box2D.Step(seconds, velocityIterations, positionIterations);
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
