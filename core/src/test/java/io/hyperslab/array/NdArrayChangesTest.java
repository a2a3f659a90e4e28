package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdArrayChangesTest {
  private static void assertMismatch(ThrowingCallable call) {
    assertThatExceptionOfType(DatatypeMismatchException.class).isThrownBy(call);
  }

  @Test
  void changesReachTheWrappedArray() {
    double[] values = new double[6];
    NdArray array = NdArray.of(values, 2, 3);
    array.setDouble(1.5, 1, 0);
    array.view(Selection.of(":, 2")).fill(-1);
    array.transpose().setLong(7, 1, 0);
    assertThat(values).containsExactly(0, 7, -1, 1.5, 0, -1);
  }

  @Test
  void everyNumberIsStoredAsItsDatatypeSays() {
    List<Datatype> types =
        List.of(
            Datatypes.INT8,
            Datatypes.INT16.bigEndian(),
            Datatypes.INT32,
            Datatypes.INT64,
            Datatypes.UINT8,
            Datatypes.UINT16,
            Datatypes.UINT32.bigEndian(),
            Datatypes.UINT64,
            Datatypes.FLOAT16,
            Datatypes.BFLOAT16,
            Datatypes.FLOAT32.bigEndian(),
            Datatypes.FLOAT64,
            Datatypes.FLOAT64.bigEndian(),
            Datatypes.FLOAT128,
            FixedPoint.of(3, ByteOrder.BIG_ENDIAN, true));
    for (Datatype type : types) {
      NdArray array = NdArray.zeros(type, 3);
      array.setDouble(100, 1);
      array.setLong(3, 2);
      assertThat(array.toInts()).as(type.toString()).containsExactly(0, 100, 3);
    }
    NdArray big = NdArray.zeros(Datatypes.UINT16.bigEndian(), 1);
    big.setLong(0x1234, 0);
    assertThat(big.getBytes(0)).containsExactly(0x12, 0x34);
  }

  @Test
  void valuesThatDoNotFitAreRefused() {
    assertMismatch(() -> NdArray.zeros(Datatypes.INT8, 1).setLong(128, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.INT8, 1).setLong(-129, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.UINT32, 1).setLong(-1, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.UINT32, 1).setLong(1L << 32, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.UINT64, 1).setLong(-1, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.INT32, 1).setDouble(0.5, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.INT64, 1).setDouble(0x1p63, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.FLOAT32, 1).setDouble(0.1, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.FLOAT64, 1).setLong((1L << 53) + 1, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.BOOLEAN, 1).setLong(2, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.FLOAT64, 1).setBoolean(true, 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.fixedString(3), 1).setDouble(1, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> NdArray.zeros(Datatypes.INT8, 1).setLong(1, 1));
  }

  @Test
  void otherElementsAreSetToo() {
    NdArray wide = NdArray.zeros(Datatypes.UINT64, 2);
    wide.setBigInteger(BigInteger.ONE.shiftLeft(63), 1);
    assertThat(wide.getBigInteger(1)).isEqualTo("9223372036854775808");
    NdArray real = NdArray.zeros(Datatypes.FLOAT32, 1);
    real.setBigDecimal(new BigDecimal("0.5"), 0);
    assertThat(real.getDouble(0)).isEqualTo(0.5);
    NdArray flags = NdArray.zeros(Datatypes.BOOLEAN, 2);
    flags.setBoolean(true, 1);
    assertThat(flags.toBooleans()).containsExactly(false, true);
    Enumeration colours = Datatypes.enumeration(Datatypes.INT16, Map.of("RED", 5L));
    NdArray colour = NdArray.zeros(colours, 1);
    colour.setString("RED", 0);
    assertThat(colour.toInts()).containsExactly(5);
    assertMismatch(() -> colour.setString("BLUE", 0));
    NdArray blob = NdArray.zeros(new Opaque(2, ""), 2);
    blob.setBytes(new byte[] {1, 2}, 1);
    assertThat(blob.toBytes()).containsExactly(0, 0, 1, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> blob.setBytes(new byte[3], 0));
  }

  @Test
  void textsMustFit() {
    NdArray padded = NdArray.zeros(Datatypes.fixedString(4), 2).fill("abcd");
    padded.setString("é", 1);
    assertThat(padded.toStrings()).containsExactly("abcd", "é");
    assertMismatch(() -> padded.setString("abcde", 0));
    assertMismatch(() -> padded.setString("a\0", 0));
    assertMismatch(() -> padded.setString("\ud800", 0));
    NdArray ascii = NdArray.zeros(Datatypes.fixedString(4, CharacterSet.ASCII), 1);
    assertMismatch(() -> ascii.setString("é", 0));
    NdArray terminated =
        NdArray.zeros(Datatypes.fixedString(4, CharacterSet.UTF8, Padding.NULL_TERMINATED), 1);
    assertMismatch(() -> terminated.setString("abcd", 0));
    assertMismatch(() -> NdArray.zeros(Datatypes.VARIABLE_STRING, 1).setString("a", 0));
    assertThat(NdArray.of(new String[] {"aéz"}).as(Datatypes.fixedString(2), Conversion.CLIP))
        .hasToString("['a']");
  }

  @Test
  void readOnlyArraysStayAsTheyAre() {
    NdArray array = NdArray.range(3).asReadOnly();
    assertThat(array.isReadOnly()).isTrue();
    List<ThrowingCallable> changes =
        List.of(
            () -> array.setLong(1, 0),
            () -> array.setDouble(1, 0),
            () -> array.setBytes(new byte[8], 0),
            () -> array.fill(1),
            () -> array.copyFrom(NdArray.range(3)),
            () -> array.set(Selection.all(), NdArray.range(3)),
            () -> NdArray.range(1).broadcast(3).fill(1));
    assertThat(changes)
        .allSatisfy(change ->
            assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(change)
                .withMessageContaining("copy()"));
    assertThat(array.copy().fill(2).toInts()).containsExactly(2, 2, 2);
    assertThat(array.toInts()).containsExactly(0, 1, 2);
  }

  @Test
  void valuesAreBroadcast() {
    NdArray array = NdArray.zeros(Datatypes.INT16, 2, 3);
    array.copyFrom(NdArray.range(3));
    assertThat(array.toInts()).containsExactly(0, 1, 2, 0, 1, 2);
    array.copyFrom(NdArray.of(new double[] {5, 6}, 2, 1));
    assertThat(array.toInts()).containsExactly(5, 5, 5, 6, 6, 6);
    array.transpose().copyFrom(NdArray.range(2));
    assertThat(array.toInts()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> array.copyFrom(NdArray.range(2)))
        .withMessageContaining("[2]")
        .withMessageContaining("[2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> array.copyFrom(NdArray.zeros(Datatypes.INT8, 1, 2, 3)));
  }

  @Test
  void anArrayMayBeCopiedOntoItself() {
    NdArray array = NdArray.range(5);
    array.view(Selection.of("1:")).copyFrom(array.view(Selection.of(":-1")));
    assertThat(array.toInts()).containsExactly(0, 0, 1, 2, 3);
    array.copyFrom(array.view(Selection.of("::-1")));
    assertThat(array.toInts()).containsExactly(3, 2, 1, 0, 0);
  }

  @Test
  void convertedCopiesAreExactUnlessAsked() {
    NdArray array = NdArray.of(new double[] {1, 300, -1.5});
    assertThat(array.as(Datatypes.FLOAT32).toDoubles()).containsExactly(1, 300, -1.5);
    assertMismatch(() -> array.as(Datatypes.INT16));
    assertThat(array.as(Datatypes.INT8, Conversion.CLIP).toInts()).containsExactly(1, 127, -1);
    assertThat(NdArray.of(new int[] {0, 1}).as(Datatypes.BOOLEAN).toBooleans())
        .containsExactly(false, true);
    assertMismatch(() -> NdArray.of(new int[] {2}).as(Datatypes.BOOLEAN, Conversion.CLIP));
    assertThat(array.as(Datatypes.COMPLEX128).imaginary().sum()).isZero();
    assertThat(NdArray.range(6).reshape(3, 2).as(Datatypes.array(Datatypes.INT8, 2)).shape())
        .containsExactly(3, 2);
    assertMismatch(() -> NdArray.range(6).as(Datatypes.array(Datatypes.INT8, 2)));
    assertMismatch(() -> NdArray.range(6).as(Datatypes.fixedString(2)));
    assertMismatch(() -> NdArray.of(new String[] {"a"}).as(Datatypes.VARIABLE_STRING));
  }

  @Test
  void enumerationsConvertByName() {
    Enumeration from = Datatypes.enumeration(Datatypes.INT8, "A", "B");
    Enumeration to = Datatypes.enumeration(Datatypes.INT16, "X", "B", "A");
    NdArray array = NdArray.zeros(from, 2);
    array.setString("B", 1);
    assertThat(array.as(to).toInts()).containsExactly(2, 1);
    assertThat(array.as(Datatypes.fixedString(3)).toStrings()).containsExactly("A", "B");
    assertThat(array.as(Datatypes.FLOAT64).toDoubles()).containsExactly(0, 1);
    assertMismatch(() -> NdArray.range(2).as(to));
  }

  @Test
  void compoundsConvertByMember() {
    Compound from =
        Datatypes.compound().member("a", Datatypes.INT8).member("b", Datatypes.INT16).build();
    Compound to =
        Datatypes.compound().member("b", Datatypes.FLOAT64).member("a", Datatypes.INT64).build();
    Compound less = Datatypes.compound().member("b", Datatypes.INT8).build();
    NdArray array = NdArray.zeros(from, 2);
    array.field("a").fill(3);
    array.field("b").copyFrom(NdArray.of(new int[] {4, 5}));
    NdArray converted = array.as(to);
    assertThat(converted.field("a").toInts()).containsExactly(3, 3);
    assertThat(converted.field("b").toDoubles()).containsExactly(4, 5);
    assertMismatch(() -> array.as(less));
    assertThat(array.as(less, Conversion.CLIP).field("b").toInts()).containsExactly(4, 5);
  }

  /// What a member of every element holds belongs to that element: only whole elements are
  /// repeated.
  @Test
  void membersConvertOnlyToMembersOfTheSameDimensions() {
    List<Datatype> forms =
        List.of(
            Datatypes.INT32,
            Datatypes.array(Datatypes.INT32, 1),
            Datatypes.array(Datatypes.INT32, 3),
            Datatypes.array(Datatypes.INT32, 3, 3),
            Datatypes.array(Datatypes.array(Datatypes.INT64, 3), 3));
    for (Datatype from : forms) {
      NdArray array = inCompounds(from, 3);
      NdArray members = member(array);
      members.copyFrom(NdArray.range(members.size()).reshape(members.shape()));
      for (Datatype to : forms) {
        NdArray target = inCompounds(to, 3);
        if (Arrays.equals(members.shape(), member(target).shape())) {
          assertThat(member(array.as(target.datatype())).toLongs()).isEqualTo(members.toLongs());
          continue;
        }
        for (Conversion conversion : Conversion.values()) {
          assertMismatch(() -> array.as(target.datatype(), conversion));
          assertMismatch(() -> target.copyFrom(array, conversion));
        }
        assertMismatch(() -> target.set(Selection.of("1"), array.view(Selection.of("2"))));
        assertThat(target.contentEquals(inCompounds(to, 3))).isTrue();
      }
    }
    Datatype wide = inCompounds(Datatypes.array(Datatypes.INT64, 2), 1).datatype();
    NdArray one = inCompounds(Datatypes.array(Datatypes.INT32, 2), 1);
    member(one).copyFrom(NdArray.range(2));
    NdArray repeated = NdArray.zeros(wide, 2, 2);
    repeated.copyFrom(one);
    assertThat(member(repeated).toInts()).containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
  }

  private static NdArray inCompounds(Datatype type, long... shape) {
    Compound inner = Datatypes.compound().member("a", type).build();
    return NdArray.zeros(Datatypes.compound().member("in", inner).build(), shape);
  }

  private static NdArray member(NdArray compounds) {
    return compounds.field("in").field("a");
  }

  @Test
  void anySelectionIsReadAndReplaced() {
    NdArray array = NdArray.range(24).reshape(4, 6);
    assertThat(array.select(Selection.of("[3, 1], ::5")).toNested(int[][].class))
        .isDeepEqualTo(new int[][] {{18, 23}, {6, 11}});
    Selection points = Selection.points(new long[][] {{3, 4}, {0, 0}});
    assertThat(array.transpose().transpose().select(points).toInts()).containsExactly(22, 0);
    array.set(points, NdArray.of(new double[] {-1, -2}));
    array.set(Selection.of("[1, 2], 1:3"), NdArray.full(Datatypes.INT8, -3));
    array.transpose().set(Selection.of("5"), NdArray.of(new int[] {50, 51, 52, 53}));
    assertThat(array.toNested(int[][].class))
        .isDeepEqualTo(
            new int[][] {
              {-2, 1, 2, 3, 4, 50},
              {6, -3, -3, 9, 10, 51},
              {12, -3, -3, 15, 16, 52},
              {18, 19, 20, 21, -1, 53}
            });
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> array.select(Selection.of("4")));
    assertThat(NdArray.full(Datatypes.INT8, 4).select(Selection.all()).getInt()).isEqualTo(4);
  }

  @Test
  void newArraysAreWhatTheirNamesSay() {
    assertThat(NdArray.range(2, 9, 3).toLongs()).containsExactly(2, 5, 8);
    assertThat(NdArray.range(3, 0, -1).toLongs()).containsExactly(3, 2, 1);
    assertThat(NdArray.range(3, 3, 1).size()).isZero();
    assertThat(NdArray.range(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).toLongs())
        .containsExactly(Long.MIN_VALUE, -1, Long.MAX_VALUE - 1);
    assertThat(NdArray.range(0, 1, 0.25).toDoubles()).containsExactly(0, 0.25, 0.5, 0.75);
    assertThat(NdArray.linspace(0, 1, 3).toDoubles()).containsExactly(0, 0.5, 1);
    assertThat(NdArray.linspace(5, 9, 1).toDoubles()).containsExactly(5);
    assertThat(NdArray.full(Datatypes.FLOAT32, 0.5, 2).toDoubles()).containsExactly(0.5, 0.5);
    assertThat(NdArray.of(new String[] {"a", "日"}).datatype().size()).isEqualTo(3);
    assertThat(NdArray.ofNested(new String[][] {{"a"}, {"b"}}).getString(1, 0)).isEqualTo("b");
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.range(0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.range(0, 1, 0.0));
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.range(0, Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.linspace(0, 1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> NdArray.zeros(Datatypes.INT8, -1));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> NdArray.zeros(Datatypes.INT8, Long.MAX_VALUE, 3));
    assertThat(NdArray.zeros(Datatypes.INT8, Long.MAX_VALUE, 3, 0).size()).isZero();
    assertMismatch(() -> NdArray.of(new String[] {"a\0"}));
  }

  @Test
  void elementsBeyondFourGibibytesAreChanged(@TempDir Path folder) throws IOException {
    long size = (1L << 32) + 2;
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("sparse"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
      NdArray array = NdArray.of(memory, Datatypes.INT8, size);
      array.setLong(5, size - 1);
      NdArray ends = array.view(Selection.of("::" + (size - 1)));
      ends.mapInPlace(v -> v + 1);
      assertThat(ends.toInts()).containsExactly(1, 6);
      array.set(Selection.points(new long[][] {{size - 2}}), NdArray.full(Datatypes.INT8, 9));
      assertThat(array.select(Selection.of((size - 2) + ":")).toInts()).containsExactly(9, 6);
      assertThat(array.reshape(2, size / 2).view(Selection.of("1, -2:")).sum()).isEqualTo(15);
    }
  }
}
