/* Runs one workload: hyperslab-bench-c NAME FILE COUNT SECONDS plain|tuned [SOURCE].
 *
 * Prints a line for each repetition, "rep WALL CPU CHECKSUM FAULTS" with times in nanoseconds and page
 * faults; where fresh memory is part of the work, "touch WALL FAULTS" for memory of that size alone;
 * and at the end "rss KIBIBYTES", the greatest size of the process in memory. */
#include "bench.h"

#include <sys/resource.h>
#include <time.h>

#define LEAST_REPETITIONS 2
#define MOST_REPETITIONS 400
#define TOUCHES 3
#define ROW 65536
#define PAGE 4096
#define GIBIBYTE (1ull << 30)

const char *path;
const char *source;
uint64_t count;
int tuned;

static const workload *const families[] = {bulk_reads,   selection_reads, object_reads,
                                           record_reads, bulk_writes,     object_writes};

static uint64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* Those that needed no disk. */
static uint64_t faults(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (uint64_t)usage.ru_minflt;
}

/* Only has fresh memory, of the size of all elements, mapped page by page. */
static void touch(const char *name) {
  uint64_t size = count * ROW;
  if ((strcmp(name, "R1b") != 0 && strcmp(name, "W1") != 0) || size > GIBIBYTE) {
    return;
  }
  for (int i = 0; i < TOUCHES; i++) {
    uint64_t before = faults();
    uint64_t wall = now(CLOCK_MONOTONIC);
    volatile char *fresh = allocate(size);
    for (uint64_t at = 0; at < size; at += PAGE) {
      fresh[at] = 1;
    }
    wall = now(CLOCK_MONOTONIC) - wall;
    printf("touch %llu %llu\n", (unsigned long long)wall, (unsigned long long)(faults() - before));
    free((void *)fresh);
  }
}

static const workload *find(const char *name) {
  for (size_t family = 0; family < sizeof families / sizeof *families; family++) {
    for (const workload *each = families[family]; each->name != NULL; each++) {
      if (strcmp(each->name, name) == 0) {
        return each;
      }
    }
  }
  return NULL;
}

static void repeat(const workload *chosen, uint64_t budget) {
  uint64_t started = now(CLOCK_MONOTONIC);
  int least = budget == 0 ? 1 : LEAST_REPETITIONS;
  for (int i = 0; i < MOST_REPETITIONS; i++) {
    if (i >= least && now(CLOCK_MONOTONIC) - started > budget) {
      break;
    }
    if (chosen->prepare != NULL) {
      chosen->prepare();
    }
    uint64_t missed = faults();
    uint64_t cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    uint64_t wall = now(CLOCK_MONOTONIC);
    chosen->run();
    wall = now(CLOCK_MONOTONIC) - wall;
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    missed = faults() - missed;
    uint64_t sum = chosen->checksum == NULL ? 0 : chosen->checksum();
    printf("rep %llu %llu %lld %llu\n", (unsigned long long)wall, (unsigned long long)cpu,
           (long long)sum, (unsigned long long)missed);
  }
}

/* As the JVM's processes do: getrusage() would count what the parent had before exec(). */
static void print_rss(void) {
  char line[256];
  FILE *status = fopen("/proc/self/status", "r");
  while (status != NULL && fgets(line, sizeof line, status) != NULL) {
    long size;
    if (sscanf(line, "VmHWM: %ld", &size) == 1) {
      printf("rss %ld\n", size);
    }
  }
}

int main(int argc, char **argv) {
  unsigned version[3];
  H5get_libversion(&version[0], &version[1], &version[2]);
  if (argc == 2 && strcmp(argv[1], "version") == 0) {
    printf("%u.%u.%u\n", version[0], version[1], version[2]);
    return 0;
  }
  const workload *chosen = argc < 6 ? NULL : find(argv[1]);
  if (chosen == NULL) {
    fprintf(stderr, "no such workload\n");
    return 2;
  }
  path = argv[2];
  count = strtoull(argv[3], NULL, 10);
  double seconds = strtod(argv[4], NULL);
  tuned = strcmp(argv[5], "tuned") == 0;
  source = argc > 6 ? argv[6] : NULL;
  H5Eset_auto2(H5E_DEFAULT, (H5E_auto2_t)H5Eprint2, stderr);
  register_lzf();
  if (chosen->setup != NULL) {
    chosen->setup();
  }
  repeat(chosen, (uint64_t)(seconds * 1e9));
  print_rss();
  touch(chosen->name);
  return 0;
}
