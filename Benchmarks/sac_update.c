// The update of a soft actor-critic in C on OpenBLAS, one thread: 24 numbers seen, 4 acted with, hidden layers of 256 and
// 256, batches of 256. Targets by two target critics, both critics' step, the actor's, and the targets' mean: products,
// Adam and all that stands between them; batches are there already. Prints updates per second, the median of seven runs.
//
//   cc -O3 -march=native -ffast-math sac_update.c -lopenblas -lm -o sac_update
#include <cblas.h>
#undef I
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { batch = 256, seen = 24, acted = 4, both = seen + acted, hidden = 256, repeats = 100 };

// A perceptron of two hidden layers, its gradients, Adam's moments, and what a pass leaves.
typedef struct {
  int in, out, count;
  float *p, *g, *m, *v, *h1, *h2, *y, *d1, *d2, *dx;
} network;

static float *zeros(size_t count) {
  float *p = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
  memset(p, 0, count * sizeof(float));
  return p;
}

static float *numbers(size_t count, float size) {
  float *p = zeros(count);
  for (size_t i = 0; i < count; i++) p[i] = size * ((float)rand() / (float)RAND_MAX - .5f);
  return p;
}

static network make(int in, int out) {
  const int count = (in + 1) * hidden + (hidden + 1) * hidden + (hidden + 1) * out;
  return (network){
      in, out, count, numbers((size_t)count, .1f), zeros((size_t)count), zeros((size_t)count), zeros((size_t)count),
      zeros(batch * hidden), zeros(batch * hidden), zeros((size_t)(batch * out)), zeros(batch * hidden),
      zeros(batch * hidden), zeros((size_t)(batch * in))};
}

static void product(int ta, int tb, int m, int n, int k, const float *a, const float *b, float kept, float *c) {
  cblas_sgemm(
      CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, m, n, k, 1, a, ta ? m : k, b,
      tb ? k : n, kept, c, n);
}

static float *layer(const float *x, int in, float *w, int out, float *y, int rectified) {
  const float *b = w + in * out;
  for (int i = 0; i < batch; i++) memcpy(y + i * out, b, sizeof(float) * (size_t)out);
  product(0, 0, batch, out, in, x, w, 1, y);
  for (int i = 0; rectified && i < batch * out; i++) y[i] = y[i] > 0 ? y[i] : 0;
  return w + in * out + out;
}

static void forward(network *n, const float *x) {
  float *w = layer(x, n->in, n->p, hidden, n->h1, 1);
  w = layer(n->h1, hidden, w, hidden, n->h2, 1);
  layer(n->h2, hidden, w, n->out, n->y, 0);
}

static void weight_gradient(const float *x, int in, const float *d, int out, float *g) {
  product(1, 0, in, out, batch, x, d, 0, g);
  float *b = g + in * out;
  memset(b, 0, sizeof(float) * (size_t)out);
  for (int i = 0; i < batch; i++)
    for (int j = 0; j < out; j++) b[j] += d[i * out + j];
}

static void gate(float *d, const float *h) {
  for (int i = 0; i < batch * hidden; i++) d[i] = h[i] > 0 ? d[i] : 0;
}

// Back from the slopes at the outputs, to the weights or to the inputs.
static void backward(network *n, const float *x, const float *dy, int weights) {
  float *w1 = n->p, *w2 = w1 + (n->in + 1) * hidden, *w3 = w2 + (hidden + 1) * hidden;
  float *g1 = n->g, *g2 = g1 + (n->in + 1) * hidden, *g3 = g2 + (hidden + 1) * hidden;
  if (weights) weight_gradient(n->h2, hidden, dy, n->out, g3);
  product(0, 1, batch, hidden, n->out, dy, w3, 0, n->d2);
  gate(n->d2, n->h2);
  if (weights) weight_gradient(n->h1, hidden, n->d2, hidden, g2);
  product(0, 1, batch, hidden, hidden, n->d2, w2, 0, n->d1);
  gate(n->d1, n->h1);
  if (weights) weight_gradient(x, n->in, n->d1, hidden, g1);
  else product(0, 1, batch, n->in, hidden, n->d1, w1, 0, n->dx);
}

static void adam(network *n, int step) {
  const float c1 = 1 / (1 - powf(.9f, (float)step)), c2 = 1 / (1 - powf(.999f, (float)step));
  float *p = n->p, *g = n->g, *m = n->m, *v = n->v;
  for (int i = 0; i < n->count; i++) {
    m[i] = .9f * m[i] + .1f * g[i];
    v[i] = .999f * v[i] + .001f * g[i] * g[i];
    p[i] -= 3e-4f * (m[i] * c1) / (sqrtf(v[i] * c2) + 1e-8f);
  }
}

// Actions behind observations, the log-likelihood of each, and what it was drawn with.
static void sample(const float *y, const float *s, const float *noise, float *sa, float *likelihoods) {
  for (int i = 0; i < batch; i++) {
    float sum = 0;
    memcpy(sa + i * both, s + i * seen, sizeof(float) * seen);
    for (int j = 0; j < acted; j++) {
      const float e = noise[i * acted + j], logged = -5 + 3.5f * (tanhf(y[i * 2 * acted + acted + j]) + 1);
      const float u = y[i * 2 * acted + j] + expf(logged) * e, a = tanhf(u);
      sa[i * both + seen + j] = a;
      sum += -.5f * e * e - logged - .919f - logf(1 - a * a + 1e-6f);
    }
    likelihoods[i] = sum;
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

static float *s, *next, *sa, *nextsa, *rewards, *noise, *likelihoods, *slopes, *policy_slopes;
static network actor, critics[2], targets[2];

static void critic_step(int step) {
  forward(&actor, next);
  sample(actor.y, next, noise, nextsa, likelihoods);
  for (int c = 0; c < 2; c++) forward(&targets[c], nextsa);
  for (int c = 0; c < 2; c++) {
    forward(&critics[c], sa);
    for (int i = 0; i < batch; i++) {
      const float least = fminf(targets[0].y[i], targets[1].y[i]);
      slopes[i] = (critics[c].y[i] - (rewards[i] + .99f * (least - .2f * likelihoods[i]))) / batch;
    }
    backward(&critics[c], sa, slopes, 1);
    adam(&critics[c], step);
  }
}

static void actor_step(int step) {
  static float da[batch * acted];
  forward(&actor, s);
  sample(actor.y, s, noise, nextsa, likelihoods);
  memset(da, 0, sizeof da);
  for (int c = 0; c < 2; c++) forward(&critics[c], nextsa);
  for (int c = 0; c < 2; c++) {
    for (int i = 0; i < batch; i++) slopes[i] = critics[c].y[i] <= critics[1 - c].y[i] ? -1.f / batch : 0;
    backward(&critics[c], nextsa, slopes, 0);
    for (int i = 0; i < batch; i++)
      for (int j = 0; j < acted; j++) da[i * acted + j] += critics[c].dx[i * both + seen + j];
  }
  for (int i = 0; i < batch; i++) {
    for (int j = 0; j < acted; j++) {
      const float a = nextsa[i * both + seen + j], t = tanhf(actor.y[i * 2 * acted + acted + j]);
      const float du = da[i * acted + j] * (1 - a * a) + .2f * 2 * a / batch;
      policy_slopes[i * 2 * acted + j] = du;
      policy_slopes[i * 2 * acted + acted + j] =
          (du * expf(-5 + 3.5f * (t + 1)) * noise[i * acted + j] - .2f / batch) * 3.5f * (1 - t * t);
    }
  }
  backward(&actor, s, policy_slopes, 1);
  adam(&actor, step);
}

int main(void) {
  extern void openblas_set_num_threads(int);
  openblas_set_num_threads(1);
  actor = make(seen, 2 * acted);
  for (int c = 0; c < 2; c++) critics[c] = make(both, 1), targets[c] = make(both, 1);
  s = numbers(batch * seen, 1), next = numbers(batch * seen, 1), sa = numbers(batch * both, 1);
  nextsa = numbers(batch * both, 1), rewards = numbers(batch, 1), noise = numbers(batch * acted, 2);
  likelihoods = zeros(batch), slopes = zeros(batch), policy_slopes = zeros(batch * 2 * acted);
  double rates[7];
  for (int run = 0, step = 0; run < 7; run++) {
    const double started = now();
    for (int i = 0; i < repeats; i++) {
      critic_step(++step);
      actor_step(step);
      for (int c = 0; c < 2; c++)
        for (int k = 0; k < critics[c].count; k++) targets[c].p[k] += .005f * (critics[c].p[k] - targets[c].p[k]);
    }
    rates[run] = repeats / (now() - started);
  }
  qsort(rates, 7, sizeof *rates, ascending);
  printf("%.0f\n", rates[3]);
}
