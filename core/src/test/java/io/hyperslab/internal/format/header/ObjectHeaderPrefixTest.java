package io.hyperslab.internal.format.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class ObjectHeaderPrefixTest {
  private static Bytes v1() {
    return new Bytes().u8(1, 0).u16(3).u32(2, 0x108, 0);
  }

  private static Bytes v2(int flags) {
    return new Bytes().text("OHDR").u8(2, flags);
  }

  @Test
  void version1IsSixteenBytes() {
    ObjectHeaderPrefix prefix = ObjectHeaderPrefix.decode(v1().cursor());
    assertThat(prefix).isEqualTo(new ObjectHeaderV1Prefix(3, 2, 0x108));
    assertThat(prefix.size()).isEqualTo(16);
    assertThat(prefix.checksumSize()).isZero();
    DecoderLaws.holdFor(v1(), ObjectHeaderPrefix::decode);
  }

  @Test
  void version2HasNothingThatItsFlagsDoNotName() {
    ObjectHeaderPrefix prefix = ObjectHeaderPrefix.decode(v2(0).u8(200).cursor());
    assertThat(prefix.size()).isEqualTo(7);
    assertThat(prefix.firstBlockSize()).isEqualTo(200);
    assertThat(prefix.times()).isEmpty();
    assertThat(prefix.referenceCount()).isEqualTo(1);
    assertThat(prefix.maximumCompactAttributes()).isEqualTo(8);
    assertThat(prefix.minimumDenseAttributes()).isEqualTo(6);
    assertThat(prefix.tracksCreationOrder()).isFalse();
  }

  @Test
  void version2HasAllThatItsFlagsName() {
    Bytes bytes = v2(0x3f).u32(1, 2, 3, 4).u16(20, 10).u64(0x1_0000_0000L);
    ObjectHeaderPrefix prefix = ObjectHeaderPrefix.decode(bytes.cursor());
    assertThat(prefix.size()).isEqualTo(ObjectHeaderPrefix.MAXIMUM_SIZE);
    assertThat(prefix.firstBlockSize()).isEqualTo(0x1_0000_0000L);
    assertThat(prefix.times()).contains(new ObjectTimes(1, 2, 3, 4));
    assertThat(prefix.maximumCompactAttributes()).isEqualTo(20);
    assertThat(prefix.minimumDenseAttributes()).isEqualTo(10);
    assertThat(prefix.tracksCreationOrder()).isTrue();
    assertThat(prefix.indexesCreationOrder()).isTrue();
    DecoderLaws.holdFor(bytes, ObjectHeaderPrefix::decode);
  }

  @Test
  void unknownFlagsAndCrossedPhasesAreMalformed() {
    assertThatThrownBy(() -> ObjectHeaderPrefix.decode(v2(0x40).u8(8).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Flags");
    assertThatThrownBy(() -> ObjectHeaderPrefix.decode(v2(0x10).u16(5, 6).u8(8).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("dense");
  }

  @Test
  void otherVersionsAreNotSupportedOrMalformed() {
    assertThatThrownBy(
            () -> ObjectHeaderPrefix.decode(new Bytes().text("OHDR").u8(3).zeros(40).cursor()))
        .isInstanceOf(UnsupportedFeatureException.class);
    assertThatThrownBy(() -> ObjectHeaderPrefix.decode(new Bytes().zeros(40).cursor()))
        .isInstanceOf(MalformedFileException.class);
  }
}
