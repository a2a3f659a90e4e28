package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.heap.GlobalHeapId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Objects of the global heap, many at a time: found where one alone is found.
class ManyHeapObjectsTest {
  private static final int FIRST = 0x40;

  /// Objects that are asked for together.
  private static final int TOGETHER = 1000;

  private final MiniFile file = new MiniFile();
  private final List<GlobalHeapId> ids = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private long end = FIRST;

  /// How many objects were found with others.
  private int together;

  private static Bytes object(int index, String text) {
    Bytes data = new Bytes().text(text);
    return new Bytes().u16(index, 1).u32(0).u64(data.size()).raw(data).align(8);
  }

  private static Bytes freeSpace(int size) {
    return new Bytes().u16(0, 0).u32(0).u64(size).zeros(size - 16);
  }

  private void put(Bytes objects) {
    file.put(end, new Bytes().text("GCOL").u8(1, 0, 0, 0).u64(16 + objects.size()).raw(objects));
    end += 16 + objects.size();
  }

  /// A collection of objects with some indices, one behind the other as they are given.
  private void putObjects(long... indices) {
    Bytes objects = new Bytes();
    for (long index : indices) {
      String text = ids.size() + "x".repeat(ids.size() % 61);
      objects.raw(object((int) index, text));
      ids.add(new GlobalHeapId(end, index));
      texts.add(text);
    }
    put(objects);
  }

  private static String text(GlobalHeap.Objects objects) {
    return new String(
        objects.block(), objects.offset(), objects.length(), StandardCharsets.ISO_8859_1);
  }

  private void expect(GlobalHeap.Objects objects, List<Integer> numbers) {
    LongStream addresses = numbers.stream().mapToLong(i -> ids.get(i).collectionAddress());
    long[] sorted = addresses.sorted().toArray();
    long bytes = numbers.stream().mapToLong(i -> texts.get(i).length()).sum();
    objects.expect(sorted.length, sorted[0], sorted[sorted.length - 1], bytes);
  }

  private void find(GlobalHeap.Objects objects, int number) {
    objects.find(ids.get(number).collectionAddress(), ids.get(number).index());
  }

  private void check(GlobalHeap heap, List<Integer> numbers) {
    try (GlobalHeap.Objects objects = heap.objects()) {
      expect(objects, numbers);
      for (int number : numbers) {
        find(objects, number);
        assertThat(text(objects)).isEqualTo(texts.get(number));
      }
    }
  }

  /// The same as who wants texts does it: what lies in one block is found together.
  private void checkTogether(GlobalHeap heap, List<Integer> numbers) {
    together = 0;
    try (GlobalHeap.Objects objects = heap.objects()) {
      for (int i = 0; i < numbers.size(); i += TOGETHER) {
        List<Integer> some = numbers.subList(i, Math.min(numbers.size(), i + TOGETHER));
        expect(objects, some);
        checkTogether(objects, some);
      }
    }
  }

  private void checkTogether(GlobalHeap.Objects objects, List<Integer> numbers) {
    int count = numbers.size();
    long[] addresses = new long[count];
    int[] indices = new int[count];
    int[] lengths = new int[count];
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      GlobalHeapId id = ids.get(numbers.get(i));
      addresses[i] = id.collectionAddress();
      indices[i] = (int) id.index();
      lengths[i] = texts.get(numbers.get(i)).length();
    }
    int next = 0;
    while (next < count) {
      byte[] block = objects.block();
      int behind = objects.findAll(addresses, indices, lengths, offsets, next, count);
      for (int i = next; i < behind; i++) {
        assertThat(new String(block, offsets[i], lengths[i], StandardCharsets.ISO_8859_1))
            .isEqualTo(texts.get(numbers.get(i)));
      }
      together += behind - next;
      if (behind < count) {
        find(objects, numbers.get(behind));
        assertThat(text(objects)).startsWith(texts.get(numbers.get(behind)));
      }
      next = behind + 1;
    }
  }

  private List<Integer> all() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      numbers.add(i);
    }
    return numbers;
  }

  private static long[] upTo(int count) {
    return LongStream.rangeClosed(1, count).toArray();
  }

  @Test
  void neighboursAreReadTogether() {
    for (int i = 0; i < 300; i++) {
      putObjects(upTo(1 + i % 50));
    }
    check(new GlobalHeap(file.reader()), all());
    assertThat(file.bytesRead()).isLessThan(file.size() * 3 / 2);
    long before = file.bytesRead();
    checkTogether(new GlobalHeap(file.reader()), all());
    assertThat(file.bytesRead() - before).isLessThan(file.size() * 3 / 2);
    assertThat(together).isGreaterThan(ids.size() - 50);
  }

  /// As libhdf5 writes them, which goes on with a collection that has room left.
  @Test
  void collectionsBeforeTheFirstOneAreReadWithIt() {
    for (int i = 0; i < 300; i++) {
      putObjects(upTo(30));
    }
    assertThat(end).isBetween(1L << 18, 1L << 19);
    List<Integer> numbers = all();
    numbers.addFirst(numbers.removeLast());
    check(new GlobalHeap(file.reader()), numbers);
    assertThat(file.bytesRead()).isLessThan(file.size() * 3 / 2);
    checkTogether(new GlobalHeap(file.reader()), numbers);
  }

  /// As libhdf5 writes them, too: what is left of a collection is for a later, shorter text.
  @Test
  void objectsBehindThoseThatAreAskedForInOrderAreFoundLater() {
    for (int i = 0; i < 300; i++) {
      putObjects(upTo(30));
    }
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      for (int k = 0; k < 30 - i % 3; k++) {
        numbers.add(30 * i + k);
      }
      for (int k = 0; i > 7 && k < (i - 7) % 3; k++) {
        numbers.add(30 * (i - 7) + 29 - k);
      }
    }
    check(new GlobalHeap(file.reader()), numbers);
    checkTogether(new GlobalHeap(file.reader()), numbers);
    assertThat(together).isGreaterThan(numbers.size() - 50);
  }

  /// As many as a text was said to have, where the object has more; and none of texts without any.
  @Test
  void fewerBytesThanObjectsHaveAreFound() {
    for (int i = 0; i < 300; i++) {
      putObjects(upTo(30));
    }
    for (int i = 0; i < texts.size(); i += 7) {
      texts.set(i, i % 2 == 0 ? "" : texts.get(i).substring(0, 1));
    }
    checkTogether(new GlobalHeap(file.reader()), all());
    assertThat(together).isGreaterThan(texts.size() - 50);
  }

  @Test
  void theyAreFoundInAnyOrder() {
    for (int i = 0; i < 300; i++) {
      putObjects(upTo(1 + i % 50));
    }
    SplittableRandom random = new SplittableRandom(5);
    GlobalHeap heap = new GlobalHeap(file.reader());
    for (int round = 0; round < 5; round++) {
      List<Integer> numbers = new ArrayList<>();
      int spread = 1 + random.nextInt(ids.size());
      for (int i = 0; i < 6000; i++) {
        int around = (int) ((long) i * ids.size() / 6000);
        int number = around + random.nextInt(spread) - spread / 2;
        numbers.add(Math.clamp(number, 0, ids.size() - 1));
      }
      check(heap, numbers);
      checkTogether(new GlobalHeap(file.reader()), numbers);
    }
  }

  @Test
  void collectionsThatAreUnusualAreReadToo() {
    for (int i = 0; i < 100; i++) {
      putObjects(upTo(40));
      putObjects(7, 3, 5);
      putObjects(1, 2, 400, 60_000);
      putObjects(1 + i);
      put(new Bytes().raw(freeSpace(64)).raw(object(1, "behind")));
      ids.add(new GlobalHeapId(end - 16 - 64 - 24, 1));
      texts.add("behind");
      put(freeSpace(32));
    }
    check(new GlobalHeap(file.reader()), all());
    checkTogether(new GlobalHeap(file.reader()), all());
    assertThat(together).isGreaterThan(4000);
  }

  @Test
  void objectsLongerThanOneReadAreFound() {
    for (int i = 0; i < 60; i++) {
      putObjects(upTo(20));
      String text = "long".repeat(i * 4000);
      ids.add(new GlobalHeapId(end, 1));
      texts.add(text);
      put(object(1, text));
    }
    check(new GlobalHeap(file.reader()), all());
    checkTogether(new GlobalHeap(file.reader()), all());
  }

  @Test
  @SuppressWarnings("ReferenceEquality") // it is the block itself that has to be another
  void whatWasFoundStaysWhileTheNextBlockIsRead() {
    for (int i = 0; i < 1500; i++) {
      putObjects(upTo(40));
    }
    List<Integer> numbers = all();
    try (GlobalHeap.Objects objects = new GlobalHeap(file.reader()).objects()) {
      expect(objects, numbers);
      byte[] block = objects.block();
      int offset = 0;
      int blocks = 0;
      for (int number : numbers) {
        find(objects, number);
        if (block != objects.block()) {
          if (number > 0) {
            String before = texts.get(number - 1);
            assertThat(new String(block, offset, before.length(), StandardCharsets.ISO_8859_1))
                .isEqualTo(before);
          }
          blocks++;
        }
        block = objects.block();
        offset = objects.offset();
      }
      assertThat(blocks).isBetween(2, 20);
    }
  }

  private void assertMalformed(String message) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> check(new GlobalHeap(file.reader()), all()))
        .withMessageContaining(message);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> checkTogether(new GlobalHeap(file.reader()), all()))
        .withMessageContaining(message);
  }

  private void putMany() {
    for (int i = 0; i < 50; i++) {
      putObjects(upTo(40));
    }
  }

  @Test
  void damageIsReportedAmongManyAsElsewhere() {
    putMany();
    putObjects(1, 2, 2);
    putMany();
    assertMalformed("heap object index");
  }

  @Test
  void damageBehindTheObjectsThatAreAskedForIsReported() {
    putMany();
    ids.add(new GlobalHeapId(end, 1));
    texts.add("first");
    put(object(1, "first").raw(new Bytes().u16(2, 1).u32(0).u64(1000).zeros(64)));
    putMany();
    assertMalformed("size of object 2");
  }

  @Test
  void anObjectThatIsNotThereIsReported() {
    putMany();
    ids.add(new GlobalHeapId(ids.getLast().collectionAddress(), 41));
    texts.add("nowhere");
    putMany();
    assertMalformed("object index");
  }

  @Test
  void whatIsNoCollectionIsReported() {
    putMany();
    ids.add(new GlobalHeapId(ids.getLast().collectionAddress() + 8, 1));
    texts.add("nowhere");
    putMany();
    assertMalformed("signature");
  }

  @Test
  void anObjectThatReachesBeyondItsCollectionIsReported() {
    putMany();
    ids.add(new GlobalHeapId(end, 1));
    texts.add("too long");
    put(new Bytes().u16(1, 1).u32(0).u64(1000).zeros(64));
    putMany();
    assertMalformed("size of object 1");
  }

  @Test
  void aCollectionThatReachesBeyondTheFileIsReported() {
    putMany();
    ids.add(new GlobalHeapId(end, 1));
    texts.add("cut");
    file.put(end, new Bytes().text("GCOL").u8(1, 0, 0, 0).u64(1 << 16).raw(object(1, "cut")));
    assertMalformed("extent");
  }
}
