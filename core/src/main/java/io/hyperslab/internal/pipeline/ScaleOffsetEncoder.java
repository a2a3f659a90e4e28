package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The loops of the scale-offset filter over the elements of one chunk that is encoded.
///
/// @param source the elements
record ScaleOffsetEncoder(ScaleOffsetParameters parameters, MemorySegment source) {

  /// What the elements of a chunk become.
  ///
  /// @param bits bits of a distance; those of an element if elements are stored whole
  /// @param minimum the bits of the smallest element
  record Plan(int bits, long minimum) {}

  /// How the chunk is best encoded; empty if it does not fit the number of bits that was asked for.
  Optional<Plan> plan() {
    if (!parameters.isFloat()) {
      return planIntegers();
    }
    return Optional.of(parameters.size() == Float.BYTES ? planFloats() : planDoubles());
  }

  /// Writes elements whole, in little-endian order whatever their datatype says.
  void copy(MemorySegment target) {
    if (!parameters.bigEndian()) {
      MemorySegment.copy(source, 0, target, 0, source.byteSize());
      return;
    }
    ElementStore stored = store();
    ElementStore reversed = new ElementStore(parameters.size(), false);
    for (long at = 0; at < source.byteSize(); at += parameters.size()) {
      reversed.put(target, at, stored.get(source, at));
    }
  }

  /// Writes the distances of a plan with at least one bit and less than an element has.
  void pack(Plan plan, BitWriter target) {
    ElementTile tile = tile();
    long elements = parameters.elements();
    Reduction reduction = reduction(plan);
    int count = 0;
    for (long done = 0; done < elements; done += count) {
      count = tile.count(elements - done);
      tile.load(source, done * parameters.size(), count);
      reduction.apply(tile.values(), count);
      target.write(tile.values(), count, plan.bits);
    }
    target.finish();
  }

  /// Makes distances of elements.
  private interface Reduction {
    void apply(long[] values, int count);
  }

  private Reduction reduction(Plan plan) {
    if (!parameters.isFloat()) {
      return parameters.hasFillValue() ? filledIntegers(plan) : integers(plan.minimum);
    }
    return parameters.size() == Float.BYTES ? floats(plan) : doubles(plan);
  }

  private Optional<Plan> planIntegers() {
    int unused = Long.SIZE - fullBits();
    Range range = new Range(parameters);
    ElementTile tile = tile();
    int count = 0;
    // Without a span whose successor is a number of this size, nothing can be saved.
    long widest = (-1L >>> unused) - 2;
    for (long done = 0; done < parameters.elements() && !range.isWiderThan(widest); done += count) {
      count = tile.count(parameters.elements() - done);
      tile.load(source, done * parameters.size(), count);
      range.add(tile.values(), count);
    }
    Plan needed =
        range.isWiderThan(widest)
            ? new Plan(fullBits(), 0)
            : new Plan(bitsFor(range.span() + 1), range.minimum());
    if (parameters.scaleFactor() > 0) {
      return needed.bits <= parameters.scaleFactor()
          ? Optional.of(new Plan(parameters.scaleFactor(), needed.minimum))
          : Optional.empty();
    }
    return Optional.of(needed);
  }

  private static Reduction integers(long minimum) {
    return (values, count) -> {
      for (int i = 0; i < count; i++) {
        values[i] -= minimum;
      }
    };
  }

  private Reduction filledIntegers(Plan plan) {
    long minimum = plan.minimum;
    long fillValue = parameters.fillValue();
    long fillDistance = fillDistance(plan);
    return (values, count) -> {
      for (int i = 0; i < count; i++) {
        values[i] = values[i] == fillValue ? fillDistance : values[i] - minimum;
      }
    };
  }

  /// The smallest and the largest integer so far, of those that are not the fill value.
  private static final class Range {
    private final int unused;

    /// With it, unsigned numbers compare like signed ones.
    private final long flip;

    private final boolean hasFillValue;
    private final long fillValue;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;

    Range(ScaleOffsetParameters parameters) {
      this.unused = parameters.signed() ? Long.SIZE - parameters.size() * Byte.SIZE : 0;
      this.flip = parameters.signed() ? 0 : Long.MIN_VALUE;
      this.hasFillValue = parameters.hasFillValue();
      this.fillValue = parameters.fillValue();
    }

    void add(long[] values, int count) {
      long low = least;
      long high = most;
      for (int i = 0; i < count; i++) {
        long value = values[i] << unused >> unused ^ flip;
        boolean isFill = hasFillValue && values[i] == fillValue;
        low = Math.min(low, isFill ? Long.MAX_VALUE : value);
        high = Math.max(high, isFill ? Long.MIN_VALUE : value);
      }
      least = low;
      most = high;
    }

    private boolean isEmpty() {
      return least > most;
    }

    boolean isWiderThan(long widest) {
      return Long.compareUnsigned(span(), widest) > 0;
    }

    long span() {
      return isEmpty() ? 0 : most - least;
    }

    long minimum() {
      return isEmpty() ? 0 : least ^ flip;
    }
  }

  /// Of numbers that are not numbers, too far apart, or too large to be scaled, all bits are kept.
  private Plan planFloats() {
    float scale = (float) parameters.powerOfTen();
    FloatFill fill = FloatFill.of(parameters);
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    ElementTile tile = tile();
    long[] values = tile.values();
    int count = 0;
    for (long done = 0; done < parameters.elements(); done += count) {
      count = tile.count(parameters.elements() - done);
      tile.load(source, done * Float.BYTES, count);
      for (int i = 0; i < count; i++) {
        float value = Float.intBitsToFloat((int) values[i]);
        if (!fill.matches(value)) {
          // Both hand on what is not a number.
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    boolean isEmpty = least > most;
    float minimum = isEmpty ? 0 : least;
    float range = isEmpty ? 0 : most * scale - least * scale;
    return range < 0x1p31f
        ? new Plan(
            bitsFor(Math.round((double) range) + 1),
            Integer.toUnsignedLong(Float.floatToRawIntBits(minimum)))
        : new Plan(fullBits(), 0);
  }

  private Reduction floats(Plan plan) {
    float scale = (float) parameters.powerOfTen();
    FloatFill fill = FloatFill.of(parameters);
    float start = Float.intBitsToFloat((int) plan.minimum) * scale;
    long fillDistance = fillDistance(plan);
    return (values, count) -> {
      for (int i = 0; i < count; i++) {
        float value = Float.intBitsToFloat((int) values[i]);
        double distance = value * scale - start;
        values[i] = fill.matches(value) ? fillDistance : Math.round(distance);
      }
    };
  }

  private Plan planDoubles() {
    double scale = parameters.powerOfTen();
    DoubleFill fill = DoubleFill.of(parameters);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    ElementTile tile = tile();
    long[] values = tile.values();
    int count = 0;
    for (long done = 0; done < parameters.elements(); done += count) {
      count = tile.count(parameters.elements() - done);
      tile.load(source, done * Double.BYTES, count);
      for (int i = 0; i < count; i++) {
        double value = Double.longBitsToDouble(values[i]);
        if (!fill.matches(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    boolean isEmpty = least > most;
    double minimum = isEmpty ? 0 : least;
    double range = isEmpty ? 0 : most * scale - least * scale;
    return range < 0x1p62
        ? new Plan(bitsFor(Math.round(range) + 1), Double.doubleToRawLongBits(minimum))
        : new Plan(fullBits(), 0);
  }

  private Reduction doubles(Plan plan) {
    double scale = parameters.powerOfTen();
    DoubleFill fill = DoubleFill.of(parameters);
    double start = Double.longBitsToDouble(plan.minimum) * scale;
    long fillDistance = fillDistance(plan);
    return (values, count) -> {
      for (int i = 0; i < count; i++) {
        double value = Double.longBitsToDouble(values[i]);
        double distance = value * scale - start;
        values[i] = fill.matches(value) ? fillDistance : Math.round(distance);
      }
    };
  }

  private ElementTile tile() {
    return new ElementTile(store(), parameters.elements());
  }

  private ElementStore store() {
    return new ElementStore(parameters.size(), parameters.bigEndian());
  }

  private int fullBits() {
    return parameters.size() * Byte.SIZE;
  }

  /// The bits of `count` different distances, and one more for the fill value if there is one.
  private int bitsFor(long count) {
    long largest = parameters.hasFillValue() ? count : count - 1;
    return Long.SIZE - Long.numberOfLeadingZeros(largest);
  }

  private static long fillDistance(Plan plan) {
    return (1L << plan.bits) - 1;
  }

  /// What counts as the fill value: what rounding does not tell from it.
  private record FloatFill(boolean exists, float value, float tolerance) {
    static FloatFill of(ScaleOffsetParameters parameters) {
      return new FloatFill(
          parameters.hasFillValue(),
          Float.intBitsToFloat((int) parameters.fillValue()),
          Float.parseFloat("1e" + -(long) parameters.scaleFactor()));
    }

    boolean matches(float other) {
      return exists && Math.abs(other - value) < tolerance;
    }
  }

  private record DoubleFill(boolean exists, double value, double tolerance) {
    static DoubleFill of(ScaleOffsetParameters parameters) {
      return new DoubleFill(
          parameters.hasFillValue(),
          Double.longBitsToDouble(parameters.fillValue()),
          Double.parseDouble("1e" + -(long) parameters.scaleFactor()));
    }

    boolean matches(double other) {
      return exists && Math.abs(other - value) < tolerance;
    }
  }
}
