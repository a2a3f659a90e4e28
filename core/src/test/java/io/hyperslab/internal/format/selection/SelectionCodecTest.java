package io.hyperslab.internal.format.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.selection.SerializedSelection.BlockList;
import io.hyperslab.internal.format.selection.SerializedSelection.Points;
import io.hyperslab.internal.format.selection.SerializedSelection.RegularHyperslab;
import org.junit.jupiter.api.Test;

class SelectionCodecTest {
  static Bytes all() {
    return new Bytes().u32(3, 1, 0, 0);
  }

  /// One dimension: start 1, stride 4, and so many blocks of two.
  private static Bytes slab(int count) {
    return new Bytes().u32(2, 3).u8(1, 2).u32(1).u16(1, 4, count, 2);
  }

  private static SerializedSelection decode(Bytes bytes) {
    return SerializedSelection.decode(bytes.cursor());
  }

  @Test
  void allAndNoneHaveNothingMore() {
    assertThat(decode(all())).isEqualTo(new SerializedSelection.All());
    assertThat(decode(new Bytes().u32(0, 1, 0, 0))).isEqualTo(new SerializedSelection.None());
    DecoderLaws.holdFor(all(), SerializedSelection::decode);
  }

  @Test
  void pointsAreFourBytesWideInVersion1() {
    Bytes bytes = new Bytes().u32(1, 1, 0, 24, 2, 2).u32(3, 4, 1, 2);
    assertThat(decode(bytes))
        .isInstanceOfSatisfying(
            Points.class,
            points -> {
              assertThat(points.rank()).isEqualTo(2);
              assertThat(points.count()).isEqualTo(2);
              assertThat(points.coordinates()).containsExactly(3, 4, 1, 2);
            });
    DecoderLaws.holdFor(bytes, SerializedSelection::decode);
  }

  @Test
  void pointsHaveAWidthOfTheirOwnInVersion2() {
    Bytes two = new Bytes().u32(1, 2).u8(2).u32(1).u16(2).u16(65535, 7);
    assertThat(((Points) decode(two)).coordinates()).containsExactly(65535, 7);
    Bytes eight = new Bytes().u32(1, 2).u8(8).u32(1).u64(1).u64(1L << 40);
    assertThat(((Points) decode(eight)).coordinates()).containsExactly(1L << 40);
    DecoderLaws.holdFor(two, SerializedSelection::decode);
    DecoderLaws.holdFor(eight, SerializedSelection::decode);
  }

  @Test
  void version1HyperslabsAreBlocks() {
    Bytes bytes = new Bytes().u32(2, 1, 0, 40, 2, 2).u32(0, 1, 2, 3, 4, 4, 4, 9);
    assertThat(decode(bytes))
        .isInstanceOfSatisfying(
            BlockList.class,
            blocks -> {
              assertThat(blocks.count()).isEqualTo(2);
              assertThat(blocks.starts()).containsExactly(0, 1, 4, 4);
              assertThat(blocks.ends()).containsExactly(2, 3, 4, 9);
            });
    DecoderLaws.holdFor(bytes, SerializedSelection::decode);
  }

  @Test
  void version2HyperslabsAreRegularAndMayBeUnlimited() {
    Bytes bytes = new Bytes().u32(2, 2).u8(1).u32(36, 1).u64(5, 10, -1, 3);
    assertThat(decode(bytes))
        .isInstanceOfSatisfying(
            RegularHyperslab.class,
            slab -> {
              assertThat(slab.start()).containsExactly(5);
              assertThat(slab.stride()).containsExactly(10);
              assertThat(slab.count()).containsExactly(SerializedSelection.UNLIMITED);
              assertThat(slab.block()).containsExactly(3);
              assertThat(slab.unlimitedDimension()).isZero();
            });
    DecoderLaws.holdFor(bytes, SerializedSelection::decode);
  }

  @Test
  void version3HyperslabsHaveAWidth() {
    RegularHyperslab slab = (RegularHyperslab) decode(slab(3));
    assertThat(slab.count()).containsExactly(3);
    assertThat(slab.unlimitedDimension()).isEqualTo(-1);
    assertThat(((RegularHyperslab) decode(slab(0xffff))).count())
        .containsExactly(SerializedSelection.UNLIMITED);
    Bytes blocks = new Bytes().u32(2, 3).u8(0, 4).u32(1).u32(1).u32(6, 8);
    assertThat(((BlockList) decode(blocks)).ends()).containsExactly(8);
    DecoderLaws.holdFor(slab(3), SerializedSelection::decode);
    DecoderLaws.holdFor(blocks, SerializedSelection::decode);
  }

  @Test
  void blocksThatOverlapOrReachTooFarAreMalformed() {
    assertThatThrownBy(() -> decode(new Bytes().u32(2, 3).u8(1, 2).u32(1).u16(0, 2, 2, 3)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("stride");
    assertThatThrownBy(() -> decode(new Bytes().u32(2, 3).u8(1, 2).u32(1).u16(0, 0, 1, 1)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("stride");
    assertThatThrownBy(
            () -> decode(new Bytes().u32(2, 3).u8(1, 8).u32(1).u64(0, 1L << 40, 1L << 40, 1)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("end of the hyperslab");
    assertThatThrownBy(() -> decode(new Bytes().u32(2, 3).u8(0, 4).u32(1).u32(1).u32(8, 6)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("ending offset");
  }

  @Test
  void twoUnlimitedDimensionsAreMalformed() {
    Bytes bytes = new Bytes().u32(2, 3).u8(1, 2).u32(2).u16(0, 1, 0xffff, 1, 0, 1, 0xffff, 1);
    assertThatThrownBy(() -> decode(bytes))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("unlimited");
  }

  @Test
  void countsAndRanksBeyondTheBytesAreMalformed() {
    assertThatThrownBy(() -> decode(new Bytes().u32(1, 1, 0, 0, 1, 0xffff_ffffL).u32(1)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Num Points");
    assertThatThrownBy(() -> decode(new Bytes().u32(2, 1, 0, 0, 33, 1).zeros(600)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Rank");
    assertThatThrownBy(() -> decode(new Bytes().u32(1, 2).u8(3).u32(1).zeros(6)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Encode Size");
  }

  @Test
  void unknownTypesAreMalformedAndLaterVersionsNotSupported() {
    assertThatThrownBy(() -> decode(new Bytes().u32(4, 1, 0, 0)))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> decode(new Bytes().u32(2, 4).zeros(40)))
        .isInstanceOf(UnsupportedFeatureException.class);
  }
}
