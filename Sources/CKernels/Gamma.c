#include "CKernels.h"

#include <math.h>

// The derivatives of log Γ, by Stirling's series where it is exact to double precision, and by recurrence below: from
// ψ⁽ⁿ⁾(x) = ψ⁽ⁿ⁾(x + 1) − (−1)ⁿ n! x⁻ⁿ⁻¹. Abramowitz and Stegun (1964), 6.1.41, 6.3.18 and 6.4.11.

static const double large = 12;

// B₂ₖ / (2k)! for k from 1 on.
static const double series[] = {
    1 / 12.0, -1 / 720.0, 1 / 30240.0, -1 / 1209600.0, 1 / 47900160.0, -691 / 1307674368000.0, 1 / 74724249600.0};
enum { terms = sizeof series / sizeof series[0] };

static double log_gamma(double x) {
  double shift = 0;
  for (; x < large; x++) shift += log(x);
  double sum = 0, power = 1 / x;
  double factorial = 1;
  for (int k = 1; k <= terms; k++) {
    // B₂ₖ / (2k (2k − 1)) is the coefficient times (2k − 2)!.
    if (k > 1) factorial *= (2 * k - 2) * (2 * k - 3);
    sum += series[k - 1] * factorial * power;
    power /= x * x;
  }
  return (x - 0.5) * log(x) - x + 0.91893853320467274178 + sum - shift;
}

static double polygamma(double x, int order) {
  const double sign = order % 2 ? -1 : 1;
  double factorial = 1;
  for (int i = 2; i <= order; i++) factorial *= i;
  double shift = 0;
  for (; x < large; x++) shift -= sign * factorial * pow(x, -order - 1);
  // (2k + n − 1)!, from k = 0 on.
  double rising = order > 0 ? factorial / order : 1, power = pow(x, -order);
  double sum = order > 0 ? rising * power : -log(x);
  sum += factorial * power / x / 2;
  for (int k = 1; k <= terms; k++) {
    const int top = 2 * k + order - 1;
    if (top > 1) rising *= (double)top * (top - 1);
    power /= x * x;
    sum += series[k - 1] * rising * power;
  }
  return -sign * sum + shift;
}

void palaestra_polygamma(const float *a, int order, float *out, long count) {
  for (long i = 0; i < count; i++) out[i] = (float)(order < 0 ? log_gamma(a[i]) : polygamma(a[i], order));
}
