#include "CKernels.h"
#include "Vectorized.h"

// Adds one sample's error to each quantile's loss and slope: vectorised over the quantiles, whose shares of the distribution
// below them are (2 q + 1) / 2 quantiles.
VECTORIZED static void add_sample(
    float sample, const float *restrict estimates, float *restrict losses, float *restrict slopes, long quantiles) {
  const float half = 0.5F / (float)quantiles;
  for (long q = 0; q < quantiles; q++) {
    const float share = (float)(2 * q + 1) * half;
    const float difference = sample - estimates[q];
    const float limited = difference < -1 ? -1 : difference > 1 ? 1 : difference;
    const float weight = difference < 0 ? 1 - share : share;
    losses[q] += weight * limited * (difference - 0.5F * limited);
    slopes[q] -= weight * limited;
  }
}

void palaestra_quantile_errors(
    const float *estimates, const float *samples, float *out, long rows, long groups, long quantiles, long count) {
  const long size = rows * groups * quantiles;
  for (long i = 0; i < 2 * size; i++) out[i] = 0;
  for (long group = 0; group < rows * groups; group++) {
    const float *row = samples + group / groups * count;
    const long start = group * quantiles;
    for (long i = 0; i < count; i++)
      add_sample(row[i], estimates + start, out + start, out + size + start, quantiles);
  }
  for (long i = 0; i < 2 * size; i++) out[i] /= (float)count;
}
