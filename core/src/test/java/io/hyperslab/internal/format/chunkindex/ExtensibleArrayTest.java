package io.hyperslab.internal.format.chunkindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class ExtensibleArrayTest {
  /// @param parameters max nelmts bits, index blk elmts, data blk min elmts, secondary blk min data
  ///   ptrs, max dblk page nelmts bits
  private static Bytes header(int... parameters) {
    return new Bytes()
        .text("EAHD")
        .u8(0, 0, 8)
        .u8(parameters)
        .u64(1, 2, 3, 4, 5, 6)
        .u64(0x500)
        .checksum();
  }

  /// With libhdf5's parameters: 32 bits, 4 elements in the index block, data blocks of 16 elements
  /// at least, 4 data block pointers at least, pages of 1024 elements.
  private static ExtensibleArrayHeader usual() {
    return ExtensibleArrayHeader.decode(header(32, 4, 16, 4, 10).cursor());
  }

  @Test
  void headerHasTheFieldsOfTheSpecification() {
    Bytes bytes = header(32, 4, 16, 4, 10);
    assertThat(ExtensibleArrayHeader.decode(bytes.cursor()))
        .isEqualTo(
            new ExtensibleArrayHeader(0x100, 0, 8, 32, 4, 16, 4, 10, 1, 2, 3, 4, 5, 6, 0x500));
    assertThat(ExtensibleArrayHeader.length(Bytes.CONTEXT)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, ExtensibleArrayHeader::decode);
  }

  @Test
  void parametersMustFitTogether() {
    for (Bytes wrong :
        new Bytes[] {
          header(0, 4, 16, 4, 10),
          header(65, 4, 16, 4, 10),
          header(32, 4, 15, 4, 10),
          header(32, 4, 0, 4, 10),
          header(32, 4, 16, 3, 10),
          header(32, 4, 16, 0, 10),
          header(32, 4, 16, 4, 63),
          // two secondary blocks of 16 elements and more need six bits
          header(5, 4, 16, 4, 10),
          // the first secondary block has data blocks of 16 * 2^2 elements
          header(32, 4, 16, 4, 5)
        }) {
      assertThatThrownBy(() -> ExtensibleArrayHeader.decode(wrong.cursor()))
          .isInstanceOf(MalformedFileException.class);
    }
  }

  /// By the specification's formulas: secondary block u has 2^(u/2) data blocks of 16 * 2^((u+1)/2)
  /// elements.
  @Test
  void shapesFollowFromTheHeader() {
    long[][] expected = {
      {1, 16, 0, 0, 0},
      {1, 32, 16, 1, 0},
      {2, 32, 48, 2, 0},
      {2, 64, 112, 4, 0},
      {4, 64, 240, 6, 0},
      {4, 128, 496, 10, 0},
      {8, 128, 1008, 14, 0},
      {8, 256, 2032, 22, 0}
    };
    for (int i = 0; i < expected.length; i++) {
      long[] row = expected[i];
      assertThat(SecondaryBlockShape.of(usual(), i))
          .isEqualTo(new SecondaryBlockShape(i, row[0], row[1], row[2], row[3], row[4]));
    }
    // 64 data blocks of 16 * 2^7 = 2048 elements: two pages each
    SecondaryBlockShape paged = SecondaryBlockShape.of(usual(), 13);
    assertThat(paged.dataBlocks()).isEqualTo(64);
    assertThat(paged.elementsPerDataBlock()).isEqualTo(2048);
    assertThat(paged.firstElement()).isEqualTo(16 * (8192 - 1));
    assertThat(paged.pagesPerDataBlock()).isEqualTo(2);
    // 16 * 2^6 = 1024 elements fit one page
    assertThat(SecondaryBlockShape.of(usual(), 12).pagesPerDataBlock()).isZero();
  }

  @Test
  void indexesLieInTheirSecondaryBlocks() {
    ExtensibleArrayHeader header = usual();
    assertThat(header.secondaryBlock(0)).isZero();
    assertThat(header.secondaryBlock(15)).isZero();
    assertThat(header.secondaryBlock(16)).isEqualTo(1);
    assertThat(header.secondaryBlock(47)).isEqualTo(1);
    assertThat(header.secondaryBlock(48)).isEqualTo(2);
    assertThat(header.secondaryBlock(131055)).isEqualTo(12);
    assertThat(header.secondaryBlock(131056)).isEqualTo(13);
    assertThat(header.secondaryBlocks()).isEqualTo(29);
    assertThat(header.secondaryBlocksInIndexBlock()).isEqualTo(4);
    assertThat(header.dataBlocksInIndexBlock()).isEqualTo(6);
    assertThat(SecondaryBlockShape.end(header)).isEqualTo(29);
  }

  @Test
  void shapesOfTheWidestArrayDoNotOverflow() {
    ExtensibleArrayHeader header = ExtensibleArrayHeader.decode(header(64, 0, 128, 2, 62).cursor());
    int end = SecondaryBlockShape.end(header);
    long before = -1;
    for (int i = 0; i < end; i++) {
      SecondaryBlockShape shape = SecondaryBlockShape.of(header, i);
      assertThat(shape.firstElement()).isGreaterThan(before);
      assertThat(shape.elementsPerDataBlock()).isPositive();
      before = shape.firstElement();
    }
    assertThat(end).isEqualTo(56);
  }

  @Test
  void indexBlockHoldsElementsAndAddresses() {
    ExtensibleArrayHeader header = ExtensibleArrayHeader.decode(header(6, 2, 16, 2, 10).cursor());
    // 1 + 6 - 4 = 3 secondary blocks, of which the index block replaces 2
    Bytes bytes =
        new Bytes()
            .text("EAIB")
            .u8(0, 0)
            .u64(0x100)
            .u64(0x700, -1)
            .u64(0x800, -1)
            .u64(0x900)
            .checksum();
    ExtensibleArrayIndexBlock block = ExtensibleArrayIndexBlock.decode(bytes.cursor(), header);
    assertThat(block.elements().count()).isEqualTo(2);
    assertThat(block.dataBlockAddresses()).containsExactly(0x800, -1);
    assertThat(block.secondaryBlockAddresses()).containsExactly(0x900);
    assertThat(ExtensibleArrayIndexBlock.length(Bytes.CONTEXT, header)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, cursor -> ExtensibleArrayIndexBlock.decode(cursor, header));
  }

  @Test
  void secondaryBlockPacksItsBitmap() {
    // pages of 4 elements; number 3 has 2 data blocks of 4 * 2^2 = 16 elements, 4 pages each
    ExtensibleArrayHeader header = ExtensibleArrayHeader.decode(header(10, 0, 4, 1, 2).cursor());
    SecondaryBlockShape shape = SecondaryBlockShape.of(header, 3);
    Bytes bytes =
        new Bytes()
            .text("EASB")
            .u8(0, 0)
            .u64(0x100)
            .u16(4 * 7)
            .u8(0b1010_0001, 0)
            .u64(0x700, 0x800)
            .checksum();
    ExtensibleArraySecondaryBlock block =
        ExtensibleArraySecondaryBlock.decode(bytes.cursor(), header, shape);
    assertThat(block.isInitialized(0, 0)).isTrue();
    assertThat(block.isInitialized(0, 1)).isFalse();
    assertThat(block.isInitialized(0, 2)).isTrue();
    assertThat(block.isInitialized(1, 0)).isFalse();
    assertThat(block.isInitialized(1, 3)).isTrue();
    assertThat(block.dataBlockAddresses()).containsExactly(0x700, 0x800);
    assertThat(ExtensibleArraySecondaryBlock.length(Bytes.CONTEXT, header, shape))
        .isEqualTo(bytes.size());
    DecoderLaws.holdFor(
        bytes, cursor -> ExtensibleArraySecondaryBlock.decode(cursor, header, shape));
  }

  @Test
  void dataBlockHoldsElements() {
    ExtensibleArrayHeader header = usual();
    Bytes bytes = new Bytes().text("EADB").u8(0, 0).u64(0x100).u32(999).u64(0x700, -1).checksum();
    ExtensibleArrayDataBlock block = ExtensibleArrayDataBlock.decode(bytes.cursor(), header, 2);
    assertThat(block.elements().element(0, Bytes.CONTEXT).address()).isEqualTo(0x700);
    assertThat(ExtensibleArrayDataBlock.length(Bytes.CONTEXT, header, 2)).isEqualTo(bytes.size());
    // the prefix with its checksum, then pages of 1024 elements with theirs
    assertThat(ExtensibleArrayDataBlock.pageOffset(Bytes.CONTEXT, header, 2))
        .isEqualTo(22 + 2 * (1024 * 8 + 4));
    DecoderLaws.holdFor(bytes, cursor -> ExtensibleArrayDataBlock.decode(cursor, header, 2));
  }
}
