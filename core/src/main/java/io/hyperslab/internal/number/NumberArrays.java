package io.hyperslab.internal.number;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/// Stored numbers to Java arrays, in bulk.
///
/// `raw` holds `count` elements of the datatype one after the other, from its first byte on. Array
/// datatypes give all their elements in turn. Under [Conversion#EXACT] the first value that the
/// Java type cannot hold is a [DatatypeMismatchException] that names its index and the value; what
/// is no number at all is one too. No method allocates more than the bytes at hand call for.
public final class NumberArrays {
  /// What every JVM can allocate in one array.
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /// Bytes that a decimal number of a few digits takes on the heap, roughly.
  private static final int DECIMAL_SIZE = 96;

  private NumberArrays() {}

  /// The elements of one call, with array datatypes unrolled.
  private record Source(MemorySegment raw, Datatype type, NumberCodec codec, int length) {
    /// @param javaSize bytes that one element takes as a Java value, roughly
    static Source of(MemorySegment raw, Datatype type, long count, int javaSize) {
      Source source = unbounded(raw, type, count);
      HeapRoom.beside(raw).take(source.length, javaSize);
      return source;
    }

    /// Elements whose Java values have their room already.
    static Source unbounded(MemorySegment raw, Datatype type, long count) {
      Datatype element = type;
      long length = count;
      while (element instanceof ArrayType array) {
        length = multiply(length, array.elementCount());
        element = array.base();
      }
      NumberCodec codec = NumberCodec.of(element);
      return new Source(raw, element, codec, arrayLength(raw, length, codec.size()));
    }

    NumberBlocks blocks() {
      return new NumberBlocks(codec, raw, length);
    }

    void fill(NumberTarget to, int at, Conversion conversion) {
      NumberBlocks blocks = blocks();
      if (blocks.isStoredAs(to.component())) {
        to.copy(blocks, 0, at, length);
        return;
      }
      for (int i = 0; i < length; i += NumberBlocks.LENGTH) {
        int run = Math.min(NumberBlocks.LENGTH, length - i);
        int inexact = to.convert(blocks, i, at + i, run);
        if (inexact >= 0 && conversion == Conversion.EXACT) {
          throw inexact((long) i + inexact, at, to.component().getName());
        }
      }
    }

    /// @param before how many elements there are before these
    DatatypeMismatchException inexact(long index, long before, String java) {
      return NumberArrays.inexact(
          before + index,
          type,
          codec.text(raw, index * codec.size()),
          java,
          alternative(codec, java) + (java.equals("boolean") ? "" : ", or Conversion.CLIP"));
    }
  }

  /// The failure of one value to be a Java number of class `java`.
  private static DatatypeMismatchException inexact(
      long index, Datatype type, String value, String java, String alternative) {
    return new DatatypeMismatchException(
        null,
        -1,
        "value of element " + index + " of type " + type,
        value,
        "a value that " + java + " holds exactly; " + alternative);
  }

  /// What to ask for in place of a Java class that did not do.
  static String alternative(NumberCodec codec, String java) {
    if (codec instanceof IntegerCodec integer) {
      if (integer.alwaysLong()) {
        int bits = integer.precision() + (integer.signed() ? 0 : 1);
        return "ask for " + (bits <= 16 ? "short" : bits <= 32 ? "int" : "long");
      }
      return "ask for BigInteger";
    }
    return codec.alwaysDouble() && !java.equals("double") ? "ask for double" : "ask for BigDecimal";
  }

  private static long multiply(long a, long b) {
    long product = a * b;
    if (a < 0 || b < 0 || Math.multiplyHigh(a, b) != 0 || product < 0) {
      throw tooLong(a + " x " + b);
    }
    return product;
  }

  private static LimitExceededException tooLong(String found) {
    return new LimitExceededException(
        null, -1, "number of elements for one Java array", found, "at most " + LONGEST_ARRAY);
  }

  /// Checks that `count` elements fit into a Java array.
  ///
  /// @throws LimitExceededException if there are more than about 2^31
  public static int arrayLength(long count) {
    if (count > LONGEST_ARRAY) {
      throw tooLong(Long.toString(count));
    }
    return (int) count;
  }

  /// Checks that `count` elements of `size` bytes are there and fit into a Java array.
  ///
  /// @throws IllegalArgumentException if the bytes are fewer
  /// @throws LimitExceededException if there are more than about 2^31 elements
  public static int arrayLength(MemorySegment raw, long count, long size) {
    if (multiply(count, size) > raw.byteSize()) {
      throw new IllegalArgumentException(
          count + " elements of " + size + " bytes do not lie in " + raw.byteSize() + " bytes");
    }
    return arrayLength(count);
  }

  /// The elements as `double`.
  public static double[] doubles(
      MemorySegment raw, Datatype type, long count, Conversion conversion) {
    Source source = Source.of(raw, type, count, 8);
    NumberTarget.Doubles out = new NumberTarget.Doubles(new double[source.length]);
    source.fill(out, 0, conversion);
    return out.array();
  }

  /// The elements as `float`.
  public static float[] floats(
      MemorySegment raw, Datatype type, long count, Conversion conversion) {
    Source source = Source.of(raw, type, count, 4);
    NumberTarget.Floats out = new NumberTarget.Floats(new float[source.length]);
    source.fill(out, 0, conversion);
    return out.array();
  }

  /// The elements as `long`.
  public static long[] longs(MemorySegment raw, Datatype type, long count, Conversion conversion) {
    Source source = Source.of(raw, type, count, 8);
    NumberTarget.Longs out = new NumberTarget.Longs(new long[source.length]);
    source.fill(out, 0, conversion);
    return out.array();
  }

  /// The elements as `int`.
  public static int[] ints(MemorySegment raw, Datatype type, long count, Conversion conversion) {
    Source source = Source.of(raw, type, count, 4);
    NumberTarget.Ints out = new NumberTarget.Ints(new int[source.length]);
    source.fill(out, 0, conversion);
    return out.array();
  }

  /// The elements as `short`.
  public static short[] shorts(
      MemorySegment raw, Datatype type, long count, Conversion conversion) {
    Source source = Source.of(raw, type, count, 2);
    NumberTarget.Shorts out = new NumberTarget.Shorts(new short[source.length]);
    source.fill(out, 0, conversion);
    return out.array();
  }

  /// The elements as `byte`.
  public static byte[] bytes(MemorySegment raw, Datatype type, long count, Conversion conversion) {
    Source source = Source.of(raw, type, count, 1);
    NumberTarget.Bytes out = new NumberTarget.Bytes(new byte[source.length]);
    source.fill(out, 0, conversion);
    return out.array();
  }

  /// Converts elements to a part of an array, from element `at` on; that is what the index that a
  /// refusal names counts from, too.
  public static void convert(
      MemorySegment raw,
      Datatype type,
      long count,
      Conversion conversion,
      NumberTarget to,
      int at) {
    Source source = Source.unbounded(raw, type, count);
    Objects.checkFromIndexSize(at, source.length, to.length());
    source.fill(to, at, conversion);
  }

  /// The elements as `boolean`: 0 is false, 1 is true, and nothing else is either.
  public static boolean[] booleans(MemorySegment raw, Datatype type, long count) {
    Source source = Source.of(raw, type, count, 1);
    if (!source.codec.isInteger()) {
      throw mismatch(source.type, "an integer or a boolean enumeration");
    }
    NumberBlocks blocks = source.blocks();
    boolean[] out = new boolean[source.length];
    long[] block = new long[Math.min(out.length, NumberBlocks.LENGTH)];
    for (int i = 0; i < out.length; i += NumberBlocks.LENGTH) {
      int run = Math.min(NumberBlocks.LENGTH, out.length - i);
      blocks.longs(i, block, 0, run);
      for (int k = 0; k < run; k++) {
        if ((block[k] & ~1L) != 0) {
          throw source.inexact(i + (long) k, 0, "boolean");
        }
        out[i + k] = block[k] != 0;
      }
    }
    return out;
  }

  /// Integers of any size.
  public static BigInteger[] bigIntegers(MemorySegment raw, Datatype type, long count) {
    Source source = Source.of(raw, type, count, 64);
    if (!(source.codec instanceof IntegerCodec integer)) {
      throw mismatch(source.type, "an integer");
    }
    BigInteger[] out = new BigInteger[source.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = integer.bigIntegerAt(raw, i * integer.size());
    }
    return out;
  }

  /// Takes the values of enumerations, which few keep.
  @FunctionalInterface
  public interface ValueTaker {
    /// Takes the value of one element.
    void take(int element, BigInteger value);
  }

  /// The values of enumerations in the form in which the datatype lists its members: all stored
  /// bits count, whatever the base type's precision is.
  public static void enumerationValues(
      MemorySegment raw, Enumeration type, long count, ValueTaker values) {
    IntegerCodec codec = allBitsCodec(type);
    int length = arrayLength(raw, count, codec.size());
    for (int i = 0; i < length; i++) {
      values.take(i, codec.bigIntegerAt(raw, i * codec.size()));
    }
  }

  /// The value of one enumeration; see [#enumerationValues].
  ///
  /// @param offset where the element starts in `raw`
  public static BigInteger enumerationValue(MemorySegment raw, long offset, Enumeration type) {
    return allBitsCodec(type).bigIntegerAt(raw, offset);
  }

  private static IntegerCodec allBitsCodec(Enumeration type) {
    if (NumberCodec.of(allBits(type)) instanceof IntegerCodec codec) {
      return codec;
    }
    throw mismatch(type, "an enumeration of integers");
  }

  /// One value of an enumeration as it is stored.
  public static MemorySegment storedValue(Enumeration type, Enumeration.Member member) {
    MemorySegment stored = MemorySegment.ofArray(new byte[(int) type.size()]);
    allBitsCodec(type).pack(member.value(), stored, 0);
    return stored;
  }

  /// The integer that the members of an enumeration are compared as.
  static FixedPoint allBits(Enumeration type) {
    FixedPoint base = type.base();
    int size = (int) Math.min(base.size(), Integer.MAX_VALUE / 8);
    return FixedPoint.of(size, base.order(), base.signed());
  }

  /// The exact values of finite numbers.
  public static BigDecimal[] bigDecimals(MemorySegment raw, Datatype type, long count) {
    Source source = Source.unbounded(raw, type, count);
    HeapRoom room = HeapRoom.beside(raw);
    room.take(source.length, DECIMAL_SIZE);
    BigDecimal[] out = new BigDecimal[source.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = source.codec.bigDecimalAt(raw, i * source.codec.size());
      takeDigits(out[i], room);
    }
    return out;
  }

  /// Takes room for a finite number.
  public static void take(BigDecimal value, HeapRoom room) {
    room.take(1, DECIMAL_SIZE);
    takeDigits(value, room);
  }

  /// A number that is small in a file may have thousands of digits: 2^-1000 has 699 of them.
  private static void takeDigits(BigDecimal value, HeapRoom room) {
    int bits = value.unscaledValue().bitLength();
    if (bits > Long.SIZE) {
      room.take(1, bits / Byte.SIZE);
    }
  }

  /// Complex numbers as real and imaginary parts in turn: native ones, and compounds of two
  /// floating-point members `r` and `i` of one type, as h5py stores them.
  public static double[] complex(
      MemorySegment raw, Datatype type, long count, Conversion conversion) {
    Datatype element = type;
    long length = count;
    while (element instanceof ArrayType array) {
      length = multiply(length, array.elementCount());
      element = array.base();
    }
    return doubles(raw, complexPart(element), multiply(length, 2), conversion);
  }

  /// Whether the datatype is one that [#complex] reads.
  public static boolean isComplex(Datatype type) {
    return type instanceof Complex || type instanceof Compound compound && isComplexPair(compound);
  }

  /// The type of each part of a complex number.
  ///
  /// @throws DatatypeMismatchException if the datatype is no complex number
  public static Datatype complexPart(Datatype type) {
    return switch (type) {
      case Complex complex -> complex.base();
      case Compound compound when isComplexPair(compound) -> compound.members().getFirst().type();
      default -> throw mismatch(type, "a complex number");
    };
  }

  private static boolean isComplexPair(Compound type) {
    if (type.members().size() != 2) {
      return false;
    }
    Compound.Member real = type.members().getFirst();
    Compound.Member imaginary = type.members().getLast();
    return real.name().equals("r")
        && imaginary.name().equals("i")
        && real.type() instanceof FloatingPoint
        && real.type().equals(imaginary.type())
        && real.offset() == 0
        && imaginary.offset() == real.type().size()
        && type.size() == 2 * real.type().size();
  }

  /// One number as `double`, exactly.
  ///
  /// @param offset where the element starts in `raw`
  public static double exactDouble(
      NumberCodec codec, MemorySegment raw, long offset, Datatype type) {
    if (!codec.isDouble(raw, offset)) {
      throw inexact(codec, raw, offset, type, "double");
    }
    return codec.doubleAt(raw, offset);
  }

  /// One number as `float`, exactly.
  public static float exactFloat(NumberCodec codec, MemorySegment raw, long offset, Datatype type) {
    double value = codec.doubleAt(raw, offset);
    float narrow = (float) value;
    if (!codec.isDouble(raw, offset) || narrow != value && !Double.isNaN(value)) {
      throw inexact(codec, raw, offset, type, "float");
    }
    return narrow;
  }

  /// One number as `long`, exactly.
  public static long exactLong(NumberCodec codec, MemorySegment raw, long offset, Datatype type) {
    if (!codec.isLong(raw, offset)) {
      throw inexact(codec, raw, offset, type, "long");
    }
    return codec.longAt(raw, offset);
  }

  /// One number as `int`, exactly.
  public static int exactInt(NumberCodec codec, MemorySegment raw, long offset, Datatype type) {
    long value = codec.longAt(raw, offset);
    if ((int) value != value || !codec.isLong(raw, offset)) {
      throw inexact(codec, raw, offset, type, "int");
    }
    return (int) value;
  }

  private static DatatypeMismatchException inexact(
      NumberCodec codec, MemorySegment raw, long offset, Datatype type, String java) {
    return new DatatypeMismatchException(
        null,
        -1,
        "value of type " + type,
        codec.text(raw, offset),
        "a value that " + java + " holds exactly; " + alternative(codec, java));
  }

  private static DatatypeMismatchException mismatch(Datatype type, String expected) {
    return new DatatypeMismatchException("datatype", -1, "datatype", type.toString(), expected);
  }
}
