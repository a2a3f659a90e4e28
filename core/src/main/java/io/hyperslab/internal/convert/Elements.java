package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.ObjectReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Elements to Java arrays, in C order: the one place the front door asks.
///
/// Whatever does not go together is a [io.hyperslab.error.DatatypeMismatchException].
public final class Elements {
  private Elements() {}

  /// Numbers as `double`.
  public static double[] doubles(NdArray elements, Conversion conversion) {
    return elements.toDoubles(conversion);
  }

  /// Numbers as `float`.
  public static float[] floats(NdArray elements, Conversion conversion) {
    return elements.toFloats(conversion);
  }

  /// Numbers as `long`.
  public static long[] longs(NdArray elements, Conversion conversion) {
    return elements.toLongs(conversion);
  }

  /// Numbers as `int`.
  public static int[] ints(NdArray elements, Conversion conversion) {
    return elements.toInts(conversion);
  }

  /// Numbers as `short`.
  public static short[] shorts(NdArray elements, Conversion conversion) {
    return elements.toShorts(conversion);
  }

  /// Numbers as `byte`, or the bytes of opaque elements.
  public static byte[] bytes(NdArray elements, Conversion conversion) {
    return elements.toBytes(conversion);
  }

  /// Integers of any size.
  public static BigInteger[] bigIntegers(NdArray elements) {
    return elements.toBigIntegers();
  }

  /// Finite numbers, exactly.
  public static BigDecimal[] bigDecimals(NdArray elements) {
    return elements.toBigDecimals();
  }

  /// Booleans.
  public static boolean[] booleans(NdArray elements) {
    return elements.toBooleans();
  }

  /// Texts or names.
  public static String[] strings(NdArray elements) {
    return elements.toStrings();
  }

  /// Complex numbers as real and imaginary parts in turn.
  public static double[] complex(NdArray elements, Conversion conversion) {
    return elements.toComplex(conversion);
  }

  /// Complex numbers as real and imaginary parts in turn, exactly.
  public static double[] complex(NdArray elements) {
    return complex(elements, Conversion.EXACT);
  }

  /// Elements as an array of arrays, or flat: all that [NdArray#toNested(Class)] knows, and arrays
  /// of records, of `enum` constants, of [Instant] and [Duration], of
  /// [io.hyperslab.datatype.ObjectReference].
  public static <T> T array(Class<T> arrayClass, NdArray elements, Conversion conversion) {
    return array(arrayClass, elements, conversion, Optional.empty());
  }

  /// Elements as an array of arrays, or flat.
  ///
  /// @param texts how texts are decoded, if not as the file says
  public static <T> T array(
      Class<T> arrayClass, NdArray elements, Conversion conversion, Optional<ByteTexts> texts) {
    Class<?> leaf = arrayClass;
    while (leaf.isArray()) {
      leaf = leaf.getComponentType();
    }
    if (leaf == ObjectReference.class) {
      return elements.toNested(arrayClass, References::of);
    }
    if (leaf.isRecord()) {
      Class<? extends Record> recordClass = leaf.asSubclass(Record.class);
      return elements.toNested(arrayClass, a -> Records.records(recordClass, a, conversion));
    }
    if (leaf.isEnum()) {
      Class<?> enumClass = leaf;
      return elements.toNested(arrayClass, a -> EnumNames.constants(enumClass, a));
    }
    if (leaf == Instant.class) {
      return elements.toNested(arrayClass, a -> NumpyTime.instants(a, conversion));
    }
    if (leaf == Duration.class) {
      return elements.toNested(arrayClass, a -> NumpyTime.durations(a, conversion));
    }
    if (leaf == String.class && texts.isPresent()) {
      return elements.toNested(arrayClass, texts.get()::strings);
    }
    return elements.toNested(arrayClass, conversion);
  }
}
