package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.enumeration;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.opaque;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static io.hyperslab.datatype.Datatypes.variableString;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values that have no plain Java number: sequences, text, times, bits, opaque bytes.
class SpecialValuesTest extends FileTestCase {
  private static final Datatype BYTES = variableLength(UINT8);
  private static final Bitfield BITS = bits(1);

  enum Switch {
    OFF,
    ON
  }

  record Text(String first, int second) {}

  record Flagged(int[] foo, boolean logical) {}

  record TwiceFlagged(boolean logical, int[] foo, int[] bar) {}

  record Switched(int[] foo, int[] bar, Switch state) {}

  record Blob(byte[] a, double[] b) {}

  record Item(int id, double value, String name) {}

  record Bit(boolean x) {}

  record Bits(boolean a, boolean b) {}

  record NestedBits(boolean x, Bits y) {}

  record BitAndNumber(boolean x, double y) {}

  record BitArray(boolean[] x) {}

  private static Bitfield bits(int size) {
    return new Bitfield(
        size,
        io.hyperslab.datatype.ByteOrder.LITTLE_ENDIAN,
        8 * size,
        0,
        BitPadding.ZERO,
        BitPadding.ZERO);
  }

  private <T> Dataset stored(Datatype type, T values) throws IOException {
    f.createDataset("x").type(type).write(values);
    reopen();
    assertThat(f.dataset("x").datatype()).isEqualTo(type);
    return f.dataset("x");
  }

  @H5py("test_dtype::TestVlen.test_compound")
  @Test
  void aTextIsAMemberOfACommittedDatatype() throws IOException {
    f.root().createNamedDatatype("x", Datatypes.of(Text.class));
    reopen();
    Compound type = (Compound) f.root().namedDatatype("x").datatype();
    assertThat(type.members())
        .extracting(Compound.Member::type)
        .containsExactly(variableString(CharacterSet.UTF8), INT32);
  }

  @H5py("test_dtype::TestVlen.test_compound_vlen_bool")
  @Test
  void sequencesAreBesideBooleans() throws IOException {
    Dataset flagged =
        stored(
            compound().member("foo", BYTES).member("logical", Datatypes.of(boolean.class)).build(),
            new Flagged[] {
              new Flagged(new int[] {1, 2, 3}, true),
              new Flagged(new int[] {1}, false),
              new Flagged(new int[] {1, 5}, true),
              new Flagged(new int[0], false)
            });
    assertThat(flagged.field("foo").read(int[][].class))
        .isDeepEqualTo(new int[][] {{1, 2, 3}, {1}, {1, 5}, {}});
    assertThat(flagged.field("logical").readBooleans()).containsExactly(true, false, true, false);
  }

  @H5py("test_dtype::TestVlen.test_compound_vlen_bool")
  @Test
  void sequencesAreBehindABoolean() throws IOException {
    Dataset twice =
        stored(
            compound()
                .member("logical", Datatypes.of(boolean.class))
                .member("foo", BYTES)
                .member("bar", BYTES)
                .build(),
            new TwiceFlagged[] {
              new TwiceFlagged(true, new int[] {1, 2, 3}, new int[] {1, 2}),
              new TwiceFlagged(false, new int[0], new int[] {2, 4, 6})
            });
    assertThat(twice.field("foo").read(int[][].class)).isDeepEqualTo(new int[][] {{1, 2, 3}, {}});
    assertThat(twice.field("bar").read(int[][].class))
        .isDeepEqualTo(new int[][] {{1, 2}, {2, 4, 6}});
    assertThat(twice.field("logical").readBooleans()).containsExactly(true, false);
  }

  @H5py("test_dtype::TestVlen.test_compound_vlen_enum")
  @Test
  void sequencesAreBesideEnumerations() throws IOException {
    Dataset switched =
        stored(
            compound()
                .member("foo", BYTES)
                .member("bar", BYTES)
                .member("state", enumeration(UINT8, "OFF", "ON"))
                .build(),
            new Switched[] {
              new Switched(new int[] {1, 2, 3}, new int[] {1, 2}, Switch.ON),
              new Switched(new int[0], new int[] {2, 4, 6}, Switch.OFF)
            });
    assertThat(switched.field("foo").read(int[][].class))
        .isDeepEqualTo(new int[][] {{1, 2, 3}, {}});
    assertThat(switched.field("bar").read(int[][].class))
        .isDeepEqualTo(new int[][] {{1, 2}, {2, 4, 6}});
    assertThat(switched.field("state").read(Switch[].class)).containsExactly(Switch.ON, Switch.OFF);
    assertThat(switched.field("state").readInts()).containsExactly(1, 0);
  }

  @H5py("test_dtype::TestVlen.test_vlen_enum")
  @Test
  void sequencesOfEnumerations() throws IOException {
    int[][] values = {{1}, {1, 2}};
    Datatype type = variableLength(enumeration(INT32, Map.of("foo", 1L, "bar", 2L)));
    assertThat(stored(type, values).read(int[][].class)).isDeepEqualTo(values);
  }

  @H5py("test_dtype::test_write_empty_vlen")
  @Test
  void noCompoundsOfSequences() throws IOException {
    Datatype type =
        compound().member("a", opaque(16, "")).member("b", variableLength(FLOAT64)).build();
    Dataset none = stored(type, new Blob[0]);
    assertThat(none.size()).isZero();
    assertThat(none.read(Blob[].class)).isEmpty();
  }

  @H5py("test_dtype::test_write_vlen_length0_compound")
  @Test
  void anEmptySequenceOfCompounds() throws IOException {
    Datatype item =
        compound()
            .member("id", INT32)
            .member("value", FLOAT64)
            .member("name", fixedString(10))
            .build();
    Item[] items = {new Item(1, 3.14, "test1"), new Item(2, 2.71, "test2")};
    Dataset made = f.createDataset("x").type(variableLength(item)).shape(2).create();
    made.write(Selection.at(0), items);
    made.write(Selection.at(1), new Item[0]);
    reopen();
    assertThat(f.dataset("x").read(Item[][].class)).isDeepEqualTo(new Item[][] {items, {}});
  }

  @H5py({"test_dtype::TestStrings.test_vlen_utf8", "test_dtype::TestStrings.test_vlen_ascii"})
  @ParameterizedTest
  @EnumSource(CharacterSet.class)
  void textOfVariableLengthHasACharacterSet(CharacterSet characterSet) throws IOException {
    f.root().createNamedDatatype("x", variableString(characterSet));
    reopen();
    Datatype type = f.root().namedDatatype("x").datatype();
    assertThat(type).isInstanceOf(VariableString.class);
    assertThat(((StringType) type).characterSet()).isEqualTo(characterSet);
    assertThat(((StringType) VARIABLE_STRING).characterSet()).isEqualTo(CharacterSet.UTF8);
  }

  @H5py({"test_dtype::TestStrings.test_fixed_utf8", "test_dtype::TestStrings.test_fixed_ascii"})
  @ParameterizedTest
  @EnumSource(CharacterSet.class)
  void textOfFixedLengthHasACharacterSet(CharacterSet characterSet) throws IOException {
    f.root().createNamedDatatype("x", fixedString(10, characterSet));
    reopen();
    Datatype type = f.root().namedDatatype("x").datatype();
    assertThat(type).isInstanceOf(FixedString.class);
    assertThat(type.size()).isEqualTo(10);
    assertThat(type.hasIndirectData()).isFalse();
    assertThat(((StringType) type).characterSet()).isEqualTo(characterSet);
  }

  @H5py("test_dtype::TestDateTime.test_datetime")
  @ParameterizedTest
  @ValueSource(strings = {"Y", "M", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"})
  void pointsInTimeOfAnyUnit(String unit) throws IOException {
    for (String order : List.of("<", ">")) {
      Datatype type = opaque(8, "NUMPY:" + order + "M8[" + unit + "]");
      Dataset dataset = stored(type, new byte[][] {new byte[8]});
      assertThat(dataset.readBytes()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
      assertThat(dataset.read(Instant[].class)).containsExactly(Instant.EPOCH);
      f.root().delete("x");
    }
  }

  @H5py("test_dtype::TestDateTime.test_timedelta")
  @ParameterizedTest
  @CsvSource({
    "Y,",
    "M,",
    "D, PT12000H",
    "h, PT500H",
    "m, PT500M",
    "s, PT500S",
    "ms, PT0.5S",
    "us, PT0.0005S",
    "ns, PT0.0000005S",
    "ps,",
    "fs,",
    "as,"
  })
  void durationsOfAnyUnit(String unit, @Nullable Duration expected) throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      String tag = "NUMPY:" + (order == ByteOrder.LITTLE_ENDIAN ? "<" : ">") + "m8[" + unit + "]";
      byte[] count = ByteBuffer.allocate(8).order(order).putLong(500).array();
      Dataset dataset = stored(opaque(8, tag), new byte[][] {count});
      assertThat(dataset.read(byte[][].class)).isDeepEqualTo(new byte[][] {count});
      if (expected != null) {
        assertThat(dataset.read(Duration[].class)).containsExactly(expected);
      }
      f.root().delete("x");
    }
  }

  @H5py("test_dtype::TestBitfield.test_b8_bool")
  @Test
  void bitsAreBooleansAndNumbers() throws IOException {
    Dataset dataset = stored(BITS, new boolean[] {false, true});
    assertThat(dataset.readBooleans()).containsExactly(false, true);
    assertThat(dataset.readInts()).containsExactly(0, 1);
    assertThat(dataset.as(UINT8).readBytes()).containsExactly(0, 1);
  }

  @H5py("test_dtype::TestBitfield.test_b8_bool_compound")
  @Test
  void bitsAreMembers() throws IOException {
    Bit[] values = {new Bit(false), new Bit(true)};
    Dataset dataset = stored(compound().member("x", BITS).build(), values);
    assertThat(dataset.read(Bit[].class)).containsExactly(values);
    assertThat(dataset.field("x").readInts()).containsExactly(0, 1);
    assertThat(dataset.as(compound().member("x", UINT8).build()).field("x").readInts())
        .containsExactly(0, 1);
  }

  @H5py("test_dtype::TestBitfield.test_b8_bool_compound_nested")
  @Test
  void bitsAreMembersOfMembers() throws IOException {
    NestedBits[] values = {
      new NestedBits(true, new Bits(true, false)), new NestedBits(true, new Bits(false, true))
    };
    Dataset dataset = stored(nested(BITS), values);
    assertThat(dataset.read(NestedBits[].class)).containsExactly(values);
    assertThat(dataset.as(nested(UINT8)).field("y").field("b").readInts()).containsExactly(0, 1);
  }

  private static Compound nested(Datatype bit) {
    return compound()
        .member("x", bit)
        .member("y", compound().member("a", bit).member("b", bit).build())
        .build();
  }

  @H5py("test_dtype::TestBitfield.test_b8_bool_compound_mixed_types")
  @Test
  void bitsAreBesideNumbers() throws IOException {
    BitAndNumber[] values = {new BitAndNumber(true, 0.5), new BitAndNumber(false, 0.2)};
    Dataset dataset = stored(compound().member("x", BITS).member("y", FLOAT64).build(), values);
    assertThat(dataset.read(BitAndNumber[].class)).containsExactly(values);
    Compound cast = compound().member("x", UINT8).member("y", FLOAT64).build();
    assertThat(dataset.as(cast).field("x").readInts()).containsExactly(1, 0);
    assertThat(dataset.as(cast).field("y").readDoubles()).containsExactly(0.5, 0.2);
  }

  @H5py("test_dtype::TestBitfield.test_b8_bool_array")
  @Test
  void arraysOfBits() throws IOException {
    Dataset dataset =
        stored(
            compound().member("x", array(BITS, 3)).build(),
            new BitArray[] {
              new BitArray(new boolean[] {true, true, false}),
              new BitArray(new boolean[] {true, false, true})
            });
    assertThat(dataset.field("x").read(boolean[][].class))
        .isDeepEqualTo(new boolean[][] {{true, true, false}, {true, false, true}});
    Compound cast = compound().member("x", array(UINT8, 3)).build();
    assertThat(dataset.as(cast).field("x").readInts()).containsExactly(1, 1, 0, 1, 0, 1);
  }

  @H5py({"test_dtype::TestBitfield.test_b16_uint16", "test_dtype::test_create_bitfield"})
  @Test
  void sixteenBitsAreNumbers() throws IOException {
    int[] values = IntStream.range(0, 12).toArray();
    Dataset dataset = stored(bits(2), values);
    assertThat(dataset.datatype().size()).isEqualTo(2);
    assertThat(dataset.readInts()).containsExactly(values);
  }

  @H5py("test_dtype::test_opaque")
  @Test
  void opaqueBytes() throws IOException {
    byte[][] values = new byte[3][2];
    assertThat(stored(opaque(2, ""), values).read(byte[][].class)).isDeepEqualTo(values);
  }
}
