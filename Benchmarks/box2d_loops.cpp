// The worlds of LunarLander and BipedalWalker in plain C++ on Box2D 2.4.1, one thread, random actions: what the
// physics costs without an environment around it. The same bodies, joints, filters, impulses, observations, rewards
// and resets as Gymnasium's.
//
//     c++ -O2 Benchmarks/box2d_loops.cpp -lbox2d -o box2d_loops && ./box2d_loops LunarLander-v3
//
// Prints the task and its steps per second.

#include <box2d/box2d.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

namespace {

constexpr double scale = 30, rate = 50, width = 600 / scale, height = 400 / scale;

uint64_t randomState = 0x9E3779B97F4A7C15;

uint64_t randomBits() {
  randomState ^= randomState << 13;
  randomState ^= randomState >> 7;
  return randomState ^= randomState << 17;
}

double uniform(double low, double high) { return low + (high - low) * double(randomBits() >> 11) * 0x1p-53; }

double sign(double x) { return (x > 0) - (x < 0); }

/// Which legs touch, and whether the hull has.
struct Touches : b2ContactListener {
  b2Body *hull = nullptr, *legs[2] = {};
  bool hasCrashed = false, leg[2] = {};

  void note(b2Contact *contact, bool begins) {
    b2Body *a = contact->GetFixtureA()->GetBody(), *b = contact->GetFixtureB()->GetBody();
    if (begins && (a == hull || b == hull)) hasCrashed = true;
    for (int i = 0; i < 2; ++i) {
      if (a == legs[i] || b == legs[i]) leg[i] = begins;
    }
  }
  void BeginContact(b2Contact *contact) override { note(contact, true); }
  void EndContact(b2Contact *contact) override { note(contact, false); }
};

b2FixtureDef fixture(const b2Shape &shape, float density, float friction, uint16_t category, uint16_t mask) {
  b2FixtureDef def;
  def.shape = &shape;
  def.density = density;
  def.friction = friction;
  def.filter.categoryBits = category;
  def.filter.maskBits = mask;
  return def;
}

b2Body *body(b2World &world, b2BodyType type, double x, double y, float angle = 0) {
  b2BodyDef def;
  def.type = type;
  def.position.Set(float(x), float(y));
  def.angle = angle;
  return world.CreateBody(&def);
}

b2RevoluteJoint *hinge(
    b2World &world, b2Body *a, b2Body *b, b2Vec2 anchorA, b2Vec2 anchorB, float lower, float upper, float speed,
    float torque) {
  b2RevoluteJointDef def;
  def.bodyA = a;
  def.bodyB = b;
  def.localAnchorA = anchorA;
  def.localAnchorB = anchorB;
  def.referenceAngle = b->GetAngle() - a->GetAngle();
  def.enableLimit = def.enableMotor = true;
  def.lowerAngle = lower;
  def.upperAngle = upper;
  def.motorSpeed = speed;
  def.maxMotorTorque = torque;
  return static_cast<b2RevoluteJoint *>(world.CreateJoint(&def));
}

b2PolygonShape polygon(const float (*points)[2], int count) {
  b2Vec2 corners[8];
  for (int i = 0; i < count; ++i) corners[i].Set(float(points[i][0] / scale), float(points[i][1] / scale));
  b2PolygonShape shape;
  shape.Set(corners, count);
  return shape;
}

/// What both tasks share: a world that is emptied and filled at each reset, and a reward by differences.
struct Task {
  b2World world{b2Vec2(0, -10)};
  Touches touches;
  std::vector<b2Body *> made;
  double previousShaping = 0;
  bool hasPrevious = false;
  int elapsed = 0;
  float observation[24] = {};

  void clear() {
    world.SetContactListener(nullptr);
    for (b2Body *b : made) world.DestroyBody(b);
    made.clear();
    touches = Touches();
    world.SetContactListener(&touches);
    hasPrevious = false;
    elapsed = 0;
  }

  double gain(double shaping) {
    double gain = hasPrevious ? shaping - previousShaping : 0;
    previousShaping = shaping;
    hasPrevious = true;
    return gain;
  }
};

struct Lander : Task {
  b2Body *hull = nullptr;

  void reset() {
    clear();
    double raw[12];
    for (double &h : raw) h = uniform(0, height / 2);
    for (int i = 3; i <= 7; ++i) raw[i] = height / 4;
    auto ground = [&](int i) { return float(0.33 * (raw[(i + 11) % 12] + raw[i] + raw[i + 1])); };
    b2Body *moon = body(world, b2_staticBody, 0, 0);
    b2EdgeShape edge;
    edge.SetTwoSided(b2Vec2(0, 0), b2Vec2(width, 0));
    moon->CreateFixture(&edge, 0);
    for (int i = 0; i < 10; ++i) {
      edge.SetTwoSided(b2Vec2(float(width / 10 * i), ground(i)), b2Vec2(float(width / 10 * (i + 1)), ground(i + 1)));
      b2FixtureDef def = fixture(edge, 0, 0.1f, 1, 0xFFFF);
      moon->CreateFixture(&def);
    }
    hull = body(world, b2_dynamicBody, width / 2, height);
    const float corners[6][2] = {{-14, 17}, {-17, 0}, {-17, -10}, {17, -10}, {17, 0}, {14, 17}};
    b2PolygonShape shape = polygon(corners, 6);
    b2FixtureDef def = fixture(shape, 5, 0.1f, 0x10, 1);
    hull->CreateFixture(&def);
    hull->ApplyForceToCenter(b2Vec2(float(uniform(-1000, 1000)), float(uniform(-1000, 1000))), true);
    made = {moon, hull};
    touches.hull = hull;
    for (int k = 0; k < 2; ++k) {
      int side = k ? 1 : -1;
      b2Body *leg = body(world, b2_dynamicBody, width / 2 - side * 20 / scale, height, side * 0.05f);
      b2PolygonShape box;
      box.SetAsBox(2 / scale, 8 / scale);
      b2FixtureDef legDef = fixture(box, 1, 0.2f, 0x20, 1);
      leg->CreateFixture(&legDef);
      b2Vec2 foot(float(side * 20 / scale), float(18 / scale));
      hinge(world, hull, leg, b2Vec2(0, 0), foot, k ? -0.9f : 0.4f, k ? -0.4f : 0.9f, 0.3f * side, 40);
      made.push_back(leg);
      touches.legs[k] = leg;
    }
    double reward;
    step(0, reward);
  }

  bool step(int action, double &reward) {
    double s = std::sin(hull->GetAngle()), c = std::cos(hull->GetAngle());
    double first = uniform(-1, 1) / scale, second = uniform(-1, 1) / scale, fuel = 0;
    b2Vec2 p = hull->GetPosition();
    if (action == 2) {
      fuel = 0.30;
      double along = 4 / scale + 2 * first, x = s * along - c * second, y = -c * along - s * second;
      hull->ApplyLinearImpulse(b2Vec2(float(-x * 13), float(-y * 13)), b2Vec2(float(p.x + x), float(p.y + y)), true);
    } else if (action != 0) {
      fuel = 0.03;
      double across = 3 * second + (action - 2) * 12 / scale, x = s * first - c * across, y = -c * first - s * across;
      b2Vec2 nozzle(float(p.x + x - s * 17 / scale), float(p.y + y + c * 14 / scale));
      hull->ApplyLinearImpulse(b2Vec2(float(-x * 0.6), float(-y * 0.6)), nozzle, true);
    }
    world.Step(1 / rate, 180, 60);
    b2Vec2 q = hull->GetPosition(), v = hull->GetLinearVelocity();
    double state[8] = {(q.x - width / 2) / (width / 2), (q.y - (height / 4 + 18 / scale)) / (height / 2),
                       v.x * (width / 2) / rate, v.y * (height / 2) / rate, hull->GetAngle(),
                       20.0 * hull->GetAngularVelocity() / rate, double(touches.leg[0]), double(touches.leg[1])};
    std::copy(state, state + 8, observation);
    reward = gain(-100 * std::sqrt(state[0] * state[0] + state[1] * state[1])
                  - 100 * std::sqrt(state[2] * state[2] + state[3] * state[3])
                  - 100 * std::fabs(state[4]) + 10 * state[6] + 10 * state[7]) - fuel;
    bool isOver = touches.hasCrashed || std::fabs(state[0]) >= 1;
    if (isOver) reward = -100;
    if (!hull->IsAwake()) reward = 100, isOver = true;
    return isOver || ++elapsed >= 1000;
  }

  bool act(double &reward) { return step(int(randomBits() >> 62), reward); }
};

/// The fraction of a ray that is free.
struct Ray : b2RayCastCallback {
  float fraction = 1;

  float ReportFixture(b2Fixture *hit, const b2Vec2 &, const b2Vec2 &, float at) override {
    return hit->GetFilterData().categoryBits & 1 ? fraction = at : -1;
  }
};

struct Walker : Task {
  b2Body *hull = nullptr;
  b2RevoluteJoint *joints[4] = {};

  void reset() {
    clear();
    addGround();
    const double step14 = 14 / scale, leg = 34 / scale, down = -8 / scale, x = step14 * 10, y = height / 4 + 2 * leg;
    hull = body(world, b2_dynamicBody, x, y);
    made.push_back(hull);
    touches.hull = hull;
    const float corners[5][2] = {{-30, 9}, {6, 9}, {34, 1}, {34, -8}, {-30, -8}};
    b2PolygonShape shape = polygon(corners, 5);
    b2FixtureDef def = fixture(shape, 5, 0.1f, 0x20, 1);
    hull->CreateFixture(&def);
    hull->ApplyForceToCenter(b2Vec2(float(uniform(-5, 5)), 0), true);
    for (int k = 0; k < 4; ++k) {
      const bool isLower = k % 2;
      const int side = k < 2 ? -1 : 1;
      b2Body *part = body(
          world, b2_dynamicBody, x, isLower ? y - leg * 3 / 2 - down : y - leg / 2 - down, side * 0.05f);
      b2PolygonShape box;
      box.SetAsBox(float((isLower ? 0.8 : 1) * 8 / scale / 2), float(leg / 2));
      b2FixtureDef partDef = fixture(box, 1, 0.2f, 0x20, 1);
      part->CreateFixture(&partDef);
      b2Body *above = isLower ? made.back() : hull;
      b2Vec2 anchor(0, float(isLower ? -leg / 2 : down));
      joints[k] = hinge(
          world, above, part, anchor, b2Vec2(0, float(leg / 2)), isLower ? -1.6f : -0.8f, isLower ? -0.1f : 1.1f,
          isLower ? 1 : side, 80);
      made.push_back(part);
      if (isLower) touches.legs[k / 2] = part;
    }
    double still[4] = {}, reward;
    step(still, reward);
  }

  void addGround() {
    double y = height / 4, slope = 0, left = 0, below = 0;
    int counter = 20;
    bool isFirst = false;
    for (int i = 0; i < 200; ++i) {
      if (!isFirst) {
        slope = 0.8 * slope + 0.01 * sign(height / 4 - y);
        if (i > 20) slope += uniform(-1, 1) / scale;
        y += slope;
      }
      isFirst = --counter == 0;
      if (isFirst) counter = 5 + int(randomBits() % 5);
      double x = i * 14 / scale;
      if (i) {
        b2Body *ground = body(world, b2_staticBody, 0, 0);
        b2EdgeShape edge;
        edge.SetTwoSided(b2Vec2(float(left), float(below)), b2Vec2(float(x), float(y)));
        b2FixtureDef def = fixture(edge, 0, 2.5f, 1, 0xFFFF);
        ground->CreateFixture(&def);
        made.push_back(ground);
      }
      left = x, below = y;
    }
  }

  bool step(const double *action, double &reward) {
    for (int i = 0; i < 4; ++i) {
      joints[i]->SetMotorSpeed(float((i % 2 ? 6 : 4) * sign(action[i])));
      joints[i]->SetMaxMotorTorque(float(80 * std::min(std::fabs(action[i]), 1.0)));
    }
    world.Step(1 / rate, 180, 60);
    b2Vec2 p = hull->GetPosition(), v = hull->GetLinearVelocity();
    double state[14] = {hull->GetAngle(), 2.0 * hull->GetAngularVelocity() / rate, 0.3 * v.x * width / rate,
                        0.3 * v.y * height / rate};
    for (int i = 0; i < 4; ++i) {
      int at = 4 + 2 * i + i / 2;
      state[at] = joints[i]->GetJointAngle() + i % 2;
      state[at + 1] = joints[i]->GetJointSpeed() / (i % 2 ? 6 : 4);
    }
    state[8] = touches.leg[0];
    state[13] = touches.leg[1];
    std::copy(state, state + 14, observation);
    for (int i = 0; i < 10; ++i) {
      Ray ray;
      double angle = 1.5 * i / 10, reach = 160 / scale;
      b2Vec2 end(float(p.x + std::sin(angle) * reach), float(p.y - std::cos(angle) * reach));
      world.RayCast(&ray, p, end);
      observation[14 + i] = ray.fraction;
    }
    reward = gain(130 * p.x / scale - 5 * std::fabs(state[0]));
    for (int i = 0; i < 4; ++i) reward -= 0.00035 * 80 * std::min(std::fabs(action[i]), 1.0);
    bool isOver = touches.hasCrashed || p.x < 0;
    if (isOver) reward = -100;
    return isOver || p.x > 190 * 14 / scale || ++elapsed >= 1600;
  }

  bool act(double &reward) {
    double action[4];
    for (double &a : action) a = uniform(-1, 1);
    return step(action, reward);
  }
};

template <class T>
double stepsPerSecond(long steps) {
  T task;
  task.reset();
  double sum = 0;
  auto run = [&](long count) {
    for (long i = 0; i < count; ++i) {
      double reward;
      if (task.act(reward)) task.reset();
      sum += reward + task.observation[0];
    }
  };
  run(steps / 10);
  auto start = std::chrono::steady_clock::now();
  run(steps);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (std::isnan(sum)) std::puts("not a number");
  return double(steps) / seconds;
}

}  // namespace

int main(int count, char **arguments) {
  const char *task = count > 1 ? arguments[1] : "";
  double found = !std::strcmp(task, "LunarLander-v3")     ? stepsPerSecond<Lander>(100'000)
                 : !std::strcmp(task, "BipedalWalker-v3") ? stepsPerSecond<Walker>(30'000)
                                                          : 0;
  if (found > 0) std::printf("%s %.0f\n", task, found);
}
