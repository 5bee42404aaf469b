#ifndef PALAESTRA_CKERNELS_H
#define PALAESTRA_CKERNELS_H

// Loops over arrays of floats that a Swift compiler bound to the oldest machine of its kind would not vectorise for the
// machine at hand. Arrays do not overlap unless a comment says so. Nothing here allocates, checks, or keeps state.

// Element by element: out[i] = f(a[i], b[i]).
void palaestra_add(const float *a, const float *b, float *out, long count);
void palaestra_subtract(const float *a, const float *b, float *out, long count);
void palaestra_multiply(const float *a, const float *b, float *out, long count);
void palaestra_divide(const float *a, const float *b, float *out, long count);
void palaestra_scale(const float *a, float factor, float *out, long count);
void palaestra_offset(const float *a, float summand, float *out, long count);
// slope times a where gate is zero or negative, a elsewhere; gate may be a.
void palaestra_gate(const float *a, const float *gate, float slope, float *out, long count);
// a where mask is not zero, b elsewhere.
void palaestra_select(const float *mask, const float *a, const float *b, float *out, long count);
// 1 where a is greater than b, else 0.
void palaestra_is_greater(const float *a, const float *b, float *out, long count);

// Functions of one number.
void palaestra_square_root(const float *a, float *out, long count);
void palaestra_exponential(const float *a, float *out, long count);
void palaestra_logarithm(const float *a, float *out, long count);
void palaestra_hyperbolic_tangent(const float *a, float *out, long count);
void palaestra_sigmoid(const float *a, float *out, long count);
void palaestra_softplus(const float *a, float *out, long count);
void palaestra_error_function(const float *a, float *out, long count);
void palaestra_sine(const float *a, float *out, long count);
void palaestra_cosine(const float *a, float *out, long count);
// Derivative number `order` of ψ, the derivative of log Γ, of positive numbers; log Γ itself for −1.
void palaestra_polygamma(const float *a, int order, float *out, long count);
void palaestra_power(const float *a, float exponent, float *out, long count);

// Between arrays of outer × count × inner and outer × inner.
void palaestra_sum(const float *a, float *out, long outer, long count, long inner);
void palaestra_broadcast(const float *a, float *out, long outer, long count, long inner);
// The position of the first largest number of each row; a NaN counts as the largest.
void palaestra_argmax(const float *a, float *out, long rows, long columns);
// The exponentials of each row divided by their sum; with `causal`, row i of every square of rows takes its first
// i + 1 numbers alone, and zeros follow.
void palaestra_softmax(const float *a, float *out, long rows, long columns, int causal);
// The quantile Huber loss of each of rows × groups × quantiles estimates against its row's samples, meaned over these, and
// behind all of them the slopes of it.
void palaestra_quantile_errors(
    const float *estimates, const float *samples, float *out, long rows, long groups, long quantiles, long count);
// The sum of the squares, gathered in double precision.
double palaestra_sum_of_squares(const float *a, long count);

// From outer × rows × columns to outer × columns × rows.
void palaestra_transpose(const float *a, float *out, long outer, long rows, long columns);

// Rows of `width` numbers by number. Row numbers are whole numbers stored as floats.
void palaestra_gather(const float *a, const float *rows, float *out, long count, long width);
// How many of the numbers are no whole ones from 0 to below the limit.
long palaestra_count_not_rows(const float *rows, float limit, long count);
// Adds row i of a to row rows[i] of out.
void palaestra_scatter_add(const float *a, const float *rows, float *out, long count, long width);

typedef struct {
  long batch, channels, height, width;
  long kernel_height, kernel_width, stride, padding;
  long output_height, output_width;
} palaestra_windows;

// From images (batch, channels, height, width) to one row of channels × kernel_height × kernel_width numbers for each
// place of the kernel, zeros beyond the border; and back, adding what overlaps.
void palaestra_windows_of_images(const float *images, float *windows, const palaestra_windows *geometry);
void palaestra_images_of_windows(const float *windows, float *images, const palaestra_windows *geometry);

// From bytes to floats times a factor.
void palaestra_floats_of_bytes(const unsigned char *bytes, float factor, float *out, long count);

typedef struct {
  float learning_rate, beta1, beta2, epsilon;
  // 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ).
  float correction1, correction2;
  // Multiplies every gradient first.
  float gradient_scale;
  // Added to the gradient (Adam) and taken from the parameters (AdamW), as factors of the parameters.
  float weight_decay, decoupled_weight_decay;
} palaestra_adam_step;

void palaestra_adam(
    float *parameters, const float *gradient, float *first, float *second, const palaestra_adam_step *step,
    long count);

typedef struct {
  float learning_rate, momentum, dampening, gradient_scale, weight_decay;
  int nesterov;
} palaestra_sgd_step;

// `velocity` is not touched where momentum is zero.
void palaestra_sgd(
    float *parameters, const float *gradient, float *velocity, const palaestra_sgd_step *step, long count);

typedef struct {
  float learning_rate, decay, epsilon, momentum, gradient_scale, weight_decay;
} palaestra_rmsprop_step;

// `velocity` is not touched where momentum is zero.
void palaestra_rmsprop(
    float *parameters, const float *gradient, float *mean_square, float *velocity,
    const palaestra_rmsprop_step *step, long count);

// target += rate × (source − target).
void palaestra_move_towards(float *target, const float *source, float rate, long count);

// How many of the numbers are NaN or infinite.
long palaestra_count_not_finite(const float *a, long count);

#endif
