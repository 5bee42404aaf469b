#ifndef PALAESTRA_CMATH_H
#define PALAESTRA_CMATH_H

#include <math.h>

// The C library's functions under names that no overload of Swift's competes with.
static inline double palaestra_sin(double angle) { return sin(angle); }
static inline double palaestra_cos(double angle) { return cos(angle); }
static inline double palaestra_tanh(double x) { return tanh(x); }
static inline double palaestra_atan2(double y, double x) { return atan2(y, x); }

// The library's squares, which are not always the product: the compiler must not turn the one into the other.
__attribute__((no_builtin)) static inline double palaestra_pow2(double base) { return pow(base, 2); }
__attribute__((no_builtin)) static inline float palaestra_pow2f(float base) { return powf(base, 2); }

typedef struct {
  double sine;
  double cosine;
} palaestra_sine_cosine;

// sincos is a GNU extension that Swift's Glibc module does not declare. It returns exactly what sin and cos
// return, at the price of one of them.
#if defined(__linux__)
void sincos(double angle, double *sine, double *cosine);
static inline palaestra_sine_cosine palaestra_sincos(double angle) {
  palaestra_sine_cosine both;
  sincos(angle, &both.sine, &both.cosine);
  return both;
}
#else
static inline palaestra_sine_cosine palaestra_sincos(double angle) {
  return (palaestra_sine_cosine){sin(angle), cos(angle)};
}
#endif

#endif
