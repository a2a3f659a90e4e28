/* Reads of numbers: whole datasets, and many small selections. */
#include "bench.h"

#define SLAB_ROWS 1024
#define BLOCK_ROWS 8
#define TILE 64
#define FIRST_COLUMN 400
#define POSITIONS 7

static hid_t file, dataset, space;
static hsize_t shape[2];
static void *destination;
static size_t element;
static uint64_t elements;
static double total;

static void enter(void) {
  file = open_file(H5F_ACC_RDONLY);
  dataset = CHECK(H5Dopen2(file, "data", H5P_DEFAULT));
  space = CHECK(H5Dget_space(dataset));
  H5Sget_simple_extent_dims(space, shape, NULL);
}

static void leave(void) {
  H5Sclose(space);
  H5Dclose(dataset);
  CHECK(H5Fclose(file));
}

static void prepare(size_t size, uint64_t number) {
  element = size;
  elements = number;
  destination = allocate(size * number);
  memset(destination, 1, size * number);
}

static void setup_whole(size_t size) {
  enter();
  prepare(size, shape[0] * shape[1]);
  leave();
}

static void setup_whole8(void) { setup_whole(8); }
static void setup_whole4(void) { setup_whole(4); }

static uint64_t sum(void) {
  return element == 8 ? sum64(destination, elements)
         : element == 4 ? sum32(destination, elements)
                        : sum8(destination, elements);
}

static void whole(hid_t type) {
  enter();
  CHECK(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, destination));
  leave();
}

static void doubles(void) { whole(H5T_NATIVE_DOUBLE); }
static void floats(void) { whole(H5T_NATIVE_FLOAT); }
static void integers(void) { whole(H5T_NATIVE_INT); }

static void fresh_doubles(void) {
  enter();
  element = 8;
  elements = shape[0] * shape[1];
  destination = allocate(8 * elements);
  CHECK(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, destination));
  leave();
}

static uint64_t sum_and_free(void) {
  uint64_t result = sum();
  free(destination);
  return result;
}

static void box(hid_t type, hsize_t row, hsize_t column, hsize_t rows, hsize_t columns, void *into) {
  hsize_t start[2] = {row, column};
  hsize_t extent[2] = {rows, columns};
  hid_t memory = CHECK(H5Screate_simple(2, extent, NULL));
  CHECK(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL));
  CHECK(H5Dread(dataset, type, memory, space, H5P_DEFAULT, into));
  H5Sclose(memory);
}

static void setup_rows(hsize_t rows) {
  enter();
  prepare(8, rows * shape[1]);
  leave();
}

static void setup_slab(void) { setup_rows(SLAB_ROWS); }
static void setup_block(void) { setup_rows(BLOCK_ROWS); }

static double add(const double *values, uint64_t length) {
  double sums[8] = {0};
  for (uint64_t i = 0; i < length; i += 8) {
    for (int lane = 0; lane < 8; lane++) {
      sums[lane] += values[i + lane];
    }
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

static void add_by(hsize_t most) {
  enter();
  total = 0;
  for (hsize_t row = 0; row < shape[0]; row += most) {
    hsize_t rows = shape[0] - row < most ? shape[0] - row : most;
    box(H5T_NATIVE_DOUBLE, row, 0, rows, shape[1], destination);
    total += add(destination, rows * shape[1]);
  }
  leave();
}

static void slabs(void) { add_by(SLAB_ROWS); }
static void blocks(void) { add_by(BLOCK_ROWS); }

static uint64_t bits_of_total(void) {
  uint64_t bits;
  memcpy(&bits, &total, sizeof bits);
  return bits;
}

static void setup_tiles(void) { prepare(1, count * TILE * TILE); }

static void tiles(void) {
  enter();
  noise at = {POSITIONS};
  for (uint64_t i = 0; i < count; i++) {
    hsize_t row = below(&at, shape[0] - TILE + 1);
    hsize_t column = below(&at, shape[1] - TILE + 1);
    box(H5T_NATIVE_SCHAR, row, column, TILE, TILE, (uint8_t *)destination + i * TILE * TILE);
  }
  leave();
}

static void setup_columns(void) {
  enter();
  prepare(4, count * shape[0]);
  leave();
}

static void columns(void) {
  enter();
  for (uint64_t i = 0; i < count; i++) {
    box(H5T_NATIVE_FLOAT, 0, FIRST_COLUMN + i, shape[0], 1, (float *)destination + i * shape[0]);
  }
  leave();
}

static void setup_strided(size_t size) {
  enter();
  prepare(size, ((shape[0] + 2) / 3) * ((shape[1] + 4) / 5));
  leave();
}

static void setup_strided8(void) { setup_strided(8); }
static void setup_strided4(void) { setup_strided(4); }

static void strided(hid_t type) {
  enter();
  hsize_t start[2] = {0, 0};
  hsize_t stride[2] = {3, 5};
  hsize_t extent[2] = {(shape[0] + 2) / 3, (shape[1] + 4) / 5};
  hid_t memory = CHECK(H5Screate_simple(2, extent, NULL));
  CHECK(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, stride, extent, NULL));
  CHECK(H5Dread(dataset, type, memory, space, H5P_DEFAULT, destination));
  H5Sclose(memory);
  leave();
}

static void strided_doubles(void) { strided(H5T_NATIVE_DOUBLE); }
static void strided_floats(void) { strided(H5T_NATIVE_FLOAT); }

static void setup_points8(void) { prepare(8, count); }
static void setup_points4(void) { prepare(4, count); }

static void points(hid_t type) {
  enter();
  noise at = {POSITIONS};
  for (uint64_t i = 0; i < count; i++) {
    hsize_t row = below(&at, shape[0]);
    hsize_t column = below(&at, shape[1]);
    box(type, row, column, 1, 1, (char *)destination + i * element);
  }
  leave();
}

static void double_points(void) { points(H5T_NATIVE_DOUBLE); }
static void float_points(void) { points(H5T_NATIVE_FLOAT); }

const workload bulk_reads[] = {
    {"R1", setup_whole8, NULL, doubles, sum},
    {"R1b", NULL, NULL, fresh_doubles, sum_and_free},
    {"R2", setup_slab, NULL, slabs, bits_of_total},
    {"R2slabs", setup_slab, NULL, slabs, bits_of_total},
    {"R2blocks", setup_block, NULL, blocks, bits_of_total},
    {"R3", setup_whole4, NULL, floats, sum},
    {"R4", setup_whole4, NULL, floats, sum},
    {"R5", setup_whole4, NULL, floats, sum},
    {"R6", setup_whole4, NULL, floats, sum},
    {"R7", setup_whole4, NULL, floats, sum},
    {"R16", setup_whole4, NULL, integers, sum},
    {"R17", setup_whole8, NULL, doubles, sum},
    {0}};

const workload selection_reads[] = {
    {"R8", setup_tiles, NULL, tiles, sum},
    {"R8batch", setup_tiles, NULL, tiles, sum},
    {"R9u", setup_columns, NULL, columns, sum},
    {"R9c", setup_columns, NULL, columns, sum},
    {"R10a", setup_strided8, NULL, strided_doubles, sum},
    {"R10c", setup_strided4, NULL, strided_floats, sum},
    {"R11a", setup_points8, NULL, double_points, sum},
    {"R11b", setup_points4, NULL, float_points, sum},
    {"R11c", setup_points4, NULL, float_points, sum},
    {0}};
