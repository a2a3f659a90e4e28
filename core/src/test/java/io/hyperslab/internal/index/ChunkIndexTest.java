package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkIndexTest {
  private static final int AT = 0x100;
  private static final long NONE = -1;

  private static ChunkGeometry geometry(
      long[] dims, long[] maxDims, long[] chunkDims, boolean filtered) {
    return new ChunkGeometry(dims, maxDims, chunkDims, 4, filtered);
  }

  /// `position address size mask` of each chunk, in the order of the index; each must be found too.
  private static List<String> chunks(ChunkIndex index) {
    List<String> found = new ArrayList<>();
    index.forEach(chunk -> {
      found.add(text(chunk));
      assertThat(index.find(chunk.scaled()).map(ChunkIndexTest::text)).contains(text(chunk));
    });
    return found;
  }

  private static String text(ChunkRecord chunk) {
    return Arrays.toString(chunk.scaled())
        + " 0x"
        + Long.toHexString(chunk.address())
        + " "
        + chunk.storedSize()
        + " "
        + chunk.filterMask();
  }

  private static Optional<ChunkRecord> find(ChunkIndex index, long... scaled) {
    return index.find(scaled);
  }

  private static MiniFile file(Bytes header) {
    return new MiniFile().put(AT, header).put(0x8000, new Bytes().zeros(8));
  }

  @Test
  void unallocatedIndexHasNoChunks() {
    ChunkIndex index = new UnallocatedChunkIndex();
    assertThat(chunks(index)).isEmpty();
    assertThat(find(index, 0)).isEmpty();
  }

  @Test
  void singleChunkIsAtTheOrigin() {
    ChunkIndex index = new SingleChunkIndex(2, 0x500, 77, 1);
    assertThat(chunks(index)).containsExactly("[0, 0] 0x500 77 1");
    assertThat(find(index, 0, 1)).isEmpty();
  }

  @Test
  void implicitChunksLieOneBehindTheOther() {
    // 4 x 5 elements now, 4 x 7 at most, in chunks of 3 x 2: 2 x 3 chunks of rows of 4
    ChunkGeometry geometry =
        geometry(new long[] {4, 5}, new long[] {4, 7}, new long[] {3, 2}, false);
    ChunkIndex index = new ImplicitChunkIndex(file(new Bytes()).reader(), geometry, 0x200);
    assertThat(chunks(index))
        .containsExactly(
            "[0, 0] 0x200 24 0",
            "[0, 1] 0x218 24 0",
            "[0, 2] 0x230 24 0",
            "[1, 0] 0x260 24 0",
            "[1, 1] 0x278 24 0",
            "[1, 2] 0x290 24 0");
    assertThat(find(index, 2, 0)).isEmpty();
    ChunkIndex beyond = new ImplicitChunkIndex(file(new Bytes()).reader(), geometry, 0x7ff8);
    assertThatThrownBy(() -> find(beyond, 0, 0))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("inside the file");
  }

  private static Bytes treeV1(int level, int entries) {
    return new Bytes().text("TREE").u8(1, level).u16(entries).u64(NONE, NONE);
  }

  private static Bytes entry(long size, long mask, long row, long column, long child) {
    return new Bytes().u32(size, mask).u64(row, column, 0).u64(child);
  }

  private static final Bytes LAST_KEY = new Bytes().u32(0, 0).u64(99, 99, 4);

  private static MiniFile treeV1() {
    return file(treeV1(1, 2)
            .raw(entry(0, 0, 0, 0, 0x1000))
            .raw(entry(0, 0, 10, 5, 0x1800))
            .raw(LAST_KEY))
        .put(
            0x1000,
            treeV1(0, 2)
                .raw(entry(30, 1, 0, 0, 0x500))
                .raw(entry(31, 0, 0, 10, 0x600))
                .raw(LAST_KEY))
        .put(0x1800, treeV1(0, 1).raw(entry(32, 0, 10, 5, 0x700)).raw(LAST_KEY));
  }

  private static BTreeV1ChunkIndex openTreeV1(MiniFile file) {
    ChunkGeometry geometry =
        geometry(new long[] {20, 20}, new long[] {-1, -1}, new long[] {10, 5}, true);
    return new BTreeV1ChunkIndex(file.reader(), geometry, AT, 32);
  }

  @Test
  void versionOneTreeScalesOffsets() {
    ChunkIndex index = openTreeV1(treeV1());
    assertThat(chunks(index))
        .containsExactly("[0, 0] 0x500 30 1", "[0, 2] 0x600 31 0", "[1, 1] 0x700 32 0");
    for (long[] absent : new long[][] {{0, 1}, {0, 3}, {1, 0}, {1, 2}, {5, 5}, {1L << 61, 0}}) {
      assertThat(index.find(absent)).isEmpty();
    }
  }

  @Test
  void versionOneTreeRefusesCyclesAndOddOffsets() {
    MiniFile twice =
        treeV1()
            .put(
                AT,
                treeV1(1, 2)
                    .raw(entry(0, 0, 0, 0, 0x1000))
                    .raw(entry(0, 0, 10, 5, 0x1000))
                    .raw(LAST_KEY));
    assertThatThrownBy(() -> chunks(openTreeV1(twice)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("reached twice");
    MiniFile itself = treeV1().put(0x1800, treeV1(1, 1).raw(entry(32, 0, 10, 5, AT)).raw(LAST_KEY));
    assertThatThrownBy(() -> find(openTreeV1(itself), 1, 1))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("node level");
    MiniFile odd = treeV1().put(0x1800, treeV1(0, 1).raw(entry(32, 0, 10, 6, 0x700)).raw(LAST_KEY));
    assertThatThrownBy(() -> chunks(openTreeV1(odd)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a multiple of 5");
  }

  @Test
  void versionTwoTreeIsSearchedByScaledOffsets() {
    Bytes header =
        new Bytes()
            .text("BTHD")
            .u8(0, 11)
            .u32(512)
            .u16(8 + 2 + 4 + 16, 0)
            .u8(100, 40)
            .u64(0x1000)
            .u16(3)
            .u64(3)
            .checksum();
    Bytes leaf =
        new Bytes()
            .text("BTLF")
            .u8(0, 11)
            .u64(0x500)
            .u16(300)
            .u32(0)
            .u64(0, 7)
            .u64(0x700)
            .u16(301)
            .u32(2)
            .u64(1, 0)
            .u64(NONE)
            .u16(0)
            .u32(0)
            .u64(1, 3)
            .checksum();
    ChunkGeometry geometry =
        geometry(new long[] {20, 20}, new long[] {-1, -1}, new long[] {10, 1}, true);
    ChunkIndex index =
        BTreeV2ChunkIndex.open(file(header).put(0x1000, leaf).reader(), geometry, AT);
    assertThat(chunks(index)).containsExactly("[0, 7] 0x500 300 0", "[1, 0] 0x700 301 2");
    assertThat(find(index, 0, 6)).isEmpty();
    assertThat(find(index, 1, 3)).isEmpty();
    ChunkGeometry plain =
        geometry(new long[] {20, 20}, new long[] {-1, -1}, new long[] {10, 1}, false);
    MiniFile file = file(header).put(0x1000, leaf);
    assertThatThrownBy(() -> BTreeV2ChunkIndex.open(file.reader(), plain, AT))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("type is 11, expected 10");
  }

  private static Bytes fixedHeader(int pageBits, long entries) {
    return new Bytes().text("FAHD").u8(0, 0, 8, pageBits).u64(entries, 0x1000).checksum();
  }

  private static ChunkGeometry sixChunks() {
    return geometry(new long[] {4, 5}, new long[] {4, 5}, new long[] {3, 2}, false);
  }

  @Test
  void fixedArrayHasAnElementForEachChunk() {
    Bytes block =
        new Bytes()
            .text("FADB")
            .u8(0, 0)
            .u64(AT)
            .u64(0x500, NONE, 0x600, NONE, 0x700, NONE)
            .checksum();
    ChunkIndex index =
        FixedArrayChunkIndex.open(
            file(fixedHeader(10, 6)).put(0x1000, block).reader(), sixChunks(), AT);
    assertThat(chunks(index))
        .containsExactly("[0, 0] 0x500 24 0", "[0, 2] 0x600 24 0", "[1, 1] 0x700 24 0");
    assertThat(find(index, 0, 1)).isEmpty();
    assertThat(find(index, 2, 0)).isEmpty();
  }

  @Test
  void fixedArrayReadsInitializedPagesOnly() {
    // pages of two elements, the second of three not initialized and full of rubbish
    Bytes prefix = new Bytes().text("FADB").u8(0, 0).u64(AT).u8(0b1010_0000).checksum();
    Bytes rubbish = new Bytes().u64(7, 7).u32(7);
    MiniFile file =
        file(fixedHeader(1, 6))
            .put(
                0x1000,
                new Bytes()
                    .raw(prefix)
                    .raw(new Bytes().u64(0x500, NONE).checksum())
                    .raw(rubbish)
                    .raw(new Bytes().u64(NONE, 0x600).checksum()));
    ChunkIndex index = FixedArrayChunkIndex.open(file.reader(), sixChunks(), AT);
    assertThat(chunks(index)).containsExactly("[0, 0] 0x500 24 0", "[1, 2] 0x600 24 0");
    assertThat(find(index, 0, 2)).isEmpty();
  }

  @Test
  void fixedArrayTooSmallForItsDatasetIsMalformed() {
    ChunkIndex index =
        FixedArrayChunkIndex.open(file(fixedHeader(10, 5)).reader(), sixChunks(), AT);
    assertThatThrownBy(() -> find(index, 1, 2))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("max num entries is 5");
  }

  @Test
  void arrayOfTheOtherClientIsMalformed() {
    ChunkGeometry filtered =
        geometry(new long[] {4, 5}, new long[] {4, 5}, new long[] {3, 2}, true);
    MiniFile file = file(fixedHeader(10, 6));
    assertThatThrownBy(() -> FixedArrayChunkIndex.open(file.reader(), filtered, AT))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("client ID is 0, expected 1");
  }

  /// Two elements in the index block; data blocks of 2 elements at least; secondary blocks from
  /// number 2 on; pages of 4 elements. So: 2 and 3 in data block 0 (2 elements), 4 to 7 in data
  /// block 1 (4 elements), secondary block 2 has 2 data blocks of 4 elements from 8 and 12 on,
  /// secondary block 3 has 2 data blocks of 8 elements, two pages each, from 16 and 24 on.
  private static Bytes extensibleHeader(long maxIndexSet) {
    return new Bytes()
        .text("EAHD")
        .u8(0, 0, 8)
        .u8(6, 2, 2, 2, 2)
        .u64(0, 0, 0, 0, maxIndexSet, 0)
        .u64(0x400)
        .checksum();
  }

  private static Bytes block(String signature) {
    return new Bytes().text(signature).u8(0, 0).u64(AT);
  }

  private static MiniFile extensible(long maxIndexSet) {
    return file(extensibleHeader(maxIndexSet))
        .put(
            0x400,
            block("EAIB")
                .u64(0x5000, NONE)
                .u64(NONE, 0x500)
                .u64(0x600, 0x700, NONE, NONE)
                .checksum())
        .put(0x500, block("EADB").u8(0).u64(0x5004, NONE, NONE, 0x5007).checksum())
        .put(0x600, block("EASB").u8(6).u64(NONE, 0x800).checksum())
        .put(0x800, block("EADB").u8(0).u64(0x5012, NONE, NONE, NONE).checksum())
        .put(0x700, block("EASB").u8(14).u8(0b0110_0000, 0).u64(0x900, 0xa00).checksum())
        .put(
            0x900,
            block("EADB")
                .u8(0)
                .checksum()
                .raw(new Bytes().zeros(36))
                .raw(new Bytes().u64(NONE, 0x5021, NONE, NONE).checksum()))
        .put(
            0xa00,
            block("EADB")
                .u8(0)
                .checksum()
                .raw(new Bytes().u64(NONE, NONE, 0x5026, NONE).checksum())
                .raw(new Bytes().zeros(36)));
  }

  private static ChunkGeometry line() {
    return geometry(new long[] {64}, new long[] {-1}, new long[] {1}, false);
  }

  @Test
  void extensibleArrayFindsElementsInBlocksOfAllKinds() {
    ChunkIndex index = ExtensibleArrayChunkIndex.open(extensible(64).reader(), line(), AT);
    assertThat(chunks(index))
        .containsExactly(
            "[0] 0x5000 4 0",
            "[4] 0x5004 4 0",
            "[7] 0x5007 4 0",
            "[12] 0x5012 4 0",
            "[21] 0x5021 4 0",
            "[26] 0x5026 4 0");
    List<Long> present = List.of(0L, 4L, 7L, 12L, 21L, 26L);
    for (long i = 0; i < 80; i++) {
      assertThat(find(index, i).isPresent()).as("%d", i).isEqualTo(present.contains(i));
    }
    assertThat(find(index, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void extensibleArrayEndsAtTheLargestIndexSet() {
    ChunkIndex index = ExtensibleArrayChunkIndex.open(extensible(7).reader(), line(), AT);
    assertThat(chunks(index)).containsExactly("[0] 0x5000 4 0", "[4] 0x5004 4 0");
    assertThat(find(index, 7)).isEmpty();
  }

  @Test
  void extensibleArrayCountsTheUnlimitedDimensionAsTheSlowest() {
    // three rows of chunks: element 4 is row 1 of column 1, element 7 row 1 of column 2, and so on
    ChunkGeometry geometry =
        geometry(new long[] {3, 20}, new long[] {3, -1}, new long[] {1, 1}, false);
    ChunkIndex index = ExtensibleArrayChunkIndex.open(extensible(64).reader(), geometry, AT);
    assertThat(chunks(index))
        .containsExactly(
            "[0, 0] 0x5000 4 0",
            "[1, 1] 0x5004 4 0",
            "[1, 2] 0x5007 4 0",
            "[0, 4] 0x5012 4 0",
            "[0, 7] 0x5021 4 0",
            "[2, 8] 0x5026 4 0");
  }

  @Test
  void extensibleArrayRefusesBlocksThatAreReachedTwice() {
    MiniFile file = extensible(64).put(0x600, block("EASB").u8(6).u64(0x800, 0x800).checksum());
    ChunkIndex index = ExtensibleArrayChunkIndex.open(file.reader(), line(), AT);
    assertThatThrownBy(() -> chunks(index))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("reached twice");
  }

  @Test
  void extensibleArrayRefusesASecondaryBlockInAnotherPlace() {
    MiniFile file =
        extensible(64)
            .put(0x700, block("EASB").u8(6).u8(0b0110_0000, 0).u64(0x900, 0xa00).checksum());
    ChunkIndex index = ExtensibleArrayChunkIndex.open(file.reader(), line(), AT);
    assertThatThrownBy(() -> find(index, 20))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("block offset is 6, expected 14");
  }
}
