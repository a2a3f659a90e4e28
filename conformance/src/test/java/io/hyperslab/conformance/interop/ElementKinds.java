package io.hyperslab.conformance.interop;

import io.hyperslab.Dataset;
import io.hyperslab.RegionReference;
import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The kinds of elements that Java values are written as.
final class ElementKinds {
  private static final int LONGEST_TEXT = 40;
  private static final int LONGEST_SEQUENCE = 6;
  private static final String[] LETTERS = {"a", "B", "7", " ", "ü", "°", "文", "🌊", "_"};

  static final ElementKind INT32 = integer(Datatypes.INT32);

  static final ElementKind VARIABLE_STRING = variableString(CharacterSet.UTF8);

  /// Numbers, which every filter takes.
  static final List<ElementKind> INTEGERS =
      List.of(
          integer(Datatypes.INT8),
          integer(Datatypes.INT16),
          INT32,
          integer(Datatypes.INT64),
          integer(Datatypes.INT16.bigEndian()),
          integer(Datatypes.INT64.bigEndian()),
          integer(Datatypes.UINT8),
          integer(Datatypes.UINT16),
          integer(Datatypes.UINT32.bigEndian()),
          integer(Datatypes.UINT64));

  /// Integers that leave bits of their bytes unused.
  static final List<ElementKind> NARROW_INTEGERS =
      List.of(
          integer(narrow(2, ByteOrder.LITTLE_ENDIAN, true, 11, 3)),
          integer(narrow(4, ByteOrder.BIG_ENDIAN, false, 17, 0)),
          integer(narrow(8, ByteOrder.LITTLE_ENDIAN, true, 40, 10)));

  /// Floating-point numbers.
  static final List<ElementKind> FLOATS =
      List.of(
          floatingPoint(Datatypes.FLOAT32),
          floatingPoint(Datatypes.FLOAT64),
          floatingPoint(Datatypes.FLOAT64.bigEndian()),
          floatingPoint(Datatypes.FLOAT16),
          floatingPoint(Datatypes.BFLOAT16));

  /// Everything else that needs no file.
  static final List<ElementKind> OTHERS =
      List.of(
          bool(),
          tide(),
          number("low", "middle", "high"),
          fixedString(1, CharacterSet.ASCII, Padding.NULL_PADDED),
          fixedString(9, CharacterSet.UTF8, Padding.NULL_PADDED),
          fixedString(12, CharacterSet.ASCII, Padding.NULL_TERMINATED),
          fixedString(7, CharacterSet.UTF8, Padding.SPACE_PADDED),
          VARIABLE_STRING,
          VARIABLE_STRING,
          variableString(CharacterSet.ASCII),
          complex(Datatypes.COMPLEX128, Datatypes.FLOAT64),
          opaque(),
          station(),
          note(),
          arrays(integer(Datatypes.INT16), 3),
          arrays(floatingPoint(Datatypes.FLOAT32), 2, 2),
          sequences(integer(Datatypes.INT32)),
          sequences(floatingPoint(Datatypes.FLOAT64.bigEndian())),
          sequences(variableString(CharacterSet.UTF8)),
          sequences(sequences(integer(Datatypes.INT8))));

  /// What only HDF5 2.0 and later read.
  static final List<ElementKind> NATIVE_COMPLEX =
      Stream.of(Datatypes.FLOAT64, Datatypes.FLOAT32, Datatypes.FLOAT64.bigEndian())
          .map(part -> complex(Datatypes.nativeComplex(part), part))
          .toList();

  private ElementKinds() {}

  /// A record of numbers, and one with text.
  record Station(int id, double height, boolean open) {}

  record Note(short line, String text, Tide tide) {}

  enum Tide {
    EBB,
    FLOOD,
    SLACK
  }

  /// Any kind that needs no file.
  static ElementKind any(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> one(INTEGERS, random);
      case 2 -> one(NARROW_INTEGERS, random);
      case 3 -> one(FLOATS, random);
      default -> one(OTHERS, random);
    };
  }

  static <T> T one(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  private static FixedPoint narrow(
      int size, ByteOrder order, boolean signed, int precision, int offset) {
    return new FixedPoint(size, order, signed, precision, offset, BitPadding.ZERO, BitPadding.ZERO);
  }

  private static ElementKind kind(
      Datatype type, Class<?> valueClass, Function<RandomGenerator, Element> random) {
    return new ElementKind(type, valueClass, new byte[Math.toIntExact(type.size())], random);
  }

  private static byte[] ordered(long bits, int size, ByteOrder order) {
    byte[] stored = new byte[size];
    for (int i = 0; i < size; i++) {
      int at = order == ByteOrder.BIG_ENDIAN ? size - 1 - i : i;
      stored[at] = (byte) (bits >>> Byte.SIZE * i);
    }
    return stored;
  }

  private static ElementKind integer(FixedPoint type) {
    boolean wide = !type.signed() && type.precision() == Long.SIZE;
    Class<?> valueClass = wide ? BigInteger.class : type.precision() > 31 ? long.class : int.class;
    if (!wide && type.precision() == Integer.SIZE) {
      valueClass = type.signed() ? int.class : long.class;
    }
    Class<?> chosen = valueClass;
    return kind(
        type,
        chosen,
        random -> {
          long bits = random.nextLong() >>> Long.SIZE - type.precision();
          if (random.nextBoolean()) {
            bits &= 0xff;
          }
          int unused = Long.SIZE - type.precision();
          long value = type.signed() ? bits << unused >> unused : bits;
          byte[] stored = ordered(bits << type.bitOffset(), (int) type.size(), type.order());
          return new Element(boxed(chosen, value), stored);
        });
  }

  private static Object boxed(Class<?> valueClass, long value) {
    if (valueClass == BigInteger.class) {
      return new BigInteger(Long.toUnsignedString(value));
    }
    return valueClass == int.class ? (Object) (int) value : (Object) value;
  }

  private static ElementKind floatingPoint(FloatingPoint type) {
    int size = (int) type.size();
    boolean wide = size == Double.BYTES;
    return kind(
        type,
        wide ? double.class : float.class,
        random -> {
          double value = random.nextInt(9) == 0 ? random.nextInt(5) / -2.0 : random.nextGaussian();
          if (wide) {
            return new Element(
                value, ordered(Double.doubleToRawLongBits(value), size, type.order()));
          }
          float narrow = (float) value;
          if (type.equals(Datatypes.FLOAT16)) {
            short bits = Float.floatToFloat16(narrow);
            return new Element(Float.float16ToFloat(bits), ordered(bits, size, type.order()));
          } else if (type.equals(Datatypes.BFLOAT16)) {
            int bits = Float.floatToRawIntBits(narrow) & 0xffff0000;
            return new Element(
                Float.intBitsToFloat(bits), ordered(bits >>> Short.SIZE, size, type.order()));
          }
          return new Element(narrow, ordered(Float.floatToRawIntBits(narrow), size, type.order()));
        });
  }

  private static ElementKind bool() {
    return kind(
        Datatypes.BOOLEAN,
        boolean.class,
        random -> {
          boolean value = random.nextBoolean();
          return new Element(value, new byte[] {(byte) (value ? 1 : 0)});
        });
  }

  private static ElementKind tide() {
    return kind(
        Datatypes.of(Tide.class),
        Tide.class,
        random -> {
          int number = random.nextInt(Tide.values().length);
          return new Element(Tide.values()[number], new byte[] {(byte) number});
        });
  }

  private static ElementKind number(String... names) {
    Enumeration type =
        Datatypes.enumeration(
            Datatypes.UINT16.bigEndian(), Map.of(names[0], 3L, names[1], 700L, names[2], 65535L));
    return kind(
        type,
        String.class,
        random -> {
          Enumeration.Member member = one(type.members(), random);
          return new Element(
              member.name(), ordered(member.value().longValue(), 2, ByteOrder.BIG_ENDIAN));
        });
  }

  private static String text(RandomGenerator random, int mostBytes, CharacterSet set) {
    StringBuilder text = new StringBuilder();
    int wanted = random.nextInt(mostBytes + 1);
    int size = 0;
    while (true) {
      String next =
          set == CharacterSet.ASCII
              ? String.valueOf((char) ('!' + random.nextInt(94)))
              : LETTERS[random.nextInt(LETTERS.length)];
      size += next.getBytes(StandardCharsets.UTF_8).length;
      if (size > wanted) {
        return text.toString();
      }
      text.append(next);
    }
  }

  private static ElementKind fixedString(int size, CharacterSet set, Padding padding) {
    FixedString type = Datatypes.fixedString(size, set, padding);
    int most = padding == Padding.NULL_TERMINATED ? size - 1 : size;
    return kind(
        type,
        String.class,
        random -> {
          String text = text(random, most, set).stripTrailing();
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          byte[] stored = Arrays.copyOf(bytes, size);
          if (padding == Padding.SPACE_PADDED) {
            Arrays.fill(stored, bytes.length, size, (byte) ' ');
          }
          return new Element(text, stored);
        });
  }

  /// The canonical form of `bytes` that are `count` of something.
  static byte[] counted(int count, byte[] bytes) {
    byte[] canonical = new byte[Integer.BYTES + bytes.length];
    ByteBuffer.wrap(canonical).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(count).put(bytes);
    return canonical;
  }

  private static ElementKind variableString(CharacterSet set) {
    return new ElementKind(
        Datatypes.variableString(set),
        String.class,
        new byte[Integer.BYTES],
        random -> {
          String text = text(random, random.nextInt(20) == 0 ? 6000 : LONGEST_TEXT, set);
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          return new Element(text, counted(bytes.length, bytes));
        });
  }

  private static ElementKind complex(Datatype type, FloatingPoint part) {
    ElementKind parts = floatingPoint(part);
    return kind(
        type,
        double[].class,
        random -> {
          Element real = parts.random().apply(random);
          Element imaginary = parts.random().apply(random);
          return new Element(
              new double[] {
                ((Number) real.value()).doubleValue(), ((Number) imaginary.value()).doubleValue()
              },
              ElementKind.concatenated(List.of(real.canonical(), imaginary.canonical())));
        });
  }

  private static ElementKind opaque() {
    return kind(
        Datatypes.opaque(7, "seven bytes"),
        byte[].class,
        random -> {
          byte[] bytes = new byte[7];
          random.nextBytes(bytes);
          return new Element(bytes, bytes.clone());
        });
  }

  private static ElementKind station() {
    return kind(
        Datatypes.of(Station.class),
        Station.class,
        random -> {
          Station value =
              new Station(random.nextInt(), random.nextGaussian(), random.nextBoolean());
          ByteBuffer stored = ByteBuffer.allocate(13).order(java.nio.ByteOrder.LITTLE_ENDIAN);
          stored.putInt(value.id()).putDouble(value.height()).put((byte) (value.open() ? 1 : 0));
          return new Element(value, stored.array());
        });
  }

  private static ElementKind note() {
    return new ElementKind(
        Datatypes.of(Note.class),
        Note.class,
        new byte[7],
        random -> {
          Tide tide = Tide.values()[random.nextInt(Tide.values().length)];
          Note value =
              new Note(
                  (short) random.nextInt(), text(random, LONGEST_TEXT, CharacterSet.UTF8), tide);
          byte[] bytes = value.text().getBytes(StandardCharsets.UTF_8);
          return new Element(
              value,
              ElementKind.concatenated(
                  List.of(
                      ordered(value.line(), 2, ByteOrder.LITTLE_ENDIAN),
                      counted(bytes.length, bytes),
                      new byte[] {(byte) List.of(Tide.values()).indexOf(tide)})));
        });
  }

  private static ElementKind arrays(ElementKind base, long... dimensions) {
    ArrayType type = Datatypes.array(base.type(), dimensions);
    int[] sizes = Arrays.stream(dimensions).mapToInt(Math::toIntExact).toArray();
    Class<?> valueClass = Array.newInstance(base.valueClass(), new int[sizes.length]).getClass();
    return kind(
        type,
        valueClass,
        random -> {
          List<byte[]> canonical = new ArrayList<>();
          Object array = nested(base, sizes, 0, random, canonical);
          return new Element(array, ElementKind.concatenated(canonical));
        });
  }

  private static Object nested(
      ElementKind base, int[] sizes, int depth, RandomGenerator random, List<byte[]> canonical) {
    if (depth == sizes.length) {
      Element element = base.random().apply(random);
      canonical.add(element.canonical());
      return element.value();
    }
    int[] below = new int[sizes.length - depth];
    System.arraycopy(sizes, depth, below, 0, below.length);
    Object array = Array.newInstance(base.valueClass(), below);
    for (int i = 0; i < below[0]; i++) {
      Array.set(array, i, nested(base, sizes, depth + 1, random, canonical));
    }
    return array;
  }

  private static ElementKind sequences(ElementKind base) {
    Class<?> valueClass = base.valueClass().arrayType();
    return new ElementKind(
        Datatypes.variableLength(base.type()),
        valueClass,
        new byte[Integer.BYTES],
        random -> {
          List<Element> elements = new ArrayList<>();
          int count = random.nextInt(LONGEST_SEQUENCE);
          for (int i = 0; i < count; i++) {
            elements.add(base.random().apply(random));
          }
          byte[] bytes =
              ElementKind.concatenated(elements.stream().map(Element::canonical).toList());
          return new Element(base.values(elements), counted(count, bytes));
        });
  }

  /// References to objects, at one of some addresses.
  static ElementKind references(List<Long> addresses) {
    return kind(
        Datatypes.OBJECT_REFERENCE,
        ObjectReference.class,
        random -> {
          long address = one(addresses, random);
          return new Element(
              new ObjectReference(address), ordered(address, 8, ByteOrder.LITTLE_ENDIAN));
        });
  }

  static boolean isReferences(ExpectedObject object) {
    return object instanceof ExpectedObject.Dataset dataset
        && dataset.kind.type() instanceof Reference;
  }

  /// References to boxes of a dataset.
  static ElementKind regions(Dataset target) {
    long[] shape = target.shape();
    return new ElementKind(
        Datatypes.REGION_REFERENCE,
        RegionReference.class,
        new byte[0],
        random -> {
          long[] low = new long[shape.length];
          long[] high = new long[shape.length];
          long[] extent = new long[shape.length];
          for (int axis = 0; axis < shape.length; axis++) {
            low[axis] = random.nextLong(shape[axis]);
            extent[axis] = 1 + random.nextLong(shape[axis] - low[axis]);
            high[axis] = low[axis] + extent[axis] - 1;
          }
          return new Element(
              new RegionReference(target, Selection.box(low, extent)),
              region(target.address(), low, high));
        });
  }

  /// The canonical form of a reference to a box.
  static byte[] region(long address, long[] low, long[] high) {
    ByteBuffer canonical =
        ByteBuffer.allocate(Long.BYTES * (1 + 2 * low.length))
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    canonical.putLong(address);
    for (int axis = 0; axis < low.length; axis++) {
      canonical.putLong(low[axis]).putLong(high[axis]);
    }
    return canonical.array();
  }
}
