#include "World.hpp"

// `Def` is b2RevoluteJointDef or b2PrismaticJointDef, which share these members.
template <class Def>
static Def common(const CB2World *world, const CB2JointDefinition &definition) {
  Def def;
  def.bodyA = world->bodies[definition.bodyA];
  def.bodyB = world->bodies[definition.bodyB];
  def.localAnchorA = vector(definition.anchorA);
  def.localAnchorB = vector(definition.anchorB);
  def.referenceAngle = definition.referenceAngle;
  def.enableLimit = definition.hasLimits;
  def.enableMotor = definition.hasMotor;
  def.motorSpeed = definition.motorSpeed;
  return def;
}

static CB2Handle add(CB2World *world, const b2JointDef &def) {
  Arena::Use use(world->arena);
  b2Joint *joint = world->world().CreateJoint(&def);
  CB2Handle handle = world->joints.add(joint, 0);
  joint->GetUserData().pointer = handle.index;
  return handle;
}

static b2RevoluteJoint *revolute(const CB2World *world, CB2Handle joint) {
  return static_cast<b2RevoluteJoint *>(world->joints[joint]);
}

static b2PrismaticJoint *prismatic(const CB2World *world, CB2Handle joint) {
  return static_cast<b2PrismaticJoint *>(world->joints[joint]);
}

CB2Handle cb2_revolute_add(CB2World *world, CB2JointDefinition definition) {
  b2RevoluteJointDef def = common<b2RevoluteJointDef>(world, definition);
  def.lowerAngle = definition.lower;
  def.upperAngle = definition.upper;
  def.maxMotorTorque = definition.motorEffort;
  return add(world, def);
}

float cb2_revolute_angle(const CB2World *world, CB2Handle joint) { return revolute(world, joint)->GetJointAngle(); }

float cb2_revolute_speed(const CB2World *world, CB2Handle joint) { return revolute(world, joint)->GetJointSpeed(); }

void cb2_revolute_use_limits_if_reached(CB2World *world, CB2Handle joint) {
  b2RevoluteJoint *j = revolute(world, joint);
  float angle = j->GetJointAngle();
  j->EnableLimit(angle <= j->GetLowerLimit() || angle >= j->GetUpperLimit());
}

void cb2_revolute_set_motor(CB2World *world, CB2Handle joint, float speed, float torque) {
  revolute(world, joint)->SetMotorSpeed(speed);
  revolute(world, joint)->SetMaxMotorTorque(torque);
}

void cb2_revolute_set_motor_speed(CB2World *world, CB2Handle joint, float speed) {
  revolute(world, joint)->SetMotorSpeed(speed);
}

CB2Handle cb2_prismatic_add(CB2World *world, CB2JointDefinition definition) {
  b2PrismaticJointDef def = common<b2PrismaticJointDef>(world, definition);
  def.localAxisA = vector(definition.axis);
  def.lowerTranslation = definition.lower;
  def.upperTranslation = definition.upper;
  def.maxMotorForce = definition.motorEffort;
  return add(world, def);
}

float cb2_prismatic_translation(const CB2World *world, CB2Handle joint) {
  return prismatic(world, joint)->GetJointTranslation();
}

float cb2_prismatic_speed(const CB2World *world, CB2Handle joint) { return prismatic(world, joint)->GetJointSpeed(); }

void cb2_prismatic_set_motor(CB2World *world, CB2Handle joint, float speed, float force) {
  prismatic(world, joint)->SetMotorSpeed(speed);
  prismatic(world, joint)->SetMaxMotorForce(force);
}

void cb2_prismatic_set_motor_speed(CB2World *world, CB2Handle joint, float speed) {
  prismatic(world, joint)->SetMotorSpeed(speed);
}

bool cb2_joint_is_alive(const CB2World *world, CB2Handle joint) { return world->joints.isAlive(joint); }

void cb2_joint_remove(CB2World *world, CB2Handle joint) {
  Arena::Use use(world->arena);
  world->world().DestroyJoint(world->joints[joint]);
  world->joints.remove(joint.index);
}
