package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.superblock.MetadataCacheImage;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GlobalHeapTest {
  private static final int AT = 0x40;

  private static Bytes object(int index, Bytes data) {
    return new Bytes().u16(index, 1).u32(0).u64(data.size()).raw(data).align(8);
  }

  private static Bytes collection(Bytes... objects) {
    Bytes all = new Bytes();
    for (Bytes object : objects) {
      all.raw(object);
    }
    return new Bytes().text("GCOL").u8(1, 0, 0, 0).u64(16 + all.size()).raw(all);
  }

  private static String text(Cursor object) {
    return object.text(object.remaining());
  }

  @Test
  void objectsAreSlicesOfTheirCollection() {
    MiniFile file =
        new MiniFile()
            .put(
                AT,
                collection(
                    object(1, new Bytes().text("one")),
                    object(2, new Bytes()),
                    object(3, new Bytes().text("three"))));
    GlobalHeap heap = new GlobalHeap(file.reader());
    assertThat(text(heap.object(AT, 3))).isEqualTo("three");
    assertThat(text(heap.object(AT, 1))).isEqualTo("one");
    assertThat(heap.object(AT, 2).remaining()).isZero();
    assertThat(heap.object(AT, 1).structureAddress()).isEqualTo(AT + 16 + 16);
    assertThat(file.bytesRead()).isEqualTo(file.size() - AT);
  }

  @Test
  void collectionsAboveTheUsualSizeAreReadWhole() {
    MiniFile file =
        new MiniFile()
            .put(
                AT,
                collection(
                    object(1, new Bytes().zeros(10_000)), object(2, new Bytes().text("end"))));
    GlobalHeap heap = new GlobalHeap(file.reader());
    assertThat(heap.object(AT, 1).remaining()).isEqualTo(10_000);
    assertThat(text(heap.object(AT, 2))).isEqualTo("end");
  }

  @Test
  void largeCollectionsAreNotReadWhole() {
    MiniFile file =
        new MiniFile()
            .put(
                AT,
                collection(
                    object(1, new Bytes().zeros(2 << 20)), object(2, new Bytes().text("behind"))));
    GlobalHeap heap = new GlobalHeap(file.reader());
    assertThat(text(heap.object(AT, 2))).isEqualTo("behind");
    assertThat(file.bytesRead()).isLessThan(5000);
    assertThat(heap.object(AT, 1).remaining()).isEqualTo(2 << 20);
    Limits small = Limits.defaults().toBuilder().variableLengthElement(1 << 20).build();
    GlobalHeap limited = new GlobalHeap(file.reader(small));
    assertThatThrownBy(() -> limited.object(AT, 1)).isInstanceOf(LimitExceededException.class);
    assertThat(text(limited.object(AT, 2))).isEqualTo("behind");
  }

  @Test
  void aLargeCollectionHasAnObjectForEachIndex() {
    Bytes objects = new Bytes();
    for (int index = 1; index <= 0xffff; index++) {
      objects.raw(object(index, new Bytes().u64(index)));
    }
    GlobalHeap heap = new GlobalHeap(new MiniFile().put(AT, collection(objects)).reader());
    assertThat(heap.object(AT, 0xffff).i64()).isEqualTo(0xffff);
    assertThat(heap.object(AT, 1).i64()).isEqualTo(1);
  }

  @Test
  void largeCollectionsOfMoreObjectsThanIndicesAreNotReadToTheirEnd() {
    Bytes objects = new Bytes();
    for (int i = 0; i < 200_000; i++) {
      objects.raw(object(1, new Bytes()));
    }
    MiniFile file = new MiniFile().put(AT, collection(objects));
    GlobalHeap heap = new GlobalHeap(file.reader());
    assertThatThrownBy(() -> heap.object(AT, 1))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("number of objects");
    assertThat(file.bytesRead()).isLessThan(file.size() / 2);
  }

  @Test
  void aCacheImageHoldsLargeCollectionsToo() {
    byte[] stale = new byte[2 << 20];
    byte[] current = new byte[2 << 20];
    Arrays.fill(current, (byte) 7);
    MiniFile file = new MiniFile().put(AT, collection(object(1, new Bytes().raw(stale))));
    MetadataReader reader = file.reader();
    byte[] image = collection(object(1, new Bytes().raw(current))).bytes();
    reader.useImage(new MetadataCacheImage(new TreeMap<>(Map.of((long) AT, image))));
    assertThat(new GlobalHeap(reader).object(AT, 1).bytes(2 << 20)).isEqualTo(current);
  }

  @Test
  void missingObjectsAreMalformed() {
    GlobalHeap heap =
        new GlobalHeap(
            new MiniFile().put(AT, collection(object(1, new Bytes().text("one")))).reader());
    for (long index : new long[] {0, 2, 0x10001, -1}) {
      assertThatThrownBy(() -> heap.object(AT, index))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining("object index");
    }
    assertThatThrownBy(() -> heap.object(AT + 8, 1)).isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> heap.object(1 << 20, 1)).isInstanceOf(MalformedFileException.class);
  }
}
