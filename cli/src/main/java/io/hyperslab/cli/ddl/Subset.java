package io.hyperslab.cli.ddl;

import io.hyperslab.dataspace.Hyperslab;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A hyperslab as it is given on the command line: what is left out starts at 0 or is 1.
///
/// @param start the first index of each dimension
/// @param stride the distance of blocks
/// @param count the number of blocks
/// @param block the length of a block
public record Subset(
    Optional<long[]> start,
    Optional<long[]> stride,
    Optional<long[]> count,
    Optional<long[]> block) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /// Nothing given.
  public static Subset open() {
    return new Subset(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Reads `start;stride;count;block]`, each numbers separated by commas or blanks, each of which
  /// may be left out.
  public static Subset parse(String terse) {
    String[] parts = terse.split(";", -1);
    return new Subset(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3));
  }

  private static Optional<long[]> part(String[] parts, int index) {
    return index < parts.length ? numbers(parts[index]) : Optional.empty();
  }

  /// Reads a list of numbers, up to a bracket; empty if there is none.
  public static Optional<long[]> numbers(String list) {
    Matcher found = NUMBER.matcher(list.split("[;\\]]", 2)[0]);
    long[] numbers = found.results().mapToLong(n -> CInteger.unsigned(list, n.start())).toArray();
    return numbers.length == 0 ? Optional.empty() : Optional.of(numbers);
  }

  /// This with another start.
  public Subset withStart(Optional<long[]> other) {
    return new Subset(other, stride, count, block);
  }

  /// This with another stride.
  public Subset withStride(Optional<long[]> other) {
    return new Subset(start, other, count, block);
  }

  /// This with another count.
  public Subset withCount(Optional<long[]> other) {
    return new Subset(start, stride, other, block);
  }

  /// This with another block.
  public Subset withBlock(Optional<long[]> other) {
    return new Subset(start, stride, count, other);
  }

  /// A hyperslab with one of each for every dimension.
  record Complete(long[] start, long[] stride, long[] count, long[] block) {
    boolean overlaps() {
      for (int axis = 0; axis < count.length; axis++) {
        if (count[axis] > 1 && stride[axis] < block[axis]) {
          return true;
        }
      }
      return false;
    }

    /// Requires what a dataset of some size can have.
    ///
    /// @throws IndexOutOfBoundsException if it is beyond the largest indices, or a stride is 0
    void requirePossible() {
      try {
        Hyperslab _ = Hyperslab.of(start, stride, count, block);
      } catch (IllegalArgumentException e) {
        IndexOutOfBoundsException beyond = new IndexOutOfBoundsException(e.getMessage());
        beyond.initCause(e);
        throw beyond;
      }
    }
  }

  /// What is left out filled in.
  ///
  /// @throws IllegalArgumentException if there are more numbers than dimensions, or blocks overlap
  Complete complete(int rank) {
    if (Stream.of(start, stride, count, block)
        .flatMap(Optional::stream)
        .anyMatch(numbers -> numbers.length > rank)) {
      throw new IllegalArgumentException(
          "the selection has more dimensions than the dataset, which has " + rank);
    }
    Complete complete =
        new Complete(
            filled(start, rank, 0),
            filled(stride, rank, 1),
            filled(count, rank, 1),
            filled(block, rank, 1));
    if (complete.overlaps()) {
      throw new IllegalArgumentException("the blocks of the selection overlap");
    }
    return complete;
  }

  private static long[] filled(Optional<long[]> given, int rank, long missing) {
    long[] all = new long[rank];
    Arrays.fill(all, missing);
    given.ifPresent(numbers -> System.arraycopy(numbers, 0, all, 0, numbers.length));
    return all;
  }
}
