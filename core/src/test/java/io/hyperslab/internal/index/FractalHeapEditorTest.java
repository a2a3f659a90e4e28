package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.heap.FractalHeapBytes;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.format.heap.FreeSpaceHeader;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.storage.Durability;
import io.hyperslab.testkit.Libhdf5;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FractalHeapEditorTest {
  private static final BlockFilter.Factory NO_FILTERS =
      message -> {
        throw new AssertionError("not filtered");
      };

  /// An object that a heap should have.
  private record Kept(byte[] id, byte[] object) {}

  @TempDir private Path directory;
  private Transaction transaction;
  private final FractalHeapSettings links = FractalHeapSettings.forLinks();

  @BeforeEach
  void makeFile() throws IOException {
    Path path = directory.resolve("empty.h5");
    Libhdf5.create(path, Libhdf5.Dialect.V18).close();
    transaction = EditedFile.of(path).transaction();
  }

  private FractalHeapEditor edit(long address) {
    return FractalHeapEditor.open(transaction, address);
  }

  private FractalHeapHeader header(long address) {
    return FractalHeap.header(transaction.reader(), address);
  }

  private byte[] read(long address, byte[] id) {
    FractalHeap heap = FractalHeap.open(transaction.reader(), address, NO_FILTERS);
    Cursor object = heap.object(id, "object");
    return object.bytes(object.remaining());
  }

  private static byte[] object(SplittableRandom random, int size) {
    byte[] object = new byte[size];
    random.nextBytes(object);
    return object;
  }

  @Test
  void objectsOfEverySizeAreReadBack() {
    SplittableRandom random = new SplittableRandom(1);
    for (FractalHeapSettings settings : List.of(links, FractalHeapSettings.forAttributes())) {
      long address = FractalHeapEditor.create(transaction, settings);
      List<Kept> all = new ArrayList<>();
      FractalHeapEditor editor = edit(address);
      int[] sizes = {1, 6, 7, 8, 100, 490, 491, 492, 1002, 1003, 4074, 4096, 4097, 70_000};
      for (int size : sizes) {
        byte[] object = object(random, size);
        Kept kept = new Kept(editor.insert(object), object);
        assertThat(kept.id()).hasSize(settings.heapIdLength());
        assertThat(editor.object(kept.id())).isEqualTo(object);
        all.add(kept);
      }
      editor.save();
      for (Kept kept : all) {
        assertThat(read(address, kept.id())).isEqualTo(kept.object());
      }
      FractalHeapHeader header = header(address);
      assertThat(header.hugeObjects()).isEqualTo(2);
      assertThat(header.hugeSize()).isEqualTo(4097 + 70_000);
      assertThat(header.tinyObjects() + header.managedObjects()).isEqualTo(12);
    }
  }

  /// The direct block of a heap of links has 512 - 21 bytes for objects: signature 4, version 1,
  /// heap address 8, offset 4, checksum 4.
  @Test
  void countersFollowTheBlocks() {
    long address = FractalHeapEditor.create(transaction, links);
    FractalHeapEditor editor = edit(address);
    editor.insert(new byte[100]);
    editor.save();
    FractalHeapHeader one = header(address);
    assertThat(one.managedSpace()).isEqualTo(512);
    assertThat(one.freeSpace()).isEqualTo(512 - 21 - 100);
    assertThat(one.table().currentRows()).isZero();
    editor.insert(new byte[400]);
    editor.save();
    FractalHeapHeader two = header(address);
    assertThat(two.table().currentRows()).isEqualTo(1);
    assertThat(two.managedSpace()).isEqualTo(4 * 512);
    assertThat(two.allocatedSpace()).isEqualTo(2 * 512);
    assertThat(two.iteratorOffset()).isEqualTo(2 * 512);
    assertThat(two.freeSpace()).isEqualTo(4 * (512 - 21) - 500);
    assertThat(two.managedObjects()).isEqualTo(2);
  }

  @Test
  void emptiedHeapHasNoBlocks() {
    long address = FractalHeapEditor.create(transaction, links);
    FractalHeapEditor editor = edit(address);
    List<byte[]> ids = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      ids.add(editor.insert(new byte[10 + i * 10]));
    }
    editor.save();
    FractalHeapEditor second = edit(address);
    ids.forEach(second::remove);
    assertThat(second.size()).isZero();
    second.save();
    assertThat(header(address))
        .usingRecursiveComparison()
        .isEqualTo(links.header(address, transaction.context()));
  }

  @Test
  void randomChangesAgreeWithAMap() {
    long address = FractalHeapEditor.create(transaction, links);
    SplittableRandom random = new SplittableRandom(7);
    List<Kept> all = new ArrayList<>();
    FractalHeapEditor editor = edit(address);
    for (int i = 0; i < 20_000; i++) {
      boolean growing = i / 5_000 % 2 == 0;
      if (all.isEmpty() || random.nextInt(10) < (growing ? 7 : 2)) {
        byte[] object = object(random, 1 + random.nextInt(sizes(random)));
        all.add(new Kept(editor.insert(object), object));
      } else {
        Kept removed = all.remove(random.nextInt(all.size()));
        assertThat(editor.object(removed.id())).isEqualTo(removed.object());
        editor.remove(removed.id());
      }
      if (random.nextInt(1_000) == 0) {
        editor.save();
        check(address, all);
        editor = random.nextBoolean() ? edit(address) : editor;
      }
    }
    editor.save();
    check(address, all);
  }

  private static int sizes(SplittableRandom random) {
    int kind = random.nextInt(100);
    return kind == 0 ? 70_000 : kind < 10 ? 4_096 : 200;
  }

  private void check(long address, List<Kept> all) {
    long managed = 0;
    for (Kept kept : all) {
      assertThat(read(address, kept.id())).isEqualTo(kept.object());
      managed += kept.object().length > 6 && kept.object().length <= 4096 ? 1 : 0;
    }
    assertThat(header(address).managedObjects()).isEqualTo(managed);
  }

  @Test
  void replacedObjectKeepsItsIdentifier() {
    long address = FractalHeapEditor.create(transaction, links);
    FractalHeapEditor editor = edit(address);
    SplittableRandom random = new SplittableRandom(3);
    for (int size : new int[] {20, 5_000}) {
      byte[] id = editor.insert(object(random, size));
      editor.save();
      byte[] other = object(random, size);
      assertThat(editor.replace(id, new byte[size + 1])).isFalse();
      assertThat(editor.replace(id, other)).isTrue();
      editor.save();
      assertThat(read(address, id)).isEqualTo(other);
    }
    assertThat(editor.replace(editor.insert(new byte[5]), new byte[5])).isFalse();
  }

  @Test
  void freedSpaceIsUsedAgainByTheNextEditor() {
    long address = FractalHeapEditor.create(transaction, links);
    List<byte[]> ids = fill(address);
    FractalHeapHeader before = header(address);
    for (int round = 0; round < 20; round++) {
      FractalHeapEditor editor = edit(address);
      editor.remove(ids.remove(round * 7));
      ids.add(editor.insert(new byte[300]));
      editor.save();
    }
    assertThat(header(address).allocatedSpace()).isLessThanOrEqualTo(before.allocatedSpace());
    assertThat(header(address).iteratorOffset()).isEqualTo(before.iteratorOffset());
  }

  @Test
  void gapsAreFilledByTheNextEditor() {
    long address = FractalHeapEditor.create(transaction, links);
    List<byte[]> ids = fill(address);
    FractalHeapHeader before = header(address);
    FractalHeapEditor editor = edit(address);
    ids.subList(0, 900).forEach(editor::remove);
    editor.save();
    assertThat(header(address).allocatedSpace()).isLessThan(before.allocatedSpace() - 200_000);
    FractalHeapEditor next = edit(address);
    for (int i = 0; i < 900; i++) {
      next.insert(new byte[300]);
    }
    next.save();
    assertThat(header(address).allocatedSpace()).isLessThanOrEqualTo(before.allocatedSpace());
    assertThat(header(address).iteratorOffset()).isEqualTo(before.iteratorOffset());
  }

  /// One editor for each change, as links are removed and added one by one.
  private Kept change(long address, Kept removed, byte[] added) {
    FractalHeapEditor remover = edit(address);
    remover.remove(removed.id());
    remover.save();
    FractalHeapEditor inserter = edit(address);
    byte[] id = inserter.insert(added);
    inserter.save();
    return new Kept(id, added);
  }

  @Test
  void failedOperationsLeaveTheFreeSpaceAsItWas() {
    long address = FractalHeapEditor.create(transaction, links);
    SplittableRandom random = new SplittableRandom(19);
    List<Kept> all = new ArrayList<>();
    for (byte[] id : fill(address)) {
      all.add(new Kept(id, new byte[300]));
    }
    for (int i = 0; i < 2_000; i++) {
      int place = random.nextInt(all.size());
      byte[] added = object(random, 10 + random.nextInt(500));
      if (i % 3 == 0) {
        assertThatThrownBy(() ->
                transaction.perform(() -> {
                  change(address, change(address, all.get(place), added), new byte[400]);
                  throw new IllegalStateException("given up");
                }))
            .hasMessage("given up");
      } else {
        all.set(place, transaction.perform(() -> change(address, all.get(place), added)));
      }
      if (i % 700 == 0) {
        transaction.commit(Durability.NONE);
      }
    }
    check(address, all);
    // Blocks go when all of their space is free.
    for (Kept kept : all) {
      FractalHeapEditor remover = edit(address);
      remover.remove(kept.id());
      remover.save();
    }
    assertThat(header(address))
        .usingRecursiveComparison()
        .isEqualTo(links.header(address, transaction.context()));
  }

  private List<byte[]> fill(long address) {
    FractalHeapEditor editor = edit(address);
    List<byte[]> ids = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      ids.add(editor.insert(new byte[300]));
    }
    editor.save();
    return ids;
  }

  @Test
  void deletedHeapGivesItsSpaceBack() {
    long before = 0;
    for (int round = 0; round < 5; round++) {
      long address = FractalHeapEditor.create(transaction, links);
      List<byte[]> ids = fill(address);
      FractalHeapEditor editor = edit(address);
      ids.subList(100, 200).forEach(editor::remove);
      editor.insert(new byte[5_000]);
      editor.save();
      edit(address).delete();
      before = round == 0 ? transaction.endOfAddress() : before;
    }
    assertThat(transaction.endOfAddress()).isEqualTo(before);
  }

  @Test
  void hugeObjectsMayBeInTheirIds() {
    FractalHeapSettings settings = new FractalHeapSettings(17, false, 64, 2, 128, 128, 16, 1);
    long address = FractalHeapEditor.create(transaction, settings);
    FractalHeapEditor editor = edit(address);
    byte[] tiny = editor.insert(new byte[] {1, 2, 3});
    byte[] first = editor.insert(new byte[100]);
    byte[] second = editor.insert(new byte[200]);
    editor.save();
    assertThat(read(address, tiny)).containsExactly(1, 2, 3);
    assertThat(read(address, second)).isEqualTo(new byte[200]);
    editor.remove(first);
    editor.remove(second);
    assertThat(header(address).hugeObjects()).isEqualTo(2);
    editor.save();
    assertThat(header(address).hugeObjects()).isZero();
    assertThat(Address.isDefined(header(address).hugeObjectsBTreeAddress())).isFalse();
  }

  @Test
  void fullHeapTakesNoMore() {
    FractalHeapSettings settings = new FractalHeapSettings(8, true, 64, 2, 128, 128, 12, 1);
    long address = FractalHeapEditor.create(transaction, settings);
    FractalHeapEditor editor = edit(address);
    // 4096 bytes of address space are 32 blocks, each with room for one such object.
    for (int i = 0; i < 32; i++) {
      editor.insert(new byte[64]);
    }
    assertThatThrownBy(() -> editor.insert(new byte[64]))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("rows in root indirect block");
  }

  @Test
  void moreFreeSectionsThanThereIsMemoryForAreRefused() {
    long address = FractalHeapEditor.create(transaction, links);
    FractalHeapEditor editor = edit(address);
    editor.insert(new byte[100]);
    editor.save();
    long manager = header(address).freeSpaceManagerAddress();
    byte[] stored =
        transaction
            .reader()
            .read(manager, FreeSpaceHeader.length(transaction.context()), "header")
            .bytes(FreeSpaceHeader.length(transaction.context()) - 4);
    byte[] claim = new Bytes().u64(1L << 40).bytes();
    // Behind signature, version, client, total space and number of sections.
    System.arraycopy(claim, 0, stored, 22, claim.length);
    transaction.write(manager, new Bytes().raw(stored).checksum().bytes());
    assertThatThrownBy(() -> edit(address).insert(new byte[100]))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("number of serialized sections");
  }

  @Test
  void filteredHeapIsRefused() {
    byte[] header = new FractalHeapBytes().filters(new byte[] {1, 2}, 10).bytes().bytes();
    long address = transaction.allocate(SpaceKind.METADATA, header.length);
    transaction.write(address, header);
    assertThatThrownBy(() -> edit(address)).isInstanceOf(UnsupportedFeatureException.class);
  }

  @Test
  void identifierOfNoObjectIsMalformed() {
    long address = FractalHeapEditor.create(transaction, links);
    FractalHeapEditor editor = edit(address);
    byte[] id = editor.insert(new byte[100]);
    editor.insert(new byte[100]);
    editor.remove(id);
    assertThatThrownBy(() -> editor.remove(id)).isInstanceOf(MalformedFileException.class);
    byte[] elsewhere = new Bytes().u8(0).u32(500).u16(100).bytes();
    assertThatThrownBy(() -> editor.remove(elsewhere)).isInstanceOf(MalformedFileException.class);
    byte[] huge = new Bytes().u8(0x10).number(9, 6).bytes();
    assertThatThrownBy(() -> editor.remove(huge)).isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> editor.insert(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void narrowFieldsLimitTheHeap() throws IOException {
    for (int width : new int[] {2, 4}) {
      Path path = directory.resolve("narrow" + width + ".h5");
      LibraryFile.create(path, width, width, 16, 4).close();
      transaction = EditedFile.of(path).transaction();
      long address = FractalHeapEditor.create(transaction, FractalHeapSettings.forAttributes());
      FractalHeapEditor editor = edit(address);
      SplittableRandom random = new SplittableRandom(width);
      List<Kept> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] object = object(random, 10 + random.nextInt(100));
        all.add(new Kept(editor.insert(object), object));
      }
      editor.save();
      check(address, all);
      for (Kept kept : all.subList(0, 100)) {
        editor.remove(kept.id());
      }
      editor.save();
      check(address, all.subList(100, 200));
      edit(address).delete();
    }
  }
}
