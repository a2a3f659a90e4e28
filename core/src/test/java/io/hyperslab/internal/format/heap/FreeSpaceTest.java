package io.hyperslab.internal.format.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.heap.FreeSpaceSections.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sections in an address space of 32 bits, of at most 65536 bytes: offsets of 4 bytes, sizes of 3.
class FreeSpaceTest {
  private static Bytes header(int sections, int listSize) {
    return new Bytes()
        .text("FSHD")
        .u8(0, 0)
        .u64(100, sections, sections, 0)
        .u16(4, 80, 120, 32)
        .u64(65536, 0x400, listSize, listSize)
        .checksum();
  }

  /// One set of two sections of 20 bytes, and one of a row of blocks, which has an offset and three
  /// numbers more.
  private static Bytes sections() {
    return new Bytes()
        .text("FSSE")
        .u8(0)
        .u64(0x100)
        .u8(2)
        .number(20, 3)
        .u32(30)
        .u8(0)
        .u32(80)
        .u8(0)
        .u8(1)
        .number(512, 3)
        .u32(1024)
        .u8(1)
        .u32(0)
        .u16(0, 2, 1)
        .checksum();
  }

  @Test
  void headerHasTheFieldsOfTheSpecification() {
    Bytes bytes = header(3, 50);
    FreeSpaceHeader header = FreeSpaceHeader.decode(bytes.cursor());
    assertThat(header)
        .isEqualTo(new FreeSpaceHeader(0, 100, 3, 3, 0, 4, 80, 120, 32, 65536, 0x400, 50, 50));
    assertThat(FreeSpaceHeader.length(Bytes.CONTEXT)).isEqualTo(bytes.size());
    Encoder out = new Encoder(Bytes.CONTEXT);
    header.encode(out);
    assertThat(out.toBytes()).isEqualTo(bytes.bytes());
    DecoderLaws.holdFor(bytes, FreeSpaceHeader::decode);
  }

  @Test
  void sectionsComeInSetsOfTheSameSize() {
    FreeSpaceHeader header = FreeSpaceHeader.decode(header(3, 50).cursor());
    FreeSpaceSections list = FreeSpaceSections.decode(sections().cursor(), header, 0x100);
    assertThat(list.sections()).extracting(Section::offset).containsExactly(30L, 80L, 1024L);
    assertThat(list.sections()).extracting(Section::size).containsExactly(20L, 20L, 512L);
    assertThat(list.sections()).extracting(Section::type).containsExactly(0, 0, 1);
    Encoder out = new Encoder(Bytes.CONTEXT);
    list.encode(out, header);
    assertThat(out.toBytes()).isEqualTo(sections().bytes());
    DecoderLaws.holdFor(sections(), cursor -> FreeSpaceSections.decode(cursor, header, 0x100));
  }

  @Test
  void lengthIsThatOfTheListOfSections() {
    FreeSpaceHeader header = FreeSpaceHeader.decode(header(2, 50).cursor());
    FreeSpaceSections list =
        new FreeSpaceSections(0x100, List.of(Section.single(30, 20), Section.single(80, 20)));
    Encoder out = new Encoder(Bytes.CONTEXT);
    list.encode(out, header);
    // signature 4, version 1, address 8; count 1 and size 3; twice offset 4 and type 1; checksum 4
    assertThat(FreeSpaceSections.length(Bytes.CONTEXT, header, 1)).isEqualTo(31);
    assertThat(out.size()).isEqualTo(31);
  }

  @Test
  void listOfAnotherManagerOrWithTooManySectionsIsMalformed() {
    FreeSpaceHeader three = FreeSpaceHeader.decode(header(3, 50).cursor());
    assertThatThrownBy(() -> FreeSpaceSections.decode(sections().cursor(), three, 0x200))
        .isInstanceOf(MalformedFileException.class);
    FreeSpaceHeader one = FreeSpaceHeader.decode(header(1, 50).cursor());
    assertThatThrownBy(() -> FreeSpaceSections.decode(sections().cursor(), one, 0x100))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("number of section records");
  }
}
