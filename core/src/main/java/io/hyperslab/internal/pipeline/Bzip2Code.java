package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;

/// One of the prefix codes of a bzip2 block: canonical, of 1 to 20 bits.
///
/// @param limits by length: the first code of greater length, left-justified in 20 bits
/// @param offsets by length: what a code is less than the place of its symbol in `symbols`
/// @param symbols by code
record Bzip2Code(int[] limits, int[] offsets, int[] symbols) {
  private static final int LONGEST = 20;

  /// Reads the lengths of the codes: the first in 5 bits, then each as steps from the one before.
  static Bzip2Code read(Bzip2Bits bits, int symbolCount, FilterContext context) {
    int[] lengths = new int[symbolCount];
    int length = bits.read(5);
    for (int symbol = 0; symbol < symbolCount; symbol++) {
      while (bits.read(1) != 0) {
        length += bits.read(1) == 0 ? 1 : -1;
        requireLength(length, context);
      }
      requireLength(length, context);
      lengths[symbol] = length;
    }
    return ofLengths(lengths);
  }

  private static void requireLength(int length, FilterContext context) {
    if (length < 1 || length > LONGEST) {
      throw context.malformed("length of a bzip2 code", length, "1 to " + LONGEST);
    }
  }

  private static Bzip2Code ofLengths(int[] lengths) {
    int[] limits = new int[LONGEST + 1];
    int[] offsets = new int[LONGEST + 1];
    int[] symbols = new int[lengths.length];
    int code = 0;
    int place = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code <<= 1;
      offsets[length] = place - code;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          symbols[place] = symbol;
          place++;
          code++;
        }
      }
      limits[length] = code << LONGEST - length;
    }
    return new Bzip2Code(limits, offsets, symbols);
  }

  /// The next symbol.
  int next(Bzip2Bits bits, FilterContext context) {
    int window = bits.peek(LONGEST);
    int length = 1;
    while (length < LONGEST && window >= limits[length]) {
      length++;
    }
    int place = (window >>> LONGEST - length) + offsets[length];
    if (place < 0 || place >= symbols.length) {
      throw context.malformed("bzip2 code", Integer.toBinaryString(window), "one of the table");
    }
    bits.skip(length);
    return symbols[place];
  }
}
