/* The LZF filter for reading, which libhdf5 lacks: decodes with plain loops over bytes, as the
 * common implementation does. */
#include "bench.h"

#define LZF 32000

/* Returns the decoded size, or 0 if the stored bytes are not sound or there is no room. */
static size_t decode(const uint8_t *in, size_t stored, uint8_t *out, size_t room) {
  size_t from = 0;
  size_t to = 0;
  while (from < stored) {
    unsigned control = in[from++];
    if (control < 32) {
      size_t length = control + 1;
      if (from + length > stored || to + length > room) {
        return 0;
      }
      memcpy(out + to, in + from, length);
      from += length;
      to += length;
    } else {
      size_t length = control >> 5;
      if (from + (length == 7) + 1 > stored) {
        return 0;
      }
      if (length == 7) {
        length += in[from++];
      }
      length += 2;
      size_t distance = (((size_t)control & 31) << 8 | in[from++]) + 1;
      if (distance > to || to + length > room) {
        return 0;
      }
      for (size_t i = 0; i < length; i++, to++) {
        out[to] = out[to - distance];
      }
    }
  }
  return to;
}

static size_t filter(unsigned flags, size_t parameters, const unsigned *values, size_t stored,
                     size_t *room, void **data) {
  if ((flags & H5Z_FLAG_REVERSE) == 0 || parameters < 3) {
    return 0;
  }
  uint8_t *out = malloc(values[2]);
  size_t size = out == NULL ? 0 : decode(*data, stored, out, values[2]);
  if (size == 0) {
    free(out);
    return 0;
  }
  free(*data);
  *data = out;
  *room = values[2];
  return size;
}

void register_lzf(void) {
  static const H5Z_class2_t lzf = {H5Z_CLASS_T_VERS, LZF, 0, 1, "lzf", NULL, NULL, filter};
  CHECK(H5Zregister(&lzf));
}
