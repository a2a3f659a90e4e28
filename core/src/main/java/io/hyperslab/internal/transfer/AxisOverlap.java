package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.IndexRange;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/// What two sequences of indices along one axis share: one that a read wants, and one that a
/// mapping takes, which ascends without repetition. Shared indices are numbered from 0.
///
/// @param wanted for each shared index its position among the wanted ones, `origin` added
/// @param origin what is to be subtracted
/// @param placed for each shared index its position among those of the mapping
record AxisOverlap(AxisIndices wanted, long origin, AxisIndices placed) {
  /// Indices that may be listed one by one: 16 bytes each, of a heap that is much larger.
  private static final long MOST_LISTED = Math.min(1 << 26, Runtime.getRuntime().maxMemory() / 128);

  private static final IndexRange NONE = new IndexRange(0, 1, 0);

  /// The shared indices; empty if they are too many to be listed and cannot be described otherwise.
  ///
  /// @param walk told how many indices had to be looked at
  static Optional<AxisOverlap> of(AxisIndices wanted, AxisIndices place, LongConsumer walk) {
    if (wanted instanceof IndexRange range && place instanceof IndexRange placeRange) {
      return Optional.of(
          placeRange.step() == 1 ? withAll(range, placeRange) : ofRanges(range, placeRange));
    }
    if (wanted instanceof IndexRange range && range.step() == 1) {
      AxisIndices.Span span = place.within(range.low(), range.high());
      return Optional.of(
          new AxisOverlap(
              place.slice(span.from(), span.to()),
              range.first(),
              new IndexRange(span.from(), 1, span.length())));
    }
    return listed(wanted, place, walk);
  }

  /// A mapping that has all indices from its first to its last.
  private static AxisOverlap withAll(IndexRange wanted, IndexRange place) {
    AxisIndices.Span span = wanted.within(place.low(), place.high());
    if (span.length() == 0) {
      return new AxisOverlap(NONE, 0, NONE);
    }
    return new AxisOverlap(
        new IndexRange(span.from(), 1, span.length()),
        0,
        new IndexRange(wanted.at(span.from()) - place.first(), wanted.step(), span.length()));
  }

  /// Two sequences share one, whose step is the least common multiple of theirs.
  private static AxisOverlap ofRanges(IndexRange wanted, IndexRange place) {
    AxisIndices.Span span = place.within(wanted.low(), wanted.high());
    long distance = Math.abs(wanted.step());
    BigInteger divisor = BigInteger.valueOf(distance).gcd(BigInteger.valueOf(place.step()));
    long apart = wanted.low() - place.first();
    long shorter = divisor.longValueExact();
    if (apart % shorter != 0) {
      return new AxisOverlap(NONE, 0, NONE);
    }
    // A position p of the mapping is shared if p * place.step / divisor = apart / divisor, modulo
    // every.
    long every = distance / shorter;
    BigInteger modulus = BigInteger.valueOf(every);
    long meeting =
        BigInteger.valueOf(place.step() / shorter)
            .modInverse(modulus)
            .multiply(BigInteger.valueOf(apart / shorter))
            .mod(modulus)
            .longValueExact();
    long first = span.from() + Math.floorMod(meeting - span.from(), every);
    if (first >= span.to() || first < 0) {
      return new AxisOverlap(NONE, 0, NONE);
    }
    long count = (span.to() - 1 - first) / every + 1;
    long step = count == 1 ? 1 : place.step() / shorter * Long.signum(wanted.step());
    return new AxisOverlap(
        new IndexRange(wanted.positionOf(place.at(first)), step, count),
        0,
        new IndexRange(first, every, count));
  }

  private static Optional<AxisOverlap> listed(
      AxisIndices wanted, AxisIndices place, LongConsumer walk) {
    AxisIndices.Span span = wanted.within(place.low(), place.high());
    if (span.length() > MOST_LISTED) {
      return Optional.empty();
    }
    walk.accept(span.length());
    long[] positions = new long[(int) span.length()];
    long[] placed = new long[positions.length];
    int count = 0;
    for (long step = span.from(); step < span.to(); step++) {
      long at = place.positionOf(wanted.walkIndex(step));
      if (at >= 0) {
        positions[count] = wanted.walkPosition(step);
        placed[count] = at;
        count++;
      }
    }
    return Optional.of(
        new AxisOverlap(
            AxisIndices.ofList(Arrays.copyOf(positions, count)),
            0,
            AxisIndices.ofList(Arrays.copyOf(placed, count))));
  }

  /// How many indices are shared.
  long count() {
    return wanted.count();
  }

  /// The position of a shared index among the wanted ones.
  long wantedAt(long shared) {
    return wanted.at(shared) - origin;
  }

  /// How many shared indices from one on, itself included, have wanted positions that grow by 1.
  long runLength(long shared) {
    return wanted.runLength(shared);
  }

  /// Whether the shared indices are all the wanted ones, in their order.
  boolean isWhole(long wantedCount) {
    return count() == wantedCount && wantedAt(0) == 0 && runLength(0) == wantedCount;
  }

  /// The indices that the shared ones stand for in a sequence as long as the mapping's; empty if
  /// they are too many to be listed and cannot be described otherwise.
  Optional<AxisIndices> through(AxisIndices source) {
    if (placed instanceof IndexRange range && range.count() > 0) {
      if (source instanceof IndexRange from) {
        long step = range.count() == 1 ? 1 : from.step() * range.step();
        return Optional.of(new IndexRange(from.at(range.first()), step, range.count()));
      }
      if (range.step() == 1) {
        return Optional.of(source.slice(range.first(), range.first() + range.count()));
      }
    }
    if (count() > MOST_LISTED) {
      return Optional.empty();
    }
    long[] indices = new long[(int) count()];
    for (int shared = 0; shared < indices.length; shared++) {
      indices[shared] = source.at(placed.at(shared));
    }
    return Optional.of(AxisIndices.ofList(indices));
  }
}
