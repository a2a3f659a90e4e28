package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.group.SymbolTableEntry;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolTableEditorTest {
  private static final String TARGET = "target";

  /// What the model says of a hard link.
  private static final String HARD = "";

  @TempDir Path folder;

  /// The root group of a file, beside a model of what must be in it.
  private static final class Group {
    private final EditedFile file;
    private final Transaction transaction;
    private final Superblock superblock;
    private final SymbolTableMessage message;
    private final SymbolTableEntry target;
    private final TreeMap<String, String> model = new TreeMap<>(Text::compareBytes);

    private Group(Path path) throws IOException {
      this.file = EditedFile.of(path);
      this.transaction = file.transaction();
      this.superblock = Superblock.decode(Files.readAllBytes(path), 0, Limits.defaults());
      this.message =
          new SymbolTableMessage(superblock.rootBTreeAddress(), superblock.rootLocalHeapAddress());
      this.target = index().find(TARGET).orElseThrow().entry();
      model.put(TARGET, HARD);
      raiseReferenceCount();
    }

    /// So that libhdf5 does not delete the target when links to it go.
    private void raiseReferenceCount() {
      long address = target.objectHeaderAddress();
      byte[] prefix = transaction.reader().read(address, 12, "object header").bytes(12);
      prefix[6] = 1;
      transaction.write(address, prefix);
    }

    private SymbolTableIndex index() {
      return new SymbolTableIndex(
          transaction.reader(),
          message.bTreeAddress(),
          message.localHeapAddress(),
          superblock.groupInternalK(),
          superblock.groupLeafK());
    }

    private SymbolTableEditor editor() {
      return new SymbolTableEditor(
          transaction, message, superblock.groupInternalK(), superblock.groupLeafK());
    }

    private void insertHard(String name) {
      editor()
          .insertHard(
              name,
              target.objectHeaderAddress(),
              Optional.of(new SymbolTableMessage(target.btreeAddress(), target.nameHeapAddress())));
      model.put(name, HARD);
    }

    private void insertSoft(String name, String path) {
      editor().insertSoft(name, path);
      model.put(name, path);
    }

    /// Adds links together: hard ones, and soft ones whose names end in a digit.
    private void insertAll(NavigableSet<String> names) {
      List<NewSymbol> symbols = new ArrayList<>();
      for (String name : names) {
        boolean soft = Character.isDigit(name.charAt(name.length() - 1));
        symbols.add(
            soft
                ? NewSymbol.soft(Text.encode(name), Text.encode("/" + name))
                : NewSymbol.hard(
                    Text.encode(name), target.objectHeaderAddress(), Optional.empty()));
        model.put(name, soft ? "/" + name : HARD);
      }
      editor().insertAll(symbols, model.size() - symbols.size());
    }

    private void remove(String name) {
      SymbolTableLink link = editor().remove(name);
      assertThat(link.linkValue().orElse(HARD)).isEqualTo(model.remove(name));
    }

    private void check() {
      new SymbolTableChecks(
              transaction.reader(), message, superblock.groupInternalK(), superblock.groupLeafK())
          .hold();
      TreeMap<String, String> found = new TreeMap<>(Text::compareBytes);
      List<String> order = new ArrayList<>();
      for (SymbolTableLink link : index()) {
        order.add(link.name());
        found.put(link.name(), link.linkValue().orElse(HARD));
        if (link.linkValue().isEmpty()) {
          assertThat(link.entry().objectHeaderAddress()).isEqualTo(target.objectHeaderAddress());
        }
      }
      assertThat(order).isEqualTo(List.copyOf(model.keySet()));
      assertThat(found).isEqualTo(model);
    }

    private void checkFind(SplittableRandom random) {
      for (String name : model.keySet()) {
        if (random.nextInt(10) == 0) {
          assertThat(index().find(name)).isPresent();
          assertThat(index().find(name + "!")).isEqualTo(Optional.empty());
        }
      }
    }
  }

  private Path newFile(int offsets, int lengths, int internalK, int leafK) {
    Path path = folder.resolve("group.h5");
    try (LibraryFile file = LibraryFile.create(path, offsets, lengths, internalK, leafK)) {
      file.group(TARGET);
    }
    return path;
  }

  private static String randomName(SplittableRandom random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(1, 24); i > 0; i--) {
      name.append(random.nextInt(12) == 0 ? '\u00e9' : (char) ('a' + random.nextInt(20)));
    }
    return name.toString();
  }

  private static void change(Group group, SplittableRandom random, int steps, int mostLinks) {
    List<String> names = new ArrayList<>(group.model.keySet());
    names.remove(TARGET);
    for (int i = 0; i < steps; i++) {
      boolean grow = random.nextInt(mostLinks) > names.size() * 2 / 3;
      if (grow || names.isEmpty()) {
        String name = randomName(random);
        if (group.model.containsKey(name)) {
          assertThatThrownBy(() -> group.editor().insertSoft(name, "x"))
              .isInstanceOf(NameExistsException.class);
        } else {
          names.add(name);
          insert(group, random, name);
        }
      } else {
        int which = random.nextInt(names.size());
        group.remove(names.get(which));
        names.set(which, names.getLast());
        names.removeLast();
      }
    }
  }

  private static void insert(Group group, SplittableRandom random, String name) {
    if (random.nextInt(3) == 0) {
      group.insertSoft(name, "/" + randomName(random));
    } else {
      group.insertHard(name);
    }
  }

  /// libhdf5 finds what the model says, then changes links itself.
  private void checkWithLibrary(Group group, SplittableRandom random) throws IOException {
    Path path = folder.resolve("edited.h5");
    group.file.save(path);
    try (LibraryFile file = LibraryFile.open(path)) {
      assertThat(file.names()).isEqualTo(List.copyOf(group.model.keySet()));
      for (Map.Entry<String, String> link : group.model.entrySet()) {
        if (random.nextInt(20) == 0) {
          checkLink(file, link.getKey(), link.getValue());
        }
      }
    }
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (String name : List.copyOf(group.model.keySet())) {
        if (!name.equals(TARGET) && random.nextInt(3) == 0) {
          file.remove(name);
          group.model.remove(name);
        } else if (random.nextInt(3) == 0 && group.model.putIfAbsent(name + "~", HARD) == null) {
          file.hardLink(TARGET, name + "~");
        }
      }
      assertThat(file.names()).isEqualTo(List.copyOf(group.model.keySet()));
    }
    Group again = new Group(path);
    again.model.putAll(group.model);
    again.check();
    change(again, random, 200, group.model.size() + 10);
    again.check();
    again.file.save(path);
    try (LibraryFile file = LibraryFile.open(path)) {
      assertThat(file.names()).isEqualTo(List.copyOf(again.model.keySet()));
    }
  }

  private static void checkLink(LibraryFile file, String name, String value) {
    assertThat(file.has(name)).isTrue();
    assertThat(file.has(name + "!")).isFalse();
    if (value.equals(HARD)) {
      assertThat(file.opens(name)).isTrue();
    } else {
      assertThat(file.softLinkPath(name)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, 8, 16, 4, 3000, 1",
    "8, 8, 1, 1, 600, 2",
    "4, 4, 2, 3, 1500, 3",
    "4, 8, 3, 2, 1500, 4",
    "8, 4, 2, 1, 1500, 5",
    "2, 4, 2, 1, 100, 6",
  })
  void randomChangesLeaveWhatTheModelSays(
      int offsets, int lengths, int internalK, int leafK, int steps, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Group group = new Group(newFile(offsets, lengths, internalK, leafK));
    for (int round = 0; round < 10; round++) {
      change(group, random, steps / 10, steps / 4);
      group.check();
    }
    group.checkFind(random);
    checkWithLibrary(group, random);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 8, 16, 4, 4000, 1",
    "8, 8, 1, 1, 300, 2",
    "4, 4, 2, 3, 1000, 3",
    "4, 8, 16, 4, 1000, 4",
    "8, 4, 2, 1, 1000, 5",
  })
  void linksThatAreAddedTogetherAreWhatTheModelSays(
      int offsets, int lengths, int internalK, int leafK, int most, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Group group = new Group(newFile(offsets, lengths, internalK, leafK));
    for (int round = 0; round < 12; round++) {
      NavigableSet<String> names = new TreeSet<>(Text::compareBytes);
      for (int i = random.nextInt(2, 2 + (round % 3 == 2 ? 8 : most)); i > 0; i--) {
        String name = randomName(random) + (random.nextBoolean() ? "" : i);
        if (!group.model.containsKey(name)) {
          names.add(name);
        }
      }
      group.insertAll(names);
      group.check();
      change(group, random, 20, group.model.size());
    }
    group.check();
    group.checkFind(random);
    checkWithLibrary(group, random);
  }

  @Test
  void nodesOfLinksThatAreAddedTogetherAreFull() throws IOException {
    Group group = new Group(newFile(8, 8, 16, 4));
    long before = group.transaction.endOfAddress();
    NavigableSet<String> names = new TreeSet<>();
    for (int i = 0; i < 5000; i++) {
      names.add(String.format(Locale.ROOT, "u%06dx", i));
    }
    group.insertAll(names);
    group.check();
    // 625 leaves of 328 bytes, 20 nodes of 544 bytes and the root, and names of 16 bytes
    assertThat(group.transaction.endOfAddress() - before)
        .isLessThan(630 * 328L + 24 * 544L + 5000 * 16L + 100);
  }

  @Test
  void twentyThousandNamesComeAndGo() throws IOException {
    SplittableRandom random = new SplittableRandom(20);
    Group group = new Group(newFile(8, 8, 16, 4));
    for (int i = 0; i < 20_000; i++) {
      group.insertHard("link " + Integer.reverse(i));
    }
    group.check();
    for (String name : List.copyOf(group.model.keySet())) {
      if (!name.equals(TARGET) && random.nextInt(3) == 0) {
        group.remove(name);
      }
    }
    group.check();
    checkWithLibrary(group, random);
  }

  @Test
  void namesInOrderFillTheNodes() throws IOException {
    Group group = new Group(newFile(8, 8, 16, 4));
    long before = group.transaction.endOfAddress();
    for (int i = 0; i < 5000; i++) {
      group.insertSoft(String.format(Locale.ROOT, "u%06d", i), "x");
    }
    group.check();
    // 5000 links at half full leaves of 328 bytes, and names and values of 8 bytes doubled
    assertThat(group.transaction.endOfAddress() - before).isLessThan(1250 * 340L + 2 * 160_000L);
  }

  @Test
  void everyLinkCanBeRemoved() throws IOException {
    Group group = new Group(newFile(8, 8, 2, 1));
    SplittableRandom random = new SplittableRandom(7);
    change(group, random, 300, 400);
    List<String> names = new ArrayList<>(group.model.keySet());
    while (!names.isEmpty()) {
      group.remove(names.remove(random.nextInt(names.size())));
      if (names.size() % 16 == 0) {
        group.check();
      }
    }
    Path path = folder.resolve("empty.h5");
    group.file.save(path);
    try (LibraryFile file = LibraryFile.edit(path)) {
      assertThat(file.names()).isEmpty();
      file.group("new");
      file.softLink("new", "link");
      assertThat(file.names()).containsExactly("link", "new");
    }
    group.insertSoft("again", "/x");
    group.check();
  }

  @Test
  void linksAreReplacedWhereTheyAre() throws IOException {
    Group group = new Group(newFile(8, 8, 16, 4));
    group.insertSoft("a", "/somewhere/else");
    group.insertHard("b");
    SymbolTableLink before =
        group.editor().replaceHard("a", group.target.objectHeaderAddress(), Optional.empty());
    assertThat(before.linkValue()).contains("/somewhere/else");
    group.model.put("a", HARD);
    group.editor().replaceSoft("b", "/new");
    group.model.put("b", "/new");
    group.check();
    checkWithLibrary(group, new SplittableRandom(1));
    assertThatThrownBy(() -> group.editor().replaceSoft("absent", "x"))
        .isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void mistakesChangeNothing() throws IOException {
    Group group = new Group(newFile(8, 8, 16, 4));
    byte[] before = group.file.toBytes();
    assertThatThrownBy(() -> group.editor().insertSoft(TARGET, "x"))
        .isInstanceOf(NameExistsException.class)
        .hasMessageContaining(TARGET);
    assertThatThrownBy(() -> group.editor().remove("absent"))
        .isInstanceOf(NoSuchObjectException.class);
    assertThatThrownBy(() -> group.editor().insertSoft("", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> group.editor().insertSoft("a\0b", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(group.file.toBytes()).isEqualTo(before);
  }

  @Test
  void aHeapThatLengthsCannotSayIsALimit() throws IOException {
    Group group = new Group(newFile(8, 2, 16, 4));
    String longName = "n".repeat(1000);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                int number = i;
                group.transaction.perform(() -> {
                  group.insertHard(longName + number);
                  return number;
                });
              }
            })
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("data segment size");
    assertThat(group.model).hasSizeBetween(60, 66);
    group.check();
  }

  @Test
  void aNewSymbolTableIsThatOfLibhdf5() throws IOException {
    Group group = new Group(newFile(8, 8, 16, 4));
    SymbolTableMessage made = SymbolTableEditor.create(group.transaction, 16, 4, 0);
    long library = group.target.btreeAddress();
    assertThat(bytes(group, made.bTreeAddress(), 544)).isEqualTo(bytes(group, library, 544));
    // Header and data segment are one block, and differ in nothing but where that is.
    byte[] heap = bytes(group, made.localHeapAddress(), 32 + 88);
    byte[] libraryHeap = bytes(group, group.target.nameHeapAddress(), 32 + 88);
    System.arraycopy(libraryHeap, 24, heap, 24, 8);
    assertThat(heap).isEqualTo(libraryHeap);
  }

  private static byte[] bytes(Group group, long address, int length) {
    return group.transaction.reader().read(address, length, "bytes").bytes(length);
  }

  @Test
  void aDeletedSymbolTableGivesBackItsSpace() throws IOException {
    Group group = new Group(newFile(8, 8, 2, 1));
    makeAndDelete(group.transaction);
    long end = group.transaction.endOfAddress();
    for (int i = 0; i < 3; i++) {
      makeAndDelete(group.transaction);
    }
    assertThat(group.transaction.endOfAddress()).isEqualTo(end);
    group.check();
  }

  private static void makeAndDelete(Transaction transaction) {
    SymbolTableMessage message = SymbolTableEditor.create(transaction, 2, 1, 0);
    SymbolTableEditor editor = new SymbolTableEditor(transaction, message, 2, 1);
    for (int i = 0; i < 200; i++) {
      editor.insertSoft("link" + i, "path" + i);
    }
    editor.delete();
  }

  @ParameterizedTest
  @CsvSource({"8, 96", "4, 72"})
  void brokenGroupsAreRefusedAndStayAsTheyAre(int width, int superblockLength) throws IOException {
    Path path = newFile(width, width, 2, 1);
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (int i = 0; i < 40; i++) {
        file.softLink("/path" + i, "link" + i);
      }
      for (int i = 0; i < 40; i += 3) {
        file.remove("link" + i);
      }
    }
    byte[] whole = Files.readAllBytes(path);
    SplittableRandom random = new SplittableRandom(99);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] broken = whole.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        broken[random.nextInt(superblockLength, broken.length)] =
            (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
      }
      refused += editBroken(path, broken, random.nextInt(40), superblockLength) ? 1 : 0;
    }
    assertThat(refused).isBetween(100, 2900);
  }

  /// Whether an edit was refused; nothing has changed then.
  private static boolean editBroken(Path path, byte[] bytes, int number, int superblockLength)
      throws IOException {
    Superblock superblock = Superblock.decode(Files.readAllBytes(path), 0, Limits.defaults());
    EditedFile file = new EditedFile(bytes);
    SymbolTableEditor editor =
        new SymbolTableEditor(
            file.transaction(),
            new SymbolTableMessage(
                superblock.rootBTreeAddress(), superblock.rootLocalHeapAddress()),
            superblock.groupInternalK(),
            superblock.groupLeafK());
    try {
      file.transaction()
          .perform(() -> {
            editor.insertSoft("new" + number, "x".repeat(number + 1));
            editor.remove("link" + (number / 3 * 3 + 1));
            editor.delete();
            return number;
          });
      return false;
    } catch (Hdf5Exception expected) {
      byte[] after = Arrays.copyOfRange(file.toBytes(), superblockLength, bytes.length);
      assertThat(after).isEqualTo(Arrays.copyOfRange(bytes, superblockLength, bytes.length));
      return true;
    }
  }
}
