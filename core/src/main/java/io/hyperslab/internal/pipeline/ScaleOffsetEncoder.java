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
    if (!parameters.isFloat()) {
      packIntegers(plan, target);
    } else if (parameters.size() == Float.BYTES) {
      packFloats(plan, target);
    } else {
      packDoubles(plan, target);
    }
    target.finish();
  }

  private Optional<Plan> planIntegers() {
    ElementStore store = store();
    // With it, unsigned numbers compare like signed ones.
    long flip = parameters.signed() ? 0 : Long.MIN_VALUE;
    int unused = Long.SIZE - fullBits();
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (long at = 0; at < source.byteSize(); at += parameters.size()) {
      long stored = store.get(source, at);
      if (!isFill(stored)) {
        long value = (parameters.signed() ? stored << unused >> unused : stored) ^ flip;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    boolean isEmpty = least > most;
    long minimum = isEmpty ? 0 : least ^ flip;
    long range = isEmpty ? 0 : most - least;
    // Without a span whose successor is a number of this size, nothing can be saved.
    boolean isTooWide = Long.compareUnsigned(range, (-1L >>> unused) - 2) > 0;
    Plan needed = isTooWide ? new Plan(fullBits(), 0) : new Plan(bitsFor(range + 1), minimum);
    if (parameters.scaleFactor() > 0) {
      return needed.bits <= parameters.scaleFactor()
          ? Optional.of(new Plan(parameters.scaleFactor(), minimum))
          : Optional.empty();
    }
    return Optional.of(needed);
  }

  private void packIntegers(Plan plan, BitWriter target) {
    ElementStore store = store();
    long fillDistance = fillDistance(plan);
    for (long at = 0; at < source.byteSize(); at += parameters.size()) {
      long value = store.get(source, at);
      target.write(isFill(value) ? fillDistance : value - plan.minimum, plan.bits);
    }
  }

  private boolean isFill(long value) {
    return parameters.hasFillValue() && value == parameters.fillValue();
  }

  /// Of numbers that are not numbers, too far apart, or too large to be scaled, all bits are kept.
  private Plan planFloats() {
    ElementStore store = store();
    float scale = Float.parseFloat(powerOfTen());
    FloatFill fill = FloatFill.of(parameters);
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (long at = 0; at < source.byteSize(); at += Float.BYTES) {
      float value = Float.intBitsToFloat((int) store.get(source, at));
      if (!fill.matches(value)) {
        // Both hand on what is not a number.
        least = Math.min(least, value);
        most = Math.max(most, value);
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

  private void packFloats(Plan plan, BitWriter target) {
    ElementStore store = store();
    float scale = Float.parseFloat(powerOfTen());
    FloatFill fill = FloatFill.of(parameters);
    float start = Float.intBitsToFloat((int) plan.minimum) * scale;
    long fillDistance = fillDistance(plan);
    for (long at = 0; at < source.byteSize(); at += Float.BYTES) {
      float value = Float.intBitsToFloat((int) store.get(source, at));
      double distance = value * scale - start;
      target.write(fill.matches(value) ? fillDistance : Math.round(distance), plan.bits);
    }
  }

  private Plan planDoubles() {
    ElementStore store = store();
    double scale = Double.parseDouble(powerOfTen());
    DoubleFill fill = DoubleFill.of(parameters);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (long at = 0; at < source.byteSize(); at += Double.BYTES) {
      double value = Double.longBitsToDouble(store.get(source, at));
      if (!fill.matches(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    boolean isEmpty = least > most;
    double minimum = isEmpty ? 0 : least;
    double range = isEmpty ? 0 : most * scale - least * scale;
    return range < 0x1p62
        ? new Plan(bitsFor(Math.round(range) + 1), Double.doubleToRawLongBits(minimum))
        : new Plan(fullBits(), 0);
  }

  private void packDoubles(Plan plan, BitWriter target) {
    ElementStore store = store();
    double scale = Double.parseDouble(powerOfTen());
    DoubleFill fill = DoubleFill.of(parameters);
    double start = Double.longBitsToDouble(plan.minimum) * scale;
    long fillDistance = fillDistance(plan);
    for (long at = 0; at < source.byteSize(); at += Double.BYTES) {
      double value = Double.longBitsToDouble(store.get(source, at));
      double distance = value * scale - start;
      target.write(fill.matches(value) ? fillDistance : Math.round(distance), plan.bits);
    }
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

  private String powerOfTen() {
    return "1e" + parameters.scaleFactor();
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
