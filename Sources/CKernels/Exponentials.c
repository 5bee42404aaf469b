#include "CKernels.h"
#include "Vectorized.h"

#include <string.h>

// Functions made of eˣ that the compiler can vectorise, which it cannot do with calls of the library. Errors are at most
// 2 units in the last place, 3 of the smooth rectifier. The polynomials in eˣ and the hyperbolic tangent are those of
// Cephes (Moshier, 1992).

static inline float power_of_two(int exponent) {
  const unsigned bits = (unsigned)(exponent + 127) << 23;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// The small t and the whole n of eˣ = 2ⁿ (1 + t).
static inline float split(float x, int *n) {
  // Beyond these limits everything overflows or vanishes anyway; a NaN remains one.
  x = x < -104 ? -104 : x > 104 ? 104 : x;
  // Adding 1.5 × 2²³ leaves the nearest whole number in the lowest bits.
  const float shifted = x * 0x1.715476p0f + 0x1.8p23f;
  const float rounded = shifted - 0x1.8p23f;
  int bits;
  memcpy(&bits, &shifted, sizeof bits);
  *n = bits - 0x4b400000;
  // log 2 in two parts, of which the first has so few bits that its product is exact.
  const float r = (x - rounded * 0.693359375f) + rounded * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  return p * (r * r) + r;
}

static inline float exponential(float x) {
  int n;
  const float t = split(x, &n);
  // In two steps, since 2ⁿ may be too large or too small for a float where the product is not.
  const int half = n >> 1;
  return (1 + t) * power_of_two(half) * power_of_two(n - half);
}

static inline float sigmoid(float x) {
  int n;
  const float t = split(-x, &n);
  // 1 / (1 + 2ⁿ (1 + t)), with both sides of the fraction divided by half of the power.
  const int half = n >> 1;
  const float one = power_of_two(-half), power = power_of_two(n - half);
  return one / (one + power * t + power);
}

static inline float hyperbolic_tangent(float x) {
  const float size = __builtin_elementwise_abs(x), square = x * x;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  const float near_zero = p * square * x + x;
  const float elsewhere = 1 - 2 / (exponential(2 * size) + 1);
  return size < 0.625f ? near_zero : __builtin_elementwise_copysign(elsewhere, x);
}

static inline float softplus(float x) {
  // log (1 + e) = 2 artanh (e / (2 + e)), whose argument is at most a third.
  const float e = exponential(-__builtin_elementwise_abs(x)), u = e / (2 + e), square = u * u;
  float p = 1 / 17.f;
  p = p * square + 1 / 15.f;
  p = p * square + 1 / 13.f;
  p = p * square + 1 / 11.f;
  p = p * square + 1 / 9.f;
  p = p * square + 1 / 7.f;
  p = p * square + 1 / 5.f;
  p = p * square + 1 / 3.f;
  return (x > 0 ? x : 0) + 2 * (p * square * u + u);
}

VECTORIZED void palaestra_exponential(const float *restrict a, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = exponential(a[i]);
}

VECTORIZED void palaestra_sigmoid(const float *restrict a, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = sigmoid(a[i]);
}

VECTORIZED void palaestra_hyperbolic_tangent(const float *restrict a, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = hyperbolic_tangent(a[i]);
}

VECTORIZED void palaestra_softplus(const float *restrict a, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = softplus(a[i]);
}

static inline float greatest(const float *a, long count) {
  // In lanes, since the compiler would have to know that there is no NaN to do that by itself.
  float lanes[16], peak = a[0];
  long i = 0;
  if (count >= 16) {
    memcpy(lanes, a, sizeof lanes);
    for (i = 16; i + 16 <= count; i += 16) {
      for (long j = 0; j < 16; j++) lanes[j] = a[i + j] > lanes[j] ? a[i + j] : lanes[j];
    }
    for (long j = 0; j < 16; j++) peak = lanes[j] > peak ? lanes[j] : peak;
  }
  for (; i < count; i++) peak = a[i] > peak ? a[i] : peak;
  return peak;
}

VECTORIZED void palaestra_softmax(const float *restrict a, float *restrict out, long rows, long columns, int causal) {
#pragma clang fp reassociate(on)
  for (long row = 0; row < rows; row++, a += columns, out += columns) {
    const long count = causal ? row % columns + 1 : columns;
    const float peak = greatest(a, count);
    float sum = 0;
    for (long i = 0; i < count; i++) sum += out[i] = exponential(a[i] - peak);
    const float factor = 1 / sum;
    for (long i = 0; i < count; i++) out[i] *= factor;
    for (long i = count; i < columns; i++) out[i] = 0;
  }
}
