package io.hyperslab.internal.format.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.format.DecoderLaws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FractalHeapTest {
  private static FractalHeapHeader header(FractalHeapBytes bytes) {
    return FractalHeapHeader.decode(bytes.bytes().cursor());
  }

  private static FractalHeapId id(FractalHeapHeader header, Bytes bytes) {
    return FractalHeapId.decode(bytes.cursor(), header);
  }

  @Test
  void headerHasTheFieldsOfTheSpecification() {
    FractalHeapHeader header = header(new FractalHeapBytes().flags(2));
    assertThat(header.address()).isEqualTo(0x100);
    assertThat(header.heapIdLength()).isEqualTo(8);
    assertThat(header.checksumsDirectBlocks()).isTrue();
    assertThat(header.isFiltered()).isFalse();
    assertThat(header.maximumManagedSize()).isEqualTo(100);
    assertThat(header.managedSpace()).isEqualTo(0x1000);
    assertThat(header.table()).isEqualTo(new DoublingTable(2, 64, 128, 16, 1, 0x400, 0));
    Bytes bytes = new FractalHeapBytes().bytes();
    assertThat(FractalHeapHeader.length(Bytes.CONTEXT)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, FractalHeapHeader::decode);
  }

  @Test
  void filteredHeaderIsLonger() {
    Bytes bytes = new FractalHeapBytes().filters(new byte[] {9, 8, 7}, 50).bytes();
    assertThat(FractalHeapHeader.filterLength(bytes.cursor())).isEqualTo(8 + 4 + 3);
    FractalHeapHeader header = FractalHeapHeader.decode(bytes.cursor());
    assertThat(header.filteredRootSize()).isEqualTo(50);
    assertThat(header.filterInformation()).containsExactly(9, 8, 7);
    DecoderLaws.holdFor(bytes, FractalHeapHeader::decode);
  }

  /// The table that libhdf5 makes for groups: width 4, blocks of 512 to 65536 bytes, 32 bits. Rows
  /// start at 0, 2048, 4096, 8192, ...; rows 0 to 8 have direct blocks; a block of row 9 covers
  /// 131072 bytes, which are rows 0 to 6 (2048 * 2^6 = 131072) of its own.
  @Test
  void doublingTableLocatesOffsets() {
    DoublingTable table = new DoublingTable(4, 512, 65536, 32, 1, 0, 0);
    assertThat(table.row(0)).isZero();
    assertThat(table.row(2047)).isZero();
    assertThat(table.column(0, 2047)).isEqualTo(3);
    assertThat(table.row(2048)).isEqualTo(1);
    assertThat(table.row(4096)).isEqualTo(2);
    assertThat(table.column(2, 4096 + 1024)).isEqualTo(1);
    assertThat(table.blockSize(0)).isEqualTo(512);
    assertThat(table.blockSize(1)).isEqualTo(512);
    assertThat(table.blockSize(2)).isEqualTo(1024);
    assertThat(table.rowOffset(1)).isEqualTo(2048);
    assertThat(table.rowOffset(2)).isEqualTo(4096);
    assertThat(table.directRows()).isEqualTo(9);
    assertThat(table.blockSize(8)).isEqualTo(65536);
    assertThat(table.rowsOfIndirectBlock(9)).isEqualTo(7);
    assertThat(table.offsetWidth()).isEqualTo(4);
  }

  @Test
  void doublingTableRefusesWhatIsNoPowerOfTwo() {
    byte[] bytes = new FractalHeapBytes().bytes().bytes();
    int width = 4 + 1 + 2 + 2 + 1 + 4 + 12 * 8;
    bytes[width] = 3;
    Bytes changed = new Bytes().raw(Arrays.copyOf(bytes, bytes.length - 4)).checksum();
    assertThatThrownBy(() -> FractalHeapHeader.decode(changed.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("table width is 3");
  }

  @Test
  void rowsBeyondTheHeapAreMalformed() {
    // 16 bits, of which 64 * 2 bytes of the first row take 7: 10 rows at most
    assertThat(header(new FractalHeapBytes().root(0x400, 10)).table().currentRows()).isEqualTo(10);
    FractalHeapBytes eleven = new FractalHeapBytes().root(0x400, 11);
    assertThatThrownBy(() -> header(eleven))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("at most 10");
  }

  @Test
  void managedIdHasOffsetAndLength() {
    FractalHeapHeader header = header(new FractalHeapBytes());
    // offsets of 16 bits; lengths up to 100 take one byte, as offsets in blocks of 128 do
    assertThat(id(header, new Bytes().u8(0x00).u16(0x321).u8(50).zeros(4)))
        .isEqualTo(new FractalHeapId.Managed(0x321, 50));
    for (Bytes wrong :
        new Bytes[] {
          new Bytes().u8(0).u16(0).u8(50),
          new Bytes().u8(0).u16(0x1001).u8(50),
          new Bytes().u8(0).u16(1).u8(0),
          new Bytes().u8(0).u16(1).u8(101)
        }) {
      assertThatThrownBy(() -> id(header, wrong)).isInstanceOf(MalformedFileException.class);
    }
  }

  @Test
  void hugeIdIsAKeyUnlessThereIsRoomForAnAddress() {
    FractalHeapHeader small = header(new FractalHeapBytes().idLength(7));
    assertThat(id(small, new Bytes().u8(0x10).number(0x60504030201L, 6)))
        .isEqualTo(new FractalHeapId.HugeIndirect(0x60504030201L));
    FractalHeapHeader large = header(new FractalHeapBytes().idLength(17));
    assertThat(id(large, new Bytes().u8(0x10).u64(0x500, 70)))
        .isEqualTo(new FractalHeapId.HugeDirect(0x500, 70, 0, 70));
    FractalHeapHeader filtered =
        header(new FractalHeapBytes().idLength(29).filters(new byte[] {1}, 0));
    assertThat(id(filtered, new Bytes().u8(0x10).u64(0x500, 70).u32(3).u64(90)))
        .isEqualTo(new FractalHeapId.HugeDirect(0x500, 70, 3, 90));
    FractalHeapHeader between =
        header(new FractalHeapBytes().idLength(28).filters(new byte[] {1}, 0));
    assertThat(id(between, new Bytes().u8(0x10).u64(5).zeros(19)))
        .isEqualTo(new FractalHeapId.HugeIndirect(5));
  }

  @Test
  void tinyIdHoldsTheObject() {
    FractalHeapHeader normal = header(new FractalHeapBytes());
    FractalHeapId.Tiny three =
        (FractalHeapId.Tiny) id(normal, new Bytes().u8(0x22).text("abc").zeros(4));
    assertThat(three.data().text(3)).isEqualTo("abc");
    assertThat(three.data().remaining()).isZero();
    // 17 bytes behind the first: still one byte of length, 16 bytes of data at most
    FractalHeapHeader boundary = header(new FractalHeapBytes().idLength(18));
    assertThat(boundary.tinyIdsAreExtended()).isFalse();
    FractalHeapHeader extended = header(new FractalHeapBytes().idLength(300));
    FractalHeapId.Tiny long260 =
        (FractalHeapId.Tiny) id(extended, new Bytes().u8(0x21, 0x03).zeros(298));
    assertThat(long260.data().remaining()).isEqualTo(260);
    assertThatThrownBy(() -> id(normal, new Bytes().u8(0x2f).zeros(7)))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void otherVersionsAndTypesOfIdsAreRefused() {
    FractalHeapHeader header = header(new FractalHeapBytes());
    assertThatThrownBy(() -> id(header, new Bytes().u8(0x40).zeros(7)))
        .isInstanceOf(UnsupportedFeatureException.class);
    assertThatThrownBy(() -> id(header, new Bytes().u8(0x30).zeros(7)))
        .isInstanceOf(MalformedFileException.class);
  }

  private static Bytes directBlock(boolean checksum) {
    Bytes prefix = new Bytes().text("FHDB").u8(0).u64(0x100).u16(0);
    if (!checksum) {
      return prefix.text("object").zeros(64 - 15 - 6);
    }
    byte[] cleared = new Bytes().raw(prefix).u32(0).text("object").zeros(64 - 19 - 6).bytes();
    return prefix.u32(Lookup3.hash(cleared, 0, cleared.length)).text("object").zeros(64 - 19 - 6);
  }

  @Test
  void directBlockHoldsObjects() {
    FractalHeapHeader header = header(new FractalHeapBytes());
    FractalHeapDirectBlock block =
        FractalHeapDirectBlock.decode(directBlock(false).cursor(), header, 0);
    Cursor object = block.object(15, 6, 0x400, "link message", Bytes.CONTEXT);
    assertThat(object.text(6)).isEqualTo("object");
    assertThat(object.structureAddress()).isEqualTo(0x400 + 15);
    assertThatThrownBy(() -> block.object(14, 6, 0x400, "x", Bytes.CONTEXT))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("at least 15");
    assertThatThrownBy(() -> block.object(60, 5, 0x400, "x", Bytes.CONTEXT))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("at most 64");
    assertThat(block.is(header, 0, 64)).isTrue();
    assertThat(block.is(header, 64, 64)).isFalse();
  }

  @Test
  void directBlockWithChecksumIsVerified() {
    FractalHeapHeader header = header(new FractalHeapBytes().flags(2));
    FractalHeapDirectBlock block =
        FractalHeapDirectBlock.decode(directBlock(true).cursor(), header, 0);
    assertThat(block.prefixLength()).isEqualTo(19);
    DecoderLaws.holdFor(
        directBlock(true), cursor -> FractalHeapDirectBlock.decode(cursor, header, 0));
    byte[] changed = directBlock(true).bytes();
    changed[40] = 1;
    assertThatThrownBy(
            () -> FractalHeapDirectBlock.decode(new Bytes().raw(changed).cursor(), header, 0))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void blockOfAnotherHeapOrPlaceIsMalformed() {
    FractalHeapHeader header = header(new FractalHeapBytes());
    assertThatThrownBy(() -> FractalHeapDirectBlock.decode(directBlock(false).cursor(), header, 64))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("block offset");
    Bytes other = new Bytes().text("FHDB").u8(0).u64(0x108).u16(0).zeros(49);
    assertThatThrownBy(() -> FractalHeapDirectBlock.decode(other.cursor(), header, 0))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("heap header address");
  }

  @Test
  void indirectBlockHoldsAddresses() {
    FractalHeapHeader header = header(new FractalHeapBytes().root(0x400, 2));
    Bytes bytes =
        new Bytes().text("FHIB").u8(0).u64(0x100).u16(0).u64(0x500, -1, 0x600, -1).checksum();
    FractalHeapIndirectBlock block = FractalHeapIndirectBlock.decode(bytes.cursor(), header, 2, 0);
    assertThat(block.childAddresses()).containsExactly(0x500, -1, 0x600, -1);
    assertThat(FractalHeapIndirectBlock.length(Bytes.CONTEXT, header, 2)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, cursor -> FractalHeapIndirectBlock.decode(cursor, header, 2, 0));
  }

  @Test
  void filteredIndirectBlockHasSizesForDirectBlocksOnly() {
    // starting block 64, largest direct block 128: rows 0 to 2 are direct
    FractalHeapHeader header =
        header(new FractalHeapBytes().root(0x400, 4).filters(new byte[] {1}, 0));
    Bytes bytes = new Bytes().text("FHIB").u8(0).u64(0x100).u16(0);
    for (int i = 0; i < 6; i++) {
      bytes.u64(0x500 + i, 10 + i).u32(i);
    }
    bytes.u64(0x700, 0x800).checksum();
    FractalHeapIndirectBlock block = FractalHeapIndirectBlock.decode(bytes.cursor(), header, 4, 0);
    assertThat(block.childAddresses()).hasSize(8).endsWith(0x700, 0x800);
    assertThat(block.filteredSizes()).containsExactly(10, 11, 12, 13, 14, 15);
    assertThat(block.filterMasks()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(FractalHeapIndirectBlock.length(Bytes.CONTEXT, header, 4)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, cursor -> FractalHeapIndirectBlock.decode(cursor, header, 4, 0));
  }
}
