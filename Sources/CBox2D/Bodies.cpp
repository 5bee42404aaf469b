#include "World.hpp"

static b2BodyType type(CB2Kind kind) {
  switch (kind) {
    case CB2KindStatic: return b2_staticBody;
    case CB2KindKinematic: return b2_kinematicBody;
    case CB2KindDynamic: return b2_dynamicBody;
  }
}

CB2Handle cb2_body_add(CB2World *world, CB2BodyDefinition definition) {
  b2BodyDef def;
  def.type = type(definition.kind);
  def.position = vector(definition.position);
  def.angle = definition.angle;
  def.linearDamping = definition.linearDamping;
  def.angularDamping = definition.angularDamping;
  def.fixedRotation = definition.isRotationFixed;
  def.bullet = definition.isBullet;
  def.allowSleep = definition.canSleep;
  Arena::Use use(world->arena);
  b2Body *body = world->world().CreateBody(&def);
  CB2Handle handle = world->bodies.add(body, definition.tag);
  body->GetUserData().pointer = handle.index;
  return handle;
}

void cb2_body_remove(CB2World *world, CB2Handle body) {
  Arena::Use use(world->arena);
  world->world().DestroyBody(world->bodies[body]);
  world->bodies.remove(body.index);
}

bool cb2_body_is_alive(const CB2World *world, CB2Handle body) { return world->bodies.isAlive(body); }

CB2Motion cb2_body_motion(const CB2World *world, CB2Handle body) {
  const b2Body *b = world->bodies[body];
  return {vector(b->GetPosition()), b->GetAngle(), vector(b->GetLinearVelocity()), b->GetAngularVelocity()};
}

void cb2_body_set_motion(CB2World *world, CB2Handle body, CB2Motion motion) {
  Arena::Use use(world->arena);
  world->bodies[body]->SetTransform(vector(motion.position), motion.angle);
  cb2_body_set_velocity(world, body, motion.linearVelocity, motion.angularVelocity);
}

void cb2_body_set_velocity(CB2World *world, CB2Handle body, CB2Vector linear, float angular) {
  world->bodies[body]->SetLinearVelocity(vector(linear));
  world->bodies[body]->SetAngularVelocity(angular);
}

bool cb2_body_is_awake(const CB2World *world, CB2Handle body) { return world->bodies[body]->IsAwake(); }

void cb2_body_set_awake(CB2World *world, CB2Handle body, bool isAwake) { world->bodies[body]->SetAwake(isAwake); }

float cb2_body_mass(const CB2World *world, CB2Handle body) { return world->bodies[body]->GetMass(); }

float cb2_body_inertia(const CB2World *world, CB2Handle body) { return world->bodies[body]->GetInertia(); }

CB2Vector cb2_body_center(const CB2World *world, CB2Handle body) {
  return vector(world->bodies[body]->GetWorldCenter());
}

CB2Vector cb2_body_world_point(const CB2World *world, CB2Handle body, CB2Vector local) {
  return vector(world->bodies[body]->GetWorldPoint(vector(local)));
}

CB2Vector cb2_body_world_vector(const CB2World *world, CB2Handle body, CB2Vector local) {
  return vector(world->bodies[body]->GetWorldVector(vector(local)));
}

CB2Vector cb2_body_local_point(const CB2World *world, CB2Handle body, CB2Vector point) {
  return vector(world->bodies[body]->GetLocalPoint(vector(point)));
}

CB2Vector cb2_body_local_vector(const CB2World *world, CB2Handle body, CB2Vector v) {
  return vector(world->bodies[body]->GetLocalVector(vector(v)));
}

CB2Vector cb2_body_velocity_at(const CB2World *world, CB2Handle body, CB2Vector point) {
  return vector(world->bodies[body]->GetLinearVelocityFromWorldPoint(vector(point)));
}

void cb2_body_apply_force(CB2World *world, CB2Handle body, CB2Vector force, CB2Vector point) {
  world->bodies[body]->ApplyForce(vector(force), vector(point), true);
}

void cb2_body_apply_central_force(CB2World *world, CB2Handle body, CB2Vector force) {
  world->bodies[body]->ApplyForceToCenter(vector(force), true);
}

void cb2_body_apply_torque(CB2World *world, CB2Handle body, float torque) {
  world->bodies[body]->ApplyTorque(torque, true);
}

void cb2_body_apply_impulse(CB2World *world, CB2Handle body, CB2Vector impulse, CB2Vector point) {
  world->bodies[body]->ApplyLinearImpulse(vector(impulse), vector(point), true);
}

void cb2_body_apply_central_impulse(CB2World *world, CB2Handle body, CB2Vector impulse) {
  world->bodies[body]->ApplyLinearImpulseToCenter(vector(impulse), true);
}

void cb2_body_apply_angular_impulse(CB2World *world, CB2Handle body, float impulse) {
  world->bodies[body]->ApplyAngularImpulse(impulse, true);
}
