/* The workloads in C, on libhdf5, as its documentation shows them: what the others are compared with. */
#ifndef HYPERSLAB_BENCH_H
#define HYPERSLAB_BENCH_H

#include <hdf5.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One workload: only run() is timed. */
typedef struct {
  const char *name;
  void (*setup)(void);          /* once; may be NULL */
  void (*prepare)(void);        /* before each repetition; may be NULL */
  void (*run)(void);            /* opens the file, works, closes it */
  uint64_t (*checksum)(void);   /* of what was read; NULL for what writes */
} workload;

extern const workload bulk_reads[];
extern const workload selection_reads[];
extern const workload object_reads[];
extern const workload record_reads[];
extern const workload bulk_writes[];
extern const workload object_writes[];

/* The command line. */
extern const char *path;   /* the file that is read or written */
extern const char *source; /* the file that is copied before it is changed */
extern uint64_t count;     /* rows, columns, operations, or objects */
extern int tuned;          /* 512 MiB of chunk cache, 4 KiB sieve buffer, latest format */

/* Ends the program if a function of libhdf5 failed. */
hid_t check(hid_t result, const char *what);
#define CHECK(call) check((call), #call)

void *allocate(size_t size);
hid_t open_file(unsigned flags);
hid_t create_file(void);

/* Pseudo-random numbers: the same as those of the class Noise. */
typedef struct {
  uint64_t state;
} noise;
uint64_t next(noise *noise);
uint64_t below(noise *noise, uint64_t bound);
double step(noise *noise); /* of a random walk */
void text(noise *noise, char *into);

/* Checksums: the same as those of the class Checksum. */
uint64_t sum8(const uint8_t *elements, uint64_t length);
uint64_t sum32(const void *elements, uint64_t length);
uint64_t sum64(const void *elements, uint64_t length);
uint64_t hash(const char *text);

void copy_file(const char *from, const char *to);
void register_lzf(void);

#endif
