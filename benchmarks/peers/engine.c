/* The same population in C: making of events, queue, trials, settlement and sound. The peer for speed.
 *
 * One group of n animals on a complete network with log-normal ties, all of them learners. What is seen, heard, copied,
 * answered and learned follows the same description as the Python engines; every number comes from a header that
 * `population.py` writes from the species profile, so that the compiler knows it. Doubles throughout.
 *
 *   gcc -O3 -march=native -include numbers.h -o engine engine.c -lm -lpthread && ./engine ANIMALS SECONDS SEED THREADS
 *
 * Threads share the animals; events are made by one. Prints one line of JSON. With -DLEDGER every animal keeps the ledger of the
 * Python engines too: percepts by source and population, matched and not, and the counts behind delta P. With -DANY_UNITS the
 * update learns the number of units when it runs, as that of the Python engines does.
 */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { N = K * U, C = 3 * N + 1, CONTEXT = C - 1, SIGHT = 0, OWN = 1, SOUND = 2, KINDS = 3, ROWS = KINDS * K, MAXIMUM_THREADS = 64 };
enum { JOINED, PERCEPTS, ALONE, COVERED };  /* the role of an event in its trial */
static const double HOUR = 3600.0 * TICKS_PER_SECOND;

/* ------------------------------------------------------------------ random numbers: xoshiro256++ (Blackman & Vigna) */
typedef struct { uint64_t s[4]; } Rng;
static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
static inline uint64_t next(Rng *r) {
  uint64_t *s = r->s, out = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45);
  return out;
}
static inline double uniform(Rng *r) { return (next(r) >> 11) * 0x1.0p-53; }
static inline int below(Rng *r, int n) { return (int)(uniform(r) * n); }
static void seed_rng(Rng *r, uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = (seed += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL; z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    r->s[i] = z ^ (z >> 31);
  }
}
static double normal(Rng *r) { return sqrt(-2 * log(1 - uniform(r))) * cos(6.283185307179586 * uniform(r)); }
static int poisson(Rng *r, double mean) {  /* by multiplication; sums of Poisson numbers are Poisson */
  int k = 0;
  for (; mean > 500; mean -= 500) k += poisson(r, 500);
  double limit = exp(-mean), p = uniform(r);
  while (p > limit) { k++; p *= uniform(r); }
  return k;
}

/* ------------------------------------------------------------------ animals, acts and events */
typedef struct { int32_t tick, actor, action; } Act;
typedef struct {                       /* events in order of (tick, act before percept, kind, action), packed in one number */
  uint64_t *at; uint8_t *role; int count, room, next, unsettled, low;
} List;
static inline uint64_t packed(int tick, int kind, int action, int source) {
  return (uint64_t)tick << 20 | (uint64_t)(kind + 1) << 12 | (uint64_t)action << 4 | source;
}
#define TICK(e) ((int)((e) >> 20))
#define KIND(e) ((int)((e) >> 12 & 255) - 1)  /* -1: an act */
#define ACTION(e) ((int)((e) >> 4 & 255))
#define SOURCE(e) ((int)((e) & 15))
enum { IMITATED, HEARD, COMPLEMENTARY, TOGETHER, ONESELF, MIRRORED, WATCHED, SOURCES };  /* routes first, in their order */
typedef struct {
  double W[C * N], Y[N * N], alphaW[C * N], alphaY[N * N], motor[K * N], x[ROWS * C];
  int cue[ROWS * C], cues[ROWS];
  long covered, opened;
#ifdef LEDGER
  double brought[SOURCES][KINDS][5], met[2 * KINDS + 1][K], trials, unperceived, quiet;
#endif
} Animal;

static int n; static Animal *animals; static List *lists;
static double *seen_hazard, *heard_hazard, *cumulative, kernel[WINDOW + 1], fine[WINDOW], coarse[4096];
static struct { Act *at; int count, room; } acts, waiting;

static void see(int animal, int tick, int kind, int action, int source) {
  List *l = lists + animal;
  if (l->count == l->room) {
    l->room = l->room ? 2 * l->room : 1024;
    l->at = realloc(l->at, l->room * sizeof *l->at); l->role = realloc(l->role, l->room);
  }
  l->at[l->count++] = packed(tick, kind, action, source);
}
static void act(int end, int tick, int actor, int action) {  /* in this block, or kept for a later one */
  if (tick < end) {
    if (acts.count == acts.room) acts.at = realloc(acts.at, (acts.room = 2 * acts.room + 1024) * sizeof *acts.at);
    acts.at[acts.count++] = (Act){tick, actor, action};
  } else {
    if (waiting.count == waiting.room) waiting.at = realloc(waiting.at, (waiting.room = 2 * waiting.room + 1024) * sizeof *acts.at);
    waiting.at[waiting.count++] = (Act){tick, actor, action};
  }
}
static int search(const double *sums, int count, double u) {  /* the first whose sum is above u */
  int low = 0, high = count - 1;
  while (low < high) { int mid = (low + high) / 2; if (sums[mid] > u) high = mid; else low = mid + 1; }
  return low;
}
static int partner(Rng *r, int i) { return search(cumulative + (size_t)i * n, n, uniform(r)); }

/* ------------------------------------------------------------------ birth */
static void bank(Rng *r, double *pattern, int *place) {  /* K patterns over N units, in a random order of units */
  for (int i = 0; i < N; i++) place[i] = i;
  for (int i = N - 1; i > 0; i--) { int j = below(r, i + 1), t = place[i]; place[i] = place[j]; place[j] = t; }
  for (int k = 0; k < K; k++)
    for (int i = 0; i < N; i++) {
      double chance = EFFECTOR[k] == EFFECTOR[i / U] ? OVERLAP_SAME : OVERLAP_OTHER;
      pattern[k * N + i] = i / U == k ? 1 : uniform(r) < chance ? 0.2 + 0.4 * uniform(r) : 0;
    }
}
static void born(Animal *a, Rng *r) {
  double pattern[4][K * N], full[ROWS][C]; int place[4][N];
  memset(full, 0, sizeof full);
  for (int b = 0; b < 4; b++) bank(r, pattern[b], place[b]);
  for (int i = 0; i < N; i++) {
    int shared = VISIBLE[i / U] && uniform(r) < VIEW_OVERLAP;  /* this unit serves the sight of oneself too */
    for (int k = 0; k < K; k++) {
      full[SIGHT * K + k][place[SIGHT][i]] = pattern[SIGHT][k * N + i];
      full[OWN * K + k][shared ? place[SIGHT][i] : N + place[OWN][i]] = pattern[OWN][k * N + i];
      full[SOUND * K + k][2 * N + place[SOUND][i]] = pattern[SOUND][k * N + i];
      a->motor[k * N + place[3][i]] = pattern[3][k * N + i];
    }
  }
  for (int row = 0; row < ROWS; row++) {
    a->cues[row] = 0;
    for (int c = 0; c < C; c++)
      if (full[row][c] > 0) { a->cue[row * C + a->cues[row]] = c; a->x[row * C + a->cues[row]++] = full[row][c]; }
  }
  for (int c = 0; c < C * N; c++) {
    int there = c / N == CONTEXT || uniform(r) < CONNECTIVITY;
    a->alphaW[c] = there ? (c / N == CONTEXT ? CONTEXT_ALPHA : ALPHA) : 0;
    a->W[c] = there ? INITIAL_SD * normal(r) : 0;
  }
  for (int c = 0; c < N * N; c++) {
    int there = uniform(r) < CONNECTIVITY;
    a->alphaY[c] = there ? ALPHA : 0;
    a->Y[c] = there ? INITIAL_SD * normal(r) : 0;
  }
  a->covered = 0; a->opened = -(1L << 40);
}
static void befriend(Rng *r) {  /* log-normal ties, the same both ways, as shares of each animal's attention */
  size_t all = (size_t)n * n;
  double *ties = calloc(all, sizeof *ties);
  cumulative = malloc(all * sizeof *ties); seen_hazard = malloc(all * sizeof *ties); heard_hazard = malloc(all * sizeof *ties);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) ties[(size_t)i * n + j] = ties[(size_t)j * n + i] = exp(TIE_INEQUALITY * normal(r));
  for (int i = 0; i < n; i++) {
    double sum = 0, c = 0, *row = ties + (size_t)i * n;
    for (int j = 0; j < n; j++) sum += row[j];
    for (int j = 0; j < n; j++) {
      double share = row[j] / sum;
      cumulative[(size_t)i * n + j] = c += share;
      seen_hazard[(size_t)i * n + j] = -log1p(-fmin(ATTENTION * share, 1 - 1e-12));
      heard_hazard[(size_t)i * n + j] = -log1p(-fmin(HEARING * share, 1 - 1e-12));
    }
  }
  free(ties);
}

/* ------------------------------------------------------------------ the making of events */
static int latency(Rng *r) { return (int)(TICKS_PER_SECOND * fmin(5, fmax(0.2, LATENCY * exp(LATENCY_SD * normal(r)))) + 0.5); }
static int another(Rng *r, int action) {  /* drawn by rate */
  double left = -RATE[action], u;
  for (int k = 0; k < K; k++) left += RATE[k];
  u = uniform(r) * left;
  int last = action;
  for (int k = 0; k < K; k++) if (k != action) { last = k; if ((u -= RATE[k]) < 0) break; }
  return last;
}
static void spontaneous(Rng *r, int start, int end) {  /* with copies, answers and complementary acts */
  for (int i = 0; i < n; i++)
    for (int k = 0; k < K; k++)
      for (int left = poisson(r, RATE[k] * (end - start) / HOUR); left > 0; left--) {
        int tick = start + below(r, end - start);
        act(end, tick, i, k);
        for (int route = 0; route < 3; route++) {
          double chance = route == 0 ? COPIED : route == 1 ? (AUDIBLE[k] ? ANSWERED : 0) : COMPLEMENT[k] >= 0 ? COMPLEMENTED : 0;
          if (chance <= 0 || uniform(r) >= chance) continue;
          int who = partner(r, i), then = tick + latency(r), kind = route == 1 ? SOUND : SIGHT;
          int what = route == 1 ? k : route == 2 ? COMPLEMENT[k] : uniform(r) < FIDELITY ? k : another(r, k);
          act(end, then, who, what); see(who, tick, kind, k, route); see(i, then, kind, what, route);
        }
      }
}
static void synchrony(Rng *r, int start, int end) {
  char *in = malloc(n), *acting = malloc(n); double total = 0;
  for (int k = 0; k < K; k++) total += RATE[k];
  double rate = BOUT_RATE / (PARTICIPATION * (1 - pow(1 - PARTICIPATION, n - 1)));
  for (int bouts = poisson(r, rate * (end - start) / HOUR); bouts > 0; bouts--) {
    int begin = start + below(r, end - start), action = 0, members = 0;
    for (double u = uniform(r) * total - RATE[0]; u >= 0 && action < K - 1; u -= RATE[action]) action++;
    for (int i = 0; i < n; i++) members += in[i] = uniform(r) < PARTICIPATION;
    for (int beat = 0; beat < BEATS && members > 1; beat++) {
      int tick = begin + BEAT_TICKS * beat, p;
      for (int i = 0; i < n; i++) if ((acting[i] = in[i] && uniform(r) < COHERENCE)) act(end, tick, i, action);
      for (int i = 0; i < n; i++) if (in[i]) { do p = partner(r, i); while (!in[p]); if (acting[p]) see(i, tick, SIGHT, action, TOGETHER); }
    }
  }
  free(in); free(acting);
}
static void oneself(Rng *r, int start, int end) {  /* acts are done, seen, heard, and reflected in mirrors */
  static int32_t *bout; static int bouts, room; int kept = 0;  /* pairs of animal and beginning */
  for (int b = 0; b < bouts; b++)
    if (bout[2 * b + 1] + MIRROR_TICKS > start) { bout[2 * kept] = bout[2 * b]; bout[2 * kept++ + 1] = bout[2 * b + 1]; }
  for (bouts = kept, kept = poisson(r, n * MIRROR_RATE * (end - start) / HOUR); kept > 0; kept--) {
    if (bouts == room) bout = realloc(bout, (room = 2 * room + 64) * 2 * sizeof *bout);
    bout[2 * bouts] = below(r, n); bout[2 * bouts++ + 1] = start + below(r, end - start);
  }
  char *mirrored = calloc(n, 1);
  for (int b = 0; b < bouts; b++) mirrored[bout[2 * b]] = 1;
  for (int j = 0; j < acts.count; j++) {
    Act x = acts.at[j];
    see(x.actor, x.tick, -1, x.action, 0);
    if (VISIBLE[x.action] && uniform(r) < GAZE) see(x.actor, x.tick, OWN, x.action, ONESELF);
    if (AUDIBLE[x.action]) see(x.actor, x.tick, SOUND, x.action, ONESELF);
    if (mirrored[x.actor])
      for (int b = 0; b < bouts; b++)
        if (bout[2 * b] == x.actor && x.tick >= bout[2 * b + 1] && x.tick < bout[2 * b + 1] + MIRROR_TICKS) {
          see(x.actor, x.tick, SIGHT, x.action, MIRRORED); break;
        }
  }
  free(mirrored);
}
static void others(Rng *r, int kind) {  /* what of the acts of others is seen, or heard */
  int *from = calloc(n + 2, sizeof *from); Act *sorted = malloc((acts.count + 1) * sizeof *sorted);
  double *sums = malloc(n * sizeof *sums), *hazard = kind == SIGHT ? seen_hazard : heard_hazard, *count = malloc(n * sizeof *count);
#define REACHES(x) (kind == SIGHT || AUDIBLE[(x).action])
  for (int j = 0; j < acts.count; j++) if (REACHES(acts.at[j])) from[acts.at[j].actor + 2]++;
  for (int i = 0; i < n; i++) { count[i] = from[i + 2]; from[i + 2] += from[i + 1]; }
  for (int j = 0; j < acts.count; j++) if (REACHES(acts.at[j])) sorted[from[acts.at[j].actor + 1]++] = acts.at[j];
  for (int i = 0; i < n; i++) {
    double sum = 0, *row = hazard + (size_t)i * n;
    for (int j = 0; j < n; j++) sums[j] = sum += row[j] * count[j];
    for (int left = poisson(r, sum); left > 0; left--) {
      int who = search(sums, n, uniform(r) * sum);
      Act x = sorted[from[who] + below(r, from[who + 1] - from[who])];
      see(i, x.tick, kind, x.action, kind == SIGHT ? WATCHED : HEARD);
    }
  }
  free(from); free(sorted); free(sums); free(count);
}

/* ------------------------------------------------------------------ learning */
#ifdef ANY_UNITS
static volatile int any_units = N;
#define UNITS any_units
#else
#define UNITS N
#endif
static void update(double *restrict W, const double *restrict alpha, const int *cue, const double *x, int count,
                   const double *restrict r) {
  const int units = UNITS;
  double V[N] = {0}, e[N];
  for (int j = 0; j < count; j++) for (int i = 0; i < units; i++) V[i] += x[j] * W[cue[j] * units + i];
  for (int i = 0; i < units; i++) e[i] = B1 * r[i] * (1 - V[i]) + B0 * (1 - r[i]) * (0 - V[i]);
  for (int j = 0; j < count; j++) for (int i = 0; i < units; i++) W[cue[j] * units + i] += alpha[cue[j] * units + i] * x[j] * e[i];
}
static void rest(Animal *a, long until) {
  long quiet = until - a->covered, windows = quiet / WINDOW;
  if (quiet <= 0) return;
  double f = fine[quiet % WINDOW];
  for (; windows > 4095; windows -= 4095) f *= coarse[4095];
  f *= coarse[windows];
  for (int i = 0; i < N; i++) a->W[CONTEXT * N + i] *= f;
  a->covered = until;
#ifdef LEDGER
  a->quiet += (double)quiet / WINDOW;
#endif
}
static int present(const Animal *a, const List *l, int s, int e, int *cue, double *x, double *dense) {
  int k = 0, more = 0;
  for (int j = s + 1; j < e && !more; j++) if (KIND(l->at[j]) >= 0) more = l->role[j] == JOINED ? 1 : -1;
  for (int j = s; j < e; j++) {
    if (KIND(l->at[j]) < 0) continue;
    if (j > s && l->role[j] != JOINED) break;
    int row = KIND(l->at[j]) * K + ACTION(l->at[j]);
    if (more != 1) {
      k = a->cues[row];
      memcpy(cue, a->cue + row * C, k * sizeof *cue); memcpy(x, a->x + row * C, k * sizeof *x);
      break;
    }
    for (int p = 0; p < a->cues[row]; p++) dense[a->cue[row * C + p]] = fmax(dense[a->cue[row * C + p]], a->x[row * C + p]);
  }
  if (more == 1) for (int c = 0; c < CONTEXT; c++) if (dense[c] > 0) { cue[k] = c; x[k++] = dense[c]; dense[c] = 0; }
  cue[k] = CONTEXT; x[k] = 1;
  return k + 1;
}
#ifdef LEDGER
static void enter(Animal *a, const List *l, int s, int e, int low) {  /* the trial that event s opened, into the ledger */
  const uint64_t *at = l->at; char done[K] = {0}, seen[KINDS][K] = {{0}}; int acts = 0;
  a->trials++;
  for (int j = low; j < e; j++)
    if (KIND(at[j]) < 0) { acts = 1; if (!done[ACTION(at[j])]) { done[ACTION(at[j])] = 1; a->met[2 * KINDS][ACTION(at[j])]++; } }
  for (int j = s; j < e; j++) {
    int kind = KIND(at[j]), what = ACTION(at[j]);
    if (kind < 0) continue;
    if (j > s && l->role[j] != JOINED) break;
    if (!seen[kind][what]) { seen[kind][what] = 1; a->met[kind][what]++; if (done[what]) a->met[KINDS + kind][what]++; }
    double *row = a->brought[SOURCE(at[j])][kind], match = 0, other = 0; int lag = 0;
    row[0]++;
    if (!acts) { row[1]++; continue; }
    for (int k = low; k < e; k++)
      if (KIND(at[k]) < 0) {
        int apart = TICK(at[k]) - TICK(at[s]); double weight = kernel[abs(apart)];
        if (ACTION(at[k]) == what) { if (weight > match) { match = weight; lag = apart; } } else if (weight > other) other = weight;
      }
    row[2] += match; row[3] += other; row[4] += match * lag;
  }
}
#endif
static long live(Animal *a, List *l, int until) {  /* what happens to one animal before tick `until` */
  long settled = 0; double r[N], heard[N], x[C], dense[C]; int cue[C], s = l->unsettled, low = l->low, e = l->next;
  const uint64_t *at = l->at; uint8_t *role = l->role;
  memset(dense, 0, sizeof dense);
  for (;; e++) {
    int here = e < l->count && TICK(at[e]) < until, now = here ? TICK(at[e]) : until;
    for (;; s++) {
      while (s < e && role[s] == JOINED) s++;
      if (s >= e || TICK(at[s]) + WINDOW >= now) break;
      if (role[s] == COVERED) continue;
      settled++;
      memset(r, 0, sizeof r);
      if (role[s] == ALONE) {
#ifdef LEDGER
        a->trials++; a->unperceived++; a->met[2 * KINDS][ACTION(at[s])]++;
#endif
        cue[0] = CONTEXT; x[0] = 1;
        update(a->W, a->alphaW, cue, x, 1, a->motor + ACTION(at[s]) * N);
        continue;
      }
      while (TICK(at[low]) < TICK(at[s]) - WINDOW) low++;
#ifdef LEDGER
      enter(a, l, s, e, low);
#endif
      for (int j = low; j < e; j++)
        if (KIND(at[j]) < 0) {
          double k = kernel[abs(TICK(at[j]) - TICK(at[s]))], *motor = a->motor + ACTION(at[j]) * N;
          for (int i = 0; i < N; i++) { double v = k * motor[i]; r[i] = v > r[i] ? v : r[i]; }
        }
      int count = present(a, l, s, e, cue, x, dense), sights = 0;
      update(a->W, a->alphaW, cue, x, count, r);
      memset(heard, 0, sizeof heard);
      for (int j = 0; j < count - 1; j++) { sights += cue[j] < N; if (cue[j] >= 2 * N) heard[cue[j] - 2 * N] = x[j]; }
      if (sights) update(a->Y, a->alphaY, cue, x, sights, heard);
    }
    if (!here) break;
    role[e] = JOINED;
    if (KIND(at[e]) < 0) { if (a->opened < now - WINDOW) role[e] = ALONE; }
    else if (now - a->opened > SIMULTANEITY) {
      role[e] = PERCEPTS; a->opened = now;
      for (int j = s; j < e; j++) if (role[j] == ALONE) role[j] = COVERED;
    }
    if (role[e] != JOINED) { rest(a, now); a->covered = now + WINDOW; }
  }
  while (low < s && TICK(at[low]) < until - 2 * WINDOW) low++;
  int keep = low < s ? low : s;
  memmove(l->at, l->at + keep, (l->count - keep) * sizeof *l->at); memmove(l->role, l->role + keep, e - keep);
  l->count -= keep; l->next = e - keep; l->unsettled = s - keep; l->low = low - keep;
  return settled;
}
static void sort(uint64_t *at, uint64_t *spare, int count) {  /* merges runs of eight that were sorted by insertion */
  for (int first = 0; first < count; first += 8)
    for (int i = first + 1; i < first + 8 && i < count; i++) {
      uint64_t v = at[i]; int j = i;
      for (; j > first && at[j - 1] > v; j--) at[j] = at[j - 1];
      at[j] = v;
    }
  uint64_t *from = at, *to = spare;
  for (int width = 8; width < count; width *= 2) {
    for (int left = 0; left < count; left += 2 * width) {
      int mid = left + width < count ? left + width : count, right = left + 2 * width < count ? left + 2 * width : count;
      for (int i = left, j = mid, k = left; k < right; k++) to[k] = i < mid && (j >= right || from[i] <= from[j]) ? from[i++] : from[j++];
    }
    uint64_t *t = from; from = to; to = t;
  }
  if (from != at) memcpy(at, from, count * sizeof *at);
}

typedef struct { int first, last, until; long trials; double sorting, settling; } Slice;
static double seconds(void) { struct timespec t; clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
static double wall(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
static void *work(void *given) {
  Slice *s = given; uint64_t *spare = NULL; int room = 0; double begun = seconds(), sorted;
  for (int i = s->first; i < s->last; i++) {
    List *l = lists + i; int fresh = l->count - l->next, kept = l->next;
    if (fresh > room) spare = realloc(spare, (room = 2 * fresh) * sizeof *spare);
    sort(l->at + l->next, spare, fresh);
    for (int j = l->next; j < l->count; j++) if (j == l->next || l->at[j] >> 4 != l->at[j - 1] >> 4) l->at[kept++] = l->at[j];  /* twice is once */
    l->count = kept;
  }
  sorted = seconds();
  for (int i = s->first; i < s->last; i++) s->trials += live(animals + i, lists + i, s->until);
  s->sorting += sorted - begun; s->settling += seconds() - sorted;
  free(spare);
  return NULL;
}

/* The mean response of the motor units of each action to the sight of it, beyond what the context drives alone. */
static double matched(const Animal *a) {
  double sum = 0;
  for (int k = 0; k < K; k++) {
    const int *cue = a->cue + k * C, count = a->cues[k]; const double *x = a->x + k * C;
    for (int i = 0; i < N; i++) {
      if (a->motor[k * N + i] != 1) continue;
      for (int j = 0; j < count; j++) sum += x[j] * a->W[cue[j] * N + i];
      for (int h = 0; h < N; h++) {
        double retrieved = 0;
        for (int j = 0; j < count; j++) retrieved += x[j] * a->Y[cue[j] * N + h];
        sum += MEDIATION * fmin(1, fmax(0, retrieved)) * a->W[(2 * N + h) * N + i];
      }
    }
  }
  return sum / N;
}

int main(int argc, char **argv) {
  n = argc > 1 ? atoi(argv[1]) : 400;
  int end = (int)((argc > 2 ? atof(argv[2]) : 3600) * TICKS_PER_SECOND), threads = argc > 4 ? atoi(argv[4]) : 1, start = 0, stop;
  if (n < 2 || end < 1 || threads < 1 || threads > MAXIMUM_THREADS) { fprintf(stderr, "engine: at least 2 animals, 1 to 64 threads\n"); return 2; }
  Rng rng; seed_rng(&rng, argc > 3 ? atoi(argv[3]) : 1);
  for (int i = 0; i <= WINDOW; i++) kernel[i] = exp(-i / TAU_TICKS);
  for (int i = 0; i < WINDOW; i++) fine[i] = pow(1 - CONTEXT_ALPHA * B0, (double)i / WINDOW);
  for (int i = 0; i < 4096; i++) coarse[i] = pow(1 - CONTEXT_ALPHA * B0, i);
  animals = calloc(n, sizeof *animals); lists = calloc(n, sizeof *lists);
  for (int i = 0; i < n; i++) born(animals + i, &rng);
  befriend(&rng);
  double began = wall(), making = 0;
  Slice slice[MAXIMUM_THREADS]; pthread_t thread[MAXIMUM_THREADS]; memset(slice, 0, sizeof slice);
  double rate = 0; for (int k = 0; k < K; k++) rate += RATE[k];
  int block = (int)fmin(HOUR * 14, HOUR * (1 << 17) / (rate * n)) + 1;
  for (; start < end; start = stop) {
    double from = seconds();
    stop = end - start < block ? end : start + block;
    acts.count = 0;
    Act *old = waiting.at; int olds = waiting.count; waiting.at = NULL; waiting.count = waiting.room = 0;
    for (int j = 0; j < olds; j++) act(stop, old[j].tick, old[j].actor, old[j].action);
    free(old);
    spontaneous(&rng, start, stop); synchrony(&rng, start, stop); oneself(&rng, start, stop);
    others(&rng, SIGHT); others(&rng, SOUND);
    making += seconds() - from;
    for (int t = 0; t < threads; t++) {
      slice[t].first = (int)((long)n * t / threads); slice[t].last = (int)((long)n * (t + 1) / threads); slice[t].until = stop;
      if (threads == 1) work(slice); else pthread_create(thread + t, NULL, work, slice + t);
    }
    for (int t = 0; t < threads && threads > 1; t++) pthread_join(thread[t], NULL);
  }
  double elapsed = wall() - began, sorting = 0, settling = 0, response = 0, context = 0; long trials = 0;
  for (int t = 0; t < threads; t++) { trials += slice[t].trials; sorting += slice[t].sorting; settling += slice[t].settling; }
  for (int i = 0; i < n; i++) {
    rest(animals + i, end); response += matched(animals + i) / n;
    for (int j = 0; j < N; j++) context += animals[i].W[CONTEXT * N + j] / N / n;
  }
  double matched_share = 0;  /* of what was perceived, weighted by k(dt) */
#ifdef LEDGER
  double match = 0, percepts = 0;
  for (int i = 0; i < n; i++)
    for (int k = 0; k < SOURCES * KINDS; k++) { percepts += animals[i].brought[k / KINDS][k % KINDS][0]; match += animals[i].brought[k / KINDS][k % KINDS][2]; }
  matched_share = match / percepts;
#endif
  struct rusage used; getrusage(RUSAGE_SELF, &used);
  printf("{\"trials\": %ld, \"matched\": %.9f, \"context\": %.9f, \"matched_share\": %.9f, \"wall\": %.6f, \"cpu\": %.6f, \"events\": %.6f, \"queue\": %.6f, "
         "\"settlement\": %.6f, \"peak_bytes\": %ld}\n", trials, response, context, matched_share, elapsed, making + sorting + settling, making,
         sorting, settling, used.ru_maxrss * 1024L);
  return 0;
}
