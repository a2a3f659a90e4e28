/* Reads of many small objects, of text and of records; the value of a cold start. */
#include "bench.h"

#define TINY 4

typedef struct {
  int64_t id;
  double x;
  double y;
  int32_t code;
  float weight;
} record;

static uint64_t result;
static int32_t *tiny;
static double *values;
static char **texts;
static record *records;

static herr_t visit(hid_t group, const char *name, const H5L_info_t *link, void *data) {
  (void)link;
  H5O_info_t info;
  CHECK(H5Oget_info_by_name2(group, name, &info, H5O_INFO_BASIC, H5P_DEFAULT));
  *(uint64_t *)data += hash(name) * (info.type == H5O_TYPE_GROUP ? 3 : 5);
  return 0;
}

static void list(void) {
  hid_t file = open_file(H5F_ACC_RDONLY);
  result = 0;
  CHECK(H5Literate(file, H5_INDEX_NAME, H5_ITER_NATIVE, NULL, visit, &result));
  CHECK(H5Fclose(file));
}

static uint64_t listed(void) { return result; }

static void setup_attributes(void) { values = allocate(count * sizeof *values); }

static void attributes(void) {
  hid_t file = open_file(H5F_ACC_RDONLY);
  for (uint64_t i = 0; i < count; i++) {
    char name[32];
    sprintf(name, "d%06llu", (unsigned long long)i);
    hid_t attribute = CHECK(H5Aopen_by_name(file, name, "value", H5P_DEFAULT, H5P_DEFAULT));
    CHECK(H5Aread(attribute, H5T_NATIVE_DOUBLE, &values[i]));
    H5Aclose(attribute);
  }
  CHECK(H5Fclose(file));
}

static uint64_t sum_values(void) { return sum64(values, count); }

static void setup_tiny(void) { tiny = allocate(count * TINY * sizeof *tiny); }

static void datasets(void) {
  hid_t file = open_file(H5F_ACC_RDONLY);
  for (uint64_t i = 0; i < count; i++) {
    char name[32];
    sprintf(name, "d%06llu", (unsigned long long)i);
    hid_t dataset = CHECK(H5Dopen2(file, name, H5P_DEFAULT));
    CHECK(H5Dread(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, tiny + i * TINY));
    H5Dclose(dataset);
  }
  CHECK(H5Fclose(file));
}

static uint64_t sum_tiny(void) { return sum32(tiny, count * TINY); }

static hid_t text_type(void) {
  hid_t type = CHECK(H5Tcopy(H5T_C_S1));
  CHECK(H5Tset_size(type, H5T_VARIABLE));
  CHECK(H5Tset_cset(type, H5T_CSET_UTF8));
  return type;
}

static void setup_texts(void) { texts = allocate(count * sizeof *texts); }

static void read_texts(void) {
  hid_t file = open_file(H5F_ACC_RDONLY);
  hid_t type = text_type();
  hid_t dataset = CHECK(H5Dopen2(file, "data", H5P_DEFAULT));
  CHECK(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts));
  H5Dclose(dataset);
  H5Tclose(type);
  CHECK(H5Fclose(file));
}

/* The texts are freed here, outside the time. */
static uint64_t sum_texts(void) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < count; i++) {
    sum += hash(texts[i]) * (2 * i + 1);
    free(texts[i]);
  }
  return sum;
}

static hid_t record_type(void) {
  hid_t type = CHECK(H5Tcreate(H5T_COMPOUND, sizeof(record)));
  CHECK(H5Tinsert(type, "id", HOFFSET(record, id), H5T_NATIVE_INT64));
  CHECK(H5Tinsert(type, "x", HOFFSET(record, x), H5T_NATIVE_DOUBLE));
  CHECK(H5Tinsert(type, "y", HOFFSET(record, y), H5T_NATIVE_DOUBLE));
  CHECK(H5Tinsert(type, "code", HOFFSET(record, code), H5T_NATIVE_INT32));
  CHECK(H5Tinsert(type, "weight", HOFFSET(record, weight), H5T_NATIVE_FLOAT));
  return type;
}

static hid_t field_type(void) {
  hid_t type = CHECK(H5Tcreate(H5T_COMPOUND, sizeof(double)));
  CHECK(H5Tinsert(type, "x", 0, H5T_NATIVE_DOUBLE));
  return type;
}

static void setup_records(void) {
  records = allocate(count * sizeof *records);
  memset(records, 1, count * sizeof *records);
  values = (double *)records;
}

static void read_records(hid_t type) {
  hid_t file = open_file(H5F_ACC_RDONLY);
  hid_t dataset = CHECK(H5Dopen2(file, "data", H5P_DEFAULT));
  CHECK(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, records));
  H5Dclose(dataset);
  H5Tclose(type);
  CHECK(H5Fclose(file));
}

static void all_fields(void) { read_records(record_type()); }
static void one_field(void) { read_records(field_type()); }
static uint64_t sum_records(void) { return sum64(records, count * sizeof(record) / 8); }

/* One element, as a program that is started for it would print. */
static void one_value(void) {
  hid_t file = open_file(H5F_ACC_RDONLY);
  hid_t dataset = CHECK(H5Dopen2(file, "data", H5P_DEFAULT));
  hid_t space = CHECK(H5Dget_space(dataset));
  hsize_t start[2] = {1, 1};
  hsize_t extent[2] = {1, 1};
  hid_t memory = CHECK(H5Screate_simple(2, extent, NULL));
  CHECK(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL));
  double value;
  CHECK(H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, &value));
  memcpy(&result, &value, sizeof result);
  H5Sclose(memory);
  H5Sclose(space);
  H5Dclose(dataset);
  CHECK(H5Fclose(file));
}

const workload object_reads[] = {
    {"R12ae", NULL, NULL, list, listed},
    {"R12al", NULL, NULL, list, listed},
    {"R12be", setup_attributes, NULL, attributes, sum_values},
    {"R12bl", setup_attributes, NULL, attributes, sum_values},
    {"R13e", setup_tiny, NULL, datasets, sum_tiny},
    {"R13l", setup_tiny, NULL, datasets, sum_tiny},
    {"Q", NULL, NULL, one_value, listed},
    {0}};

const workload record_reads[] = {
    {"R14", setup_texts, NULL, read_texts, sum_texts},
    {"R14packed", setup_texts, NULL, read_texts, sum_texts},
    {"R15", setup_records, NULL, all_fields, sum_records},
    {"R15f", setup_records, NULL, one_field, sum_values},
    {0}};
