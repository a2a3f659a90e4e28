package io.hyperslab.cli.value;

import io.hyperslab.datatype.Opaque;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Points in time and durations as h5py stores numpy's.
///
/// @param isPoint whether they are points in time
/// @param unit numpy's name of the unit
/// @param order the byte order
record Moments(boolean isPoint, String unit, ByteOrder order) {
  private static final Pattern TAG =
      Pattern.compile("NUMPY:([<>|]?)(?:datetime64|timedelta64|([Mm])8)\\[(\\w+)]");

  /// Nanoseconds of the units that always last the same.
  private static final Map<String, Long> NANOSECONDS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "D", 86_400_000_000_000L,
          "W", 604_800_000_000_000L);

  /// How an opaque datatype stores moments, if it does.
  static Optional<Moments> of(Opaque type) {
    Matcher tag = TAG.matcher(type.tag());
    if (type.size() != Long.BYTES || !tag.matches()) {
      return Optional.empty();
    }
    boolean isPoint = type.tag().contains("datetime") || "M".equals(tag.group(2));
    ByteOrder order = ">".equals(tag.group(1)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return Optional.of(new Moments(isPoint, tag.group(3), order));
  }

  Value value(byte... bytes) {
    long count =
        MemorySegment.ofArray(bytes).get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), 0);
    if (count == Long.MIN_VALUE) {
      return new Value.Text("NaT");
    }
    if (!isPoint) {
      return new Value.Text(count + " " + unit);
    }
    try {
      return new Value.Text(point(count));
    } catch (DateTimeException | ArithmeticException e) {
      return new Value.Text(count + " " + unit + " since 1970");
    }
  }

  private String point(long count) {
    Long nanoseconds = NANOSECONDS.get(unit);
    return switch (unit) {
      case "Y" -> Long.toString(Math.addExact(1970, count));
      case "M" -> LocalDate.EPOCH.plusMonths(count).toString().replaceFirst("-\\d\\d$", "");
      case "D" -> LocalDate.EPOCH.plusDays(count).toString();
      default -> {
        if (nanoseconds == null) {
          throw new DateTimeException(unit);
        }
        BigInteger[] parts =
            BigInteger.valueOf(count)
                .multiply(BigInteger.valueOf(nanoseconds))
                .divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        yield Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact())
            .toString();
      }
    };
  }
}
