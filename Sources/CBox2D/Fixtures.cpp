#include "World.hpp"

static CB2Handle add(CB2World *world, CB2Handle body, const CB2FixtureDefinition &definition, const b2Shape &shape) {
  b2FixtureDef def;
  def.shape = &shape;
  def.density = definition.density;
  def.friction = definition.friction;
  def.restitution = definition.restitution;
  def.isSensor = definition.isSensor;
  def.filter.categoryBits = definition.category;
  def.filter.maskBits = definition.mask;
  Arena::Use use(world->arena);
  b2Fixture *fixture = world->bodies[body]->CreateFixture(&def);
  CB2Handle handle = world->fixtures.add(fixture, definition.tag);
  fixture->GetUserData().pointer = handle.index;
  return handle;
}

CB2Handle cb2_edge_add(CB2World *world, CB2Handle body, CB2FixtureDefinition definition, CB2Vector from, CB2Vector to) {
  b2EdgeShape shape;
  shape.SetTwoSided(vector(from), vector(to));
  return add(world, body, definition, shape);
}

CB2Handle cb2_polygon_add(
    CB2World *world, CB2Handle body, CB2FixtureDefinition definition, const CB2Vector *points, int32_t count) {
  b2Vec2 corners[b2_maxPolygonVertices];
  for (int32_t i = 0; i < count; ++i) corners[i] = vector(points[i]);
  b2PolygonShape shape;
  shape.Set(corners, count);
  return add(world, body, definition, shape);
}

CB2Handle cb2_box_add(
    CB2World *world, CB2Handle body, CB2FixtureDefinition definition, float halfWidth, float halfHeight,
    CB2Vector center, float angle) {
  b2PolygonShape shape;
  shape.SetAsBox(halfWidth, halfHeight, vector(center), angle);
  return add(world, body, definition, shape);
}

CB2Handle cb2_circle_add(
    CB2World *world, CB2Handle body, CB2FixtureDefinition definition, CB2Vector center, float radius) {
  b2CircleShape shape;
  shape.m_p = vector(center);
  shape.m_radius = radius;
  return add(world, body, definition, shape);
}

bool cb2_fixture_is_alive(const CB2World *world, CB2Handle fixture) { return world->fixtures.isAlive(fixture); }

void cb2_fixture_remove(CB2World *world, CB2Handle fixture) {
  Arena::Use use(world->arena);
  b2Fixture *f = world->fixtures[fixture];
  f->GetBody()->DestroyFixture(f);
  world->fixtures.remove(fixture.index);
}

void cb2_fixture_set_friction(CB2World *world, CB2Handle fixture, float friction) {
  world->fixtures[fixture]->SetFriction(friction);
}
