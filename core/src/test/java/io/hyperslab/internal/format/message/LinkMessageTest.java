package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LinkMessageTest {
  @Test
  void aHardLinkWithNothingOptionalIsShort() {
    Bytes bytes = new Bytes().u8(1, 0, 1).text("a").u64(0x200);
    assertThat(LinkMessage.decode(bytes.cursor()))
        .isEqualTo(
            new LinkMessage(
                "a", CharacterSet.ASCII, OptionalLong.empty(), new LinkMessage.Hard(0x200)));
    DecoderLaws.holdFor(bytes, LinkMessage::decode);
  }

  @Test
  void aLikelyNameIsTheNameOnlyIfItIsStored() {
    byte[] likely = {'a', 'b'};
    Bytes same = new Bytes().u8(1, 0, 2).text("ab").u64(0x200);
    Bytes other = new Bytes().u8(1, 0, 2).text("ac").u64(0x200);
    Bytes padded = new Bytes().u8(1, 0, 3).text("ab").u8(0).u64(0x200);
    Bytes empty = new Bytes().u8(1, 0, 0).u64(0x200);
    assertThat(LinkMessage.decode(same.cursor(), "ab", likely).name()).isEqualTo("ab");
    assertThat(LinkMessage.decode(other.cursor(), "ab", likely).name()).isEqualTo("ac");
    assertThat(LinkMessage.decode(padded.cursor(), "ab", likely).name()).isEqualTo("ab");
    assertThatThrownBy(() -> LinkMessage.decode(empty.cursor(), "ab", likely))
        .isInstanceOf(MalformedFileException.class);
    // One that is not plain has no bytes here.
    assertThatThrownBy(() -> LinkMessage.decode(empty.cursor(), "é", new byte[0]))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Link Name is empty");
  }

  @Test
  void aSoftLinkMayHaveCreationOrderAndCharacterSet() {
    Bytes bytes = new Bytes().u8(1, 0x1d, 1).u64(42).u8(1).u16(3).text("é!").u16(2).text("/x");
    assertThat(LinkMessage.decode(bytes.cursor()))
        .isEqualTo(
            new LinkMessage(
                "é!", CharacterSet.UTF8, OptionalLong.of(42), new LinkMessage.Soft("/x")));
    DecoderLaws.holdFor(bytes, LinkMessage::decode);
  }

  @Test
  void anExternalLinkHasAFileAndAPath() {
    Bytes bytes =
        new Bytes().u8(1, 8, 64, 1).text("e").u16(9).u8(0).terminated("f.h5").terminated("/o");
    assertThat(LinkMessage.decode(bytes.cursor()).target())
        .isEqualTo(new LinkMessage.External("f.h5", "/o"));
    DecoderLaws.holdFor(bytes, LinkMessage::decode);
  }

  @Test
  void aUserDefinedLinkKeepsItsData() {
    Bytes bytes = new Bytes().u8(1, 0x0a, 200).u32(1).text("u").u16(2).u8(7, 8);
    assertThat(LinkMessage.decode(bytes.cursor()).target())
        .isInstanceOfSatisfying(
            LinkMessage.UserDefined.class,
            link -> {
              assertThat(link.type()).isEqualTo(200);
              assertThat(link.data()).containsExactly(7, 8);
            });
  }

  @Test
  void lengthsBeyondTheMessageAreMalformed() {
    assertThatThrownBy(
            () -> LinkMessage.decode(new Bytes().u8(1, 3).u64(1L << 62).text("a").cursor()))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> LinkMessage.decode(new Bytes().u8(1, 3).u64(-1).text("a").cursor()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void emptyNamesUnknownFlagsAndReservedTypesAreMalformed() {
    assertThatThrownBy(() -> LinkMessage.decode(new Bytes().u8(1, 0, 0).u64(0x200).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Link Name");
    assertThatThrownBy(() -> LinkMessage.decode(new Bytes().u8(1, 0x20).zeros(20).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Flags");
    assertThatThrownBy(
            () -> LinkMessage.decode(new Bytes().u8(1, 8, 2, 1).text("a").u16(0).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Link type");
  }

  @Test
  void aHardLinkOutsideTheFileIsMalformed() {
    assertThatThrownBy(() -> LinkMessage.decode(new Bytes().u8(1, 0, 1).text("a").u64(-1).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("undefined");
  }

  @Test
  void laterVersionsAreNotSupported() {
    assertThatThrownBy(() -> LinkMessage.decode(new Bytes().u8(2).zeros(20).cursor()))
        .isInstanceOf(UnsupportedFeatureException.class);
  }
}
