package io.hyperslab.internal.format.chunkindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class FixedArrayTest {
  private static Bytes header(int client, int entrySize, int pageBits, long entries) {
    return new Bytes()
        .text("FAHD")
        .u8(0, client, entrySize, pageBits)
        .u64(entries, 0x500)
        .checksum();
  }

  private static FixedArrayHeader decode(Bytes bytes) {
    return FixedArrayHeader.decode(bytes.cursor());
  }

  @Test
  void headerHasTheFieldsOfTheSpecification() {
    Bytes bytes = header(1, 15, 10, 7);
    assertThat(decode(bytes)).isEqualTo(new FixedArrayHeader(0x100, 1, 15, 10, 7, 0x500));
    assertThat(FixedArrayHeader.length(Bytes.CONTEXT)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, FixedArrayHeader::decode);
  }

  @Test
  void entrySizeMustFitTheClient() {
    for (Bytes wrong :
        new Bytes[] {header(0, 9, 10, 7), header(1, 12, 10, 7), header(1, 21, 10, 7)}) {
      assertThatThrownBy(() -> decode(wrong))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining("element size");
    }
    assertThatThrownBy(() -> decode(header(2, 8, 10, 7)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("client ID");
    assertThatThrownBy(() -> decode(header(0, 8, 63, 7)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("page bits");
  }

  @Test
  void arrayHasPagesWhenItsElementsDoNotFitOne() {
    assertThat(decode(header(0, 8, 2, 4)).pages()).isZero();
    FixedArrayHeader paged = decode(header(0, 8, 2, 10));
    assertThat(paged.pages()).isEqualTo(3);
    assertThat(paged.entriesIn(1)).isEqualTo(4);
    assertThat(paged.entriesIn(2)).isEqualTo(2);
    // signature to header address 14, bitmap 1, checksum 4
    assertThat(paged.dataBlockLength(Bytes.CONTEXT)).isEqualTo(19);
    assertThat(paged.pageOffset(Bytes.CONTEXT, 2)).isEqualTo(19 + 2 * (4 * 8 + 4));
    FixedArrayHeader absurd = decode(header(0, 8, 0, Long.MAX_VALUE));
    assertThat(absurd.pages()).isEqualTo(Long.MAX_VALUE);
    assertThat(absurd.dataBlockLength(Bytes.CONTEXT)).isPositive();
    assertThat(absurd.pageOffset(Bytes.CONTEXT, Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void dataBlockWithoutPagesHoldsElements() {
    FixedArrayHeader header = decode(header(1, 15, 10, 2));
    Bytes bytes =
        new Bytes()
            .text("FADB")
            .u8(0, 1)
            .u64(0x100)
            .u64(0x700)
            .number(300, 3)
            .u32(1)
            .u64(-1)
            .number(0, 3)
            .u32(0)
            .checksum();
    FixedArrayDataBlock block = FixedArrayDataBlock.decode(bytes.cursor(), header);
    assertThat(block.elements().element(0, Bytes.CONTEXT))
        .isEqualTo(new ChunkElement(0x700, 300, 1));
    assertThat(block.elements().element(1, Bytes.CONTEXT).isAllocated()).isFalse();
    assertThat(header.dataBlockLength(Bytes.CONTEXT)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, cursor -> FixedArrayDataBlock.decode(cursor, header));
  }

  @Test
  void bitmapStartsWithTheHighestBit() {
    FixedArrayHeader header = decode(header(0, 8, 0, 10));
    Bytes bytes = new Bytes().text("FADB").u8(0, 0).u64(0x100).u8(0x80, 0x40).checksum();
    FixedArrayDataBlock block = FixedArrayDataBlock.decode(bytes.cursor(), header);
    assertThat(block.pageBitmap().isInitialized(0)).isTrue();
    assertThat(block.pageBitmap().isInitialized(1)).isFalse();
    assertThat(block.pageBitmap().isInitialized(7)).isFalse();
    assertThat(block.pageBitmap().isInitialized(8)).isFalse();
    assertThat(block.pageBitmap().isInitialized(9)).isTrue();
    DecoderLaws.holdFor(bytes, cursor -> FixedArrayDataBlock.decode(cursor, header));
  }

  @Test
  void pageHoldsElements() {
    Bytes bytes = new Bytes().u64(0x700, -1).checksum();
    ChunkElements elements = DataBlockPage.decode(bytes.cursor(), 0, 8, 2).elements();
    assertThat(elements.element(0, Bytes.CONTEXT))
        .isEqualTo(new ChunkElement(0x700, ChunkElement.UNFILTERED, 0));
    assertThat(DataBlockPage.length(8, 2)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, cursor -> DataBlockPage.decode(cursor, 0, 8, 2));
  }

  @Test
  void blockOfAnotherArrayIsMalformed() {
    FixedArrayHeader header = decode(header(0, 8, 10, 0));
    Bytes bytes = new Bytes().text("FADB").u8(0, 0).u64(0x108).checksum();
    assertThatThrownBy(() -> FixedArrayDataBlock.decode(bytes.cursor(), header))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("header address is 0x108, expected 0x100");
  }
}
