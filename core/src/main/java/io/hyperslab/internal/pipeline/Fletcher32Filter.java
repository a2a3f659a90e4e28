package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Filter 3: the data, followed by its Fletcher checksum as a 32-bit little-endian number.
///
/// The checksum runs over 16-bit big-endian words, an odd last byte counting as the high half of a
/// word; the low half of the result is the sum of the words, the high half the sum of those sums,
/// each modulo 65535. Libraries before 1.6.3 wrote the bytes of both halves swapped on
/// little-endian machines; libhdf5 accepts that form too, and so does this filter.
public final class Fletcher32Filter implements Filter {
  private static final int CHECKSUM_SIZE = Integer.BYTES;

  /// Groups of four words between two reductions: the sum of sums stays far below 2^63.
  private static final int GROUPS_PER_REDUCTION = 1 << 14;

  private static final ValueLayout.OfInt STORED_CHECKSUM =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong FOUR_WORDS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  @Override
  public int id() {
    return 3;
  }

  @Override
  public String name() {
    return "fletcher32";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    long size = encoded.byteSize() - CHECKSUM_SIZE;
    if (size < 0) {
      throw context.malformed("encoded size", encoded.byteSize(), "at least " + CHECKSUM_SIZE);
    }
    MemorySegment data = encoded.asSlice(0, size);
    int stored = encoded.get(STORED_CHECKSUM, size);
    int computed = checksum(data);
    if (stored != computed && stored != swapBytesOfHalves(computed)) {
      throw context.malformed("checksum", hexadecimal(stored), hexadecimal(computed));
    }
    return data;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    long size = decoded.byteSize();
    MemorySegment encoded = context.allocate(size + CHECKSUM_SIZE);
    MemorySegment.copy(decoded, 0, encoded, 0, size);
    encoded.set(STORED_CHECKSUM, size, checksum(decoded));
    return Optional.of(encoded);
  }

  @Override
  public OptionalLong encodedSize(long decodedSize) {
    return OptionalLong.of(decodedSize + CHECKSUM_SIZE);
  }

  private static int checksum(MemorySegment data) {
    long size = data.byteSize();
    long sum = 0;
    long sumOfSums = 0;
    long at = 0;
    while (at <= size - Long.BYTES) {
      long groups = Math.min((size - at) / Long.BYTES, GROUPS_PER_REDUCTION);
      for (int i = 0; i < groups; i++) {
        long words = data.get(FOUR_WORDS, at);
        long first = words >>> 48;
        long second = words >>> 32 & 0xFFFF;
        long third = words >>> 16 & 0xFFFF;
        long fourth = words & 0xFFFF;
        sumOfSums += 4 * (sum + first) + 3 * second + 2 * third + fourth;
        sum += first + second + third + fourth;
        at += Long.BYTES;
      }
      sum = reduce(sum);
      sumOfSums = reduce(sumOfSums);
    }
    for (; at < size; at += Short.BYTES) {
      int high = data.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
      int low = at + 1 < size ? data.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF : 0;
      sum += high << Byte.SIZE | low;
      sumOfSums += sum;
    }
    return (int) (reduce(sumOfSums) << Short.SIZE | reduce(sum));
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

  private static int swapBytesOfHalves(int checksum) {
    return Integer.rotateLeft(Integer.reverseBytes(checksum), Short.SIZE);
  }

  private static String hexadecimal(int checksum) {
    return String.format(Locale.ROOT, "0x%08x", checksum);
  }
}
