package io.hyperslab.internal.number;

import static io.hyperslab.datatype.ByteOrder.BIG_ENDIAN;
import static io.hyperslab.datatype.ByteOrder.LITTLE_ENDIAN;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.NumericType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A Java array that stored numbers become elements of. Threads may fill different parts of it at
/// the same time.
///
/// The package-private methods take a run of at most [NumberBlocks#LENGTH] elements, from `first`
/// of the blocks on, to the array from `at` on.
public sealed interface NumberTarget {
  /// The class of the array's components.
  Class<?> component();

  /// How many elements the array has.
  int length();

  /// The array as memory.
  MemorySegment memory();

  /// Copies elements that are stored as they are, byte order aside; of any number.
  void copy(NumberBlocks blocks, long first, int at, int count);

  /// Converts a run.
  ///
  /// @return the first index, counted from the run's start, that is not exact; -1 if there is none
  int convert(NumberBlocks blocks, long first, int at, int count);

  /// A new array, all zero.
  ///
  /// @param component `double`, `float`, `long`, `int`, `short` or `byte`
  static NumberTarget allocate(Class<?> component, int length) {
    if (component == double.class) {
      return new Doubles(new double[length]);
    } else if (component == float.class) {
      return new Floats(new float[length]);
    } else if (component == long.class) {
      return new Longs(new long[length]);
    } else if (component == int.class) {
      return new Ints(new int[length]);
    } else if (component == short.class) {
      return new Shorts(new short[length]);
    } else if (component == byte.class) {
      return new Bytes(new byte[length]);
    }
    throw new IllegalArgumentException("no numbers are stored as " + component);
  }

  /// Whether there are arrays of that class: not of `boolean`, `char`, or anything but primitives.
  static boolean exists(@Nullable Class<?> component) {
    return component != null
        && component.isPrimitive()
        && component != boolean.class
        && component != char.class;
  }

  /// The bytes of one element of an array of that class.
  static int size(Class<?> component) {
    return (int) Datatypes.of(component).size();
  }

  /// The datatype of the array's own elements.
  default Datatype datatype() {
    NumericType own = (NumericType) Datatypes.of(component());
    return isBigEndian() ? own.bigEndian() : own.littleEndian();
  }

  private static boolean isBigEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
  }

  /// Whether stored numbers of that datatype are the array's own, bit by bit.
  default boolean isStoredAs(Datatype type) {
    return isStoredAs(component(), type);
  }

  /// Whether stored numbers of that datatype are those of a Java class, bit by bit.
  static boolean isStoredAs(Class<?> component, Datatype type) {
    NumberCodec codec = NumberCodec.of(type);
    boolean sameOrder =
        codec.size() == 1
            || NumberPath.order(codec) == (isBigEndian() ? BIG_ENDIAN : LITTLE_ENDIAN);
    return sameOrder && NumberPath.of(codec).isJava(codec, component);
  }

  /// An array of `double`.
  record Doubles(double[] array) implements NumberTarget {
    @Override
    public Class<?> component() {
      return double.class;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public MemorySegment memory() {
      return MemorySegment.ofArray(array);
    }

    @Override
    public void copy(NumberBlocks blocks, long first, int at, int count) {
      blocks.copy(first, array, at, count);
    }

    @Override
    public int convert(NumberBlocks blocks, long first, int at, int count) {
      return blocks.doubles(first, array, at, count);
    }
  }

  /// An array of `float`.
  record Floats(float[] array) implements NumberTarget {
    @Override
    public Class<?> component() {
      return float.class;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public MemorySegment memory() {
      return MemorySegment.ofArray(array);
    }

    @Override
    public void copy(NumberBlocks blocks, long first, int at, int count) {
      blocks.copy(first, array, at, count);
    }

    @Override
    public int convert(NumberBlocks blocks, long first, int at, int count) {
      return blocks.floats(first, array, at, count);
    }
  }

  /// An array of `long`.
  record Longs(long[] array) implements NumberTarget {
    @Override
    public Class<?> component() {
      return long.class;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public MemorySegment memory() {
      return MemorySegment.ofArray(array);
    }

    @Override
    public void copy(NumberBlocks blocks, long first, int at, int count) {
      blocks.copy(first, array, at, count);
    }

    @Override
    public int convert(NumberBlocks blocks, long first, int at, int count) {
      return blocks.longs(first, array, at, count);
    }
  }

  /// An array of `int`.
  record Ints(int[] array) implements NumberTarget {
    @Override
    public Class<?> component() {
      return int.class;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public MemorySegment memory() {
      return MemorySegment.ofArray(array);
    }

    @Override
    public void copy(NumberBlocks blocks, long first, int at, int count) {
      blocks.copy(first, array, at, count);
    }

    @Override
    public int convert(NumberBlocks blocks, long first, int at, int count) {
      long[] wide = blocks.wide();
      int inexact = blocks.longs(first, wide, 0, count, Integer.MIN_VALUE, Integer.MAX_VALUE);
      for (int i = 0; i < count; i++) {
        array[at + i] = (int) wide[i];
      }
      return inexact;
    }
  }

  /// An array of `short`.
  record Shorts(short[] array) implements NumberTarget {
    @Override
    public Class<?> component() {
      return short.class;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public MemorySegment memory() {
      return MemorySegment.ofArray(array);
    }

    @Override
    public void copy(NumberBlocks blocks, long first, int at, int count) {
      blocks.copy(first, array, at, count);
    }

    @Override
    public int convert(NumberBlocks blocks, long first, int at, int count) {
      long[] wide = blocks.wide();
      int inexact = blocks.longs(first, wide, 0, count, Short.MIN_VALUE, Short.MAX_VALUE);
      for (int i = 0; i < count; i++) {
        array[at + i] = (short) wide[i];
      }
      return inexact;
    }
  }

  /// An array of `byte`.
  record Bytes(byte[] array) implements NumberTarget {
    @Override
    public Class<?> component() {
      return byte.class;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public MemorySegment memory() {
      return MemorySegment.ofArray(array);
    }

    @Override
    public void copy(NumberBlocks blocks, long first, int at, int count) {
      blocks.copy(first, array, at, count);
    }

    @Override
    public int convert(NumberBlocks blocks, long first, int at, int count) {
      long[] wide = blocks.wide();
      int inexact = blocks.longs(first, wide, 0, count, Byte.MIN_VALUE, Byte.MAX_VALUE);
      for (int i = 0; i < count; i++) {
        array[at + i] = (byte) wide[i];
      }
      return inexact;
    }
  }
}
