package io.hyperslab.cli.show;

import io.hyperslab.dataspace.Axis;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The first and the last indices of a range of an axis.
///
/// @param start where the range starts
/// @param first how many at its beginning
/// @param last how many at its end
/// @param end behind its last index
record Ends(long start, long first, long last, long end) {
  /// All indices of an axis, or as many at both ends as are wanted.
  static Ends of(long size, long most) {
    return size <= most ? new Ends(0, size, 0, size) : new Ends(0, most - most / 2, most / 2, size);
  }

  /// The same in several parts, where it is too much for one.
  ///
  /// @param each indices of a part at most
  static Stream<Ends> parts(long size, long most, long each) {
    Ends whole = of(size, most);
    return whole.first + whole.last <= each
        ? Stream.of(whole)
        : Stream.concat(range(0, whole.first, each), range(size - whole.last, size, each));
  }

  private static Stream<Ends> range(long from, long to, long each) {
    return Stream.iterate(from, at -> at < to, at -> at + each)
        .map(at -> {
          long end = Math.min(at + each, to);
          return new Ends(at, end - at, 0, end);
        });
  }

  /// How many indices there are.
  int count() {
    return Math.toIntExact(first + last);
  }

  /// Whether some are left out, behind the first ones.
  boolean hasGap() {
    return first + last < end - start;
  }

  /// The index at a place.
  long index(int place) {
    return place < first ? start + place : end - count() + place;
  }

  /// The indices, as a selection takes them.
  Axis axis() {
    return hasGap()
        ? Axis.list(LongStream.range(0, count()).map(place -> index((int) place)).toArray())
        : Axis.range(start, end);
  }
}
