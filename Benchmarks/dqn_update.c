// The update of a DQN with the network 8-256-256-4 on batches of 128, in C on OpenBLAS, one thread: target forward, online
// forward, Huber's loss, backward, Adam. Prints updates per second, the median of seven runs.
//
//   cc -O3 -march=native -ffast-math dqn_update.c -lopenblas -lm -o dqn_update
#include <cblas.h>
#undef I
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { batch = 128, inputs = 8, hidden = 256, actions = 4, repeats = 1000 };
enum { parameter_count = (inputs + 1) * hidden + (hidden + 1) * hidden + (hidden + 1) * actions };

typedef struct {
  float *w1, *b1, *w2, *b2, *w3, *b3;
} network;

static network view(float *p) {
  network n;
  n.w1 = p;
  n.b1 = n.w1 + inputs * hidden;
  n.w2 = n.b1 + hidden;
  n.b2 = n.w2 + hidden * hidden;
  n.w3 = n.b2 + hidden;
  n.b3 = n.w3 + hidden * actions;
  return n;
}

static float *numbers(size_t count) {
  float *p = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
  for (size_t i = 0; i < count; i++) p[i] = (float)rand() / (float)RAND_MAX - .5f;
  return p;
}

static void product(int ta, int tb, int m, int n, int k, const float *a, const float *b, float kept, float *c) {
  cblas_sgemm(
      CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, m, n, k, 1, a, ta ? m : k, b,
      tb ? k : n, kept, c, n);
}

static void layer(const float *x, int in, const float *w, const float *b, int out, float *y, int rectified) {
  for (int i = 0; i < batch; i++) memcpy(y + i * out, b, sizeof(float) * (size_t)out);
  product(0, 0, batch, out, in, x, w, 1, y);
  for (int i = 0; rectified && i < batch * out; i++) y[i] = y[i] > 0 ? y[i] : 0;
}

static void forward(network n, const float *x, float *h1, float *h2, float *q) {
  layer(x, inputs, n.w1, n.b1, hidden, h1, 1);
  layer(h1, hidden, n.w2, n.b2, hidden, h2, 1);
  layer(h2, hidden, n.w3, n.b3, actions, q, 0);
}

static void bias_gradient(const float *g, int out, float *d) {
  memset(d, 0, sizeof(float) * (size_t)out);
  for (int i = 0; i < batch; i++)
    for (int j = 0; j < out; j++) d[j] += g[i * out + j];
}

static void gate(float *d, const float *h) {
  for (int i = 0; i < batch * hidden; i++) d[i] = h[i] > 0 ? d[i] : 0;
}

static void huber_gradient(const float *q, const float *next, const float *rewards, float *d) {
  memset(d, 0, sizeof(float) * batch * actions);
  for (int i = 0; i < batch; i++) {
    float best = next[i * actions];
    for (int a = 1; a < actions; a++) best = fmaxf(best, next[i * actions + a]);
    const int taken = i * actions + i % actions;
    d[taken] = fminf(fmaxf(q[taken] - (rewards[i] + .99f * best), -1), 1) / batch;
  }
}

static void adam(float *p, const float *g, float *m, float *v, int step) {
  const float c1 = 1 / (1 - powf(.9f, (float)step)), c2 = 1 / (1 - powf(.999f, (float)step));
  for (int i = 0; i < parameter_count; i++) {
    m[i] = .9f * m[i] + .1f * g[i];
    v[i] = .999f * v[i] + .001f * g[i] * g[i];
    p[i] -= 6.3e-4f * (m[i] * c1) / (sqrtf(v[i] * c2) + 1e-8f);
  }
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(void) {
  extern void openblas_set_num_threads(int);
  openblas_set_num_threads(1);
  float *p = numbers(parameter_count), *t = numbers(parameter_count), *g = numbers(parameter_count);
  float *m = calloc(parameter_count, sizeof(float)), *v = calloc(parameter_count, sizeof(float));
  float *x = numbers(batch * inputs), *next = numbers(batch * inputs), *rewards = numbers(batch);
  float *h1 = numbers(batch * hidden), *h2 = numbers(batch * hidden), *k1 = numbers(batch * hidden);
  float *k2 = numbers(batch * hidden), *d1 = numbers(batch * hidden), *d2 = numbers(batch * hidden);
  float *q = numbers(batch * actions), *qn = numbers(batch * actions), *dq = numbers(batch * actions);
  for (int i = 0; i < parameter_count; i++) t[i] = p[i] *= .1f;
  const network online = view(p), target = view(t), gradient = view(g);
  double rates[7];
  for (int run = 0, step = 0; run < 7; run++) {
    const double started = now();
    for (int i = 0; i < repeats; i++) {
      forward(target, next, k1, k2, qn);
      forward(online, x, h1, h2, q);
      huber_gradient(q, qn, rewards, dq);
      product(1, 0, hidden, actions, batch, h2, dq, 0, gradient.w3);
      bias_gradient(dq, actions, gradient.b3);
      product(0, 1, batch, hidden, actions, dq, online.w3, 0, d2);
      gate(d2, h2);
      product(1, 0, hidden, hidden, batch, h1, d2, 0, gradient.w2);
      bias_gradient(d2, hidden, gradient.b2);
      product(0, 1, batch, hidden, hidden, d2, online.w2, 0, d1);
      gate(d1, h1);
      product(1, 0, inputs, hidden, batch, x, d1, 0, gradient.w1);
      bias_gradient(d1, hidden, gradient.b1);
      adam(p, g, m, v, ++step);
    }
    rates[run] = repeats / (now() - started);
  }
  qsort(rates, 7, sizeof *rates, ascending);
  printf("%.0f\n", rates[3]);
}
