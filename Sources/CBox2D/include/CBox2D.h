// Box2D 2.4.1 for Swift: one function per intent, plain values in and out, nothing of C++.
//
// Bodies, fixtures and joints are named by handles; a handle is dead once its object or world content is removed.
// Every function but the three `…_is_alive` expects living handles. Units: metres, kilograms, seconds, radians.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef float CB2Vector __attribute__((ext_vector_type(2)));

typedef struct CB2World CB2World;

typedef struct {
  uint32_t index;
  uint32_t generation;
} CB2Handle;

typedef enum { CB2KindStatic, CB2KindKinematic, CB2KindDynamic } CB2Kind;

typedef struct {
  CB2Kind kind;
  CB2Vector position;
  float angle;
  float linearDamping;
  float angularDamping;
  bool isRotationFixed;
  bool isBullet;
  bool canSleep;
  int64_t tag;
} CB2BodyDefinition;

typedef struct {
  CB2Vector position;
  float angle;
  CB2Vector linearVelocity;
  float angularVelocity;
} CB2Motion;

typedef struct {
  float density;
  float friction;
  float restitution;
  uint16_t category;
  uint16_t mask;
  bool isSensor;
  int64_t tag;
} CB2FixtureDefinition;

typedef struct {
  CB2Handle body;
  CB2Handle fixture;
  int64_t bodyTag;
  int64_t fixtureTag;
} CB2ContactSide;

typedef struct {
  CB2ContactSide a;
  CB2ContactSide b;
  bool hasBegun;
  bool hasSensor;
} CB2ContactEvent;

// Anchors are in the bodies' own coordinates. Speed and effort are radians a second and newton metres for revolute
// joints, metres a second and newtons for prismatic ones.
typedef struct {
  CB2Handle bodyA;
  CB2Handle bodyB;
  CB2Vector anchorA;
  CB2Vector anchorB;
  CB2Vector axis;
  float referenceAngle;
  bool hasLimits;
  float lower;
  float upper;
  bool hasMotor;
  float motorSpeed;
  float motorEffort;
} CB2JointDefinition;

typedef struct {
  bool isHit;
  float fraction;
  CB2Vector point;
  CB2Vector normal;
  CB2ContactSide side;
} CB2RayHit;

CB2World *cb2_world_create(CB2Vector gravity);
// A world that goes on as the other one would, bit for bit; all handles name in it what they name in the other.
CB2World *cb2_world_copy(const CB2World *world);
void cb2_world_free(CB2World *world);
// True if the world can be copied: all that Box2D allocates for it is kept together.
bool cb2_world_owns_memory(const CB2World *world);
// Leaves the world as if it were new, in the same memory.
void cb2_world_clear(CB2World *world);
void cb2_world_set_gravity(CB2World *world, CB2Vector gravity);
void cb2_world_step(CB2World *world, float seconds, int32_t velocityIterations, int32_t positionIterations);

// Contacts that began or ended since the last step began, in Box2D's order.
int64_t cb2_contact_count(const CB2World *world);
void cb2_contacts_copy(const CB2World *world, CB2ContactEvent *into);

CB2Handle cb2_body_add(CB2World *world, CB2BodyDefinition definition);
void cb2_body_remove(CB2World *world, CB2Handle body);
bool cb2_body_is_alive(const CB2World *world, CB2Handle body);
CB2Motion cb2_body_motion(const CB2World *world, CB2Handle body);
void cb2_body_set_motion(CB2World *world, CB2Handle body, CB2Motion motion);
void cb2_body_set_velocity(CB2World *world, CB2Handle body, CB2Vector linear, float angular);
bool cb2_body_is_awake(const CB2World *world, CB2Handle body);
void cb2_body_set_awake(CB2World *world, CB2Handle body, bool isAwake);
float cb2_body_mass(const CB2World *world, CB2Handle body);
float cb2_body_inertia(const CB2World *world, CB2Handle body);
CB2Vector cb2_body_center(const CB2World *world, CB2Handle body);
CB2Vector cb2_body_world_point(const CB2World *world, CB2Handle body, CB2Vector local);
CB2Vector cb2_body_world_vector(const CB2World *world, CB2Handle body, CB2Vector local);
CB2Vector cb2_body_local_point(const CB2World *world, CB2Handle body, CB2Vector point);
CB2Vector cb2_body_local_vector(const CB2World *world, CB2Handle body, CB2Vector vector);
CB2Vector cb2_body_velocity_at(const CB2World *world, CB2Handle body, CB2Vector point);
// Forces and impulses wake the body.
void cb2_body_apply_force(CB2World *world, CB2Handle body, CB2Vector force, CB2Vector point);
void cb2_body_apply_central_force(CB2World *world, CB2Handle body, CB2Vector force);
void cb2_body_apply_torque(CB2World *world, CB2Handle body, float torque);
void cb2_body_apply_impulse(CB2World *world, CB2Handle body, CB2Vector impulse, CB2Vector point);
void cb2_body_apply_central_impulse(CB2World *world, CB2Handle body, CB2Vector impulse);
void cb2_body_apply_angular_impulse(CB2World *world, CB2Handle body, float impulse);

// Edges collide on both sides. Polygons are the convex hull of 3 to 8 points.
CB2Handle cb2_edge_add(CB2World *world, CB2Handle body, CB2FixtureDefinition definition, CB2Vector from, CB2Vector to);
CB2Handle cb2_polygon_add(
    CB2World *world, CB2Handle body, CB2FixtureDefinition definition, const CB2Vector *points, int32_t count);
CB2Handle cb2_box_add(
    CB2World *world, CB2Handle body, CB2FixtureDefinition definition, float halfWidth, float halfHeight,
    CB2Vector center, float angle);
CB2Handle cb2_circle_add(
    CB2World *world, CB2Handle body, CB2FixtureDefinition definition, CB2Vector center, float radius);
bool cb2_fixture_is_alive(const CB2World *world, CB2Handle fixture);
void cb2_fixture_remove(CB2World *world, CB2Handle fixture);
void cb2_fixture_set_friction(CB2World *world, CB2Handle fixture, float friction);

CB2Handle cb2_revolute_add(CB2World *world, CB2JointDefinition definition);
float cb2_revolute_angle(const CB2World *world, CB2Handle joint);
float cb2_revolute_speed(const CB2World *world, CB2Handle joint);
// In the next steps the limits act if the angle has reached one of them by now, and not otherwise.
void cb2_revolute_use_limits_if_reached(CB2World *world, CB2Handle joint);
void cb2_revolute_set_motor(CB2World *world, CB2Handle joint, float speed, float torque);
void cb2_revolute_set_motor_speed(CB2World *world, CB2Handle joint, float speed);

CB2Handle cb2_prismatic_add(CB2World *world, CB2JointDefinition definition);
float cb2_prismatic_translation(const CB2World *world, CB2Handle joint);
float cb2_prismatic_speed(const CB2World *world, CB2Handle joint);
void cb2_prismatic_set_motor(CB2World *world, CB2Handle joint, float speed, float force);
void cb2_prismatic_set_motor_speed(CB2World *world, CB2Handle joint, float speed);

bool cb2_joint_is_alive(const CB2World *world, CB2Handle joint);
void cb2_joint_remove(CB2World *world, CB2Handle joint);

// The nearest fixture between two points whose category shares a bit with `categories`; sensors are passed through.
CB2RayHit cb2_ray_cast(const CB2World *world, CB2Vector from, CB2Vector to, uint16_t categories);

#ifdef __cplusplus
}
#endif
