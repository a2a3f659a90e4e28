package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.heap.FractalHeapBytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Heaps of width 2 with blocks of 64 and 128 bytes. Rows start at 0, 128, 256, 512, ...; rows 0 to
/// 2 have direct blocks of 64, 64 and 128 bytes; a block of row 3 covers 256 bytes: an indirect
/// block of its own with rows 0 and 1.
class FractalHeapTest {
  private static final int HEADER = 0x100;
  private static final int ROOT = 0x400;
  private static final BlockFilter.Factory NO_FILTERS =
      message -> {
        throw new AssertionError("not filtered");
      };

  private static MiniFile file(FractalHeapBytes header) {
    return new MiniFile().put(HEADER, header.bytes()).put(0x2000, new Bytes().zeros(8));
  }

  private static Bytes direct(int offset, int size, int at, String object) {
    Bytes bytes = new Bytes().text("FHDB").u8(0).u64(HEADER).u16(offset);
    return bytes.zeros(at - 15).text(object).zeros(size - at - object.length());
  }

  private static Bytes indirect(int offset, long... children) {
    return new Bytes().text("FHIB").u8(0).u64(HEADER).u16(offset).u64(children).checksum();
  }

  private static byte[] managed(int offset, int length) {
    return new Bytes().u8(0).u16(offset).u8(length).zeros(4).bytes();
  }

  private static String object(MiniFile file, byte[] id) {
    Cursor object = FractalHeap.open(file.reader(), HEADER, NO_FILTERS).object(id, "object");
    return object.text(object.remaining());
  }

  @Test
  void rootMayBeADirectBlock() {
    MiniFile file = file(new FractalHeapBytes()).put(ROOT, direct(0, 64, 20, "hello"));
    assertThat(object(file, managed(20, 5))).isEqualTo("hello");
    assertThatThrownBy(() -> object(file, managed(64, 5)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("in an allocated direct block");
  }

  @Test
  void objectsLieInBlocksOfAllRows() {
    MiniFile file =
        file(new FractalHeapBytes().root(ROOT, 5))
            .put(ROOT, indirect(0, 0x500, -1, 0x540, -1, -1, 0x580, 0x600, 0x700, -1, -1))
            .put(0x500, direct(0, 64, 20, "row 0"))
            .put(0x540, direct(128, 64, 20, "row 1"))
            .put(0x580, direct(256 + 128, 128, 100, "row 2"))
            .put(0x600, indirect(512, -1, 0x640, -1, -1))
            .put(0x640, direct(512 + 64, 64, 20, "row 3, 0"))
            .put(0x700, indirect(768, -1, -1, 0x740, -1))
            .put(0x740, direct(768 + 128, 64, 20, "row 3, 1"));
    assertThat(object(file, managed(20, 5))).isEqualTo("row 0");
    assertThat(object(file, managed(128 + 20, 5))).isEqualTo("row 1");
    assertThat(object(file, managed(256 + 128 + 100, 5))).isEqualTo("row 2");
    assertThat(object(file, managed(512 + 64 + 20, 8))).isEqualTo("row 3, 0");
    assertThat(object(file, managed(768 + 128 + 20, 8))).isEqualTo("row 3, 1");
    for (int unallocated : new int[] {64 + 20, 192 + 20, 512 + 20, 1024 + 20, 2048}) {
      assertThatThrownBy(() -> object(file, managed(unallocated, 5)))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining("in an allocated direct block");
    }
  }

  @Test
  void indirectBlockThatLeadsToItselfIsRefused() {
    MiniFile file =
        file(new FractalHeapBytes().root(ROOT, 4))
            .put(ROOT, indirect(0, -1, -1, -1, -1, -1, -1, ROOT, -1));
    assertThatThrownBy(() -> object(file, managed(600, 5)))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void onlyTheWayToAnObjectIsRead() {
    MiniFile file =
        file(new FractalHeapBytes().root(ROOT, 2))
            .put(ROOT, indirect(0, 0x500, 0x540, 0x580, -1))
            .put(0x500, direct(0, 64, 20, "first"))
            .put(0x540, direct(64, 64, 20, "other"));
    FractalHeap heap = FractalHeap.open(file.reader(), HEADER, NO_FILTERS);
    long before = file.bytesRead();
    heap.object(managed(20, 5), "object");
    heap.object(managed(25, 1), "object");
    assertThat(file.bytesRead() - before).isEqualTo(15 + 4 * 8 + 4 + 64);
  }

  private static Bytes hugeTree(int type, Bytes record) {
    return new Bytes()
        .text("BTHD")
        .u8(0, type)
        .u32(512)
        .u16(record.size(), 0)
        .u8(100, 40)
        .u64(0x880)
        .u16(1)
        .u64(1)
        .checksum();
  }

  private static Bytes leaf(int type, Bytes record) {
    return new Bytes().text("BTLF").u8(0, type).raw(record).checksum();
  }

  @Test
  void hugeObjectIsFoundThroughTheTree() {
    Bytes record = new Bytes().u64(0x900, 6, 0x17);
    MiniFile file =
        file(new FractalHeapBytes().hugeTree(0x800))
            .put(0x800, hugeTree(1, record))
            .put(0x880, leaf(1, record))
            .put(0x900, new Bytes().text("enough"));
    assertThat(object(file, new Bytes().u8(0x10).number(0x17, 7).bytes())).isEqualTo("enough");
    assertThatThrownBy(() -> object(file, new Bytes().u8(0x10).number(0x18, 7).bytes()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("v2 B-tree key is 24");
    MiniFile without = file(new FractalHeapBytes());
    assertThatThrownBy(() -> object(without, new Bytes().u8(0x10).number(1, 7).bytes()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void hugeAndTinyObjectsMayBeInTheirIds() {
    MiniFile file =
        file(new FractalHeapBytes().idLength(17)).put(0x900, new Bytes().text("enough"));
    assertThat(object(file, new Bytes().u8(0x10).u64(0x900, 6).bytes())).isEqualTo("enough");
    assertThat(object(file, new Bytes().u8(0x23).text("tiny").zeros(12).bytes())).isEqualTo("tiny");
  }

  @Test
  void filteredBlocksAndObjectsPassThroughTheFilter() {
    byte[] message = {4, 2};
    Bytes record = new Bytes().u64(0x900, 3).u32(9).u64(6, 1);
    MiniFile file =
        file(new FractalHeapBytes().filters(message, 10).hugeTree(0x800))
            .put(ROOT, new Bytes().text("compressed"))
            .put(0x800, hugeTree(2, record))
            .put(0x880, leaf(2, record))
            .put(0x900, new Bytes().text("abc"));
    BlockFilter.Factory filters =
        pipeline -> {
          assertThat(pipeline.u8()).isEqualTo(4);
          return (stored, mask, size) -> {
            if (size == 64) {
              assertThat(new String(stored, StandardCharsets.US_ASCII)).isEqualTo("compressed");
              assertThat(mask).isZero();
              return direct(0, 64, 20, "hello").bytes();
            }
            assertThat(mask).isEqualTo(9);
            return new Bytes().raw(stored).raw(stored).bytes();
          };
        };
    FractalHeap heap = FractalHeap.open(file.reader(), HEADER, filters);
    assertThat(heap.object(managed(20, 5), "object").text(5)).isEqualTo("hello");
    Cursor huge = heap.object(new Bytes().u8(0x10).number(1, 7).bytes(), "object");
    assertThat(huge.text(6)).isEqualTo("abcabc");
  }

  @Test
  void filterThatYieldsAnotherSizeIsAnError() {
    MiniFile file =
        file(new FractalHeapBytes().filters(new byte[] {1}, 4)).put(ROOT, new Bytes().text("abcd"));
    FractalHeap heap =
        FractalHeap.open(file.reader(), HEADER, message -> (stored, mask, size) -> stored);
    assertThatThrownBy(() -> heap.object(managed(20, 5), "object"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("decoded size is 4, expected 64");
  }
}
