package io.hyperslab.internal.number;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/// Java numbers to elements of one stored number, in bulk or one by one: the writing direction of
/// [NumberArrays]. Belongs to one call.
///
/// Elements lie one after the other. Under [Conversion#EXACT] the first value that the datatype
/// cannot hold is a [DatatypeMismatchException] that names it; a boolean enumeration holds 0 and 1.
public final class StoredNumbers {
  private final Datatype type;
  private final NumberCodec codec;
  private final NumberStore store;
  private final String place;
  private final boolean exact;
  private final boolean isBoolean;

  private StoredNumbers(Datatype type, NumberCodec codec, Conversion conversion, String place) {
    this.type = type;
    this.place = place;
    this.codec = codec;
    this.store = new NumberStore(codec);
    this.exact = conversion == Conversion.EXACT;
    this.isBoolean = type instanceof Enumeration enumeration && enumeration.isBoolean();
  }

  /// Stores numbers of that datatype.
  ///
  /// @param place where in the element they are, for messages; such as `, member x`, or empty
  /// @throws DatatypeMismatchException if it is no number
  public static StoredNumbers of(Datatype type, Conversion conversion, String place) {
    return new StoredNumbers(type, NumberCodec.of(type), conversion, place);
  }

  private DatatypeMismatchException refused(long index, String value) {
    return refused(index, place, type, value);
  }

  /// The refusal of one value.
  ///
  /// @param index the element's
  /// @param place where in the element it is; may be empty
  public static DatatypeMismatchException refused(
      long index, String place, Datatype type, String value) {
    return new DatatypeMismatchException(
        null,
        -1,
        "value of element " + index + place,
        value,
        "a value that " + type + " holds exactly, or Conversion.CLIP");
  }

  /// Stores a whole array of a primitive class but `char`.
  ///
  /// @param array such as `double[]`
  /// @param index the index to name for each position in the array
  /// @throws DatatypeMismatchException if it is another class, or `boolean` for no integer
  public void putAll(Object array, MemorySegment to, long offset, LongUnaryOperator index) {
    switch (array) {
      case double[] values -> putAll(values, to, offset, index);
      case float[] values -> putAll(values, to, offset, index);
      case long[] values -> {
        if (isAsIs(long.class)) {
          store.copy(values, 0, values.length, to, offset);
        } else {
          putAll(values.length, to, offset, index, (i, out, n) -> copy(values, i, out, n));
        }
      }
      case int[] values -> {
        if (isAsIs(int.class)) {
          store.copy(values, 0, values.length, to, offset);
        } else {
          putAll(values.length, to, offset, index, (i, out, n) -> copy(values, i, out, n));
        }
      }
      case short[] values -> {
        if (isAsIs(short.class)) {
          store.copy(values, 0, values.length, to, offset);
        } else {
          putAll(values.length, to, offset, index, (i, out, n) -> copy(values, i, out, n));
        }
      }
      case byte[] values -> {
        if (isAsIs(byte.class)) {
          store.copy(values, 0, values.length, to, offset);
        } else {
          putAll(values.length, to, offset, index, (i, out, n) -> copy(values, i, out, n));
        }
      }
      case boolean[] values when codec.isInteger() ->
          putAll(values.length, to, offset, index, (i, out, n) -> copy(values, i, out, n));
      default ->
          throw new DatatypeMismatchException(
              null, -1, "class of values" + place, array.getClass().getTypeName(), type.toString());
    }
  }

  /// The memory of a whole array whose numbers Java has just as they are to be stored; empty for
  /// any other.
  public Optional<MemorySegment> asStored(Object array) {
    boolean same = isAsIs(array.getClass().getComponentType());
    return switch (array) {
      case byte[] values when same -> Optional.of(MemorySegment.ofArray(values));
      case short[] values when same && store.isNative() ->
          Optional.of(MemorySegment.ofArray(values));
      case int[] values when same && store.isNative() -> Optional.of(MemorySegment.ofArray(values));
      case long[] values when same && store.isNative() ->
          Optional.of(MemorySegment.ofArray(values));
      case float[] values when same && store.isNative() ->
          Optional.of(MemorySegment.ofArray(values));
      case double[] values when same && store.isNative() ->
          Optional.of(MemorySegment.ofArray(values));
      default -> Optional.empty();
    };
  }

  private boolean isAsIs(Class<?> primitive) {
    return !isBoolean && store.isStoredAs(primitive);
  }

  /// Widens `count` integers from a position on.
  @FunctionalInterface
  private interface Widening {
    void copy(int from, long[] out, int count);
  }

  private static void copy(long[] values, int from, long[] out, int count) {
    System.arraycopy(values, from, out, 0, count);
  }

  private static void copy(int[] values, int from, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = values[from + i];
    }
  }

  private static void copy(short[] values, int from, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = values[from + i];
    }
  }

  private static void copy(byte[] values, int from, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = values[from + i];
    }
  }

  private static void copy(boolean[] values, int from, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = values[from + i] ? 1 : 0;
    }
  }

  private void putAll(
      int length, MemorySegment to, long offset, LongUnaryOperator index, Widening widening) {
    long[] block = new long[Math.min(length, NumberStore.LENGTH)];
    for (int i = 0; i < length; i += NumberStore.LENGTH) {
      int run = Math.min(NumberStore.LENGTH, length - i);
      widening.copy(i, block, run);
      int inexact = isBoolean ? notBoolean(block, run) : -1;
      int clipped = store.longs(block, run, to, offset + i * codec.size());
      inexact = inexact < 0 ? clipped : inexact;
      if (exact && inexact >= 0) {
        widening.copy(i, block, run);
        throw refused(index.applyAsLong(i + (long) inexact), Long.toString(block[inexact]));
      }
    }
  }

  private static int notBoolean(long[] block, int count) {
    for (int i = 0; i < count; i++) {
      if ((block[i] & ~1L) != 0) {
        return i;
      }
    }
    return -1;
  }

  private void putAll(double[] values, MemorySegment to, long offset, LongUnaryOperator index) {
    if (isAsIs(double.class)) {
      store.copy(values, 0, values.length, to, offset);
      return;
    }
    double[] block = new double[Math.min(values.length, NumberStore.LENGTH)];
    for (int i = 0; i < values.length; i += NumberStore.LENGTH) {
      int run = Math.min(NumberStore.LENGTH, values.length - i);
      System.arraycopy(values, i, block, 0, run);
      putBlock(block, run, to, offset + i * codec.size(), i, index);
    }
  }

  private void putAll(float[] values, MemorySegment to, long offset, LongUnaryOperator index) {
    if (isAsIs(float.class)) {
      store.copy(values, 0, values.length, to, offset);
      return;
    }
    double[] block = new double[Math.min(values.length, NumberStore.LENGTH)];
    for (int i = 0; i < values.length; i += NumberStore.LENGTH) {
      int run = Math.min(NumberStore.LENGTH, values.length - i);
      for (int k = 0; k < run; k++) {
        block[k] = values[i + k];
      }
      putBlock(block, run, to, offset + i * codec.size(), i, index);
    }
  }

  private void putBlock(
      double[] block, int run, MemorySegment to, long offset, long first, LongUnaryOperator index) {
    int inexact = store.doubles(block, run, to, offset);
    for (int i = 0; isBoolean && i < run && (inexact < 0 || i < inexact); i++) {
      inexact = block[i] == 0 || block[i] == 1 ? inexact : i;
    }
    if (exact && inexact >= 0) {
      throw refused(index.applyAsLong(first + inexact), Double.toString(block[inexact]));
    }
  }

  /// Stores one integer.
  ///
  /// @param index the element's, to name it; likewise below
  public void put(long value, MemorySegment to, long offset, long index) {
    boolean fits = store.put(value, to, offset) && (!isBoolean || (value & ~1L) == 0);
    if (exact && !fits) {
      throw refused(index, Long.toString(value));
    }
  }

  /// Stores one number.
  public void put(double value, MemorySegment to, long offset, long index) {
    boolean fits = store.put(value, to, offset) && (!isBoolean || value == 0 || value == 1);
    if (exact && !fits) {
      throw refused(index, Double.toString(value));
    }
  }

  /// Stores one integer of any size.
  public void put(BigInteger value, MemorySegment to, long offset, long index) {
    boolean fits = store.put(value, to, offset);
    boolean allowed = !isBoolean || value.signum() == 0 || value.equals(BigInteger.ONE);
    if (exact && !(fits && allowed)) {
      throw refused(index, value.toString());
    }
  }

  /// Stores one decimal number.
  ///
  /// @throws IllegalArgumentException if its scale is beyond 2^16
  public void put(BigDecimal value, MemorySegment to, long offset, long index) {
    boolean fits = store.put(value, to, offset);
    boolean allowed = !isBoolean || value.signum() == 0 || value.compareTo(BigDecimal.ONE) == 0;
    if (exact && !(fits && allowed)) {
      throw refused(index, value.toString());
    }
  }
}
