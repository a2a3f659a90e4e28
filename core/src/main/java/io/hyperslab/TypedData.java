package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.convert.Elements;
import java.math.BigInteger;
import java.util.function.Supplier;

/// What holds elements that can be read: a [Dataset], an [Attribute], or a [DataView] of one.
///
/// Every typed read gives the elements in C order, flat; `read(double[][].class)` and its like nest
/// them as the shape says. Values arrive exactly or not at all: a value that the asked type cannot
/// hold is a [io.hyperslab.error.DatatypeMismatchException] that names it, unless
/// [#with(Conversion)] asks for HDF5's clipping. An array datatype's dimensions follow those of the
/// dataspace. A null dataspace has no elements: it reads as an empty array.
///
/// Reading is safe from any number of threads, and needs the file to be open.
public sealed interface TypedData permits Dataset, Attribute, DataView {
  /// The datatype of one element.
  Datatype datatype();

  /// The extent of the elements.
  Dataspace dataspace();

  /// The elements with their stored datatype.
  NdArray read();

  /// How values that do not fit are treated; [Conversion#EXACT] unless changed.
  Conversion conversion();

  /// The same elements, read with another rule for values that do not fit.
  DataView with(Conversion conversion);

  /// One member of a compound datatype, or of its members with a path `a/b`... as elements of their
  /// own.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if the datatype has no such member
  DataView field(String name);

  /// The elements as `double`.
  default double[] readDoubles() {
    return guarded(() -> Elements.doubles(read(), conversion()));
  }

  /// The elements as `float`.
  default float[] readFloats() {
    return guarded(() -> Elements.floats(read(), conversion()));
  }

  /// The elements as `long`.
  default long[] readLongs() {
    return guarded(() -> Elements.longs(read(), conversion()));
  }

  /// The elements as `int`.
  default int[] readInts() {
    return guarded(() -> Elements.ints(read(), conversion()));
  }

  /// The elements as `short`.
  default short[] readShorts() {
    return guarded(() -> Elements.shorts(read(), conversion()));
  }

  /// The elements as `byte`.
  default byte[] readBytes() {
    return guarded(() -> Elements.bytes(read(), conversion()));
  }

  /// Integers of any size, signed as stored.
  default BigInteger[] readBigIntegers() {
    return guarded(() -> Elements.bigIntegers(read()));
  }

  /// Booleans: of a boolean enumeration, or of integers that are 0 or 1.
  default boolean[] readBooleans() {
    return guarded(() -> Elements.booleans(read()));
  }

  /// Text of fixed or variable length, or the names of an enumeration's values.
  default String[] readStrings() {
    return guarded(() -> Elements.strings(read()));
  }

  /// Complex numbers, native or compounds of two floats, as real and imaginary parts in turn.
  default double[] readComplex() {
    return guarded(() -> Elements.complex(read(), conversion()));
  }

  /// The elements as an array of any kind: `double[][].class`, `String[].class`, `boolean[].class`,
  /// `int[][].class` for sequences of variable length, `byte[][].class` for opaque data, an array
  /// of a record class for compounds, or an array of a Java `enum` for enumerations.
  ///
  /// @param arrayType an array class whose dimensions are those of the elements (and of their array
  ///   datatype), or one dimension to have them flat
  default <T> T read(Class<T> arrayType) {
    return guarded(() -> Elements.array(arrayType, read(), conversion()));
  }

  /// The only element, as `double`.
  ///
  /// @throws IllegalStateException if there is not exactly one element; likewise below
  default double readDouble() {
    return readDoubles()[only()];
  }

  /// The only element, as `long`.
  default long readLong() {
    return readLongs()[only()];
  }

  /// The only element, as `int`.
  default int readInt() {
    return readInts()[only()];
  }

  /// The only element, as `boolean`.
  default boolean readBoolean() {
    return readBooleans()[only()];
  }

  /// The only element, as text.
  default String readString() {
    return readStrings()[only()];
  }

  /// Runs a conversion so that a refusal names the file and the object.
  private <T> T guarded(Supplier<T> conversion) {
    return switch (this) {
      case Dataset dataset -> dataset.guarded(conversion);
      case Attribute attribute -> attribute.owner().guarded(conversion);
      case DataView view -> view.guarded(conversion);
    };
  }

  private int only() {
    long count = dataspace().elementCount();
    if (count != 1) {
      throw new IllegalStateException("has " + count + " elements, expected exactly 1");
    }
    return 0;
  }
}
