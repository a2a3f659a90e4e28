package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.metadata.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHeapEditorTest {
  @TempDir Path folder;

  private Transaction transaction;

  @BeforeEach
  void openAFile() throws IOException {
    Path path = folder.resolve("file.h5");
    LibraryFile.create(path, 8, 8, 16, 4).close();
    transaction = EditedFile.of(path).transaction();
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private LocalHeap reopened(long address) {
    transaction.forget(address);
    return LocalHeap.open(transaction.reader(), address);
  }

  /// The header and the data segment, from the file.
  private byte[] header(long address) {
    return transaction.reader().read(address, 32, "local heap").bytes(32);
  }

  @Test
  void theFirstTextsFillTheFirstFreeBlock() {
    LocalHeapEditor heap = LocalHeapEditor.create(transaction, 88);
    assertThat(heap.insert(text(""))).isZero();
    assertThat(heap.insert(text("eight..."))).isEqualTo(8);
    assertThat(heap.insert(text("seven.."))).isEqualTo(24);
    heap.flush();
    long data = heap.address() + 32;
    assertThat(header(heap.address()))
        .isEqualTo(new Bytes().text("HEAP").u8(0, 0, 0, 0).u64(88, 32, data).bytes());
    assertThat(transaction.reader().read(data + 32, 16, "free block").bytes(16))
        .isEqualTo(new Bytes().u64(1, 56).bytes());
  }

  @Test
  void aFullHeapDoublesAndMoves() {
    LocalHeapEditor heap = LocalHeapEditor.create(transaction, 16);
    assertThat(heap.insert(text("0123456789abcde"))).isZero();
    assertThat(heap.insert(text("x"))).isEqualTo(16);
    heap.flush();
    assertThat(heap.size()).isEqualTo(32);
    LocalHeap read = reopened(heap.address());
    assertThat(read.dataAddress()).isNotEqualTo(heap.address() + 32);
    assertThat(read.text(0)).isEqualTo("0123456789abcde");
    assertThat(read.text(16)).isEqualTo("x");
    // The 8 bytes behind it are too few for a free block.
    assertThat(header(heap.address()))
        .startsWith(new Bytes().text("HEAP").u32(0).u64(32, 1).bytes());
  }

  @Test
  void freeBlocksUnite() {
    LocalHeapEditor heap = LocalHeapEditor.create(transaction, 96);
    for (int i = 0; i < 6; i++) {
      heap.insert(text("sixteen bytes.."));
    }
    heap.remove(16, 16);
    heap.remove(48, 16);
    heap.flush();
    assertThat(header(heap.address())[16]).isEqualTo((byte) 48);
    LocalHeapEditor again = new LocalHeapEditor(transaction, heap.address());
    again.remove(32, 16);
    again.flush();
    assertThat(header(heap.address())[16]).isEqualTo((byte) 16);
    long data = reopened(heap.address()).dataAddress();
    assertThat(transaction.reader().read(data + 16, 16, "free block").bytes(16))
        .isEqualTo(new Bytes().u64(1, 48).bytes());
  }

  @Test
  void spaceIsNotFreedTwice() {
    LocalHeapEditor heap = LocalHeapEditor.create(transaction, 96);
    long offset = heap.insert(text("a text"));
    heap.remove(offset, 7);
    assertThatThrownBy(() -> heap.remove(offset, 7)).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void randomTextsStayWhereTheyAre() {
    SplittableRandom random = new SplittableRandom(77);
    LocalHeapEditor heap = LocalHeapEditor.create(transaction, 0);
    TreeMap<Long, String> model = new TreeMap<>();
    for (int step = 0; step < 5000; step++) {
      if (model.isEmpty() || random.nextInt(100) < (step < 3000 ? 60 : 40)) {
        String text = "t".repeat(random.nextInt(random.nextInt(20) == 0 ? 9000 : 50)) + step;
        assertThat(model.put(heap.insert(text(text)), text)).isNull();
      } else {
        List<Long> offsets = new ArrayList<>(model.keySet());
        long offset = offsets.get(random.nextInt(offsets.size()));
        heap.remove(offset, model.remove(offset).length() + 1L);
      }
      if (random.nextInt(4) == 0) {
        heap.flush();
        heap = new LocalHeapEditor(transaction, heap.address());
      }
    }
    heap.flush();
    LocalHeap read = reopened(heap.address());
    model.forEach((offset, text) -> assertThat(read.text(offset)).isEqualTo(text));
  }

  /// A heap with such a free list: pairs of next offset and size at the offsets before them.
  private void open(long head, long... offsetsNextsAndSizes) {
    LocalHeapEditor heap = LocalHeapEditor.create(transaction, 128);
    Bytes header = new Bytes().text("HEAP").u32(0).u64(128, head, heap.address() + 32);
    transaction.write(heap.address(), header.bytes());
    for (int i = 0; i < offsetsNextsAndSizes.length; i += 3) {
      transaction.write(
          heap.address() + 32 + offsetsNextsAndSizes[i],
          new Bytes().u64(offsetsNextsAndSizes[i + 1], offsetsNextsAndSizes[i + 2]).bytes());
    }
    transaction.forget(heap.address());
    new LocalHeapEditor(transaction, heap.address());
  }

  @Test
  void brokenFreeListsAreRefused() {
    open(8, 8, 64, 16, 64, 1, 24);
    open(-1);
    assertThatThrownBy(() -> open(120))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("offset of free block is 120");
    assertThatThrownBy(() -> open(8, 8, 1, 121))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("size of free block is 121");
    assertThatThrownBy(() -> open(8, 8, 1, 8)).isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> open(8, 8, 64, 16, 64, 8, 16))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("second free block");
    assertThatThrownBy(() -> open(8, 8, 32, 32, 32, 1, 16))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("second free block");
  }

  @Test
  void aDeletedHeapGivesBackItsSpace() {
    LocalHeapEditor.create(transaction, 5000).delete();
    long end = transaction.endOfAddress();
    for (int i = 0; i < 3; i++) {
      LocalHeapEditor heap = LocalHeapEditor.create(transaction, 5000);
      heap.flush();
      heap.delete();
    }
    assertThat(transaction.endOfAddress()).isEqualTo(end);
  }
}
