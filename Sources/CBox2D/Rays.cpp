#include "World.hpp"

namespace {

struct NearestHit final : b2RayCastCallback {
  explicit NearestHit(uint16_t categories) : categories(categories) {}

  float ReportFixture(b2Fixture *fixture, const b2Vec2 &point, const b2Vec2 &normal, float fraction) override {
    constexpr float pass = -1;
    if (fixture->IsSensor() || !(fixture->GetFilterData().categoryBits & categories)) return pass;
    this->fixture = fixture;
    this->point = point;
    this->normal = normal;
    this->fraction = fraction;
    return fraction;
  }

  uint16_t categories;
  b2Fixture *fixture = nullptr;
  b2Vec2 point{0, 0};
  b2Vec2 normal{0, 0};
  float fraction = 1;
};

}  // namespace

CB2RayHit cb2_ray_cast(const CB2World *world, CB2Vector from, CB2Vector to, uint16_t categories) {
  NearestHit nearest(categories);
  world->world().RayCast(&nearest, vector(from), vector(to));
  CB2RayHit hit{};
  hit.isHit = nearest.fixture != nullptr;
  hit.fraction = nearest.fraction;
  hit.point = vector(nearest.point);
  hit.normal = vector(nearest.normal);
  if (hit.isHit) hit.side = world->side(nearest.fixture);
  return hit;
}
