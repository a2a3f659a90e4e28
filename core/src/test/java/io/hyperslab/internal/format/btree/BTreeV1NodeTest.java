package io.hyperslab.internal.format.btree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class BTreeV1NodeTest {
  private static final long NONE = -1;

  private static Bytes prefix(int type, int level, int entries) {
    return new Bytes().text("TREE").u8(type, level).u16(entries).u64(NONE, 0x400);
  }

  private static Bytes chunkKey(long size, long mask, long... offsets) {
    return new Bytes().u32(size, mask).u64(offsets).u64(0);
  }

  private static Bytes chunkNode() {
    return prefix(1, 0, 2)
        .raw(chunkKey(100, 0, 0, 5))
        .u64(0x1000)
        .raw(chunkKey(90, 2, 10, 0))
        .u64(0x2000)
        .raw(chunkKey(0, 0, 20, 10));
  }

  @Test
  void groupNodeHasOneKeyMoreThanChildren() {
    Bytes bytes = prefix(0, 1, 2).u64(0, 0x1000, 8, 0x2000, 24);
    BTreeV1GroupNode node = BTreeV1GroupNode.decode(bytes.cursor(), 16);
    assertThat(node.prefix()).isEqualTo(new BTreeV1NodePrefix(0, 1, 2, NONE, 0x400));
    assertThat(node.keys()).containsExactly(0, 8, 24);
    assertThat(node.children()).containsExactly(0x1000, 0x2000);
    DecoderLaws.holdFor(bytes, cursor -> BTreeV1GroupNode.decode(cursor, 16));
  }

  @Test
  void aGroupNodeIsStoredWithRoomForTheRest() {
    Bytes bytes = prefix(0, 1, 2).u64(0, 0x1000, 8, 0x2000, 24);
    Encoder out = new Encoder(Bytes.CONTEXT);
    BTreeV1GroupNode.decode(bytes.cursor(), 2).encode(out, 2);
    assertThat(out.toBytes()).isEqualTo(bytes.zeros(2 * 16).bytes());
    Encoder unfollowed = new Encoder(Bytes.CONTEXT);
    BTreeV1GroupNode.of(0, Long.MIN_VALUE, NONE, new long[0], new long[0]).encode(unfollowed, 1);
    assertThat(unfollowed.toBytes())
        .isEqualTo(
            new Bytes().text("TREE").u8(0, 0).u16(0).u64(Long.MIN_VALUE, NONE).zeros(40).bytes());
  }

  @Test
  void emptyGroupNodeHasNoKey() {
    BTreeV1GroupNode node = BTreeV1GroupNode.decode(prefix(0, 0, 0).cursor(), 16);
    assertThat(node.keys()).isEmpty();
    assertThat(node.children()).isEmpty();
  }

  @Test
  void nodeOfDegree16Is544BytesLong() {
    // 8 + 2 * 8, then 32 keys and children, then one more key
    assertThat(BTreeV1GroupNode.length(Bytes.CONTEXT, 16)).isEqualTo(24 + 32 * 16 + 8);
    // keys of a dataset with two dimensions: 4 + 4 + 3 * 8
    assertThat(BTreeV1ChunkNode.length(Bytes.CONTEXT, 32, 2)).isEqualTo(24 + 64 * (32 + 8) + 32);
  }

  @Test
  void chunkNodeHoldsSizesMasksAndOffsets() {
    BTreeV1ChunkNode node = BTreeV1ChunkNode.decode(chunkNode().cursor(), 32, 2);
    assertThat(node.entries()).isEqualTo(2);
    assertThat(node.chunkSizes()).containsExactly(100, 90, 0);
    assertThat(node.filterMasks()).containsExactly(0, 2, 0);
    assertThat(node.offset(0, 1)).isEqualTo(5);
    assertThat(node.offset(1, 0)).isEqualTo(10);
    assertThat(node.children()).containsExactly(0x1000, 0x2000);
    DecoderLaws.holdFor(chunkNode(), cursor -> BTreeV1ChunkNode.decode(cursor, 32, 2));
  }

  @Test
  void keysCompareDimensionByDimension() {
    BTreeV1ChunkNode node = BTreeV1ChunkNode.decode(chunkNode().cursor(), 32, 2);
    assertThat(node.compare(0, new long[] {0, 5, 0}, 0)).isZero();
    assertThat(node.compare(0, new long[] {0, 6, 0}, 0)).isNegative();
    assertThat(node.compare(1, new long[] {9, 99, 0}, 0)).isPositive();
  }

  @Test
  void keysMustAscend() {
    Bytes bytes =
        prefix(1, 0, 2)
            .raw(chunkKey(100, 0, 10))
            .u64(0x1000)
            .raw(chunkKey(100, 0, 10))
            .u64(0x2000)
            .raw(chunkKey(0, 0, 20));
    assertThatThrownBy(() -> BTreeV1ChunkNode.decode(bytes.cursor(), 32, 1))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("ascending");
  }

  @Test
  void nodeHasAtMost2KEntries() {
    Bytes bytes = prefix(0, 0, 3).u64(0, 0x10, 1, 0x20, 2, 0x30, 3);
    assertThat(BTreeV1GroupNode.decode(bytes.cursor(), 2).children()).hasSize(3);
    assertThatThrownBy(() -> BTreeV1GroupNode.decode(bytes.cursor(), 1))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("entries used is 3");
  }

  @Test
  void signatureAndTypeAreChecked() {
    Bytes wrong = new Bytes().text("TREX").u8(0, 0).u16(0).u64(NONE, NONE);
    assertThatThrownBy(() -> BTreeV1GroupNode.decode(wrong.cursor(), 16))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("signature");
    assertThatThrownBy(() -> BTreeV1GroupNode.decode(chunkNode().cursor(), 16))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("node type is 1, expected 0");
  }
}
