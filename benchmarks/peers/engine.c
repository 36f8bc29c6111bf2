/* The same population in C: event generation, trials, settlement, sound and ledger-free, for the table of ratios.
 *
 * One group of n animals on a complete network with log-normal ties; 9 actions; what is seen, heard and copied as in
 * benchmarks/species/bench.yaml. Doubles throughout, one thread per slice of the animals that learn.
 *
 *   gcc -O3 -march=native -o engine engine.c -lm -lpthread && ./engine ANIMALS SECONDS SEED THREADS
 */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { K = 9, U = 4, N = K * U, C = 3 * N + 1, KINDS = 3, WINDOW = 300, SIMULTANEITY = 20, BLOCK = 360000 };
static const double RATE = 200.0 / K, ATTENTION = 0.6, HEARING = 1.0, GAZE = 0.3, COPIED = 0.02, FIDELITY = 0.8,
                    BOUTS = 2.0, PARTICIPATION = 0.5, COHERENCE = 0.7, CONNECTIVITY = 0.25, B1 = 0.1, B0 = 0.03;

typedef struct { uint64_t s[4]; } Rng;
static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
static inline uint64_t next(Rng *r) {
  uint64_t *s = r->s, out = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45);
  return out;
}
static inline double uniform(Rng *r) { return (next(r) >> 11) * 0x1.0p-53; }
static void seed_rng(Rng *r, uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = (seed += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL; z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    r->s[i] = z ^ (z >> 31);
  }
}
static double normal(Rng *r) { return sqrt(-2 * log(1 - uniform(r))) * cos(6.283185307179586 * uniform(r)); }
static int poisson(Rng *r, double mean) {
  if (mean > 50) { double x = mean + sqrt(mean) * normal(r) + 0.5; return x < 0 ? 0 : (int)x; }
  double limit = exp(-mean), p = 1; int k = -1;
  do { k++; p *= uniform(r); } while (p > limit);
  return k;
}

typedef struct { int32_t tick, kind, action; } Event; /* kind -1: an act; 0 seen, 1 own seen, 2 heard */
typedef struct { int32_t tick, actor, action; } Act;
typedef struct { Event *at; int count, room; } List;
typedef struct {
  double W[C * N], Y[N * N], alphaW[C * N], alphaY[N * N], motor[K * N], x[KINDS * K * C];
  int cue[KINDS * K * C], cues[KINDS * K];
  long covered, opened; int start;
} Animal;

static int n; static Animal *animals; static double *ties, *cumulative, kernel[WINDOW + 1], fine[WINDOW], coarse[4096];
static List *lists; static List *later; static long trials[64];

static void push(List *l, int tick, int kind, int action) {
  if (l->count == l->room) { l->room = l->room ? 2 * l->room : 256; l->at = realloc(l->at, l->room * sizeof(Event)); }
  l->at[l->count++] = (Event){tick, kind, action};
}
static int partner(Rng *r, int i) {
  double u = uniform(r), *c = cumulative + (size_t)i * n; int low = 0, high = n - 1;
  while (low < high) { int mid = (low + high) / 2; if (c[mid] > u) high = mid; else low = mid + 1; }
  return low;
}
static int order(const void *a, const void *b) {
  const Event *x = a, *y = b;
  if (x->tick != y->tick) return x->tick < y->tick ? -1 : 1;
  return x->kind - y->kind;
}

static void born(Animal *a, Rng *r) {
  double bank[4][K * N]; int perm[4][N];
  for (int b = 0; b < 4; b++) {
    for (int i = 0; i < N; i++) perm[b][i] = i;
    for (int i = N - 1; i > 0; i--) { int j = next(r) % (i + 1), t = perm[b][i]; perm[b][i] = perm[b][j]; perm[b][j] = t; }
    for (int k = 0; k < K; k++)
      for (int i = 0; i < N; i++)
        bank[b][k * N + perm[b][i]] = i / U == k ? 1 : uniform(r) < 0.1 ? 0.2 + 0.4 * uniform(r) : 0;
  }
  for (int kind = 0; kind < KINDS; kind++)
    for (int k = 0; k < K; k++) {
      int row = kind * K + k, count = 0;
      for (int i = 0; i < N; i++)
        if (bank[kind][k * N + i] > 0) { a->cue[row * C + count] = kind * N + i; a->x[row * C + count++] = bank[kind][k * N + i]; }
      a->cues[row] = count;
    }
  memcpy(a->motor, bank[3], sizeof a->motor);
  for (int c = 0; c < C; c++)
    for (int i = 0; i < N; i++) {
      int there = c == C - 1 || uniform(r) < CONNECTIVITY;
      a->alphaW[c * N + i] = there ? (c == C - 1 ? 0.09 : 0.3) : 0; a->W[c * N + i] = there ? 0.02 * normal(r) : 0;
    }
  for (int c = 0; c < N * N; c++) { int there = uniform(r) < CONNECTIVITY; a->alphaY[c] = there ? 0.3 : 0; a->Y[c] = 0; }
  a->covered = 0; a->opened = -(1L << 40); a->start = 0;
}

static void update(double *restrict W, const double *restrict alpha, const int *cue, const double *x, int count,
                   const double *restrict r) {
  double V[N] = {0}, e[N];
  for (int j = 0; j < count; j++) for (int i = 0; i < N; i++) V[i] += x[j] * W[cue[j] * N + i];
  for (int i = 0; i < N; i++) e[i] = B1 * r[i] * (1 - V[i]) + B0 * (1 - r[i]) * (0 - V[i]);
  for (int j = 0; j < count; j++) for (int i = 0; i < N; i++) W[cue[j] * N + i] += alpha[cue[j] * N + i] * x[j] * e[i];
}
static void rest(Animal *a, long until) {
  long quiet = until - a->covered, windows = quiet / WINDOW;
  if (quiet <= 0) return;
  double f = fine[quiet % WINDOW];
  while (windows > 4095) { f *= coarse[4095]; windows -= 4095; }
  f *= coarse[windows];
  for (int i = 0; i < N; i++) a->W[(C - 1) * N + i] *= f;
  a->covered = until;
}

static long live(Animal *a, const Event *ev, int count, long base) {
  static _Thread_local int role[1 << 20];
  long settled = 0; int s = 0, low = 0; double r[N], heard[N], x[C], dense[C]; int cue[C];
  for (int e = 0; e <= count; e++) {
    long now = e < count ? base + ev[e].tick : 1L << 60;
    for (;; s++) {
      while (s < e && role[s] == 0) s++;
      if (s >= e || base + ev[s].tick + WINDOW >= now) break;
      if (role[s] == 3) continue;
      settled++;
      memset(r, 0, sizeof r);
      if (role[s] == 2) {
        for (int i = 0; i < N; i++) r[i] = a->motor[ev[s].action * N + i];
        cue[0] = C - 1; x[0] = 1; update(a->W, a->alphaW, cue, x, 1, r);
        continue;
      }
      while (ev[low].tick < ev[s].tick - WINDOW) low++;
      for (int j = low; j < e; j++)
        if (ev[j].kind < 0) {
          double k = kernel[abs(ev[j].tick - ev[s].tick)];
          for (int i = 0; i < N; i++) { double v = k * a->motor[ev[j].action * N + i]; r[i] = v > r[i] ? v : r[i]; }
        }
      int k = 0, more = 0;
      for (int j = s + 1; j < e && !more; j++) if (ev[j].kind >= 0) { more = role[j] == 0 ? 1 : -1; }
      if (more != 1) {
        int row = ev[s].kind * K + ev[s].action; k = a->cues[row];
        memcpy(cue, a->cue + row * C, k * sizeof *cue); memcpy(x, a->x + row * C, k * sizeof *x);
      } else {
        memset(dense, 0, sizeof dense);
        for (int j = s; j < e; j++) {
          if (ev[j].kind < 0) continue;
          if (j > s && role[j] != 0) break;
          int row = ev[j].kind * K + ev[j].action;
          for (int p = 0; p < a->cues[row]; p++) { int c = a->cue[row * C + p]; double v = a->x[row * C + p]; if (v > dense[c]) dense[c] = v; }
        }
        for (int c = 0; c < C - 1; c++) if (dense[c] > 0) { cue[k] = c; x[k++] = dense[c]; }
      }
      cue[k] = C - 1; x[k++] = 1;
      update(a->W, a->alphaW, cue, x, k, r);
      int sights = 0; while (cue[sights] < N) sights++;
      if (sights) {
        memset(heard, 0, sizeof heard);
        for (int j = sights; j < k - 1; j++) if (cue[j] >= 2 * N) heard[cue[j] - 2 * N] = x[j];
        update(a->Y, a->alphaY, cue, x, sights, heard);
      }
    }
    if (e == count) break;
    role[e] = 0;
    if (ev[e].kind < 0) { if (a->opened < now - WINDOW) role[e] = 2; }
    else if (now - a->opened > SIMULTANEITY) {
      role[e] = 1; a->opened = now;
      for (int j = s; j < e; j++) if (role[j] == 2) role[j] = 3;
    }
    if (role[e]) { rest(a, now); a->covered = now + WINDOW; }
  }
  return settled;
}

typedef struct { int first, last, id; long base; } Slice;
static void *work(void *given) {
  Slice *s = given; long total = 0;
  for (int i = s->first; i < s->last; i++) {
    qsort(lists[i].at, lists[i].count, sizeof(Event), order);
    total += live(animals + i, lists[i].at, lists[i].count, s->base);
  }
  trials[s->id] += total;
  return NULL;
}

int main(int argc, char **argv) {
  n = argc > 1 ? atoi(argv[1]) : 400; double seconds = argc > 2 ? atof(argv[2]) : 3600; int threads = argc > 4 ? atoi(argv[4]) : 1;
  Rng rng; seed_rng(&rng, argc > 3 ? atoi(argv[3]) : 1);
  for (int i = 0; i <= WINDOW; i++) kernel[i] = exp(-i / 100.0);
  for (int i = 0; i < WINDOW; i++) fine[i] = pow(1 - 0.09 * B0, (double)i / WINDOW);
  for (int i = 0; i < 4096; i++) coarse[i] = pow(1 - 0.09 * B0, i);
  animals = malloc(n * sizeof *animals); lists = calloc(n, sizeof *lists); later = calloc(n, sizeof *later);
  ties = malloc((size_t)n * n * sizeof *ties); cumulative = malloc((size_t)n * n * sizeof *cumulative);
  for (int i = 0; i < n; i++) { born(animals + i, &rng); ties[(size_t)i * n + i] = 0; for (int j = 0; j < i; j++) ties[(size_t)i * n + j] = ties[(size_t)j * n + i] = exp(normal(&rng)); }
  for (int i = 0; i < n; i++) {
    double sum = 0, c = 0; for (int j = 0; j < n; j++) sum += ties[(size_t)i * n + j];
    for (int j = 0; j < n; j++) { ties[(size_t)i * n + j] /= sum; cumulative[(size_t)i * n + j] = c += ties[(size_t)i * n + j]; }
  }
  int room = (int)(n * 400 * (BLOCK / 360000.0)) + 100000, *from = malloc((n + 1) * sizeof *from), total = 0;
  Act *acts = malloc(room * sizeof *acts), *byactor = malloc(room * sizeof *acts); int *count = malloc((n + 1) * sizeof *count);
  double *hazard = malloc(n * sizeof *hazard), elapsed = 0, own = 0; Act *pending = NULL; int waiting = 0, proom = 0;
  struct timespec t0, t1, t2; clock_gettime(CLOCK_MONOTONIC, &t0);
  long blocks = (long)ceil(seconds * 100 / BLOCK);
  for (long b = 0; b < blocks; b++) {
    clock_gettime(CLOCK_MONOTONIC, &t1);
    long base = b * BLOCK; int end = BLOCK; total = 0;
    for (int i = 0; i < n; i++) { lists[i].count = 0; for (int j = 0; j < later[i].count; j++) push(&lists[i], later[i].at[j].tick - BLOCK, later[i].at[j].kind, later[i].at[j].action); later[i].count = 0; }
    int kept = waiting; for (int j = 0; j < kept; j++) { acts[total] = pending[j]; acts[total++].tick -= BLOCK; } waiting = 0;
#define SEE(i, t, kind, what) push((t) < end ? &lists[i] : &later[i], t, kind, what)
#define DO(t, who, what) do { if ((t) < end) acts[total++] = (Act){t, who, what}; else { if (waiting == proom) pending = realloc(pending, (proom = 2 * proom + 64) * sizeof *pending); pending[waiting++] = (Act){t, who, what}; } } while (0)
    for (int i = 0; i < n; i++) {
      int m = poisson(&rng, RATE * K * BLOCK / 360000.0);
      for (int j = 0; j < m; j++) {
        int t = (int)(uniform(&rng) * BLOCK), a = (int)(uniform(&rng) * K);
        DO(t, i, a);
        if (uniform(&rng) < COPIED) {
          double s = exp(0.6 * normal(&rng)); s = s < 0.2 ? 0.2 : s > 5 ? 5 : s;
          int who = partner(&rng, i), what = uniform(&rng) < FIDELITY ? a : (a + 1 + (int)(uniform(&rng) * (K - 1))) % K, then = t + (int)(100 * s + 0.5);
          DO(then, who, what); SEE(who, t, 0, a); SEE(i, then, 0, what);
        }
      }
    }
    int bouts = poisson(&rng, BOUTS * BLOCK / 360000.0);
    char *in = malloc(n), *acting = malloc(n);
    for (int bout = 0; bout < bouts; bout++) {
      int t = (int)(uniform(&rng) * BLOCK), a = (int)(uniform(&rng) * K);
      for (int i = 0; i < n; i++) in[i] = uniform(&rng) < PARTICIPATION;
      for (int beat = 0; beat < 5; beat++) {
        int when = t + 100 * beat;
        for (int i = 0; i < n; i++) if ((acting[i] = in[i] && uniform(&rng) < COHERENCE)) DO(when, i, a);
        for (int i = 0; i < n; i++) if (in[i]) { int p; do p = partner(&rng, i); while (!in[p]); if (acting[p]) SEE(i, when, 0, a); }
      }
    }
    free(in); free(acting);
    memset(count, 0, (n + 1) * sizeof *count);
    for (int j = 0; j < total; j++) count[acts[j].actor]++;
    from[0] = 0; for (int i = 0; i < n; i++) from[i + 1] = from[i] + count[i];
    for (int j = total - 1; j >= 0; j--) byactor[from[acts[j].actor] + --count[acts[j].actor]] = acts[j];
    for (int j = 0; j < total; j++) {
      Act *x = acts + j; push(&lists[x->actor], x->tick, -1, x->action);
      if (x->action < 4 && uniform(&rng) < GAZE) push(&lists[x->actor], x->tick, 1, x->action);
      if (x->action >= 7) push(&lists[x->actor], x->tick, 2, x->action);
    }
    for (int i = 0; i < n; i++)
      for (int sound = 0; sound < 2; sound++) {
        double sum = 0;
        for (int j = 0; j < n; j++) { double p = (sound ? HEARING : ATTENTION) * ties[(size_t)i * n + j]; sum += -log1p(-(p > 0.999999 ? 0.999999 : p)) * (from[j + 1] - from[j]); hazard[j] = sum; }
        int m = poisson(&rng, sum);
        for (int q = 0; q < m; q++) {
          double u = uniform(&rng) * sum; int lo = 0, hi = n - 1;
          while (lo < hi) { int mid = (lo + hi) / 2; if (hazard[mid] > u) hi = mid; else lo = mid + 1; }
          if (from[lo + 1] == from[lo]) continue;
          Act *x = byactor + from[lo] + (int)(uniform(&rng) * (from[lo + 1] - from[lo]));
          if (!sound || x->action >= 7) push(&lists[i], x->tick, sound ? 2 : 0, x->action);
        }
      }
    clock_gettime(CLOCK_MONOTONIC, &t2); own += (t2.tv_sec - t1.tv_sec) + 1e-9 * (t2.tv_nsec - t1.tv_nsec);
    pthread_t thread[64]; Slice slice[64];
    for (int t = 0; t < threads; t++) { slice[t] = (Slice){(int)((long)n * t / threads), (int)((long)n * (t + 1) / threads), t, base}; pthread_create(thread + t, NULL, work, slice + t); }
    for (int t = 0; t < threads; t++) pthread_join(thread[t], NULL);
    for (int i = 0; i < n; i++) rest(animals + i, base + BLOCK);
  }
  clock_gettime(CLOCK_MONOTONIC, &t1); elapsed = (t1.tv_sec - t0.tv_sec) + 1e-9 * (t1.tv_nsec - t0.tv_nsec);
  long all = 0; for (int t = 0; t < threads; t++) all += trials[t];
  double sum = 0; for (int i = 0; i < n; i++) for (int c = 0; c < C * N; c++) sum += animals[i].W[c];
  printf("{\"animals\": %d, \"simulated_seconds\": %.0f, \"elapsed\": %.6f, \"events\": %.6f, \"trials\": %ld, \"sum\": %.6f}\n", n, blocks * BLOCK / 100.0, elapsed, own, all, sum);
  return 0;
}
