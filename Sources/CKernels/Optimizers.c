#include "CKernels.h"
#include "Vectorized.h"

VECTORIZED void palaestra_adam(
    float *restrict parameters, const float *restrict gradient, float *restrict first, float *restrict second,
    const palaestra_adam_step *step, long count) {
  const palaestra_adam_step s = *step;
  const float kept = 1 - s.learning_rate * s.decoupled_weight_decay;
  for (long i = 0; i < count; i++) {
    const float g = s.gradient_scale * gradient[i] + s.weight_decay * parameters[i];
    const float m = s.beta1 * first[i] + (1 - s.beta1) * g;
    const float v = s.beta2 * second[i] + (1 - s.beta2) * g * g;
    first[i] = m;
    second[i] = v;
    const float deviation = __builtin_elementwise_sqrt(v * s.correction2) + s.epsilon;
    parameters[i] = kept * parameters[i] - s.learning_rate * s.correction1 * m / deviation;
  }
}

VECTORIZED void palaestra_sgd(
    float *restrict parameters, const float *restrict gradient, float *restrict velocity,
    const palaestra_sgd_step *step, long count) {
  const palaestra_sgd_step s = *step;
  if (s.momentum == 0) {
    for (long i = 0; i < count; i++)
      parameters[i] -= s.learning_rate * (s.gradient_scale * gradient[i] + s.weight_decay * parameters[i]);
    return;
  }
  for (long i = 0; i < count; i++) {
    const float g = s.gradient_scale * gradient[i] + s.weight_decay * parameters[i];
    const float v = s.momentum * velocity[i] + (1 - s.dampening) * g;
    velocity[i] = v;
    parameters[i] -= s.learning_rate * (s.nesterov ? g + s.momentum * v : v);
  }
}

VECTORIZED void palaestra_rmsprop(
    float *restrict parameters, const float *restrict gradient, float *restrict mean_square,
    float *restrict velocity, const palaestra_rmsprop_step *step, long count) {
  const palaestra_rmsprop_step s = *step;
  for (long i = 0; i < count; i++) {
    const float g = s.gradient_scale * gradient[i] + s.weight_decay * parameters[i];
    const float square = s.decay * mean_square[i] + (1 - s.decay) * g * g;
    mean_square[i] = square;
    const float direction = g / (__builtin_elementwise_sqrt(square) + s.epsilon);
    if (s.momentum == 0) {
      parameters[i] -= s.learning_rate * direction;
    } else {
      velocity[i] = s.momentum * velocity[i] + direction;
      parameters[i] -= s.learning_rate * velocity[i];
    }
  }
}

VECTORIZED void palaestra_move_towards(
    float *restrict target, const float *restrict source, float rate, long count) {
  for (long i = 0; i < count; i++) target[i] += rate * (source[i] - target[i]);
}
