package io.hyperslab.internal.convert;

import static io.hyperslab.datatype.Datatypes.BOOLEAN;
import static io.hyperslab.datatype.Datatypes.COMPLEX128;
import static io.hyperslab.datatype.Datatypes.COMPLEX64;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.OBJECT_REFERENCE;
import static io.hyperslab.datatype.Datatypes.REGION_REFERENCE;
import static io.hyperslab.datatype.Datatypes.UINT16;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.enumeration;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.nativeComplex;
import static io.hyperslab.datatype.Datatypes.opaque;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.LibraryConversion;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

// Records of arrays are what users write, and accessors are called by reflection.
@SuppressWarnings({"ArrayRecordComponent", "UnusedMethod"})
class ElementWriterTest {
  private static final Enumeration COLOR = color();

  private final ListedHeap heap = new ListedHeap();

  private enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "constants may have classes of their own";
      }
    },
    MAUVE
  }

  private static Enumeration color() {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("GREEN", -2L);
    values.put("RED", 300L);
    return enumeration(INT16.bigEndian(), values);
  }

  private ElementWriter writer(Datatype type) {
    return new ElementWriter(type, Conversion.EXACT, heap);
  }

  private byte[] write(Object value, Datatype type) {
    return writer(type).elements(value).toArray(ValueLayout.JAVA_BYTE);
  }

  private byte[] clip(Object value, Datatype type) {
    return new ElementWriter(type, Conversion.CLIP, heap)
        .elements(value)
        .toArray(ValueLayout.JAVA_BYTE);
  }

  private NdArray stored(Object value, Datatype type, long... shape) {
    return NdArray.of(MemorySegment.ofArray(write(value, type)), type, shape, heap);
  }

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes.replace(" ", ""));
  }

  private static void refused(ThrowingCallable call, String... messages) {
    assertThatThrownBy(call)
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContainingAll(messages);
  }

  @Test
  void numbersOfAllClassesAreStored() {
    assertThat(write(new double[] {1, -2}, INT16.bigEndian())).isEqualTo(hex("0001 fffe"));
    assertThat(write(new float[] {1.5f}, FLOAT64.bigEndian())).isEqualTo(hex("3ff8000000000000"));
    assertThat(write(new long[] {258}, INT32)).isEqualTo(hex("02010000"));
    assertThat(write(new int[] {65535}, UINT16.bigEndian())).isEqualTo(hex("ffff"));
    assertThat(write(new short[] {-1}, INT64)).isEqualTo(hex("ffffffffffffffff"));
    assertThat(write(new byte[] {-1, 127}, INT8)).isEqualTo(hex("ff7f"));
    assertThat(write(new boolean[] {true, false}, BOOLEAN)).isEqualTo(hex("0100"));
    assertThat(write(7, UINT8)).isEqualTo(hex("07"));
    assertThat(write(2.5, FLOAT32.bigEndian())).isEqualTo(hex("40200000"));
    assertThat(write(true, INT16)).isEqualTo(hex("0100"));
    assertThat(write(new Integer[][] {{1, 2}, {3, 4}}, UINT8)).isEqualTo(hex("01020304"));
    assertThat(write(BigInteger.valueOf(255), UINT8)).isEqualTo(hex("ff"));
    assertThat(write(new BigDecimal[] {new BigDecimal("0.5")}, FLOAT32.bigEndian()))
        .isEqualTo(hex("3f000000"));
    refused(() -> write(new byte[] {1, -1}, UINT8), "element 1 is -1", "uint8");
    refused(() -> write(new Object[] {1, 300}, UINT8), "java.lang.Object");
    refused(() -> write(new Number[] {1, 300}, UINT8), "element 1 is 300");
    refused(() -> write(1.5f, INT32), "element 0 is 1.5");
    refused(() -> write('a', INT32), "java.lang.Character");
    refused(() -> write(new char[1], INT32), "char[]");
    refused(() -> write("1", INT32), "java.lang.String", "int32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(new Integer[] {1, null}, INT8))
        .withMessageContaining("element 1 is null");
    assertThat(clip(new double[] {1e9, -0.9, Double.NaN}, UINT8)).isEqualTo(hex("ff0000"));
  }

  @Test
  void nestedArraysAreFlattenedInCOrder() {
    int[][][] values = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};
    assertThat(writer(INT8).shapeOf(values)).containsExactly(2, 3, 2);
    assertThat(write(values, INT8)).isEqualTo(hex("0102030405060708090a0b0c"));
    assertThat(writer(INT8).shapeOf(5)).isEmpty();
    assertThat(writer(INT8).shapeOf(new int[0][3])).containsExactly(0, 0);
    assertThat(writer(INT8).shapeOf(new int[2][0])).containsExactly(2, 0);
    assertThat(write(new int[2][0], INT8)).isEmpty();
    values[1][2] = new int[] {13};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer(INT8).shapeOf(values))
        .withMessageContaining("irregular")
        .withMessageContaining("length 1");
    values[1] = null;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(values, INT8))
        .withMessageContaining("null");
    refused(() -> write(new int[][] {{1, 2}, {3, 1000}}, INT8), "element 3 is 1000");
  }

  @Test
  void arrayDatatypesTakeTheLastDimensions() {
    Datatype type = array(INT8, 2, 2);
    int[][][] values = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
    assertThat(writer(type).shapeOf(values)).containsExactly(2);
    assertThat(write(values, type)).isEqualTo(hex("0102030405060708"));
    assertThat(writer(type).shapeOf(values[0])).isEmpty();
    assertThat(writer(type).shapeOf(new int[12])).containsExactly(3);
    assertThat(writer(type).shapeOf(new int[4])).isEmpty();
    assertThat(writer(array(array(INT8, 3), 2)).shapeOf(new byte[5][2][3])).containsExactly(5);
    assertThatIllegalArgumentException().isThrownBy(() -> writer(type).shapeOf(new int[3]));
    assertThatIllegalArgumentException().isThrownBy(() -> writer(type).shapeOf(new int[2][3]));
    refused(() -> write(values[0][0][0], type), "java.lang.Integer");
    values[1][0][1] = 999;
    refused(() -> write(values, type), "element 1 is 999");
  }

  @Test
  void fixedTextIsPaddedAndNeverCut() {
    FixedString padded = fixedString(4);
    assertThat(write(new String[] {"ab", "abcd", "é€", ""}, fixedString(5)))
        .isEqualTo(hex("6162000000 6162636400 c3a9e282ac 0000000000"));
    assertThat(write("ab", fixedString(4, CharacterSet.ASCII, Padding.SPACE_PADDED)))
        .isEqualTo("ab  ".getBytes(StandardCharsets.US_ASCII));
    FixedString terminated = fixedString(4, CharacterSet.UTF8, Padding.NULL_TERMINATED);
    assertThat(write("abc", terminated)).isEqualTo(hex("61626300"));
    assertThat(write("a\0b", padded)).isEqualTo(hex("61006200"));
    refused(() -> write("abcd", terminated), "'abcd' of 4 bytes", "at most 3 bytes");
    refused(() -> write("a\0b", terminated), "no NUL");
    refused(() -> write(new String[] {"a", "ab\0"}, padded), "element 1", "no NUL at its end");
    refused(() -> write("abc€", padded), "6 bytes");
    refused(() -> write("a ", fixedString(4, CharacterSet.UTF8, Padding.SPACE_PADDED)), "space");
    refused(() -> write("é", fixedString(4, CharacterSet.ASCII)), "ASCII");
    refused(() -> write("\ud800", padded), "surrogate");
    refused(() -> write(1, padded), "java.lang.Integer", "string[4]");
    assertThatIllegalArgumentException().isThrownBy(() -> write(new String[1], padded));
    // What a file had in place of UTF-8 is written back as it was.
    NdArray foreign = NdArray.of(MemorySegment.ofArray(hex("6dfc0000")), padded, 1);
    assertThat(write(foreign.toStrings(), padded)).isEqualTo(hex("6dfc0000"));
  }

  @Test
  void clippedTextEndsBetweenTwoCharacters() {
    FixedString padded = fixedString(4);
    assertThat(clip("abcdef", padded)).isEqualTo(hex("61626364"));
    assertThat(clip("abc€", padded)).isEqualTo(hex("61626300"));
    assertThat(clip("a😀", padded)).isEqualTo(hex("61000000"));
    assertThat(clip("😀b", padded)).isEqualTo(hex("f09f9880"));
    FixedString terminated = fixedString(4, CharacterSet.UTF8, Padding.NULL_TERMINATED);
    assertThat(clip("a\0b", terminated)).isEqualTo(hex("61000000"));
    // The library cuts ASCII in the same places.
    for (Padding padding : Padding.values()) {
      FixedString longer = fixedString(9, CharacterSet.ASCII);
      FixedString shorter = fixedString(4, CharacterSet.ASCII, padding);
      try (LibraryConversion library = LibraryConversion.between(longer, shorter)) {
        for (String text : new String[] {"abcdefghi", "abcd", "abc", "a"}) {
          assertThat(clip(text, shorter)).isEqualTo(library.convert(write(text, longer)));
        }
      }
    }
  }

  @Test
  void variableTextGoesToTheHeap() {
    String[] texts = {"one", "", "zwei €"};
    byte[] descriptors = write(texts, VARIABLE_STRING);
    assertThat(descriptors)
        .isEqualTo(
            hex(
                "03000000 0100000000000000 00000000"
                    + "00000000 0100000000000000 01000000"
                    + "08000000 0100000000000000 02000000"));
    assertThat(heap.objects)
        .containsExactly(
            "one".getBytes(StandardCharsets.UTF_8),
            new byte[0],
            "zwei €".getBytes(StandardCharsets.UTF_8));
    refused(() -> write(new String[] {"", "a\0b"}, VARIABLE_STRING), "element 1", "NUL");
    clip("a\0b", VARIABLE_STRING);
    assertThat(heap.objects.getLast()).containsExactly('a');
  }

  @Test
  void namesAndConstantsBecomeTheirValues() {
    assertThat(write(new Color[] {Color.RED, Color.GREEN}, COLOR)).isEqualTo(hex("012c fffe"));
    assertThat(write(Color.GREEN, COLOR)).isEqualTo(hex("fffe"));
    assertThat(write(new String[] {"RED"}, COLOR)).isEqualTo(hex("012c"));
    assertThat(write(new int[] {5}, COLOR)).isEqualTo(hex("0005"));
    refused(() -> write(new Color[] {Color.RED, Color.MAUVE}, COLOR), "element 1", "MAUVE");
    refused(() -> write("red", COLOR), "'red'");
    refused(() -> write(Color.RED, INT8), "Color");
  }

  @Test
  void complexNumbersArePairsAlongTheLastDimension() {
    double[][] values = {{1, 2, 3, 4}, {5, 6, 7, 8}};
    for (Datatype type : new Datatype[] {COMPLEX128, nativeComplex(FLOAT64)}) {
      assertThat(writer(type).shapeOf(values)).containsExactly(2, 2);
      assertThat(stored(values, type, 2, 2).toComplex(Conversion.EXACT))
          .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
    assertThat(writer(COMPLEX64).shapeOf(new float[2])).isEmpty();
    assertThat(writer(array(COMPLEX64, 2)).shapeOf(new float[3][4])).containsExactly(3);
    assertThatIllegalArgumentException().isThrownBy(() -> write(new double[3], COMPLEX64));
    refused(() -> write(new double[] {0, 0, 0, 0.1}, COMPLEX64), "element 1 is 0.1");
    record Complex(float i, float r) {}
    assertThat(stored(new Complex(1, 2), COMPLEX64).toComplex(Conversion.EXACT))
        .containsExactly(2, 1);
  }

  @Test
  void opaqueElementsAreBytes() {
    Datatype type = opaque(3, "rgb");
    byte[][] values = {{1, 2, 3}, {4, 5, 6}};
    assertThat(writer(type).shapeOf(values)).containsExactly(2);
    assertThat(write(values, type)).isEqualTo(hex("010203040506"));
    assertThat(writer(type).shapeOf(values[0])).isEmpty();
    assertThat(writer(type).shapeOf(new byte[6])).containsExactly(2);
    assertThat(write(new byte[] {1, 2, 3, 4, 5, 6}, type)).isEqualTo(hex("010203040506"));
    assertThatIllegalArgumentException().isThrownBy(() -> write(new byte[4], type));
    refused(() -> write(new byte[][] {{1, 2, 3}, {4}}, type), "element 1 is 1 bytes");
  }

  @Test
  void referencesAreAddressesOrBytes() {
    ObjectReference[] addresses = {new ObjectReference(0x1234), new ObjectReference(0)};
    assertThat(write(addresses, OBJECT_REFERENCE))
        .isEqualTo(hex("3412000000000000 0000000000000000"));
    Reference narrow = new Reference(4, Reference.Kind.OBJECT);
    assertThat(write(addresses, narrow)).isEqualTo(hex("34120000 00000000"));
    refused(() -> write(new ObjectReference(1L << 32), narrow), "address 4294967296");
    refused(() -> write(addresses, REGION_REFERENCE), "region reference");
    assertThat(write(new byte[][] {new byte[12]}, REGION_REFERENCE)).hasSize(12);
    refused(() -> write(new byte[][] {new byte[11]}, REGION_REFERENCE), "11 bytes");
  }

  @Test
  void sequencesMayHaveAnyLength() {
    Datatype type = variableLength(UINT16.bigEndian());
    int[][] ragged = {{1, 2, 3}, {}, {65535}};
    assertThat(writer(type).shapeOf(ragged)).containsExactly(3);
    NdArray elements = stored(ragged, type, 3);
    assertThat(heap.objects).containsExactly(hex("000100020003"), hex("ffff"));
    assertThat(elements.isNullSequence(1)).isTrue();
    assertThat(elements.toNested(int[][].class)).isDeepEqualTo(ragged);
    assertThat(writer(type).shapeOf(ragged[0])).isEmpty();
    assertThat(stored(ragged[0], type).sequence().toInts()).containsExactly(1, 2, 3);
    refused(() -> write(new int[][] {{}, {}, {1, -1}}, type), "element 2 is -1");
    assertThatIllegalArgumentException().isThrownBy(() -> write(new int[][] {null}, type));
    String[][][] words = {{{"a"}, {"b", "c"}}, {{}, {"d"}}};
    Datatype nested = variableLength(variableLength(VARIABLE_STRING));
    assertThat(writer(nested).shapeOf(words)).containsExactly(2);
    assertThat(stored(words, nested, 2).toNested(String[][][].class)).isDeepEqualTo(words);
    long[][][] pairs = {{{1, 2}, {3, 4}}, {{5, 6}}};
    assertThat(stored(pairs, variableLength(array(INT32, 2)), 2).toNested(long[][][].class))
        .isDeepEqualTo(pairs);
  }

  private record Position(float x, double y) {}

  private record Station(
      String name,
      Color color,
      Position position,
      boolean open,
      Integer count,
      BigInteger big,
      byte[] blob,
      int[] counts,
      double[][] matrix,
      Position[] path,
      String[] notes,
      NdArray raw,
      long serialNumber) {}

  private static Compound station() {
    Compound position = compound().member("y", FLOAT64).member("x", FLOAT32.bigEndian()).build(16);
    return compound()
        .member("serial_number", INT32)
        .member("name", fixedString(8))
        .member("color", COLOR)
        .member("position", position)
        .member("open", BOOLEAN)
        .member("count", INT16.bigEndian(), 100)
        .member("big", UINT8)
        .member("blob", opaque(2, ""))
        .member("counts", variableLength(INT8))
        .member("matrix", array(FLOAT32, 2, 2))
        .member("path", variableLength(position))
        .member("notes", array(VARIABLE_STRING, 2))
        .member("raw", array(INT16, 3))
        .build(300);
  }

  private static Station station(int i) {
    return new Station(
        "s" + i,
        Color.values()[i],
        new Position(i, -i),
        i == 1,
        -i,
        BigInteger.valueOf(200 + i),
        new byte[] {1, (byte) i},
        new int[i],
        new double[][] {{i, 2}, {3, 4}},
        new Position[] {new Position(7, i)},
        new String[] {"first" + i, ""},
        NdArray.of(new int[] {1, 2, i}),
        1000L + i);
  }

  @Test
  void recordsBecomeCompoundsByName() {
    Station[] stations = {station(0), station(1)};
    Compound type = station();
    NdArray elements = stored(stations, type, 2);
    // What is read was checked against the library.
    Station[] read = Records.records(Station.class, elements, Conversion.EXACT);
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(NdArray.class)
        .isEqualTo(stations);
    assertThat(read[1].raw().toInts()).containsExactly(1, 2, 1);
    // Bytes without a meaning are zero.
    assertThat(elements.segment().asSlice(45, 55).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    byte[] first = elements.segment().asSlice(300, 4).toArray(ValueLayout.JAVA_BYTE);
    assertThat(first).isEqualTo(hex("e9030000"));
    assertThat(Arrays.copyOfRange(elements.getBytes(1), 12, 14)).isEqualTo(hex("fffe"));
  }

  @Test
  void everyMemberNeedsAComponentAndTheOtherWayRound() {
    record Two(int a, int b) {}
    record Wide(long a, double b) {}
    Compound one = compound().member("a", INT8).build();
    Compound three = compound().member("a", INT8).member("b", INT8).member("c", INT8).build();
    refused(() -> write(new Two(1, 2), one), "component b");
    refused(() -> write(new Two(1, 2), three), "member c");
    refused(() -> write(new Two(1, 2), INT8), "Two", "int8");
    Compound two = compound().member("b", INT8).member("a", INT8).build();
    assertThat(write(new Two[] {new Two(1, 2), new Two(3, 4)}, two)).isEqualTo(hex("02010403"));
    refused(
        () -> write(new Wide[] {new Wide(1, 2), new Wide(3, 0.5)}, two),
        "element 1, member b is 0.5");
    assertThat(clip(new Wide(-1000, 2.5), two)).isEqualTo(hex("0280"));
    record Outer(Two[] rows) {}
    Compound outer = compound().member("rows", array(two, 2)).build();
    refused(
        () -> write(new Outer[] {new Outer(new Two[] {new Two(0, 0), new Two(0, 128)})}, outer),
        "element 0, member rows.b is 128");
    refused(() -> write(new Outer(new Two[0]), outer), "member rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(new Outer(null), outer))
        .withMessageContaining("member rows is null");
    record Boxed(Integer a) {}
    assertThatIllegalArgumentException().isThrownBy(() -> write(new Boxed(null), one));
    record Letter(char a) {}
    refused(() -> write(new Letter('x'), one), "char");
  }

  @Test
  void arraysInMemoryKeepTheirBytesOrAreConverted() {
    NdArray ints = NdArray.of(new int[] {1, 2, 3, 300}, 2, 2);
    assertThat(writer(INT32).elements(ints).heapBase()).isEqualTo(ints.segment().heapBase());
    assertThat(write(ints, INT16.bigEndian())).isEqualTo(hex("0001 0002 0003 012c"));
    assertThat(write(ints.transpose(), INT16.bigEndian())).isEqualTo(hex("0001 0003 0002 012c"));
    refused(() -> write(ints, INT8), "element 3 is 300");
    assertThat(clip(ints, INT8)).isEqualTo(hex("0102037f"));
    assertThat(writer(array(INT8, 2)).shapeOf(ints)).containsExactly(2);
    refused(() -> write(ints, fixedString(4)), "int32");
    NdArray text = NdArray.of(MemorySegment.ofArray(hex("61626364")), fixedString(4), 1);
    refused(() -> write(text, fixedString(3)), "4 bytes", "at most 3");
    assertThat(clip(text, fixedString(3))).isEqualTo(hex("616263"));
    Compound small = compound().member("a", INT8).build();
    Compound large = compound().member("b", INT8).member("a", INT16).build();
    NdArray compounds = NdArray.of(MemorySegment.ofArray(hex("0102")), small, 2);
    refused(() -> write(compounds, large), "compound");
    assertThat(clip(compounds, large)).isEqualTo(hex("000100 000200"));
    refused(() -> write(stored(new int[] {7}, INT16).reshape(1), BOOLEAN), "boolean");
  }

  @Test
  void dataOfVariableLengthIsCopiedToTheHeapOfTheTarget() {
    Datatype type =
        compound()
            .member("texts", array(VARIABLE_STRING, 2))
            .member("rows", variableLength(variableLength(INT16)))
            .build();
    record Row(String[] texts, short[][] rows) {}
    Row[] rows = {
      new Row(new String[] {"a", ""}, new short[][] {{1, 2}, {}}),
      new Row(new String[] {"b€", "c"}, new short[0][])
    };
    NdArray source = stored(rows, type, 2);
    ListedHeap other = new ListedHeap();
    other.put(new byte[1], 1, MemorySegment.ofArray(new byte[16]), 0);
    MemorySegment copy = new ElementWriter(type, Conversion.EXACT, other).elements(source);
    assertThat(other.objects).hasSize(1 + heap.objects.size());
    heap.objects.clear();
    NdArray target = NdArray.of(copy, type, new long[] {2}, other);
    Row[] read = Records.records(Row.class, target, Conversion.EXACT);
    assertThat(read).usingRecursiveComparison().isEqualTo(rows);
    Datatype wider =
        compound()
            .member("rows", variableLength(variableLength(INT64.bigEndian())))
            .member("texts", array(VARIABLE_STRING, 2))
            .build();
    ListedHeap third = new ListedHeap();
    MemorySegment wide = new ElementWriter(wider, Conversion.EXACT, third).elements(target);
    assertThat(third.objects).contains(hex("0000000000000001 0000000000000002"));
    NdArray widened = NdArray.of(wide, wider, new long[] {2}, third);
    assertThat(Records.records(Row.class, widened, Conversion.EXACT))
        .usingRecursiveComparison()
        .isEqualTo(rows);
  }

  @Test
  void convertedCompoundsAreThoseOfTheLibrary() {
    Compound from =
        compound().member("a", INT32).member("b", FLOAT64).member("c", array(INT16, 2)).build();
    Compound to =
        compound()
            .member("c", array(UINT8, 2), 3)
            .member("b", FLOAT32.bigEndian(), 8)
            .member("a", INT8, 1)
            .build(15);
    record Row(int a, double b, short[] c) {}
    Row[] rows = new Row[50];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new Row(i * 7 - 100, i / 3.0, new short[] {(short) (i * 9 - 50), (short) i});
    }
    byte[] expected;
    try (LibraryConversion library = LibraryConversion.between(from, to)) {
      expected = library.convert(write(rows, from));
    }
    assertThat(clip(rows, to)).isEqualTo(expected);
    assertThat(clip(stored(rows, from, 50), to)).isEqualTo(expected);
    refused(() -> write(Arrays.copyOfRange(rows, 6, 8), to), "element 1, member b is 2.33");
    assertThat(Arrays.copyOf(write(Arrays.copyOfRange(rows, 6, 7), to), 8))
        .isEqualTo(hex("00 c6 00 04 06 000000"));
  }
}
