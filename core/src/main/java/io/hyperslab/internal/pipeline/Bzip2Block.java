package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.util.Arrays;

/// Decodes the blocks of a bzip2 stream, one after the other: prefix codes, then runs of the front
/// of a move-to-front list, then the Burrows-Wheeler transform.
///
/// | bits | field |
/// |---|---|
/// | 1 | whether the data are scrambled, as no version after 0.9.0 does |
/// | 24 | which of the sorted rotations is the data |
/// | 16, 16 each | which bytes occur |
/// | 3, 15 | number of codes and of groups of 50 symbols |
/// | per group | its code: place in a move-to-front list, unary |
/// | per code | [Bzip2Code] |
/// | | symbols: 0 and 1 digits of a run's length, then places in the list, then the end |
final class Bzip2Block {
  private static final int GROUP = 50;
  private static final int SMALLEST_ROOM = 1 << 13;
  private static final int RUN_SYMBOLS = 2;

  private final Bzip2Bits bits;
  private final int largest;
  private final FilterContext context;
  private final int[] counts = new int[256];
  private final byte[] front = new byte[256];

  /// The bytes in the order of the sorted rotations; then, in the upper 24 bits, where to go on.
  private int[] transformed = new int[SMALLEST_ROOM];

  private int length;
  private int place;

  /// @param largest the most bytes a block may have
  Bzip2Block(Bzip2Bits bits, int largest, FilterContext context) {
    this.bits = bits;
    this.largest = largest;
    this.context = context;
  }

  /// How many bytes the block has.
  int length() {
    return length;
  }

  /// The next byte of the block, which has [#length] of them.
  int next() {
    int entry = transformed[place];
    place = entry >>> Byte.SIZE;
    return entry & 0xFF;
  }

  /// Decodes the next block.
  void decode() {
    if (bits.read(1) != 0) {
      throw context.malformed("bzip2 block", "scrambled", "not scrambled");
    }
    int origin = bits.read(24);
    int used = readUsedBytes();
    if (used == 0) {
      throw context.malformed("bytes that occur in a bzip2 block", 0, "at least 1");
    }
    int codeCount = bits.read(3);
    if (codeCount < 2 || codeCount > 6) {
      throw context.malformed("number of bzip2 codes", codeCount, "2 to 6");
    }
    byte[] selectors = readSelectors(codeCount);
    Bzip2Code[] codes = new Bzip2Code[codeCount];
    for (int i = 0; i < codeCount; i++) {
      codes[i] = Bzip2Code.read(bits, used + RUN_SYMBOLS, context);
    }
    readSymbols(selectors, codes, used + 1);
    if (origin >= length) {
      throw context.malformed("origin of a bzip2 block", origin, "less than " + length);
    }
    invertTransform(origin);
  }

  private int readUsedBytes() {
    int groups = bits.read(16);
    int used = 0;
    for (int group = 0; group < 16; group++) {
      int members = (groups >>> 15 - group & 1) == 0 ? 0 : bits.read(16);
      for (int member = 0; member < 16; member++) {
        if ((members >>> 15 - member & 1) != 0) {
          front[used] = (byte) (group << 4 | member);
          used++;
        }
      }
    }
    return used;
  }

  private byte[] readSelectors(int codeCount) {
    byte[] list = new byte[codeCount];
    for (int i = 0; i < codeCount; i++) {
      list[i] = (byte) i;
    }
    byte[] selectors = new byte[bits.read(15)];
    for (int i = 0; i < selectors.length; i++) {
      int at = 0;
      while (bits.read(1) != 0) {
        at++;
        if (at == codeCount) {
          throw context.malformed("bzip2 selector", at, "less than " + codeCount);
        }
      }
      selectors[i] = moveToFront(list, at);
    }
    return selectors;
  }

  private void readSymbols(byte[] selectors, Bzip2Code[] codes, int end) {
    Arrays.fill(counts, 0);
    length = 0;
    int run = 0;
    int digit = 1;
    for (byte selector : selectors) {
      Bzip2Code code = codes[selector];
      for (int i = 0; i < GROUP; i++) {
        int symbol = code.next(bits, context);
        if (symbol < RUN_SYMBOLS) {
          run += digit << symbol;
          digit <<= 1;
          requireRoom(run);
          continue;
        }
        append(front[0], run);
        run = 0;
        digit = 1;
        if (symbol == end) {
          return;
        }
        append(moveToFront(front, symbol - 1), 1);
      }
    }
    throw context.malformed("bzip2 block", "without end", "ended by a symbol");
  }

  private void append(byte value, int count) {
    requireRoom(count);
    if (count > transformed.length - length) {
      int room = Math.max(2 * transformed.length, length + count);
      transformed = Arrays.copyOf(transformed, Math.min(room, largest));
    }
    Arrays.fill(transformed, length, length + count, value & 0xFF);
    counts[value & 0xFF] += count;
    length += count;
  }

  private void requireRoom(int count) {
    if (count > largest - length) {
      throw context.malformed("size of a bzip2 block", "over " + largest, "at most " + largest);
    }
  }

  private void invertTransform(int origin) {
    int sum = 0;
    for (int value = 0; value < counts.length; value++) {
      int count = counts[value];
      counts[value] = sum;
      sum += count;
    }
    for (int i = 0; i < length; i++) {
      int value = transformed[i] & 0xFF;
      transformed[counts[value]] |= i << Byte.SIZE;
      counts[value]++;
    }
    place = transformed[origin] >>> Byte.SIZE;
  }

  private static byte moveToFront(byte[] list, int at) {
    byte value = list[at];
    System.arraycopy(list, 0, list, 1, at);
    list[0] = value;
    return value;
  }
}
