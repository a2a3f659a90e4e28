package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapId;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.storage.Durability;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalHeapEditorTest {
  private static final int STRINGS = 500;

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("strings.h5");
  }

  private static String randomText(SplittableRandom random) {
    int length = random.nextInt(50) == 0 ? random.nextInt(20_000) : random.nextInt(1, 60);
    return "x".repeat(length) + random.nextInt(1000);
  }

  private static List<String> randomTexts(SplittableRandom random, int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(randomText(random));
    }
    return texts;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// A dataset of variable-length strings that libhdf5 made.
  private EditedFile newFile(int offsets, int lengths, List<String> texts) throws IOException {
    try (LibraryFile file = LibraryFile.create(path(), offsets, lengths, 16, 4)) {
      file.writeStrings("strings", texts);
    }
    return EditedFile.of(path());
  }

  /// The elements of the dataset: length and global heap ID of each string.
  private static final class Strings {
    private final Transaction transaction;
    private final long address;
    private final int width;

    private Strings(Transaction transaction, long address) {
      this.transaction = transaction;
      this.address = address;
      this.width = 8 + transaction.context().sizeOfOffsets();
    }

    private Cursor element(int number) {
      return transaction.reader().read(address + (long) number * width, width, "element");
    }

    private GlobalHeapId id(int number) {
      Cursor element = element(number);
      element.skip(4);
      return GlobalHeapId.decode(element);
    }

    private String text(GlobalHeap heap, int number) {
      GlobalHeapId id = id(number);
      Cursor object = heap.object(id.collectionAddress(), id.index());
      assertThat(object.remaining()).isEqualTo((int) element(number).u32());
      return object.text(object.remaining());
    }

    private void set(int number, int length, GlobalHeapId id) {
      Encoder out = transaction.encoder().u32(length);
      id.encode(out);
      transaction.write(address + (long) number * width, out.toBytes());
    }
  }

  private Strings strings(EditedFile file) {
    try (LibraryFile library = LibraryFile.open(path())) {
      return new Strings(file.transaction(), library.offset("strings"));
    }
  }

  private static void check(Strings strings, GlobalHeap heap, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      assertThat(strings.text(heap, i)).isEqualTo(texts.get(i));
    }
  }

  /// Replaces strings in operations of a few each, as a dataset is overwritten.
  private static void replace(
      Strings strings, GlobalHeap heap, List<String> texts, SplittableRandom random, int rounds) {
    for (int round = 0; round < rounds; round++) {
      GlobalHeapEditor editor = new GlobalHeapEditor(strings.transaction);
      for (int i = random.nextInt(10); i >= 0; i--) {
        int number = random.nextInt(texts.size());
        GlobalHeapId before = strings.id(number);
        assertThat(editor.remove(before.collectionAddress(), before.index())).isTrue();
        texts.set(number, randomText(random));
        byte[] object = bytes(texts.get(number));
        strings.set(number, object.length, editor.insert(object));
      }
      editor.flush();
      int looked = random.nextInt(texts.size());
      assertThat(strings.text(heap, looked)).isEqualTo(texts.get(looked));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 8, 1", "4, 4, 2", "4, 8, 3", "8, 4, 4"})
  void stringsAreReplacedByUsAndByLibhdf5InTurns(int offsets, int lengths, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> texts = randomTexts(random, STRINGS);
    EditedFile file = newFile(offsets, lengths, texts);
    Strings strings = strings(file);
    GlobalHeap heap = new GlobalHeap(file.transaction().reader());
    check(strings, heap, texts);
    replace(strings, heap, texts, random, 300);
    check(strings, heap, texts);
    file.save(path());
    try (LibraryFile library = LibraryFile.edit(path())) {
      assertThat(library.readStrings("strings", STRINGS)).isEqualTo(texts);
      texts = randomTexts(random, STRINGS);
      library.writeStrings("strings", texts);
      assertThat(library.readStrings("strings", STRINGS)).isEqualTo(texts);
    }
    EditedFile again = EditedFile.of(path());
    Strings after = strings(again);
    replace(after, new GlobalHeap(again.transaction().reader()), texts, random, 50);
    again.save(path());
    try (LibraryFile library = LibraryFile.open(path())) {
      assertThat(library.readStrings("strings", STRINGS)).isEqualTo(texts);
    }
  }

  @Test
  void aCollectionThatDoesNotChangeHasTheBytesOfLibhdf5() throws IOException {
    EditedFile file = newFile(8, 8, randomTexts(new SplittableRandom(5), STRINGS));
    Strings strings = strings(file);
    GlobalHeap heap = new GlobalHeap(file.transaction().reader());
    Set<Long> collections = new HashSet<>();
    for (int i = 0; i < STRINGS; i++) {
      collections.add(strings.id(i).collectionAddress());
    }
    assertThat(collections).hasSizeGreaterThan(3);
    for (long address : collections) {
      GlobalHeapCollection contents = heap.contents(address);
      byte[] block =
          file.transaction().reader().read(address, contents.size(), "x").bytes(contents.size());
      OpenCollection open =
          OpenCollection.of(file.transaction().context(), address, block, contents);
      assertThat(open.image()).isEqualTo(block);
    }
  }

  @Test
  void randomChangesLeaveWhatTheModelSays() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    Transaction transaction = file.transaction();
    GlobalHeap heap = new GlobalHeap(transaction.reader());
    SplittableRandom random = new SplittableRandom(11);
    Map<GlobalHeapId, byte[]> model = new ConcurrentHashMap<>();
    List<GlobalHeapId> ids = new ArrayList<>();
    for (int round = 0; round < 400; round++) {
      GlobalHeapEditor editor = new GlobalHeapEditor(transaction);
      for (int i = random.nextInt(30); i >= 0; i--) {
        if (ids.isEmpty() || random.nextInt(100) < (round < 250 ? 60 : 30)) {
          byte[] object = bytes(randomText(random));
          GlobalHeapId id =
              random.nextBoolean()
                  ? editor.insert(object)
                  : editor.insert(MemorySegment.ofArray(object));
          assertThat(model.put(id, object)).as("an identifier is given once").isNull();
          ids.add(id);
        } else {
          GlobalHeapId id = ids.remove(random.nextInt(ids.size()));
          assertThat(editor.remove(id.collectionAddress(), id.index())).isTrue();
          model.remove(id);
        }
      }
      editor.flush();
      if (round % 20 == 0) {
        check(heap, model);
      }
    }
    check(heap, model);
  }

  private static void check(GlobalHeap heap, Map<GlobalHeapId, byte[]> model) {
    model.forEach((id, object) -> {
      Cursor found = heap.object(id.collectionAddress(), id.index());
      assertThat(found.bytes(found.remaining())).isEqualTo(object);
    });
  }

  @Test
  void operationsFillUpTheCollectionsOfThoseBefore() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    long before = file.transaction().endOfAddress();
    Set<Long> collections = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      GlobalHeapEditor editor = new GlobalHeapEditor(file.transaction());
      collections.add(editor.insert(bytes("text of 16 bytes")).collectionAddress());
      editor.flush();
    }
    // 127 objects of 32 bytes in a collection of 4096
    assertThat(collections).hasSize(8);
    assertThat(file.transaction().endOfAddress() - before).isEqualTo(8 * 4096);
  }

  @Test
  void whatIsUndoneIsForgotten() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    Transaction transaction = file.transaction();
    GlobalHeapEditor first = new GlobalHeapEditor(transaction);
    GlobalHeapId kept = first.insert(bytes("kept"));
    first.flush();
    assertThatThrownBy(() ->
            transaction.perform(() -> {
              GlobalHeapEditor second = new GlobalHeapEditor(transaction);
              second.remove(kept.collectionAddress(), kept.index());
              second.insert(bytes("lost"));
              second.insert(new byte[10_000]);
              second.flush();
              throw new IllegalStateException("failed");
            }))
        .isInstanceOf(IllegalStateException.class);
    GlobalHeapEditor third = new GlobalHeapEditor(transaction);
    GlobalHeapId later = third.insert(bytes("later"));
    third.flush();
    GlobalHeap heap = new GlobalHeap(transaction.reader());
    assertThat(heap.object(kept.collectionAddress(), kept.index()).text(4)).isEqualTo("kept");
    assertThat(heap.object(later.collectionAddress(), later.index()).text(5)).isEqualTo("later");
  }

  private static byte[] bytesAt(Transaction transaction, long address) {
    return transaction.reader().read(address, 4096, "collection").bytes(4096);
  }

  private static void check(GlobalHeap heap, List<GlobalHeapId> ids, String text) {
    for (GlobalHeapId id : ids) {
      assertThat(heap.object(id.collectionAddress(), id.index()).text(text.length()))
          .isEqualTo(text);
    }
  }

  @Test
  void aCollectionThatOthersReadIsFilledUpWhenNobodyDoes() throws IOException {
    Transaction transaction = newFile(8, 8, List.of("one")).transaction();
    GlobalHeapEditor first = new GlobalHeapEditor(transaction);
    long collection = first.insert(bytes("before")).collectionAddress();
    first.flush();
    byte[] before = bytesAt(transaction, collection);

    GlobalHeapEditor second = new GlobalHeapEditor(transaction);
    List<GlobalHeapId> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add(second.insert(bytes("text")));
    }
    assertThat(ids.getFirst().collectionAddress()).isEqualTo(collection);
    assertThat(ids.getLast().collectionAddress()).isNotEqualTo(collection);
    assertThat(bytesAt(transaction, collection)).isEqualTo(before);
    // What is full is in memory only: there it is taken from.
    GlobalHeapId removed = ids.remove(3);
    assertThat(second.remove(collection, removed.index())).isTrue();
    assertThat(second.remove(collection, removed.index())).isFalse();
    assertThat(bytesAt(transaction, collection)).isEqualTo(before);

    second.flush();
    GlobalHeap heap = new GlobalHeap(transaction.reader());
    check(heap, ids, "text");
    check(heap, List.of(new GlobalHeapId(collection, 1)), "before");
    assertThatThrownBy(() -> heap.object(collection, removed.index()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aCollectionThatOthersReadDoesNotChangeWhenMoreAreOpened() throws IOException {
    Transaction transaction = newFile(8, 8, List.of("one")).transaction();
    GlobalHeapEditor first = new GlobalHeapEditor(transaction);
    long collection = first.insert(bytes("before")).collectionAddress();
    first.flush();
    byte[] before = bytesAt(transaction, collection);

    GlobalHeapEditor second = new GlobalHeapEditor(transaction);
    GlobalHeapId added = second.insert(bytes("text"));
    assertThat(added.collectionAddress()).isEqualTo(collection);
    for (int i = 0; i < 40; i++) {
      second.insert(new byte[40_000]);
    }
    // By now sixteen others are open.
    assertThat(bytesAt(transaction, collection)).isEqualTo(before);
    second.flush();
    check(new GlobalHeap(transaction.reader()), List.of(added), "text");
  }

  @Test
  void anObjectThatIsNotThereIsNotRemoved() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one", "two"));
    GlobalHeapId id = strings(file).id(1);
    GlobalHeapEditor editor = new GlobalHeapEditor(file.transaction());
    for (long index : new long[] {0, 3, 70_000}) {
      assertThat(editor.remove(id.collectionAddress(), index)).isFalse();
    }
    assertThat(editor.remove(id.collectionAddress(), id.index())).isTrue();
    assertThat(editor.remove(id.collectionAddress(), id.index())).isFalse();
    assertThat(editor.remove(id.collectionAddress(), 70_000)).isFalse();
    assertThatThrownBy(() -> editor.remove(8, 1)).isInstanceOf(MalformedFileException.class);
  }

  /// Objects of one collection, in the file as they are written at once.
  private static List<GlobalHeapId> stored(Transaction transaction, int... lengths) {
    GlobalHeapEditor editor = new GlobalHeapEditor(transaction);
    List<GlobalHeapId> ids = new ArrayList<>();
    for (int length : lengths) {
      ids.add(editor.insert(new byte[length]));
    }
    editor.flush();
    return ids;
  }

  /// An object that fills its collection is written at once, and could be read again from where it
  /// was after it has been removed.
  @ParameterizedTest
  @ValueSource(ints = {4000, 4064, 10_000, 100_000, 2_000_000})
  void anObjectIsRemovedOnce(int length) throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    Transaction transaction = file.transaction();
    GlobalHeapId id = stored(transaction, length).getFirst();
    transaction.perform(() -> {
      GlobalHeapEditor editor = new GlobalHeapEditor(transaction);
      assertThat(editor.contains(id.collectionAddress(), id.index())).isTrue();
      assertThat(editor.remove(id.collectionAddress(), id.index())).isTrue();
      assertThat(editor.contains(id.collectionAddress(), id.index())).isFalse();
      assertThat(editor.remove(id.collectionAddress(), id.index())).isFalse();
      editor.flush();
      return editor;
    });
    long reused = stored(transaction, length).getFirst().collectionAddress();
    assertThat(reused).isEqualTo(id.collectionAddress());
    long free = transaction.freeSpace();
    transaction.commit(Durability.PROCESS);
    assertThat(transaction.freeSpace()).isLessThanOrEqualTo(free);
    assertThat(stored(transaction, length).getFirst().collectionAddress()).isNotEqualTo(reused);
  }

  @Test
  void allObjectsOfACollectionAreRemovedOnce() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    Transaction transaction = file.transaction();
    int[] lengths = {70, 80, 90, 3700};
    List<GlobalHeapId> ids = stored(transaction, lengths);
    long address = ids.getFirst().collectionAddress();
    assertThat(ids).allMatch(id -> id.collectionAddress() == address);
    GlobalHeapEditor editor = new GlobalHeapEditor(transaction);
    for (boolean there : new boolean[] {true, false}) {
      for (GlobalHeapId id : ids) {
        assertThat(editor.contains(address, id.index())).isEqualTo(there);
        assertThat(editor.remove(address, id.index())).isEqualTo(there);
      }
    }
    editor.flush();
  }

  @Test
  void theIndexOfARemovedObjectIsNotGivenToTheNext() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    Transaction transaction = file.transaction();
    GlobalHeapId last = stored(transaction, 10, 20).getLast();
    GlobalHeapEditor first = new GlobalHeapEditor(transaction);
    assertThat(first.remove(last.collectionAddress(), last.index())).isTrue();
    first.flush();
    GlobalHeapId next = stored(transaction, 30).getFirst();
    assertThat(next.collectionAddress()).isEqualTo(last.collectionAddress());
    assertThat(next.index()).isEqualTo(last.index() + 1);
  }

  /// The bytes of a collection of two objects, by the specification.
  private static byte[] collection(int size) {
    ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    image.put(bytes("GCOL")).putInt(1).putLong(size);
    image.putShort((short) 1).putShort((short) 0).putInt(0).putLong(8).put(bytes("12345678"));
    image.putShort((short) 2).putShort((short) 0).putInt(0).putLong(8).put(bytes("abcdefgh"));
    image.putShort((short) 0).putShort((short) 0).putInt(0);
    image.putLong(size - image.position() + 8L);
    return image.array();
  }

  /// libhdf5 makes none of less than 4096 bytes. Of the writers that do, some store equal data once
  /// for many elements.
  @ParameterizedTest
  @CsvSource({"96, true", "4088, true", "4096, false", "5120, false"})
  void objectsOfCollectionsThatLibhdf5DoesNotMakeStay(int size, boolean stay) throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    Transaction transaction = file.transaction();
    long address = transaction.allocate(SpaceKind.RAW, size);
    byte[] image = collection(size);
    transaction.write(address, image);

    GlobalHeapEditor editor = new GlobalHeapEditor(transaction);
    assertThat(editor.remove(address, 1)).isTrue();
    assertThat(editor.remove(address, 3)).isFalse();
    assertThat(editor.remove(address, 2)).isTrue();
    editor.flush();

    assertThat(transaction.allocate(SpaceKind.RAW, size) == address).isNotEqualTo(stay);
    if (stay) {
      byte[] left = transaction.reader().read(address, size, "collection").bytes(size);
      assertThat(left).isEqualTo(image);
    }
  }

  @Test
  void manyObjectsAreInsertedTogether() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    int[] lengths = new int[20_000];
    Arrays.setAll(lengths, i -> i % 40);
    byte[] objects = new byte[Arrays.stream(lengths).sum()];
    new SplittableRandom(3).nextBytes(objects);
    List<GlobalHeapId> ids = new ArrayList<>();
    GlobalHeapEditor editor = new GlobalHeapEditor(file.transaction());
    editor.insertAll(
        objects,
        lengths,
        (number, address, index) -> {
          assertThat(number).isEqualTo(ids.size());
          ids.add(new GlobalHeapId(address, index));
        });
    editor.flush();
    GlobalHeap heap = new GlobalHeap(file.transaction().reader());
    int offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      byte[] object = Arrays.copyOfRange(objects, offset, offset + lengths[i]);
      Cursor found = heap.object(ids.get(i).collectionAddress(), ids.get(i).index());
      assertThat(found.bytes(found.remaining())).isEqualTo(object);
      offset += lengths[i];
    }
  }

  @Test
  void anObjectThatLengthsCannotSayIsALimit() throws IOException {
    EditedFile file = newFile(8, 2, List.of("one"));
    GlobalHeapEditor editor = new GlobalHeapEditor(file.transaction());
    GlobalHeapId id = editor.insert(new byte[65_000]);
    editor.flush();
    assertThat(
            new GlobalHeap(file.transaction().reader())
                .object(id.collectionAddress(), id.index())
                .remaining())
        .isEqualTo(65_000);
    assertThatThrownBy(() -> editor.insert(new byte[65_530]))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void indexesAreUsedAgainAfterTheLargest() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    OpenCollection collection = OpenCollection.create(file.transaction().context(), 0, 16 * 70_000);
    for (int i = 1; i <= 0xffff; i++) {
      assertThat(collection.insert(new byte[0], 0, 0)).isEqualTo(i);
    }
    assertThat(collection.hasRoom(16)).isFalse();
    assertThat(collection.remove(700)).isTrue();
    assertThat(collection.remove(300)).isTrue();
    assertThat(collection.insert(new byte[0], 0, 0)).isEqualTo(300);
    assertThat(collection.insert(new byte[0], 0, 0)).isEqualTo(700);
    assertThat(collection.hasRoom(16)).isFalse();
  }

  @Test
  void spaceOfRemovedObjectsIsUsedAgain() throws IOException {
    EditedFile file = newFile(8, 8, List.of("one"));
    insertAndRemove(file.transaction());
    long end = file.transaction().endOfAddress();
    for (int i = 0; i < 3; i++) {
      insertAndRemove(file.transaction());
    }
    assertThat(file.transaction().endOfAddress()).isEqualTo(end);
  }

  private static void insertAndRemove(Transaction transaction) {
    List<GlobalHeapId> ids = new ArrayList<>();
    GlobalHeapEditor editor = new GlobalHeapEditor(transaction);
    for (int i = 0; i < 1000; i++) {
      ids.add(editor.insert(new byte[i * 3]));
    }
    editor.flush();
    GlobalHeapEditor remover = new GlobalHeapEditor(transaction);
    for (GlobalHeapId id : ids) {
      assertThat(remover.remove(id.collectionAddress(), id.index())).isTrue();
    }
    remover.flush();
  }

  @Test
  void brokenCollectionsAreRefused() throws IOException {
    EditedFile whole = newFile(8, 8, randomTexts(new SplittableRandom(8), 50));
    GlobalHeapId id = strings(whole).id(25);
    byte[] bytes = whole.toBytes();
    SplittableRandom random = new SplittableRandom(9);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] broken = bytes.clone();
      int start = (int) id.collectionAddress();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        broken[start + random.nextInt(random.nextBoolean() ? 48 : 4096)] =
            (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
      }
      GlobalHeapEditor editor = new GlobalHeapEditor(new EditedFile(broken).transaction());
      try {
        editor.remove(id.collectionAddress(), id.index());
        editor.insert(new byte[100]);
        editor.flush();
      } catch (Hdf5Exception expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 1900);
  }
}
