package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Points in time and durations as h5py stores those of numpy: 8 bytes of opaque data whose tag
/// says which unit they count, such as `NUMPY:<M8[us]`. Points count from 1970, in UTC. The
/// smallest `long` is none of them ("not a time"): Java has [Instant#MIN] and the shortest
/// [Duration] for it.
///
/// @param order of the bytes
/// @param point whether it is a point in time
/// @param multiple how many of the unit are counted as one
/// @param unit what is counted
record NumpyTime(ByteOrder order, boolean point, long multiple, Unit unit) {
  private static final Pattern TAG =
      Pattern.compile("NUMPY:([<>])([Mm])8\\[([1-9]\\d{0,8})?(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)]");

  /// Bytes of an [Instant] or a [Duration]: seconds, nanoseconds.
  static final long SIZE = HeapRoom.objectSize(Long.BYTES + Integer.BYTES);

  private static final long NONE = Long.MIN_VALUE;
  private static final Duration NO_DURATION = Duration.ofSeconds(Long.MIN_VALUE);
  private static final long NANOS_OF_A_SECOND = 1_000_000_000L;
  private static final int MONTHS_OF_A_YEAR = 12;
  private static final int EPOCH_YEAR = 1970;

  /// What is counted: months, seconds, or a fraction of a second.
  enum Unit {
    YEARS("Y", 12, 0, 0),
    MONTHS("M", 1, 0, 0),
    WEEKS("W", 0, 604_800, 0),
    DAYS("D", 0, 86_400, 0),
    HOURS("h", 0, 3600, 0),
    MINUTES("m", 0, 60, 0),
    SECONDS("s", 0, 1, 0),
    MILLIS("ms", 0, 0, 1000L),
    MICROS("us", 0, 0, 1_000_000L),
    NANOS("ns", 0, 0, NANOS_OF_A_SECOND),
    PICOS("ps", 0, 0, 1_000_000_000_000L),
    FEMTOS("fs", 0, 0, 1_000_000_000_000_000L),
    ATTOS("as", 0, 0, 1_000_000_000_000_000_000L);

    private final String symbol;
    private final long months;
    private final long seconds;
    private final long perSecond;

    Unit(String symbol, long months, long seconds, long perSecond) {
      this.symbol = symbol;
      this.months = months;
      this.seconds = seconds;
      this.perSecond = perSecond;
    }

    private static Unit of(String symbol) {
      return Arrays.stream(values())
          .filter(unit -> unit.symbol.equals(symbol))
          .findFirst()
          .orElseThrow();
    }
  }

  /// What the tag of a datatype says.
  ///
  /// @param javaClass that is wanted or given
  /// @throws DatatypeMismatchException if it is not of that class
  static NumpyTime of(Datatype type, Class<?> javaClass) {
    if (type instanceof Opaque opaque && opaque.size() == Long.BYTES) {
      Matcher tag = TAG.matcher(opaque.tag());
      if (tag.matches() && tag.group(2).equals("M") == (javaClass == Instant.class)) {
        return new NumpyTime(
            tag.group(1).equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
            javaClass == Instant.class,
            tag.group(3) == null ? 1 : Long.parseLong(tag.group(3)),
            Unit.of(tag.group(4)));
      }
    }
    throw new DatatypeMismatchException(
        "datatype",
        -1,
        "datatype",
        type.toString(),
        javaClass == Instant.class ? "points in time (NUMPY:<M8)" : "durations (NUMPY:<m8)");
  }

  /// All elements as points in time.
  static Instant[] instants(NdArray elements, Conversion conversion) {
    NumpyTime time = of(elements.datatype(), Instant.class);
    MemorySegment raw = elements.segment();
    Instant[] out = array(Instant.class, elements.arrayLength(), raw);
    for (int i = 0; i < out.length; i++) {
      out[i] = time.instant(raw, (long) i * Long.BYTES, conversion);
    }
    return out;
  }

  /// All elements as durations.
  static Duration[] durations(NdArray elements, Conversion conversion) {
    NumpyTime time = of(elements.datatype(), Duration.class);
    MemorySegment raw = elements.segment();
    Duration[] out = array(Duration.class, elements.arrayLength(), raw);
    for (int i = 0; i < out.length; i++) {
      out[i] = time.duration(raw, (long) i * Long.BYTES, conversion);
    }
    return out;
  }

  /// An array for times, which have their room from now on.
  private static <T> T[] array(Class<T> component, int length, MemorySegment raw) {
    HeapRoom.beside(raw).take(length, HeapRoom.REFERENCE + SIZE);
    return Memory.array(component, length);
  }

  private ValueLayout.OfLong layout() {
    return ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
  }

  /// One point in time.
  Instant instant(MemorySegment raw, long offset, Conversion conversion) {
    long count = raw.get(layout(), offset);
    if (count == NONE) {
      return Instant.MIN;
    }
    try {
      if (unit.months > 0) {
        long months = Math.multiplyExact(count, multiple * unit.months);
        return YearMonth.of(EPOCH_YEAR, 1)
            .plusMonths(months)
            .atDay(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
      }
      return Instant.EPOCH.plus(span(count, conversion));
    } catch (ArithmeticException | DateTimeException e) {
      throw unreadable(count, "a time that Instant holds");
    }
  }

  /// One duration.
  Duration duration(MemorySegment raw, long offset, Conversion conversion) {
    long count = raw.get(layout(), offset);
    if (count == NONE) {
      return NO_DURATION;
    }
    try {
      if (unit.months > 0) {
        throw unreadable(count, "a unit that always lasts the same");
      }
      return span(count, conversion);
    } catch (ArithmeticException e) {
      throw unreadable(count, "a time that Duration holds");
    }
  }

  private Duration span(long count, Conversion conversion) {
    long units = Math.multiplyExact(count, multiple);
    if (unit.perSecond == 0) {
      return Duration.ofSeconds(Math.multiplyExact(units, unit.seconds));
    }
    long seconds = Math.floorDiv(units, unit.perSecond);
    long rest = Math.floorMod(units, unit.perSecond);
    if (unit.perSecond <= NANOS_OF_A_SECOND) {
      return Duration.ofSeconds(seconds, rest * (NANOS_OF_A_SECOND / unit.perSecond));
    }
    long perNano = unit.perSecond / NANOS_OF_A_SECOND;
    if (conversion == Conversion.EXACT && rest % perNano != 0) {
      throw unreadable(count, "whole nanoseconds, or Conversion.CLIP");
    }
    return Duration.ofSeconds(seconds, rest / perNano);
  }

  private DatatypeMismatchException unreadable(long count, String expected) {
    return new DatatypeMismatchException(
        null, -1, "time", count + " times " + multiple + unit.symbol, expected);
  }

  /// Writes points in time, or durations.
  static ValueWriter writer(Class<?> javaClass, Datatype type, WriteContext context) {
    NumpyTime time = of(type, javaClass);
    ValueLayout.OfLong layout = time.layout();
    return (value, to, offset, index) -> {
      long count;
      try {
        count =
            value instanceof Instant instant
                ? time.count(instant, context, index)
                : time.count((Duration) value, context, index);
      } catch (ArithmeticException | DateTimeException e) {
        // Some points in time have no year: Instant reaches further than the calendar.
        throw context.refused(index, value.toString(), "one in the range of " + type);
      }
      to.set(layout, offset, count);
    };
  }

  private long count(Instant instant, WriteContext context, long index) {
    if (instant.equals(Instant.MIN)) {
      return NONE;
    }
    if (unit.months == 0) {
      return count(instant.getEpochSecond(), instant.getNano(), instant, context, index);
    }
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    long years = time.getYear() - (long) EPOCH_YEAR;
    long months = years * MONTHS_OF_A_YEAR + time.getMonthValue() - 1;
    long each = multiple * unit.months;
    Instant start = YearMonth.from(time).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    requireExact(start.equals(instant) && months % each == 0, instant, context, index);
    return Math.floorDiv(months, each);
  }

  private long count(Duration duration, WriteContext context, long index) {
    if (duration.equals(NO_DURATION)) {
      return NONE;
    }
    if (unit.months > 0) {
      throw context.refused(index, duration.toString(), "a unit that always lasts the same");
    }
    return count(duration.getSeconds(), duration.getNano(), duration, context, index);
  }

  private long count(long seconds, long nanos, Object value, WriteContext context, long index) {
    long units;
    boolean exact;
    if (unit.perSecond == 0) {
      units = Math.floorDiv(seconds, unit.seconds);
      exact = nanos == 0 && Math.floorMod(seconds, unit.seconds) == 0;
    } else {
      long each = Math.max(1, NANOS_OF_A_SECOND / unit.perSecond);
      long fraction = nanos / each * Math.max(1, unit.perSecond / NANOS_OF_A_SECOND);
      // Seconds before 1970 are rounded down, perhaps to beyond the range.
      long borrowed = seconds < 0 ? 1 : 0;
      units =
          Math.addExact(
              Math.multiplyExact(seconds + borrowed, unit.perSecond),
              fraction - borrowed * unit.perSecond);
      exact = nanos % each == 0;
    }
    requireExact(exact && units % multiple == 0, value, context, index);
    long count = Math.floorDiv(units, multiple);
    if (count == NONE) {
      throw new ArithmeticException("stands for none");
    }
    return count;
  }

  private void requireExact(boolean exact, Object value, WriteContext context, long index) {
    if (!exact && context.exact()) {
      throw context.refused(
          index,
          value.toString(),
          "whole units of " + multiple + unit.symbol + ", or Conversion.CLIP");
    }
  }
}
