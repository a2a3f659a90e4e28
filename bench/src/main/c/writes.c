/* Writes: numbers in bulk, by row, by tile; many small objects; text. The files are read back by
 * another program. */
#include "bench.h"

#include <unistd.h>

#define DOUBLE_COLUMNS 8192
#define FLOAT_ROWS 4096
#define APPEND_COLUMNS 4
#define TINY 4
#define TILE 64
#define WALK 42
#define POSITIONS 7

static double *doubles;
static float *floats;
static uint8_t *bytes;
static char **texts;

static void fresh(void) { unlink(path); }
static void copy(void) { copy_file(source, path); }

static void walk_doubles(uint64_t length) {
  noise from = {WALK};
  double value = 0;
  doubles = allocate(length * sizeof *doubles);
  for (uint64_t i = 0; i < length; i++) {
    doubles[i] = value += step(&from);
  }
}

static void setup_doubles(void) { walk_doubles(count * DOUBLE_COLUMNS); }

static void setup_floats(void) {
  noise from = {WALK};
  double value = 0;
  uint64_t length = count * FLOAT_ROWS;
  floats = allocate(length * sizeof *floats);
  for (uint64_t i = 0; i < length; i++) {
    floats[i] = (float)(value += step(&from));
  }
}

static void write_all(hid_t type, int rank, const hsize_t *shape, hid_t list, const void *data) {
  hid_t file = create_file();
  hid_t space = CHECK(H5Screate_simple(rank, shape, NULL));
  hid_t dataset = CHECK(H5Dcreate2(file, "data", type, space, H5P_DEFAULT, list, H5P_DEFAULT));
  CHECK(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data));
  H5Dclose(dataset);
  H5Sclose(space);
  CHECK(H5Fclose(file));
}

static void contiguous(void) {
  hsize_t shape[2] = {count, DOUBLE_COLUMNS};
  write_all(H5T_NATIVE_DOUBLE, 2, shape, H5P_DEFAULT, doubles);
}

static void write_grid(int deflated) {
  hsize_t shape[2] = {FLOAT_ROWS, count};
  hsize_t chunk[2] = {256, 512};
  hid_t list = CHECK(H5Pcreate(H5P_DATASET_CREATE));
  CHECK(H5Pset_chunk(list, 2, chunk));
  if (deflated) {
    CHECK(H5Pset_shuffle(list));
    CHECK(H5Pset_deflate(list, 4));
  }
  write_all(H5T_NATIVE_FLOAT, 2, shape, list, floats);
  H5Pclose(list);
}

static void chunked(void) { write_grid(0); }
static void deflated(void) { write_grid(1); }

static void setup_rows(void) { walk_doubles(count * APPEND_COLUMNS); }

static void append(hsize_t batch) {
  hsize_t shape[2] = {0, APPEND_COLUMNS};
  hsize_t most[2] = {H5S_UNLIMITED, APPEND_COLUMNS};
  hsize_t chunk[2] = {4096, APPEND_COLUMNS};
  hid_t file = create_file();
  hid_t list = CHECK(H5Pcreate(H5P_DATASET_CREATE));
  CHECK(H5Pset_chunk(list, 2, chunk));
  hid_t space = CHECK(H5Screate_simple(2, shape, most));
  hid_t dataset =
      CHECK(H5Dcreate2(file, "data", H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, list, H5P_DEFAULT));
  H5Sclose(space);
  for (hsize_t row = 0; row < count; row += batch) {
    hsize_t rows = count - row < batch ? count - row : batch;
    hsize_t start[2] = {row, 0};
    hsize_t extent[2] = {rows, APPEND_COLUMNS};
    shape[0] = row + rows;
    CHECK(H5Dset_extent(dataset, shape));
    space = CHECK(H5Dget_space(dataset));
    CHECK(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL));
    hid_t memory = CHECK(H5Screate_simple(2, extent, NULL));
    CHECK(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT,
                   doubles + row * APPEND_COLUMNS));
    H5Sclose(memory);
    H5Sclose(space);
  }
  H5Dclose(dataset);
  H5Pclose(list);
  CHECK(H5Fclose(file));
}

static void one_by_one(void) { append(1); }
static void by_thousand(void) { append(1000); }

static void setup_tiles(void) {
  noise from = {WALK};
  bytes = allocate(count * TILE * TILE);
  for (uint64_t i = 0; i < count * TILE * TILE; i++) {
    bytes[i] = (uint8_t)(next(&from) & 15);
  }
}

static void tiles(void) {
  hid_t file = open_file(H5F_ACC_RDWR);
  hid_t dataset = CHECK(H5Dopen2(file, "data", H5P_DEFAULT));
  hid_t space = CHECK(H5Dget_space(dataset));
  hsize_t shape[2];
  hsize_t extent[2] = {TILE, TILE};
  H5Sget_simple_extent_dims(space, shape, NULL);
  hid_t memory = CHECK(H5Screate_simple(2, extent, NULL));
  noise at = {POSITIONS};
  for (uint64_t i = 0; i < count; i++) {
    hsize_t start[2];
    start[0] = below(&at, shape[0] - TILE + 1);
    start[1] = below(&at, shape[1] - TILE + 1);
    CHECK(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL));
    CHECK(H5Dwrite(dataset, H5T_NATIVE_SCHAR, memory, space, H5P_DEFAULT, bytes + i * TILE * TILE));
  }
  H5Sclose(memory);
  H5Sclose(space);
  H5Dclose(dataset);
  CHECK(H5Fclose(file));
}

static void attribute(hid_t owner, hid_t scalar, const char *name, hid_t type, const void *value) {
  hid_t attribute = CHECK(H5Acreate2(owner, name, type, scalar, H5P_DEFAULT, H5P_DEFAULT));
  CHECK(H5Awrite(attribute, type, value));
  H5Aclose(attribute);
}

static void groups(void) {
  hid_t file = create_file();
  hid_t scalar = CHECK(H5Screate(H5S_SCALAR));
  for (uint64_t i = 0; i < count; i++) {
    char name[32];
    double value = (double)i / 4;
    int32_t code = (int32_t)i;
    sprintf(name, "g%06llu", (unsigned long long)i);
    hid_t group = CHECK(H5Gcreate2(file, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    attribute(group, scalar, "value", H5T_NATIVE_DOUBLE, &value);
    attribute(group, scalar, "code", H5T_NATIVE_INT32, &code);
    H5Gclose(group);
  }
  H5Sclose(scalar);
  CHECK(H5Fclose(file));
}

static void datasets(void) {
  hid_t file = create_file();
  hsize_t shape[1] = {TINY};
  hid_t space = CHECK(H5Screate_simple(1, shape, NULL));
  for (uint64_t i = 0; i < count; i++) {
    char name[32];
    int32_t k = (int32_t)i;
    int32_t values[TINY] = {k, k + 1, k + 2, k + 3};
    sprintf(name, "d%06llu", (unsigned long long)i);
    hid_t dataset = CHECK(H5Dcreate2(file, name, H5T_NATIVE_INT32, space, H5P_DEFAULT, H5P_DEFAULT,
                                     H5P_DEFAULT));
    CHECK(H5Dwrite(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    H5Dclose(dataset);
  }
  H5Sclose(space);
  CHECK(H5Fclose(file));
}

static void setup_texts(void) {
  noise from = {WALK};
  texts = allocate(count * sizeof *texts);
  for (uint64_t i = 0; i < count; i++) {
    char buffer[32];
    text(&from, buffer);
    texts[i] = strdup(buffer);
  }
}

static void write_texts(void) {
  hsize_t shape[1] = {count};
  hid_t type = CHECK(H5Tcopy(H5T_C_S1));
  CHECK(H5Tset_size(type, H5T_VARIABLE));
  CHECK(H5Tset_cset(type, H5T_CSET_UTF8));
  write_all(type, 1, shape, H5P_DEFAULT, texts);
  H5Tclose(type);
}

const workload bulk_writes[] = {
    {"W1", setup_doubles, fresh, contiguous, NULL},
    {"W2", setup_floats, fresh, chunked, NULL},
    {"W3", setup_floats, fresh, deflated, NULL},
    {"W4a", setup_rows, fresh, one_by_one, NULL},
    {"W4b", setup_rows, fresh, by_thousand, NULL},
    {"W8", setup_tiles, copy, tiles, NULL},
    {0}};

const workload object_writes[] = {
    {"W5", NULL, fresh, groups, NULL},
    {"W6", NULL, fresh, datasets, NULL},
    {"W7", setup_texts, fresh, write_texts, NULL},
    {0}};
