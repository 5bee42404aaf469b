/* The raw limit: the same equations in plain C, one thread, with time limits and resets but nothing else.
   Each loop steps 64 environments with random actions and writes float observations, as a batch does.

   Build: cc -O2 raw_loops.c -lm -o raw_loops     Run: ./raw_loops [task]     Prints: task, median steps/s of 5 runs */
#define _GNU_SOURCE
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ENVIRONMENTS = 64, RUNS = 5, MAXIMUM_STATE = 4, MAXIMUM_OBSERVATION = 6 };

typedef struct {
  double state[MAXIMUM_STATE];
  int elapsed;
} Environment;

static uint64_t random_state = 0x9E3779B97F4A7C15u;

/* Marsaglia's xorshift64*: cheaper than any generator that an environment would use. */
static uint64_t next_bits(void) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  return random_state * 0x2545F4914F6CDD1Du;
}

static double uniform(double low, double high) { return low + (high - low) * ((next_bits() >> 11) * 0x1p-53); }

static double seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double clamped(double value, double low, double high) { return value < low ? low : value > high ? high : value; }

/* CartPole */

static inline void cartpole_reset(Environment *e) {
  for (int i = 0; i < 4; i++) e->state[i] = uniform(-0.05, 0.05);
  e->elapsed = 0;
}

static inline int cartpole_step(Environment *e, uint64_t bits, float *observation) {
  double x = e->state[0], v = e->state[1], angle = e->state[2], spin = e->state[3];
  /* Arithmetic, not a choice: a branch on random actions would be missed every other time. */
  double force = (double)(int)(2 * (bits & 1)) * 10.0 - 10.0, sine = sin(angle), cosine = cos(angle);
  double push = (force + 0.05 * (spin * spin) * sine) / 1.1;
  double angular = (9.8 * sine - cosine * push) / (0.5 * (4.0 / 3.0 - 0.1 * (cosine * cosine) / 1.1));
  double linear = push - 0.05 * angular * cosine / 1.1;
  x += 0.02 * v;
  v += 0.02 * linear;
  angle += 0.02 * spin;
  spin += 0.02 * angular;
  e->state[0] = x, e->state[1] = v, e->state[2] = angle, e->state[3] = spin;
  observation[0] = (float)x, observation[1] = (float)v, observation[2] = (float)angle, observation[3] = (float)spin;
  return fabs(x) > 2.4 || fabs(angle) > 0.20943951023931953 || ++e->elapsed >= 500;
}

/* MountainCar */

static inline void mountaincar_reset(Environment *e) {
  e->state[0] = uniform(-0.6, -0.4);
  e->state[1] = 0;
  e->elapsed = 0;
}

static inline int mountaincar_step(Environment *e, uint64_t bits, float *observation) {
  double *s = e->state;
  int action = (int)(((bits & 0xFFFF) * 3) >> 16);
  double velocity = clamped(s[1] + ((action - 1) * 0.001 + cos(3 * s[0]) * -0.0025), -0.07, 0.07);
  double position = clamped(s[0] + velocity, -1.2, 0.6);
  if (position == -1.2 && velocity < 0) velocity = 0;
  s[0] = position;
  s[1] = velocity;
  observation[0] = (float)position;
  observation[1] = (float)velocity;
  return (position >= 0.5 && velocity >= 0) || ++e->elapsed >= 200;
}

/* Pendulum */

static inline void pendulum_reset(Environment *e) {
  e->state[0] = uniform(-M_PI, M_PI);
  e->state[1] = uniform(-1, 1);
  e->elapsed = 0;
}

static double reward_sum;

static inline int pendulum_step(Environment *e, uint64_t bits, float *observation) {
  double *s = e->state;
  float torque = (float)(bits & 0xFFFF) * (4.0f / 65535.0f) - 2.0f;
  double wrapped = fmod(s[0] + M_PI, 2 * M_PI);
  if (wrapped < 0) wrapped += 2 * M_PI;
  wrapped -= M_PI;
  reward_sum -= wrapped * wrapped + 0.1 * (s[1] * s[1]) + 0.001 * (double)(torque * torque);
  s[1] = clamped(s[1] + (15.0 * sin(s[0]) + 3.0 * (double)torque) * 0.05, -8, 8);
  s[0] += s[1] * 0.05;
  observation[0] = (float)cos(s[0]);
  observation[1] = (float)sin(s[0]);
  observation[2] = (float)s[1];
  return ++e->elapsed >= 200;
}

/* Acrobot */

static inline void acrobot_reset(Environment *e) {
  for (int i = 0; i < 4; i++) e->state[i] = uniform(-0.1, 0.1);
  e->elapsed = 0;
}

static inline void acrobot_derivative(const double *s, double torque, double *d) {
  double sine = sin(s[1]), cosine = cos(s[1]);
  double d1 = 0.25 + (1.25 + cosine) + 2, d2 = 0.25 + 0.5 * cosine + 1;
  double phi2 = 4.9 * cos(s[0] + s[1] - M_PI / 2);
  double phi1 = -0.5 * s[3] * s[3] * sine - s[3] * s[2] * sine + 14.7 * cos(s[0] - M_PI / 2) + phi2;
  d[3] = (torque + d2 / d1 * phi1 - 0.5 * s[2] * s[2] * sine - phi2) / (1.25 - d2 * d2 / d1);
  d[2] = -(d2 * d[3] + phi1) / d1;
  d[0] = s[2];
  d[1] = s[3];
}

static inline double turned(double angle) {
  while (angle > M_PI) angle -= 2 * M_PI;
  while (angle < -M_PI) angle += 2 * M_PI;
  return angle;
}

static inline int acrobot_step(Environment *e, uint64_t bits, float *observation) {
  double *s = e->state, k[4][4], middle[4], torque = (double)(int)(((bits & 0xFFFF) * 3) >> 16) - 1;
  const double reach[4] = {0, 0.1, 0.1, 0.2};
  for (int stage = 0; stage < 4; stage++) {
    for (int i = 0; i < 4; i++) middle[i] = stage == 0 ? s[i] : s[i] + reach[stage] * k[stage - 1][i];
    acrobot_derivative(middle, torque, k[stage]);
  }
  for (int i = 0; i < 4; i++) s[i] += 0.2 / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
  s[0] = turned(s[0]);
  s[1] = turned(s[1]);
  s[2] = clamped(s[2], -4 * M_PI, 4 * M_PI);
  s[3] = clamped(s[3], -9 * M_PI, 9 * M_PI);
  double cosine = cos(s[0]);
  observation[0] = (float)cosine;
  observation[1] = (float)sin(s[0]);
  observation[2] = (float)cos(s[1]);
  observation[3] = (float)sin(s[1]);
  observation[4] = (float)s[2];
  observation[5] = (float)s[3];
  return -cosine - cos(s[1] + s[0]) > 1 || ++e->elapsed >= 500;
}

static int by_value(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* One function per task, so that the compiler sees the loop and the step together. */
#define MEASURE(NAME, STEP, RESET, WIDTH, STEPS)                                              \
  static void measure_##STEP(const char *only) {                                              \
    if (only && strcmp(only, NAME) != 0) return;                                              \
    static Environment environments[ENVIRONMENTS];                                            \
    static float observations[ENVIRONMENTS * MAXIMUM_OBSERVATION];                            \
    double rates[RUNS], sum = 0;                                                              \
    for (int i = 0; i < ENVIRONMENTS; i++) RESET(&environments[i]);                           \
    for (int run = 0; run < RUNS; run++) {                                                    \
      double start = seconds_now();                                                           \
      for (long round = 0; round < (STEPS) / ENVIRONMENTS; round++) {                         \
        uint64_t bits = next_bits();                                                          \
        for (int i = 0; i < ENVIRONMENTS; i++) {                                              \
          uint64_t turned_bits = bits >> i | bits << (63 - i);                                \
          if (STEP(&environments[i], turned_bits, observations + (WIDTH) * i)) RESET(&environments[i]); \
        }                                                                                     \
        sum += observations[round % ENVIRONMENTS];                                            \
      }                                                                                       \
      rates[run] = (double)((STEPS) / ENVIRONMENTS * ENVIRONMENTS) / (seconds_now() - start);  \
    }                                                                                         \
    qsort(rates, RUNS, sizeof *rates, by_value);                                              \
    printf("%s %.0f\n", NAME, rates[RUNS / 2]);                                               \
    if (sum + reward_sum == 42) puts("");                                                     \
  }

MEASURE("CartPole-v1", cartpole_step, cartpole_reset, 4, 20000000L)
MEASURE("MountainCar-v0", mountaincar_step, mountaincar_reset, 2, 40000000L)
MEASURE("Pendulum-v1", pendulum_step, pendulum_reset, 3, 10000000L)
MEASURE("Acrobot-v1", acrobot_step, acrobot_reset, 6, 2000000L)

int main(int count, char **arguments) {
  const char *only = count > 1 ? arguments[1] : NULL;
  measure_cartpole_step(only);
  measure_mountaincar_step(only);
  measure_pendulum_step(only);
  measure_acrobot_step(only);
}
