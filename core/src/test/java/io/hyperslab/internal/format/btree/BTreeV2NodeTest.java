package io.hyperslab.internal.format.btree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.DecoderLaws;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BTreeV2NodeTest {
  private static Bytes header(int depth, int nodeSize, int recordSize, int rootRecords) {
    return new Bytes()
        .text("BTHD")
        .u8(0, 5)
        .u32(nodeSize)
        .u16(recordSize, depth)
        .u8(100, 40)
        .u64(0x800)
        .u16(rootRecords)
        .u64(1000)
        .checksum();
  }

  private static BTreeV2NodeSizes sizes(int depth, int nodeSize, int recordSize) {
    Cursor cursor = header(depth, nodeSize, recordSize, 1).cursor();
    return BTreeV2NodeSizes.of(BTreeV2Header.decode(cursor), cursor);
  }

  @Test
  void headerHasTheFieldsOfTheSpecification() {
    Bytes bytes = header(2, 512, 11, 3);
    assertThat(BTreeV2Header.decode(bytes.cursor()))
        .isEqualTo(new BTreeV2Header(5, 512, 11, 2, 100, 40, 0x800, 3, 1000));
    assertThat(BTreeV2Header.length(Bytes.CONTEXT)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, BTreeV2Header::decode);
  }

  @Test
  void headerOfATooDeepTreeExceedsALimit() {
    assertThatThrownBy(() -> BTreeV2Header.decode(header(65, 512, 11, 1).cursor()))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void headerWithoutRecordSizeOrWithAWrongChecksumIsMalformed() {
    assertThatThrownBy(() -> BTreeV2Header.decode(header(0, 512, 0, 1).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("record size");
    byte[] bytes = header(0, 512, 11, 1).bytes();
    bytes[30] ^= 1;
    assertThatThrownBy(() -> BTreeV2Header.decode(new Bytes().raw(bytes).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void laterVersionIsNotSupported() {
    Bytes bytes = new Bytes().text("BTHD").u8(1).zeros(40);
    assertThatThrownBy(() -> BTreeV2Header.decode(bytes.cursor()))
        .isInstanceOf(UnsupportedFeatureException.class);
  }

  /// Nodes of 512 bytes and records of 11, as libhdf5 makes them for link names: leaves (512 - 10)
  /// / 11 = 45 records, one byte; depth 1: pointers of 8 + 1, (512 - 10 - 9) / 20 = 24 records, 25
  /// * 45 + 24 = 1149 below; depth 2: pointers of 8 + 1 + 2, (512 - 10 - 11) / 22 = 22 records, 23
  /// * 1149 + 22 = 26449 below; depth 3: pointers of 8 + 1 + 2, 22 records, 23 * 26449 + 22 =
  ///   608349 below, three bytes.
  @Test
  void sizesFollowFromTheHeader() {
    BTreeV2NodeSizes sizes = sizes(4, 512, 11);
    assertThat(sizes.maxRecords(0)).isEqualTo(45);
    assertThat(sizes.maxRecords(1)).isEqualTo(24);
    assertThat(sizes.maxRecords(2)).isEqualTo(22);
    assertThat(sizes.recordsWidth()).isEqualTo(1);
    assertThat(sizes.totalWidth(1)).isZero();
    assertThat(sizes.totalWidth(2)).isEqualTo(2);
    assertThat(sizes.totalWidth(3)).isEqualTo(2);
    assertThat(sizes.totalWidth(4)).isEqualTo(3);
    assertThat(sizes.pointerSize(4)).isEqualTo(12);
    assertThat(sizes.usedLength(0, 45)).isEqualTo(10 + 45 * 11);
    assertThat(sizes.usedLength(2, 3)).isEqualTo(10 + 3 * 11 + 4 * 11);
  }

  @Test
  void countsOfLargeNodesTakeTwoBytes() {
    // (4096 - 10) / 15 = 272 records
    assertThat(sizes(0, 4096, 15).recordsWidth()).isEqualTo(2);
    // (3850 - 10) / 15 = 256 records, which one byte does not hold
    assertThat(sizes(0, 3850, 15).recordsWidth()).isEqualTo(2);
    // (3849 - 10) / 15 = 255 records
    assertThat(sizes(0, 3849, 15).recordsWidth()).isEqualTo(1);
  }

  @Test
  void nodesWithoutRoomAndRootsWithTooManyRecordsAreMalformed() {
    assertThatThrownBy(() -> sizes(0, 20, 11)).isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> sizes(1, 30, 11)).isInstanceOf(MalformedFileException.class);
    Cursor cursor = header(0, 512, 11, 46).cursor();
    BTreeV2Header header = BTreeV2Header.decode(cursor);
    assertThatThrownBy(() -> BTreeV2NodeSizes.of(header, cursor))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("at most 45");
  }

  @Test
  void leafHoldsRecords() {
    BTreeV2Header header = BTreeV2Header.decode(header(0, 512, 4, 2).cursor());
    Bytes bytes = new Bytes().text("BTLF").u8(0, 5).u32(7, 9).checksum();
    BTreeV2Records records = BTreeV2LeafNode.decode(bytes.cursor(), header, 2).records();
    assertThat(records.record(1, Bytes.CONTEXT).u32()).isEqualTo(9);
    assertThat(records.record(1, Bytes.CONTEXT).structureAddress()).isEqualTo(0x100 + 6 + 4);
    assertThat(records.belongTo(header, 2)).isTrue();
    assertThat(records.belongTo(header, 1)).isFalse();
    DecoderLaws.holdFor(bytes, cursor -> BTreeV2LeafNode.decode(cursor, header, 2));
  }

  @Test
  void internalNodeHoldsOnePointerMoreThanRecords() {
    Cursor start = header(2, 64, 4, 1).cursor();
    BTreeV2Header header = BTreeV2Header.decode(start);
    BTreeV2NodeSizes sizes = BTreeV2NodeSizes.of(header, start);
    // leaves (64 - 10) / 4 = 13; depth 1 (64 - 10 - 9) / 13 = 3, 4 * 13 + 3 = 55 below: one byte
    Bytes bytes =
        new Bytes()
            .text("BTIN")
            .u8(0, 5)
            .u32(7)
            .u64(0x200)
            .u8(2, 30)
            .u64(0x300)
            .u8(3, 31)
            .checksum();
    BTreeV2InternalNode node = BTreeV2InternalNode.decode(bytes.cursor(), header, sizes, 2, 1);
    assertThat(node.childAddresses()).containsExactly(0x200, 0x300);
    assertThat(node.childRecords()).containsExactly(2, 3);
    assertThat(node.childTotals()).containsExactly(30, 31);
    assertThat(node.total()).isEqualTo(62);
    DecoderLaws.holdFor(bytes, cursor -> BTreeV2InternalNode.decode(cursor, header, sizes, 2, 1));
  }

  @Test
  void childHasNoMoreRecordsThanFit() {
    Cursor start = header(1, 64, 4, 1).cursor();
    BTreeV2Header header = BTreeV2Header.decode(start);
    BTreeV2NodeSizes sizes = BTreeV2NodeSizes.of(header, start);
    Bytes bytes =
        new Bytes().text("BTIN").u8(0, 5).u32(7).u64(0x200).u8(14).u64(0x300).u8(1).checksum();
    assertThatThrownBy(() -> BTreeV2InternalNode.decode(bytes.cursor(), header, sizes, 1, 1))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("at most 13");
  }

  private static <R> R decode(Bytes bytes, BTreeV2RecordType<R> type) {
    Function<Cursor, R> decoder = type.decoder();
    return decoder.apply(bytes.cursor());
  }

  @Test
  void recordsOfHugeObjectsHaveTheFieldsOfTheirType() {
    assertThat(decode(new Bytes().u64(0x500, 20, 3), HugeObjectRecord.INDIRECT))
        .isEqualTo(new HugeObjectRecord(0x500, 20, 0, 20, 3));
    assertThat(
            decode(
                new Bytes().u64(0x500, 20).u32(1).u64(40, 3), HugeObjectRecord.INDIRECT_FILTERED))
        .isEqualTo(new HugeObjectRecord(0x500, 20, 1, 40, 3));
    assertThat(decode(new Bytes().u64(0x500, 20), HugeObjectRecord.DIRECT))
        .isEqualTo(new HugeObjectRecord(0x500, 20, 0, 20, 0));
    assertThat(decode(new Bytes().u64(0x500, 20).u32(1).u64(40), HugeObjectRecord.DIRECT_FILTERED))
        .isEqualTo(new HugeObjectRecord(0x500, 20, 1, 40, 0));
  }

  @Test
  void recordsOfLinksAndAttributesHaveTheFieldsOfTheirType() {
    byte[] seven = {1, 2, 3, 4, 5, 6, 7};
    byte[] eight = {1, 2, 3, 4, 5, 6, 7, 8};
    LinkNameRecord link = decode(new Bytes().u32(0xfedcba98L).raw(seven), LinkNameRecord.TYPE);
    assertThat(link.hash()).isEqualTo(0xfedcba98);
    assertThat(link.id()).isEqualTo(seven);
    LinkCreationOrderRecord order =
        decode(new Bytes().u64(12).raw(seven), LinkCreationOrderRecord.TYPE);
    assertThat(order.creationOrder()).isEqualTo(12);
    assertThat(order.id()).isEqualTo(seven);
    AttributeNameRecord attribute =
        decode(new Bytes().raw(eight).u8(2).u32(9, 77), AttributeNameRecord.TYPE);
    assertThat(attribute.heapId()).isEqualTo(eight);
    assertThat(attribute.messageFlags()).isEqualTo(2);
    assertThat(attribute.creationOrder()).isEqualTo(9);
    assertThat(attribute.hash()).isEqualTo(77);
    assertThat(
            decode(new Bytes().raw(eight).u8(2).u32(9), AttributeCreationOrderRecord.TYPE)
                .creationOrder())
        .isEqualTo(9);
  }

  @Test
  void recordOfAChunkLeavesTheRestToTheChunkSize() {
    ChunkOffsetRecord plain = decode(new Bytes().u64(0x500, 1, 2), ChunkOffsetRecord.unfiltered(2));
    assertThat(plain.scaledOffset()).containsExactly(1, 2);
    assertThat(plain.chunkSize()).isEqualTo(ChunkOffsetRecord.UNFILTERED);
    ChunkOffsetRecord three =
        decode(
            new Bytes().u64(0x500).number(0x10203, 3).u32(5).u64(1, 2),
            ChunkOffsetRecord.filtered(2));
    assertThat(three.chunkSize()).isEqualTo(0x10203);
    assertThat(three.filterMask()).isEqualTo(5);
    ChunkOffsetRecord eight =
        decode(new Bytes().u64(0x500, 1L << 40).u32(5).u64(1), ChunkOffsetRecord.filtered(1));
    assertThat(eight.chunkSize()).isEqualTo(1L << 40);
    assertThat(eight.scaledOffset()).containsExactly(1);
    Bytes noSize = new Bytes().u64(0x500).u32(5).u64(1);
    assertThatThrownBy(() -> decode(noSize, ChunkOffsetRecord.filtered(1)))
        .isInstanceOf(MalformedFileException.class);
  }
}
