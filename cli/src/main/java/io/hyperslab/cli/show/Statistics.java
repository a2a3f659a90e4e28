package io.hyperslab.cli.show;

import io.hyperslab.Hdf5Object;
import io.hyperslab.TypedData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.Value;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The smallest, largest and mean of numbers, in one pass and little memory.
final class Statistics {
  private final BigInteger modulus;
  private final Set<BigDecimal> missing;
  private final double[] missingReals;
  private final long[] missingLongs;
  private final Set<BigInteger> missingWholes;
  private long count;
  private long nans;
  private long infinities;
  private long filled;
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;
  private BigInteger wholeSmallest = BigInteger.ZERO;
  private BigInteger wholeLargest = BigInteger.ZERO;
  private double mean;
  private double squares;

  private Statistics(Set<BigDecimal> missing, BigInteger modulus, Datatype type) {
    this.modulus = modulus;
    this.missing = missing;
    this.missingReals = type instanceof FloatingPoint ? reals(missing, type) : new double[0];
    this.missingWholes = wholes(missing);
    this.missingLongs =
        missingWholes.stream()
            .filter(number -> number.bitLength() < Long.SIZE)
            .mapToLong(BigInteger::longValue)
            .toArray();
  }

  /// A line about all elements.
  ///
  /// @param owner says by its attributes which numbers stand for missing ones
  /// @param unpacking how numbers are unpacked first; nothing is done to those of no such packing
  static String line(
      TypedData data, Hdf5Object owner, ValueText text, Optional<Packing> unpacking) {
    Datatype type = data.datatype() instanceof ArrayType array ? array.base() : data.datatype();
    boolean isReal = type instanceof FloatingPoint;
    if (!isReal && !(type instanceof FixedPoint)) {
      return data.dataspace().elementCount() + " elements, not numbers";
    }
    BigInteger modulus = unpacking.map(Packing::modulus).orElse(BigInteger.ZERO);
    Statistics statistics = new Statistics(Packing.of(owner).missing(), modulus, type);
    new ElementWalk(data)
        .forEachPiece((elements, _) -> {
          if (isReal) {
            statistics.addReals(elements);
          } else {
            statistics.addWholes(elements, (FixedPoint) type);
          }
        });
    return statistics.text(isReal, text, unpacking);
  }

  /// Integers among numbers that stand for missing ones.
  private static Set<BigInteger> wholes(Set<BigDecimal> numbers) {
    return numbers.stream()
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::toBigInteger)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What a floating-point type has in place of such numbers: those that it rounds them to.
  private static double[] reals(Set<BigDecimal> numbers, Datatype type) {
    double[] exact = numbers.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    NdArray stored = NdArray.zeros(type, exact.length);
    stored.copyFrom(NdArray.of(exact), Conversion.CLIP);
    return Arrays.stream(stored.toDoubles(Conversion.CLIP)).filter(Double::isFinite).toArray();
  }

  private void addReals(NdArray elements) {
    for (double value : elements.toDoubles(Conversion.CLIP)) {
      if (isMissing(value)) {
        filled++;
      } else if (Double.isNaN(value)) {
        nans++;
      } else if (Double.isInfinite(value)) {
        infinities++;
      } else {
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
        add(value);
      }
    }
  }

  private boolean isMissing(double value) {
    for (double number : missingReals) {
      if (number == value) {
        return true;
      }
    }
    return false;
  }

  private boolean isMissing(long value) {
    for (long number : missingLongs) {
      if (number == value) {
        return true;
      }
    }
    return false;
  }

  /// Keeps the mean and the sum of squares without sums that overflow (Welford).
  private void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  private void addWholes(NdArray elements, FixedPoint type) {
    boolean unsigned = !type.signed() || modulus.signum() != 0;
    if (type.size() > Long.BYTES || type.size() == Long.BYTES && unsigned) {
      for (BigInteger value : elements.toBigIntegers()) {
        addWhole(value);
      }
      return;
    }
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    boolean any = false;
    boolean isFirst = count == 0;
    long shift = modulus.longValue();
    for (long stored : elements.toLongs()) {
      if (isMissing(stored)) {
        filled++;
      } else {
        long value = stored < 0 ? stored + shift : stored;
        low = Math.min(low, value);
        high = Math.max(high, value);
        any = true;
        add((double) value);
      }
    }
    if (any) {
      extend(BigInteger.valueOf(low), BigInteger.valueOf(high), isFirst);
    }
  }

  private void addWhole(BigInteger stored) {
    if (missingWholes.contains(stored)) {
      filled++;
    } else {
      BigInteger value = stored.signum() < 0 ? stored.add(modulus) : stored;
      boolean isFirst = count == 0;
      add(value.doubleValue());
      extend(value, value, isFirst);
    }
  }

  private void extend(BigInteger low, BigInteger high, boolean isFirst) {
    wholeSmallest = isFirst ? low : wholeSmallest.min(low);
    wholeLargest = isFirst ? high : wholeLargest.max(high);
  }

  private String text(boolean isReal, ValueText text, Optional<Packing> unpacking) {
    List<String> parts = new ArrayList<>();
    parts.add(count + (count == 1 ? " number" : " numbers"));
    if (count > 0) {
      parts.add("min " + end(isReal, false, text, unpacking));
      parts.add("max " + end(isReal, true, text, unpacking));
      double scale = unpacking.map(packing -> packing.scale().doubleValue()).orElse(1.0);
      double offset = unpacking.map(packing -> packing.offset().doubleValue()).orElse(0.0);
      parts.add("mean " + number(mean * scale + offset, text));
      parts.add("std " + number(Math.sqrt(squares / count) * Math.abs(scale), text));
    }
    if (isReal) {
      parts.add(nans + " NaN");
    }
    if (infinities > 0) {
      parts.add(infinities + " infinite");
    }
    if (!missing.isEmpty()) {
      parts.add(
          missing.stream()
              .sorted()
              .map(number -> isReal ? real(number, text) : Packing.text(number))
              .collect(Collectors.joining(", ", filled + " missing (", ")")));
    }
    return String.join(", ", parts);
  }

  /// The smallest or the largest number; the other way round where unpacking turns the order.
  private String end(boolean isReal, boolean high, ValueText text, Optional<Packing> unpacking) {
    boolean isTurned = unpacking.filter(packing -> packing.scale().signum() < 0).isPresent();
    boolean isLargest = high != isTurned;
    BigDecimal stored =
        isReal
            ? new BigDecimal(Double.toString(isLargest ? largest : smallest))
            : new BigDecimal(isLargest ? wholeLargest : wholeSmallest);
    if (unpacking.isPresent()) {
      BigDecimal meant = stored.multiply(unpacking.get().scale()).add(unpacking.get().offset());
      return real(meant, text);
    }
    return isReal ? real(stored, text) : stored.toPlainString();
  }

  private static String real(BigDecimal number, ValueText text) {
    return text.of(new Value.Real(number.doubleValue(), Optional.of(number)));
  }

  private static String number(double value, ValueText text) {
    return text.of(
        new Value.Real(
            value,
            Double.isFinite(value)
                ? Optional.of(new BigDecimal(Double.toString(value)))
                : Optional.empty()));
  }
}
