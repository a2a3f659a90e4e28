package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Trees of numbers, in nodes of 40 bytes: (40 - 10) / 4 = 7 records in a leaf; pointers of 8 + 1
/// above leaves, (40 - 10 - 9) / 13 = 1 record there, 2 * 7 + 1 = 15 below; then pointers of 8 + 1
/// + 1 and (40 - 10 - 10) / 14 = 1 record.
class BTreeV2Test {
  private static final int HEADER = 0x40;
  private static final BTreeV2RecordType<Long> NUMBERS = new BTreeV2RecordType<>(5, Cursor::u32);

  private static Bytes header(int depth, long root, int rootRecords, long total) {
    return new Bytes()
        .text("BTHD")
        .u8(0, 5)
        .u32(40)
        .u16(4, depth)
        .u8(100, 40)
        .u64(root)
        .u16(rootRecords)
        .u64(total)
        .checksum();
  }

  private static Bytes leaf(long... records) {
    return new Bytes().text("BTLF").u8(0, 5).u32(records).checksum();
  }

  private static Bytes twig(long record, long left, int leftCount, long right, int rightCount) {
    return new Bytes()
        .text("BTIN")
        .u8(0, 5)
        .u32(record)
        .u64(left)
        .u8(leftCount)
        .u64(right)
        .u8(rightCount)
        .checksum();
  }

  /// 1 2 | 3 | 4 5 || 6 || 7 | 8 | 9, of three levels.
  private static MiniFile deep() {
    return new MiniFile()
        .put(HEADER, header(2, 0x100, 1, 9))
        .put(
            0x100,
            new Bytes()
                .text("BTIN")
                .u8(0, 5)
                .u32(6)
                .u64(0x200)
                .u8(1, 5)
                .u64(0x300)
                .u8(1, 3)
                .checksum())
        .put(0x200, twig(3, 0x400, 2, 0x500, 2))
        .put(0x300, twig(8, 0x600, 1, 0x700, 1))
        .put(0x400, leaf(1, 2))
        .put(0x500, leaf(4, 5))
        .put(0x600, leaf(7))
        .put(0x700, leaf(9))
        .put(0x800, new Bytes().zeros(16));
  }

  private static BTreeV2<Long> open(MiniFile file) {
    return BTreeV2.open(file.reader(), HEADER, NUMBERS);
  }

  private static List<Long> rest(Iterator<Long> from) {
    List<Long> records = new ArrayList<>();
    from.forEachRemaining(records::add);
    return records;
  }

  @Test
  void recordsComeInOrder() {
    assertThat(open(deep())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(open(deep()).size()).isEqualTo(9);
  }

  @Test
  void everyRecordIsFoundAndNoOther() {
    BTreeV2<Long> tree = open(deep());
    for (long wanted = 0; wanted < 12; wanted++) {
      long number = wanted;
      assertThat(tree.find(record -> Long.compare(record, number)).isPresent())
          .as("%d", wanted)
          .isEqualTo(wanted >= 1 && wanted <= 9);
    }
  }

  @Test
  void walkStartsAnywhere() {
    BTreeV2<Long> tree = open(deep());
    for (long first = 0; first < 12; first++) {
      long start = first;
      List<Long> expected =
          IntStream.rangeClosed(1, 9).filter(i -> i >= start).mapToObj(i -> (long) i).toList();
      assertThat(rest(tree.from(record -> Long.compare(record, start)))).isEqualTo(expected);
    }
  }

  @Test
  void emptyTreeHasNoRootNode() {
    BTreeV2<Long> tree =
        open(new MiniFile().put(HEADER, header(0, -1, 0, 0)).put(0x100, new Bytes().zeros(8)));
    assertThat(tree).isEmpty();
    assertThat(tree.find(record -> 0)).isEmpty();
    assertThat(tree.from(record -> 0).hasNext()).isFalse();
  }

  @Test
  void searchReadsOneNodeOfEachLevel() {
    MiniFile file = deep();
    BTreeV2<Long> tree = open(file);
    long before = file.bytesRead();
    tree.find(record -> Long.compare(record, 9));
    // root 10 + 4 + 2 * 10, twig 10 + 4 + 2 * 9, leaf 10 + 4
    assertThat(file.bytesRead() - before).isEqualTo(34 + 32 + 14);
  }

  @Test
  void typeMustBeTheExpectedOne() {
    MiniFile file = deep();
    BTreeV2RecordType<Long> other = new BTreeV2RecordType<>(8, Cursor::u32);
    assertThatThrownBy(() -> BTreeV2.open(file.reader(), HEADER, other))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("type is 5, expected 8");
  }

  @Test
  void totalsMustAddUp() {
    MiniFile header = deep().put(HEADER, header(2, 0x100, 1, 10));
    assertThatThrownBy(() -> rest(open(header).iterator()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("total number of records is 9");
    MiniFile twig = deep().put(0x200, twig(3, 0x400, 2, 0x500, 1));
    assertThatThrownBy(() -> rest(open(twig).iterator()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("total number of records is 4");
  }

  @Test
  void nodeIsReachedOnce() {
    MiniFile file = deep().put(0x200, twig(3, 0x400, 2, 0x400, 2));
    assertThatThrownBy(() -> rest(open(file).iterator()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("reached twice");
  }

  @Test
  void cachedNodeOfAnotherTreeIsRefused() {
    MiniFile file =
        deep()
            .put(
                0x900,
                new Bytes()
                    .text("BTHD")
                    .u8(0, 8)
                    .u32(40)
                    .u16(4, 0)
                    .u8(100, 40)
                    .u64(0x400)
                    .u16(2)
                    .u64(2)
                    .checksum());
    var reader = file.reader();
    assertThat(BTreeV2.open(reader, HEADER, NUMBERS)).hasSize(9);
    BTreeV2<Long> other = BTreeV2.open(reader, 0x900, new BTreeV2RecordType<>(8, Cursor::u32));
    assertThatThrownBy(() -> other.iterator().hasNext()).isInstanceOf(MalformedFileException.class);
  }

  /// Two leaves with a record between them; nodes have room for several thousand records.
  private static MiniFile wide(int inEach) {
    long[] left = LongStream.rangeClosed(1, inEach).toArray();
    long[] right = LongStream.rangeClosed(inEach + 2L, 2L * inEach + 1).toArray();
    Bytes header = new Bytes().text("BTHD").u8(0, 5).u32(1 << 15).u16(4, 1).u8(100, 40).u64(0x100);
    Bytes root = new Bytes().text("BTIN").u8(0, 5).u32(inEach + 1L);
    return new MiniFile()
        .put(HEADER, header.u16(1).u64(2L * inEach + 1).checksum())
        .put(0x100, root.u64(0x40000).u16(inEach).u64(0x1000).u16(inEach).checksum())
        .put(0x40000, leaf(left))
        .put(0x1000, leaf(right));
  }

  private static List<Long> stored(MiniFile file) {
    List<Long> records = new ArrayList<>();
    BTreeV2Scan scan = open(file).scan(4);
    for (int part = 0; part < scan.parts(); part++) {
      scan.forEachStored(
          part,
          (bytes, start) ->
              records.add(
                  (long) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(start)));
    }
    return records;
  }

  @Test
  void leavesOfAnySizeAreShown() {
    for (int inEach : new int[] {1000, 1023, 1024, 5000}) {
      assertThat(stored(wide(inEach)))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(1, 2L * inEach + 1).boxed().toList());
    }
  }

  @Test
  void aLargeLeafThatIsDamagedIsRefused() {
    MiniFile file = wide(5000).put(0x1000 + 9000, new Bytes().u8(0xff));
    assertThatThrownBy(() -> stored(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
  }
}
