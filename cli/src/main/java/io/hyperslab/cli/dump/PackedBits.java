package io.hyperslab.cli.dump;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import java.util.ArrayList;
import java.util.List;

/// Some bits of integers.
///
/// @param offset the lowest bit
/// @param length how many bits from there on, 1 or more
/// @param mask the bits that are shown once the lowest one is bit 0
public record PackedBits(int offset, int length, long mask) {
  private static final int MOST_BITS = 64;
  private static final int MOST_MASKS = 8;

  /// What shows no bit of anything: h5dump's state before it has met a dataset.
  public static final PackedBits NONE = new PackedBits(0, 0, 0);

  /// Reads pairs of offset and length, all separated by commas.
  ///
  /// @throws IllegalArgumentException if the list is incomplete, too long, or beyond 64 bits
  public static List<PackedBits> parse(String list) {
    String[] numbers = list.split(",", -1);
    if (numbers.length % 2 != 0 || numbers.length > 2 * MOST_MASKS) {
      throw new IllegalArgumentException(
          "mask list '" + list + "' is not 1 to " + MOST_MASKS + " pairs of offset,length");
    }
    List<PackedBits> masks = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      masks.add(of(number(numbers[i], list), number(numbers[i + 1], list)));
    }
    return masks;
  }

  private static int number(String text, String list) {
    if (!text.matches("0*\\d{1,3}")) {
      throw new IllegalArgumentException("mask list '" + list + "' has '" + text + "' in it");
    }
    return Integer.parseInt(text);
  }

  private static PackedBits of(int offset, int length) {
    if (length < 1 || offset + length > MOST_BITS) {
      throw new IllegalArgumentException(
          "bits " + offset + " and " + length + " are not within " + MOST_BITS);
    }
    return new PackedBits(offset, length, length == MOST_BITS ? -1 : (1L << length) - 1);
  }

  /// These bits of elements of a datatype: of integers that do not have all of them, none.
  public PackedBits within(Datatype type) {
    boolean missing =
        type instanceof FixedPoint integer
            && NumberText.width(integer) > 0
            && offset + length > NumberText.width(integer);
    return missing ? new PackedBits(offset, length, 0) : this;
  }

  /// The bits of a value of `width` bits; 0 if they begin beyond.
  long of(long value, int width) {
    return offset >= width ? 0 : value >> offset & mask;
  }
}
