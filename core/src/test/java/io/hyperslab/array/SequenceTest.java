package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private static final FixedPoint BIG_SHORT = FixedPoint.of(2, ByteOrder.BIG_ENDIAN, true);
  private static final VariableLength SHORTS = new VariableLength(16, BIG_SHORT);

  /// A heap in memory: objects by index, all at address 0x60.
  private static final class Heap implements IndirectData {
    private final List<byte[]> objects = new ArrayList<>();

    /// Stores elements and gives their descriptor.
    byte[] put(int count, byte[] elements) {
      objects.add(elements);
      return descriptor(count, 0x60, objects.size() - 1);
    }

    static byte[] descriptor(int count, long address, int index) {
      return ByteBuffer.allocate(16)
          .order(java.nio.ByteOrder.LITTLE_ENDIAN)
          .putInt(count)
          .putLong(address)
          .putInt(index)
          .array();
    }

    @Override
    public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
      ByteBuffer bytes = descriptor.asByteBuffer().order(java.nio.ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.getLong(4)).isEqualTo(0x60);
      return MemorySegment.ofArray(objects.get(bytes.getInt(12)));
    }
  }

  private static final byte[] NULL = Heap.descriptor(3, 0, 0);

  private final Heap heap = new Heap();

  private byte[] shorts(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return heap.put(values.length, bytes.array());
  }

  private byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return heap.put(bytes.length, bytes);
  }

  private NdArray array(Datatype type, byte[]... descriptors) {
    return NdArray.of(
        MemorySegment.ofArray(concatenate(descriptors)),
        type,
        new long[] {descriptors.length},
        heap);
  }

  private static byte[] concatenate(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void sequencesAreArraysOfTheirOwn() {
    NdArray array = array(SHORTS, shorts(1, 2, 3), shorts(), NULL, shorts(-7));
    assertThat(array.sequence(0).toInts()).containsExactly(1, 2, 3);
    assertThat(array.sequence(1).size()).isZero();
    assertThat(array.sequence(2).size()).isZero();
    assertThat(array.sequence(3).getLong(0)).isEqualTo(-7);
    assertThat(array.isNullSequence(1)).isFalse();
    assertThat(array.isNullSequence(2)).isTrue();
    assertThat(array.toNested(int[][].class)).isDeepEqualTo(new int[][] {{1, 2, 3}, {}, {}, {-7}});
    assertThat(array.reshape(2, 2).toNested(double[][][].class))
        .isDeepEqualTo(new double[][][] {{{1, 2, 3}, {}}, {{}, {-7}}});
  }

  @Test
  void sequencesOfSequencesAndOfArraysNest() {
    byte[] inner = concatenate(shorts(1), shorts(2, 3));
    NdArray deep = array(new VariableLength(16, SHORTS), heap.put(2, inner));
    assertThat(deep.toNested(long[][][].class)).isDeepEqualTo(new long[][][] {{{1}, {2, 3}}});
    assertThatThrownBy(() -> deep.toNested(long[][].class))
        .isInstanceOf(DatatypeMismatchException.class);
    VariableLength pairs = new VariableLength(16, new ArrayType(List.of(2L), FixedPoint.INT8));
    NdArray rows = array(pairs, heap.put(2, new byte[] {1, 2, 3, 4}));
    assertThat(rows.sequence(0).shape()).containsExactly(2, 2);
    assertThat(rows.toNested(byte[][][].class)).isDeepEqualTo(new byte[][][] {{{1, 2}, {3, 4}}});
  }

  @Test
  void variableTextEndsAtTheFirstNul() {
    VariableString type = new VariableString(16, Padding.NULL_TERMINATED, CharacterSet.UTF8);
    NdArray array = array(type, text("h\u00e9llo"), text("a\0b"), NULL, text("end "));
    assertThat(array.toStrings()).containsExactly("h\u00e9llo", "a", "", "end ");
    assertThat(array.getString(0)).isEqualTo("h\u00e9llo");
    assertThat(
            array(new VariableLength(16, type), heap.put(1, text("x"))).toNested(String[][].class))
        .isDeepEqualTo(new String[][] {{"x"}});
  }

  @Test
  void dataThatIsNotAsLongAsItsDescriptorSaysIsRefused() {
    for (int claimed : new int[] {1, 3, -1}) {
      NdArray array = array(SHORTS, heap.put(claimed, new byte[4]));
      assertThatThrownBy(() -> array.sequence(0))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining(Integer.toUnsignedString(claimed));
    }
  }

  @Test
  void textThatClaimsMoreThanTheHeapHoldsIsMalformedNotTooLarge() {
    VariableString type = new VariableString(16, Padding.NULL_TERMINATED, CharacterSet.UTF8);
    NdArray array = array(type, heap.put(-1, new byte[4]));
    assertThatThrownBy(array::toStrings).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void withoutAFileThereIsNoIndirectData() {
    NdArray array = NdArray.of(MemorySegment.ofArray(shorts(1)), SHORTS, 1);
    assertThatThrownBy(() -> array.sequence(0)).isInstanceOf(IllegalStateException.class);
    assertThat(array).hasToString("[sequence of 1]");
    assertThatThrownBy(() -> array.field("x")).isInstanceOf(DatatypeMismatchException.class);
    NdArray numbers = NdArray.of(MemorySegment.ofArray(new byte[2]), FixedPoint.INT8, 2);
    assertThatThrownBy(() -> numbers.sequence(0)).isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> numbers.isNullSequence(0))
        .isInstanceOf(DatatypeMismatchException.class);
  }
}
