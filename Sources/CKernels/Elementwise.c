#include "CKernels.h"
#include "Vectorized.h"

#include <math.h>

VECTORIZED void palaestra_add(const float *restrict a, const float *restrict b, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = a[i] + b[i];
}

VECTORIZED void palaestra_subtract(
    const float *restrict a, const float *restrict b, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = a[i] - b[i];
}

VECTORIZED void palaestra_multiply(
    const float *restrict a, const float *restrict b, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = a[i] * b[i];
}

VECTORIZED void palaestra_divide(
    const float *restrict a, const float *restrict b, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = a[i] / b[i];
}

VECTORIZED void palaestra_scale(const float *restrict a, float factor, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = a[i] * factor;
}

VECTORIZED void palaestra_offset(const float *restrict a, float summand, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = a[i] + summand;
}

VECTORIZED void palaestra_gate(
    const float *a, const float *gate, float slope, float *restrict out, long count) {
  // A gate that is NaN lets the number through, so that a rectifier does not hide it.
  if (slope == 0) {
    for (long i = 0; i < count; i++) out[i] = gate[i] <= 0 ? 0 : a[i];
  } else {
    for (long i = 0; i < count; i++) out[i] = gate[i] <= 0 ? slope * a[i] : a[i];
  }
}

VECTORIZED void palaestra_select(
    const float *restrict mask, const float *restrict a, const float *restrict b, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = mask[i] != 0 ? a[i] : b[i];
}

VECTORIZED void palaestra_is_greater(
    const float *restrict a, const float *restrict b, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = a[i] > b[i] ? 1 : 0;
}

VECTORIZED void palaestra_square_root(const float *restrict a, float *restrict out, long count) {
  // The library's function sets errno, which keeps the loop scalar.
  for (long i = 0; i < count; i++) out[i] = __builtin_elementwise_sqrt(a[i]);
}

VECTORIZED void palaestra_floats_of_bytes(
    const unsigned char *restrict bytes, float factor, float *restrict out, long count) {
  for (long i = 0; i < count; i++) out[i] = (float)bytes[i] * factor;
}

void palaestra_logarithm(const float *a, float *out, long count) {
  for (long i = 0; i < count; i++) out[i] = logf(a[i]);
}

void palaestra_error_function(const float *a, float *out, long count) {
  for (long i = 0; i < count; i++) out[i] = erff(a[i]);
}

void palaestra_sine(const float *a, float *out, long count) {
  for (long i = 0; i < count; i++) out[i] = sinf(a[i]);
}

void palaestra_cosine(const float *a, float *out, long count) {
  for (long i = 0; i < count; i++) out[i] = cosf(a[i]);
}

void palaestra_power(const float *a, float exponent, float *out, long count) {
  for (long i = 0; i < count; i++) out[i] = powf(a[i], exponent);
}
