/* What all workloads share: files, pseudo-random numbers, checksums. */
#include "bench.h"

hid_t check(hid_t result, const char *what) {
  if (result < 0) {
    fprintf(stderr, "failed: %s\n", what);
    exit(1);
  }
  return result;
}

void *allocate(size_t size) {
  void *memory = malloc(size);
  if (memory == NULL) {
    fprintf(stderr, "no memory: %zu bytes\n", size);
    exit(1);
  }
  return memory;
}

static hid_t access_list(int writing) {
  hid_t list = CHECK(H5Pcreate(H5P_FILE_ACCESS));
  if (tuned) {
    CHECK(H5Pset_cache(list, 0, 100003, (size_t)512 << 20, 0.75));
    CHECK(H5Pset_sieve_buf_size(list, 4096));
    if (writing) {
      CHECK(H5Pset_libver_bounds(list, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST));
    }
  }
  return list;
}

hid_t open_file(unsigned flags) {
  hid_t list = access_list(flags != H5F_ACC_RDONLY);
  hid_t file = CHECK(H5Fopen(path, flags, list));
  H5Pclose(list);
  return file;
}

hid_t create_file(void) {
  hid_t list = access_list(1);
  hid_t file = CHECK(H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, list));
  H5Pclose(list);
  return file;
}

uint64_t next(noise *noise) {
  uint64_t z = noise->state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

uint64_t below(noise *noise, uint64_t bound) { return (next(noise) >> 1) % bound; }

double step(noise *noise) { return ((double)(next(noise) & 63) - 31.5) / 64; }

void text(noise *noise, char *into) {
  uint64_t number = next(noise) >> 1;
  sprintf(into, "%llu", (unsigned long long)(number >> (number & 31)));
}

uint64_t sum8(const uint8_t *elements, uint64_t length) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < length; i++) {
    sum += elements[i] * (2 * i + 1);
  }
  return sum;
}

uint64_t sum32(const void *elements, uint64_t length) {
  const uint32_t *bits = elements;
  uint64_t sum = 0;
  for (uint64_t i = 0; i < length; i++) {
    sum += bits[i] * (2 * i + 1);
  }
  return sum;
}

uint64_t sum64(const void *elements, uint64_t length) {
  const uint64_t *bits = elements;
  uint64_t sum = 0;
  for (uint64_t i = 0; i < length; i++) {
    sum += bits[i] * (2 * i + 1);
  }
  return sum;
}

uint64_t hash(const char *text) {
  uint64_t sum = 0;
  for (; *text != 0; text++) {
    sum = sum * 31 + (uint8_t)*text;
  }
  return sum;
}

void copy_file(const char *from, const char *to) {
  enum { BLOCK = 1 << 20 };
  static char block[BLOCK];
  FILE *in = fopen(from, "rb");
  FILE *out = fopen(to, "wb");
  if (in == NULL || out == NULL) {
    fprintf(stderr, "cannot copy %s\n", from);
    exit(1);
  }
  for (size_t size; (size = fread(block, 1, BLOCK, in)) > 0;) {
    fwrite(block, 1, size, out);
  }
  fclose(in);
  fclose(out);
}
