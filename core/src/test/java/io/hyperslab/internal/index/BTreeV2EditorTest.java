package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.testkit.Libhdf5;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trees of pairs, ordered by their keys.
class BTreeV2EditorTest {
  private static final int RECORD_SIZE = 12;
  private static final BTreeV2RecordType<Pair> PAIRS =
      new BTreeV2RecordType<>(
          5,
          cursor -> new Pair(cursor.i64(), cursor.i32()),
          (out, entry, recordSize) -> out.i64(entry.key()).i32(entry.value()));

  private record Pair(long key, int value) {}

  @TempDir private Path directory;
  private Transaction transaction;

  @BeforeEach
  void makeFile() throws IOException {
    Path path = directory.resolve("empty.h5");
    Libhdf5.create(path, Libhdf5.Dialect.V18).close();
    transaction = EditedFile.of(path).transaction();
  }

  private static ToIntFunction<Pair> key(long wanted) {
    return found -> Long.compare(found.key(), wanted);
  }

  private BTreeV2Editor<Pair> edit(long address) {
    return BTreeV2Editor.open(transaction, address, PAIRS);
  }

  private List<Pair> read(long address) {
    List<Pair> found = new ArrayList<>();
    Iterator<Pair> all = BTreeV2.open(transaction.reader(), address, PAIRS).iterator();
    all.forEachRemaining(found::add);
    return found;
  }

  private static List<Pair> pairs(NavigableMap<Long, Integer> model) {
    List<Pair> pairs = new ArrayList<>();
    model.forEach((key, value) -> pairs.add(new Pair(key, value)));
    return pairs;
  }

  @Test
  void newTreeIsEmptyAndBecomesEmptyAgain() {
    long address = BTreeV2Editor.create(transaction, PAIRS, 512, RECORD_SIZE, 100, 40);
    assertThat(read(address)).isEmpty();
    BTreeV2Editor<Pair> editor = edit(address);
    assertThat(editor.remove(key(1))).isFalse();
    assertThat(editor.insert(new Pair(1, 10), key(1))).isTrue();
    assertThat(editor.insert(new Pair(1, 11), key(1))).isFalse();
    editor.save();
    assertThat(read(address)).containsExactly(new Pair(1, 10));
    assertThat(editor.remove(key(1))).isTrue();
    editor.save();
    assertThat(read(address)).isEmpty();
    assertThat(edit(address).size()).isZero();
  }

  @Test
  void changesAreSeenOnceTheyAreSaved() {
    long address = BTreeV2Editor.create(transaction, PAIRS, 512, RECORD_SIZE, 100, 40);
    BTreeV2Editor<Pair> editor = edit(address);
    editor.insert(new Pair(3, 1), key(3));
    assertThat(read(address)).isEmpty();
    editor.save();
    assertThat(editor.replace(new Pair(3, 2), key(3))).isTrue();
    assertThat(editor.replace(new Pair(4, 2), key(4))).isFalse();
    assertThat(read(address)).containsExactly(new Pair(3, 1));
    editor.save();
    assertThat(read(address)).containsExactly(new Pair(3, 2));
    assertThat(editor.find(key(3))).contains(new Pair(3, 2));
  }

  /// In nodes of 90 bytes, leaves have (90 - 10) / 12 = 6 records, and nodes above them (90 - 10 -
  /// 9) / 21 = 3: that makes many levels.
  @Test
  void randomChangesAgreeWithASortedMap() {
    for (int nodeSize : new int[] {90, 128, 512}) {
      long address = BTreeV2Editor.create(transaction, PAIRS, nodeSize, RECORD_SIZE, 100, 40);
      SplittableRandom random = new SplittableRandom(nodeSize);
      NavigableMap<Long, Integer> model = new TreeMap<>();
      BTreeV2Editor<Pair> editor = edit(address);
      for (int i = 0; i < 20_000; i++) {
        // Grows, shrinks, and grows again.
        boolean growing = i / 5_000 % 2 == 0;
        change(editor, model, random.nextInt(3_000), random.nextInt(10) < (growing ? 7 : 2), i);
        if (random.nextInt(500) == 0) {
          editor.save();
          assertThat(read(address)).isEqualTo(pairs(model));
          editor = random.nextBoolean() ? edit(address) : editor;
        }
      }
      for (long key : List.copyOf(model.keySet())) {
        assertThat(editor.remove(key(key))).isTrue();
      }
      editor.save();
      assertThat(read(address)).isEmpty();
    }
  }

  private void insertAll(BTreeV2Editor<Pair> editor, NavigableMap<Long, Integer> added) {
    Encoder records = transaction.encoder();
    added.forEach((key, value) -> records.i64(key).i32(value));
    editor.insertAll(added.size(), records.toBytes(), Comparator.comparingLong(Pair::key));
  }

  @Test
  void recordsThatAreAddedTogetherAgreeWithASortedMap() {
    for (int nodeSize : new int[] {90, 128, 512}) {
      long address = BTreeV2Editor.create(transaction, PAIRS, nodeSize, RECORD_SIZE, 100, 40);
      SplittableRandom random = new SplittableRandom(nodeSize);
      NavigableMap<Long, Integer> model = new TreeMap<>();
      for (int round = 0; round < 60; round++) {
        NavigableMap<Long, Integer> added = new TreeMap<>();
        for (int i = random.nextInt(1, 40 * (1 + round)); i > 0; i--) {
          added.put(random.nextLong(1 << 20), i);
        }
        added.keySet().removeAll(model.keySet());
        BTreeV2Editor<Pair> editor = edit(address);
        insertAll(editor, added);
        model.putAll(added);
        for (int i = 0; i < 200; i++) {
          Long near = model.ceilingKey(random.nextLong(1 << 20));
          long key = near == null ? random.nextLong(1 << 20) : near;
          change(editor, model, key, random.nextBoolean(), i);
        }
        editor.save();
        assertThat(read(address)).isEqualTo(pairs(model));
      }
      BTreeV2Editor<Pair> editor = edit(address);
      for (long key : List.copyOf(model.keySet())) {
        assertThat(editor.remove(key(key))).isTrue();
      }
      editor.save();
      assertThat(read(address)).isEmpty();
    }
  }

  /// 512 bytes have (512 - 10) / 12 = 41 records.
  @Test
  void nodesOfRecordsThatAreAddedTogetherAreFull() {
    long address = BTreeV2Editor.create(transaction, PAIRS, 512, RECORD_SIZE, 100, 40);
    long before = transaction.endOfAddress();
    NavigableMap<Long, Integer> added = new TreeMap<>();
    for (long key = 0; key < 41_999; key++) {
      added.put(key, 1);
    }
    BTreeV2Editor<Pair> editor = edit(address);
    insertAll(editor, added);
    editor.save();
    assertThat(read(address)).isEqualTo(pairs(added));
    // 1000 leaves with a record between two each, and above them nodes of at least 19 records
    assertThat(transaction.endOfAddress() - before).isBetween(1000 * 512L, 1055 * 512L);
  }

  private static void change(
      BTreeV2Editor<Pair> editor,
      NavigableMap<Long, Integer> model,
      long key,
      boolean insert,
      int value) {
    if (insert) {
      boolean fresh = editor.insert(new Pair(key, value), key(key));
      assertThat(fresh).isEqualTo(model.putIfAbsent(key, value) == null);
    } else {
      assertThat(editor.remove(key(key))).isEqualTo(model.remove(key) != null);
    }
    assertThat(editor.size()).isEqualTo(model.size());
  }

  @Test
  void deletedTreeGivesItsSpaceBack() {
    long address = BTreeV2Editor.create(transaction, PAIRS, 128, RECORD_SIZE, 100, 40);
    long before = transaction.endOfAddress();
    for (int round = 0; round < 5; round++) {
      BTreeV2Editor<Pair> editor = edit(address);
      for (long i = 0; i < 1_000; i++) {
        editor.insert(new Pair(i, 0), key(i));
      }
      editor.save();
      editor.delete();
      address = BTreeV2Editor.create(transaction, PAIRS, 128, RECORD_SIZE, 100, 40);
      before = round == 0 ? transaction.endOfAddress() : before;
    }
    assertThat(transaction.endOfAddress()).isEqualTo(before);
  }

  @Test
  void countsThatDoNotGoTogetherAreRefused() {
    long address = BTreeV2Editor.create(transaction, PAIRS, 512, RECORD_SIZE, 60, 40);
    assertThatThrownBy(() -> edit(address)).isInstanceOf(UnsupportedFeatureException.class);
    long tiny = BTreeV2Editor.create(transaction, PAIRS, 30, RECORD_SIZE, 100, 40);
    assertThatThrownBy(() -> edit(tiny)).isInstanceOf(UnsupportedFeatureException.class);
  }

  @Test
  void typeMustBeTheExpectedOne() {
    long address = BTreeV2Editor.create(transaction, PAIRS, 512, RECORD_SIZE, 100, 40);
    BTreeV2RecordType<Long> other = new BTreeV2RecordType<>(6, Cursor::i64);
    assertThatThrownBy(() -> BTreeV2Editor.open(transaction, address, other))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void recordMustHaveTheSizeOfTheHeader() {
    long address = BTreeV2Editor.create(transaction, PAIRS, 512, RECORD_SIZE + 1, 100, 40);
    BTreeV2Editor<Pair> editor = edit(address);
    assertThatThrownBy(() -> editor.insert(new Pair(1, 1), key(1)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("record size is 13, expected 12");
  }

  @Test
  void narrowFieldsSuffice() throws IOException {
    Path path = directory.resolve("narrow.h5");
    LibraryFile.create(path, 2, 2, 16, 4).close();
    transaction = EditedFile.of(path).transaction();
    long address = BTreeV2Editor.create(transaction, PAIRS, 256, RECORD_SIZE, 100, 40);
    BTreeV2Editor<Pair> editor = edit(address);
    NavigableMap<Long, Integer> model = new TreeMap<>();
    for (long i = 0; i < 1_000; i++) {
      change(editor, model, i * 7 % 1_000, true, (int) i);
    }
    editor.save();
    assertThat(read(address)).isEqualTo(pairs(model));
  }
}
