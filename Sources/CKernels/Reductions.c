#include "CKernels.h"
#include "Vectorized.h"

#include <math.h>
#include <string.h>

// Sums may be taken in any order in this file: that is what lets them be vectorised.
#pragma clang fp reassociate(on)

VECTORIZED static void sum_columns(const float *restrict a, float *restrict out, long count, long inner) {
  memcpy(out, a, sizeof(float) * (unsigned long)inner);
  for (long row = 1; row < count; row++) {
    const float *restrict next = a + row * inner;
    for (long i = 0; i < inner; i++) out[i] += next[i];
  }
}

VECTORIZED static float sum_run(const float *restrict a, long count) {
  float sum = 0;
  for (long i = 0; i < count; i++) sum += a[i];
  return sum;
}

void palaestra_sum(const float *a, float *out, long outer, long count, long inner) {
  if (count == 0) {
    memset(out, 0, sizeof(float) * (unsigned long)(outer * inner));
  } else if (inner == 1) {
    for (long i = 0; i < outer; i++) out[i] = sum_run(a + i * count, count);
  } else {
    for (long i = 0; i < outer; i++) sum_columns(a + i * count * inner, out + i * inner, count, inner);
  }
}

VECTORIZED static void fill(float value, float *out, long count) {
  for (long i = 0; i < count; i++) out[i] = value;
}

void palaestra_broadcast(const float *a, float *out, long outer, long count, long inner) {
  for (long i = 0; i < outer; i++) {
    float *rows = out + i * count * inner;
    if (inner == 1) {
      fill(a[i], rows, count);
    } else {
      for (long row = 0; row < count; row++)
        memcpy(rows + row * inner, a + i * inner, sizeof(float) * (unsigned long)inner);
    }
  }
}

void palaestra_argmax(const float *a, float *out, long rows, long columns) {
  for (long row = 0; row < rows; row++) {
    const float *values = a + row * columns;
    long best = 0;
    for (long i = 1; i < columns && !isnan(values[best]); i++) {
      if (values[i] > values[best] || isnan(values[i])) best = i;
    }
    out[row] = (float)best;
  }
}

VECTORIZED double palaestra_sum_of_squares(const float *a, long count) {
  double sum = 0;
  for (long i = 0; i < count; i++) sum += (double)a[i] * a[i];
  return sum;
}

VECTORIZED long palaestra_count_not_finite(const float *a, long count) {
  long total = 0;
  // A difference with itself is zero for finite numbers alone.
  for (long i = 0; i < count; i++) total += !(a[i] - a[i] == 0);
  return total;
}
