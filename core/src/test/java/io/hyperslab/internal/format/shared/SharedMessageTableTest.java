package io.hyperslab.internal.format.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedMessageTableTest {
  private static Bytes table() {
    return new Bytes()
        .text("SMTB")
        .u8(0, 0)
        .u16(0x1002)
        .u32(50)
        .u16(50, 40, 2)
        .u64(0x500, 0x600)
        .u8(0, 1)
        .u16(0x0028)
        .u32(10)
        .u16(0, 0, 9)
        .u64(0x700, 0x800)
        .checksum();
  }

  @Test
  void indexesTrackTheTypesOfTheirFlags() {
    SharedMessageTable table = SharedMessageTable.decode(table().cursor(), 2);
    SharedMessageIndex list =
        new SharedMessageIndex(SharedMessageIndex.LIST, 0x1002, 50, 50, 40, 2, 0x500, 0x600);
    SharedMessageIndex tree =
        new SharedMessageIndex(SharedMessageIndex.BTREE, 0x0028, 10, 0, 0, 9, 0x700, 0x800);
    assertThat(table.indexes()).containsExactly(list, tree);
    assertThat(table.indexOf(1)).isEqualTo(Optional.of(list));
    assertThat(table.indexOf(12)).isEqualTo(Optional.of(list));
    assertThat(table.indexOf(3)).isEqualTo(Optional.of(tree));
    assertThat(table.indexOf(4)).isEqualTo(Optional.of(tree));
    assertThat(table.indexOf(5)).isEqualTo(Optional.of(tree));
    assertThat(table.indexOf(11)).isEmpty();
    assertThat(table.indexOf(33)).isEmpty();
    assertThat(SharedMessageTable.length(Bytes.CONTEXT, 2)).isEqualTo(table().size());
    DecoderLaws.holdFor(table(), cursor -> SharedMessageTable.decode(cursor, 2));
  }

  @Test
  void listHoldsRecordsOfBothKinds() {
    byte[] id = {0, 1, 2, 3, 4, 5, 6, 7};
    Bytes bytes =
        new Bytes()
            .text("SMLI")
            .u8(0)
            .u32(0x1234, 3)
            .raw(id)
            .u8(1)
            .u32(0x5678)
            .u8(0, 12)
            .u16(4)
            .u64(0x900)
            .checksum();
    SharedMessageRecordList list = SharedMessageRecordList.decode(bytes.cursor(), 2);
    SharedMessageRecord.InHeap heap = (SharedMessageRecord.InHeap) list.records().get(0);
    assertThat(heap.hash()).isEqualTo(0x1234);
    assertThat(heap.referenceCount()).isEqualTo(3);
    assertThat(heap.heapId()).isEqualTo(id);
    assertThat(list.records().get(1))
        .isEqualTo(new SharedMessageRecord.InObjectHeader(0x5678, 12, 4, 0x900));
    assertThat(SharedMessageRecordList.length(Bytes.CONTEXT, 2)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, cursor -> SharedMessageRecordList.decode(cursor, 2));
  }

  @Test
  void absurdCountsAreRefusedBeforeAnythingIsAllocated() {
    assertThatThrownBy(() -> SharedMessageTable.decode(table().cursor(), Integer.MAX_VALUE))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("number of indexes");
  }
}
