package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.message.DataspaceMessage.Kind;
import org.junit.jupiter.api.Test;

class DataspaceMessageTest {
  private static Bytes v2(int rank, int flags, int type) {
    return new Bytes().u8(2, rank, flags, type);
  }

  @Test
  void version1IsScalarWithoutDimensionsAndSimpleWithThem() {
    DataspaceMessage scalar = DataspaceMessage.decode(new Bytes().u8(1).zeros(7).cursor());
    assertThat(scalar.kind()).isEqualTo(Kind.SCALAR);
    assertThat(scalar.elementCount()).isEqualTo(1);
    Bytes bytes = new Bytes().u8(1, 2, 1).zeros(5).u64(3, 4, -1, 4);
    DataspaceMessage simple = DataspaceMessage.decode(bytes.cursor());
    assertThat(simple.kind()).isEqualTo(Kind.SIMPLE);
    assertThat(simple.dimensions()).containsExactly(3, 4);
    assertThat(simple.maximumDimensions()).containsExactly(DataspaceMessage.UNLIMITED, 4);
    assertThat(simple.elementCount()).isEqualTo(12);
    DecoderLaws.holdFor(bytes, DataspaceMessage::decode);
  }

  @Test
  void version2SaysWhatItIs() {
    assertThat(DataspaceMessage.decode(v2(0, 0, 0).cursor()).kind()).isEqualTo(Kind.SCALAR);
    DataspaceMessage empty = DataspaceMessage.decode(v2(0, 0, 2).cursor());
    assertThat(empty.kind()).isEqualTo(Kind.NULL);
    assertThat(empty.elementCount()).isZero();
    Bytes bytes = v2(1, 0, 1).u64(5);
    DataspaceMessage simple = DataspaceMessage.decode(bytes.cursor());
    assertThat(simple.maximumDimensions()).containsExactly(5);
    DecoderLaws.holdFor(bytes, DataspaceMessage::decode);
  }

  @Test
  void aDimensionOfZeroLeavesNoElementsHoweverLargeTheOthers() {
    Bytes bytes = v2(3, 0, 1).u64(1L << 62, 1L << 62, 0);
    assertThat(DataspaceMessage.decode(bytes.cursor()).elementCount()).isZero();
  }

  @Test
  void asManyElementsAsALongHoldsAreNotTooMany() {
    Bytes bytes = v2(2, 0, 1).u64(7, Long.MAX_VALUE / 7);
    assertThat(DataspaceMessage.decode(bytes.cursor()).elementCount()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void moreElementsThanALongHoldsAreMalformed() {
    assertThatThrownBy(() -> DataspaceMessage.decode(v2(2, 0, 1).u64(3, -1L >>> 1).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("number of elements");
    assertThatThrownBy(() -> DataspaceMessage.decode(v2(2, 0, 1).u64(1L << 32, 1L << 31).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("number of elements");
  }

  @Test
  void moreThan32DimensionsAndDimensionsOfAScalarAreMalformed() {
    assertThatThrownBy(() -> DataspaceMessage.decode(v2(33, 0, 1).zeros(33 * 8).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Dimensionality");
    assertThatThrownBy(() -> DataspaceMessage.decode(v2(1, 0, 0).u64(1).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Dimensionality");
  }

  @Test
  void aMaximumBelowTheSizeIsMalformed() {
    assertThatThrownBy(() -> DataspaceMessage.decode(v2(1, 1, 1).u64(5, 4).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Maximum");
  }

  @Test
  void otherVersionsAreNotSupportedOrMalformed() {
    assertThatThrownBy(() -> DataspaceMessage.decode(new Bytes().u8(3).zeros(7).cursor()))
        .isInstanceOf(UnsupportedFeatureException.class);
    assertThatThrownBy(() -> DataspaceMessage.decode(new Bytes().zeros(8).cursor()))
        .isInstanceOf(MalformedFileException.class);
  }
}
