package io.hyperslab.cli.h5diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A hyperslab behind an object's name, `[start;stride;count;block]`, each a list of numbers, or
/// left out.
///
/// @param start first indices
/// @param stride distances
/// @param count numbers of blocks
/// @param block sizes of a block
record SubsetRequest(
    Optional<long[]> start,
    Optional<long[]> stride,
    Optional<long[]> count,
    Optional<long[]> block) {
  private static final int LISTS = 4;

  /// A name and the hyperslab behind it.
  record Parsed(String name, Optional<SubsetRequest> subset) {}

  /// Takes a name apart.
  static Parsed parse(String text) {
    int bracket = text.lastIndexOf('[');
    if (bracket < 0) {
      return new Parsed(text, Optional.empty());
    }
    String[] lists = text.substring(bracket + 1).split(";", -1);
    List<Optional<long[]>> parsed = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      parsed.add(i < lists.length ? numbers(lists[i]) : Optional.empty());
    }
    return new Parsed(
        text.substring(0, bracket),
        Optional.of(new SubsetRequest(parsed.get(0), parsed.get(1), parsed.get(2), parsed.get(3))));
  }

  private static Optional<long[]> numbers(String list) {
    int end = list.indexOf(']');
    long[] numbers =
        Arrays.stream((end < 0 ? list : list.substring(0, end)).split("[^0-9]+"))
            .filter(digits -> !digits.isEmpty())
            .mapToLong(SubsetRequest::number)
            .toArray();
    return numbers.length == 0 ? Optional.empty() : Optional.of(numbers);
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }

  /// The same with nothing left out, for an extent of some rank.
  SubsetRequest complete(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return new SubsetRequest(
        Optional.of(start.map(s -> Arrays.copyOf(s, rank)).orElse(new long[rank])),
        Optional.of(stride.map(s -> Arrays.copyOf(s, rank)).orElse(ones)),
        Optional.of(count.map(s -> Arrays.copyOf(s, rank)).orElse(ones)),
        Optional.of(block.map(s -> Arrays.copyOf(s, rank)).orElse(ones)));
  }
}
