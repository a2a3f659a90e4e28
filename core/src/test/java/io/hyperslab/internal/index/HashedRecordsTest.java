package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Records of 8 bytes: a hash, and a number that tells records with the same hash apart.
class HashedRecordsTest {
  private static final int HEADER = 0x40;
  private static final int SIZE = 8;
  private static final BTreeV2RecordType<Long> RECORDS = new BTreeV2RecordType<>(5, Cursor::i64);

  private static Bytes leaf(long... records) {
    return new Bytes().text("BTLF").u8(0, 5).u64(records).checksum();
  }

  private static long record(long hash, long number) {
    return hash | number << 32;
  }

  /// A tree of two leaves and the record between them.
  private static BTreeV2<Long> tree(long[] records) {
    int left = records.length / 2;
    int right = records.length - left - 1;
    Bytes header = new Bytes().text("BTHD").u8(0, 5).u32(1 << 15).u16(SIZE, 1).u8(100, 40);
    Bytes root = new Bytes().text("BTIN").u8(0, 5).u64(records[left]);
    MiniFile file =
        new MiniFile()
            .put(HEADER, header.u64(0x100).u16(1).u64(records.length).checksum())
            .put(0x100, root.u64(0x1000).u16(left).u64(0x40000).u16(right).checksum())
            .put(0x1000, leaf(LongStream.of(records).limit(left).toArray()))
            .put(0x40000, leaf(LongStream.of(records).skip(left + 1L).toArray()));
    return BTreeV2.open(file.reader(), HEADER, RECORDS);
  }

  private static @Nullable HashedRecords hashed(long... records) {
    BTreeV2<Long> tree = tree(records);
    return HashedRecords.of(tree.scan(SIZE), tree.recordSize());
  }

  private static List<Long> found(HashedRecords records, long hash) {
    List<Long> found = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(records.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int start = records.first((int) hash);
    while (start >= 0) {
      found.add(bytes.getLong(start));
      start = records.another((int) hash, start);
    }
    return found;
  }

  @Test
  void recordsAreFoundByTheirHashes() {
    // Every 4099 * 512th number, from the lowest to the highest: evenly spread.
    long[] hashes = LongStream.range(0, 2047).map(i -> i * 4099 * 512 % (1L << 32)).toArray();
    HashedRecords records =
        hashed(LongStream.range(0, 2047).map(i -> record(hashes[(int) i], i)).toArray());
    assertThat(records).isNotNull();
    for (int i = 0; i < hashes.length; i++) {
      assertThat(found(records, hashes[i])).containsExactly(record(hashes[i], i));
      assertThat(found(records, hashes[i] + 1)).isEmpty();
    }
    assertThat(found(records, 0xffff_ffffL)).isEmpty();
  }

  @Test
  void allRecordsOfOneHashAreFound() {
    long[] stored = {
      record(0, 1), record(5, 2), record(5, 3), record(5, 4), record(0xffff_ffffL, 5)
    };
    HashedRecords records = hashed(stored);
    assertThat(records).isNotNull();
    assertThat(found(records, 5)).containsExactlyInAnyOrder(stored[1], stored[2], stored[3]);
    assertThat(found(records, 0)).containsExactly(stored[0]);
    assertThat(found(records, 0xffff_ffffL)).containsExactly(stored[4]);
    assertThat(found(records, 6)).isEmpty();
  }

  @Test
  void hashesThatAreNoneAreLeftToTheTree() {
    assertThat(hashed(LongStream.range(0, 2000).map(i -> record(i, i)).toArray())).isNull();
  }
}
