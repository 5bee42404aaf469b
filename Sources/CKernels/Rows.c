#include "CKernels.h"
#include "Vectorized.h"

#include <string.h>

VECTORIZED void palaestra_transpose(
    const float *restrict a, float *restrict out, long outer, long rows, long columns) {
  // In blocks, lest each number of a column bring a line of the cache along for itself.
  const long side = 16;
  for (long n = 0; n < outer; n++, a += rows * columns, out += rows * columns) {
    for (long top = 0; top < rows; top += side) {
      const long bottom = top + side < rows ? top + side : rows;
      for (long left = 0; left < columns; left += side) {
        const long right = left + side < columns ? left + side : columns;
        for (long column = left; column < right; column++) {
          for (long row = top; row < bottom; row++) out[column * rows + row] = a[row * columns + column];
        }
      }
    }
  }
}

VECTORIZED long palaestra_count_not_rows(const float *rows, float limit, long count) {
  long total = 0;
  for (long i = 0; i < count; i++)
    total += !(rows[i] >= 0 && rows[i] < limit && rows[i] == __builtin_elementwise_floor(rows[i]));
  return total;
}

void palaestra_gather(const float *a, const float *rows, float *out, long count, long width) {
  if (width == 1) {
    for (long i = 0; i < count; i++) out[i] = a[(long)rows[i]];
    return;
  }
  for (long i = 0; i < count; i++)
    memcpy(out + i * width, a + (long)rows[i] * width, sizeof(float) * (unsigned long)width);
}

void palaestra_scatter_add(const float *a, const float *rows, float *out, long count, long width) {
  for (long i = 0; i < count; i++) {
    float *row = out + (long)rows[i] * width;
    for (long j = 0; j < width; j++) row[j] += a[i * width + j];
  }
}
