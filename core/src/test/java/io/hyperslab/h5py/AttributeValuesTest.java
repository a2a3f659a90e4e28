package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.BOOLEAN;
import static io.hyperslab.datatype.Datatypes.COMPLEX128;
import static io.hyperslab.datatype.Datatypes.COMPLEX64;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.UINT16;
import static io.hyperslab.datatype.Datatypes.UINT32;
import static io.hyperslab.datatype.Datatypes.UINT64;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static io.hyperslab.datatype.Datatypes.variableString;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Attribute;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values of all datatypes, in attributes.
class AttributeValuesTest extends FileTestCase {
  record Pair(int a, float b) {}

  record Sequences(int[] a, int[] b) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Sequences that
          && Arrays.equals(a, that.a)
          && Arrays.equals(b, that.b);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(a) + Arrays.hashCode(b);
    }
  }

  record Nested(Sequences[] f1, long f2) {}

  record Fruit(String a, String b) {}

  record Fruits(Fruit[] f) {}

  private <T> Attribute stored(T value) throws IOException {
    f.root().attributes().set("x", value);
    return reread();
  }

  private <T> Attribute stored(T value, Datatype type) throws IOException {
    f.root().attributes().set("x", value, type);
    return reread();
  }

  private Attribute reread() throws IOException {
    reopen();
    return f.root().attributes().get("x");
  }

  @H5py("test_attrs_data::TestScalar.test_int")
  @Test
  void aNumber() throws IOException {
    Attribute number = stored((byte) 1);
    assertThat(number.datatype()).isEqualTo(INT8);
    assertThat(number.dataspace().isScalar()).isTrue();
    assertThat(number.readInt()).isOne();
  }

  @H5py("test_attrs_data::TestScalar.test_compound")
  @Test
  void aCompound() throws IOException {
    Attribute pair = stored(new Pair(1, 4.2f));
    assertThat(pair.read(Pair[].class)).containsExactly(new Pair(1, 4.2f));
    assertThat(pair.field("b").readFloats()).containsExactly(4.2f);
  }

  @H5py("test_attrs_data::TestScalar.test_compound_with_vlen_fields")
  @Test
  void aCompoundOfSequences() throws IOException {
    Sequences sequences = new Sequences(new int[] {1, 2, 3, 4}, new int[] {8, 9});
    assertThat(stored(sequences).read(Sequences[].class)).containsExactly(sequences);
  }

  @H5py("test_attrs_data::TestScalar.test_nesting_compound_with_vlen_fields")
  @Test
  void sequencesOfCompoundsOfSequences() throws IOException {
    Sequences first = new Sequences(new int[] {1, 2}, new int[] {6, 7, 8});
    Sequences second = new Sequences(new int[] {10, 11, 12, 13}, new int[] {16, 17, 18, 19});
    Nested[] read = stored(new Nested(new Sequences[] {first, second}, 2)).read(Nested[].class);
    assertThat(read[0].f1()).containsExactly(first, second);
    assertThat(read[0].f2()).isEqualTo(2);
  }

  @H5py("test_attrs_data::TestScalar.test_vlen_compound_with_vlen_string")
  @Test
  void sequencesOfCompoundsOfText() throws IOException {
    Fruit[] fruit = {new Fruit("apples", "bananas"), new Fruit("peaches", "oranges")};
    assertThat(stored(new Fruits(fruit)).read(Fruits[].class)[0].f()).containsExactly(fruit);
  }

  @H5py({"test_attrs_data::TestArray.test_single", "test_attrs_data::TestArray.test_multi"})
  @Test
  void arraysOfOneElementAndOfMany() throws IOException {
    assertThat(stored(new float[1]).dataspace().shape()).containsExactly(1);
    float[] values = new float[42];
    Arrays.fill(values, 42);
    Arrays.fill(values, 10, 35, -47);
    assertThat(stored(values).readFloats()).containsExactly(values);
  }

  static List<Datatype> integers() {
    return List.of(INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64);
  }

  @H5py("test_attrs_data::TestTypes.test_int")
  @ParameterizedTest
  @MethodSource("integers")
  void everyInteger(Datatype type) throws IOException {
    Attribute attribute = stored(new int[] {42}, type);
    assertThat(attribute.datatype()).isEqualTo(type);
    assertThat(attribute.readInts()).containsExactly(42);
  }

  static List<Datatype> floats() {
    return List.of(FLOAT32, FLOAT32.bigEndian(), FLOAT64, FLOAT64.bigEndian());
  }

  @H5py("test_attrs_data::TestTypes.test_float")
  @ParameterizedTest
  @MethodSource("floats")
  void everyFloatInBothByteOrders(Datatype type) throws IOException {
    Attribute attribute = stored(new float[] {42.3f}, type);
    assertThat(attribute.datatype()).isEqualTo(type);
    assertThat(attribute.readFloats()).containsExactly(42.3f);
  }

  static List<Compound> complexNumbers() {
    return List.of(COMPLEX64, COMPLEX128, bigEndian(COMPLEX64), bigEndian(COMPLEX128));
  }

  private static Compound bigEndian(Compound complex) {
    Datatype part = complex.size() == 8 ? FLOAT32.bigEndian() : FLOAT64.bigEndian();
    return compound().member("r", part).member("i", part).build();
  }

  record Complex(float r, float i) {}

  @H5py("test_attrs_data::TestTypes.test_complex")
  @ParameterizedTest
  @MethodSource("complexNumbers")
  void everyComplexNumberInBothByteOrders(Compound type) throws IOException {
    Attribute attribute = stored(new Complex[] {new Complex(35.9f, -4.2f)}, type);
    assertThat(attribute.datatype()).isEqualTo(type);
    assertThat(attribute.readComplex()).containsExactly(35.9f, -4.2f);
  }

  @H5py("test_attrs_data::TestTypes.test_string")
  @Test
  void textOfFixedLength() throws IOException {
    for (int length : new int[] {1, 10}) {
      Attribute attribute = stored(new String[] {"h"}, fixedString(length));
      assertThat(attribute.datatype()).isEqualTo(fixedString(length));
      assertThat(attribute.readStrings()).containsExactly("h");
    }
  }

  @H5py("test_attrs_data::TestTypes.test_bool")
  @Test
  void booleans() throws IOException {
    Attribute attribute = stored(new boolean[] {true, false});
    assertThat(attribute.datatype()).isEqualTo(BOOLEAN);
    assertThat(attribute.readBooleans()).containsExactly(true, false);
  }

  @H5py({
    "test_attrs_data::TestTypes.test_vlen_string_array",
    "test_attrs_data::TestTypes.test_string_scalar"
  })
  @Test
  void textOfAnyLengthInAscii() throws IOException {
    Datatype ascii = variableString(CharacterSet.ASCII);
    String[] texts = {"Hello", "Hi there!  This is HDF5!"};
    assertThat(stored(texts, ascii).readStrings()).containsExactly(texts);
    Attribute one = stored("Hello", ascii);
    assertThat(one.datatype()).isEqualTo(ascii);
    assertThat(one.readString()).isEqualTo("Hello");
  }

  @H5py("test_attrs_data::TestTypes.test_unicode_scalar")
  @Test
  void textOfAnyLength() throws IOException {
    Attribute attribute = stored("Hello\u2340!!");
    assertThat(attribute.datatype()).isEqualTo(variableString(CharacterSet.UTF8));
    assertThat(attribute.readString()).isEqualTo("Hello\u2340!!");
  }

  @H5py("test_attrs::TestVlen.test_vlen_s1")
  @Test
  void sequencesOfSingleCharacters() throws IOException {
    Attribute attribute = stored(new String[][] {{"a", "b"}}, variableLength(fixedString(1)));
    assertThat(attribute.dataspace().shape()).containsExactly(1);
    assertThat(attribute.read(String[][].class)).isDeepEqualTo(new String[][] {{"a", "b"}});
  }
}
