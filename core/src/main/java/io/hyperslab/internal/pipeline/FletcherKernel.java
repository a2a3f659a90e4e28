package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The Fletcher checksum of libhdf5.
///
/// It runs over 16-bit big-endian words, an odd last byte counting as the high half of a word; the
/// low half of the result is the sum of the words, the high half the sum of those sums, each modulo
/// 65535.
///
/// Words are added up by columns of a table whose rows follow each other in the data, which the
/// compiler turns into vector instructions; where a column is says how often its words count in the
/// sum of sums. The bytes of the words need not be swapped for that: modulo 65535 a swap is a
/// multiplication by 256, and may be done to the sums.
final class FletcherKernel {
  private static final ValueLayout.OfLong FOUR_WORDS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long EVERY_OTHER_WORD = 0x0000FFFF0000FFFFL;
  private static final long LOW_HALF = 0x00000000FFFFFFFFL;

  /// Groups of four words in a row.
  private static final int COLUMNS = 64;

  private static final int ROW_BYTES = COLUMNS * Long.BYTES;

  /// The sum of the sums of so many words stays below 2^32.
  private static final int MOST_ROWS = 256;

  private final long[] row = new long[COLUMNS];

  /// The sums of the first and third words of a column, in the halves of a number, and of the
  /// second and fourth.
  private final long[] even = new long[COLUMNS];

  private final long[] odd = new long[COLUMNS];

  /// The sums of those sums.
  private final long[] evenSums = new long[COLUMNS];

  private final long[] oddSums = new long[COLUMNS];

  private long sum;
  private long sumOfSums;

  private FletcherKernel() {}

  /// The checksum of all of `data`.
  static int checksum(MemorySegment data) {
    FletcherKernel kernel = new FletcherKernel();
    long size = data.byteSize();
    long at = 0;
    while (at <= size - ROW_BYTES) {
      int rows = (int) Math.min((size - at) / ROW_BYTES, MOST_ROWS);
      kernel.addTable(data, at, rows);
      at += (long) rows * ROW_BYTES;
    }
    kernel.addWords(data, at);
    return (int) (kernel.sumOfSums << Short.SIZE | kernel.sum);
  }

  private void addTable(MemorySegment data, long from, int rows) {
    for (long[] sums : new long[][] {even, odd, evenSums, oddSums}) {
      Arrays.fill(sums, 0);
    }
    for (int i = 0; i < rows; i++) {
      MemorySegment.copy(data, FOUR_WORDS, from + (long) i * ROW_BYTES, row, 0, COLUMNS);
      addRow(row, 0, even, evenSums);
      addRow(row, Short.SIZE, odd, oddSums);
    }
    long words = 0;
    long weighted = 0;
    for (int column = 0; column < COLUMNS; column++) {
      long first = even[column] & LOW_HALF;
      long second = odd[column] & LOW_HALF;
      long third = even[column] >>> Integer.SIZE;
      long fourth = odd[column] >>> Integer.SIZE;
      long sums = halves(evenSums[column]) + halves(oddSums[column]);
      words += first + second + third + fourth;
      weighted += 4 * COLUMNS * sums - 4L * column * (first + second + third + fourth);
      weighted -= second + 2 * third + 3 * fourth;
    }
    sumOfSums = reduce(sumOfSums + 4L * COLUMNS * rows * sum + swapped(weighted));
    sum = reduce(sum + swapped(words));
  }

  private static void addRow(long[] row, int shift, long[] sums, long[] sumsOfSums) {
    for (int i = 0; i < COLUMNS; i++) {
      sums[i] += row[i] >>> shift & EVERY_OTHER_WORD;
      sumsOfSums[i] += sums[i];
    }
  }

  private static long halves(long both) {
    return (both & LOW_HALF) + (both >>> Integer.SIZE);
  }

  /// The sum of words with their bytes swapped, from the sum of them as they are.
  private static long swapped(long sum) {
    return reduce(sum) << Byte.SIZE;
  }

  private void addWords(MemorySegment data, long from) {
    long size = data.byteSize();
    for (long at = from; at < size; at += Short.BYTES) {
      int high = data.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
      int low = at + 1 < size ? data.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF : 0;
      sum += high << Byte.SIZE | low;
      sumOfSums += sum;
    }
    sum = reduce(sum);
    sumOfSums = reduce(sumOfSums);
  }

  /// The remainder modulo 65535, where multiples of 65535 other than zero give 65535: what adding
  /// the carries back in yields.
  private static long reduce(long sum) {
    long folded = sum;
    while (folded > 0xFFFF) {
      folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
    }
    return folded;
  }
}
