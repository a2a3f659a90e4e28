package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.format.btree.BTreeV2Header;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.index.BTreeV2EditedNode.Pointer;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.testkit.Libhdf5;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dense storage that both libraries change in turn.
class DenseStorageTest {
  @TempDir private Path directory;

  private Path makeFile() {
    Path path = directory.resolve("dense.h5");
    Libhdf5.create(path, Libhdf5.Dialect.V18).close();
    return path;
  }

  /// Mostly short; some need larger blocks than those at hand, a few are 'huge'.
  private static String name(SplittableRandom random, int number) {
    int kind = random.nextInt(100);
    int most = kind == 0 ? 6_000 : kind < 10 ? 3_000 : 40;
    return "n" + number + "x".repeat(random.nextInt(most));
  }

  private static void checkNames(Path path, Map<String, String> model) throws IOException {
    try (LibraryFile file = LibraryFile.open(path)) {
      assertThat(file.names()).containsExactlyInAnyOrderElementsOf(model.keySet());
      for (Map.Entry<String, String> link : model.entrySet()) {
        assertThat(file.softLinkPath(link.getKey())).isEqualTo(link.getValue());
      }
    }
    assertThat(DenseStorage.links(EditedFile.of(path), Files.readAllBytes(path))).isEqualTo(model);
  }

  @Test
  void linksAreChangedByBothLibraries() throws IOException {
    Path path = makeFile();
    SplittableRandom random = new SplittableRandom(11);
    Map<String, String> model = new HashMap<>();
    List<String> names = new ArrayList<>();
    int number = 0;
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (; number < 50; number++) {
        names.add(name(random, number));
        file.softLink("t" + number, names.getLast());
        model.put(names.getLast(), "t" + number);
      }
      for (int i = 0; i < 20; i++) {
        file.remove(take(random, names, model));
      }
    }
    for (int round = 0; round < 12; round++) {
      int added = random.nextInt(400);
      int removed = Math.min(names.size() - 20, random.nextInt(round % 4 == 3 ? 1_500 : 250));
      byte[] image = Files.readAllBytes(path);
      EditedFile edited = new EditedFile(image);
      DenseStorage.Links links = new DenseStorage.Links(edited, image);
      for (int i = 0; i < removed; i++) {
        links.remove(take(random, names, model));
      }
      for (int i = 0; i < added; i++, number++) {
        names.add(name(random, number));
        links.add(names.getLast(), "t" + number);
        model.put(names.getLast(), "t" + number);
      }
      links.save();
      edited.save(path);
      checkNames(path, model);
      try (LibraryFile file = LibraryFile.edit(path)) {
        for (int i = random.nextInt(200); i > 0 && names.size() > 20; i--) {
          file.remove(take(random, names, model));
        }
        for (int i = random.nextInt(300); i > 0; i--, number++) {
          names.add(name(random, number));
          file.softLink("t" + number, names.getLast());
          model.put(names.getLast(), "t" + number);
        }
      }
      checkNames(path, model);
    }
  }

  private static String take(
      SplittableRandom random, List<String> names, Map<String, String> model) {
    String name = names.remove(random.nextInt(names.size()));
    model.remove(name);
    return name;
  }

  @Test
  void emptiedStorageIsFilledAgainByTheLibrary() throws IOException {
    Path path = makeFile();
    Map<String, String> model = new HashMap<>();
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (int i = 0; i < 300; i++) {
        file.softLink("t", "first" + i);
      }
    }
    byte[] image = Files.readAllBytes(path);
    EditedFile edited = new EditedFile(image);
    DenseStorage.Links links = new DenseStorage.Links(edited, image);
    for (int i = 0; i < 300; i++) {
      links.remove("first" + i);
    }
    assertThat(links.size()).isZero();
    links.save();
    edited.save(path);
    checkNames(path, model);
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (int i = 0; i < 300; i++) {
        file.softLink("t", "second" + i);
        model.put("second" + i, "t");
      }
    }
    checkNames(path, model);
  }

  private static void checkAttributes(Path path, Map<String, byte[]> model) throws IOException {
    try (LibraryFile file = LibraryFile.open(path)) {
      for (Map.Entry<String, byte[]> attribute : model.entrySet()) {
        long id = hdf5.H5Aopen(file.id(), attribute.getKey(), 0);
        assertThat(id).as(attribute.getKey()).isNotNegative();
        byte[] found = new byte[attribute.getValue().length];
        try (BytePointer data = new BytePointer(found.length)) {
          assertThat(hdf5.H5Aread(id, hdf5.H5T_NATIVE_UINT8_g(), data)).isNotNegative();
          data.get(found);
        }
        hdf5.H5Aclose(id);
        assertThat(found).isEqualTo(attribute.getValue());
      }
    }
    Map<String, byte[]> found =
        DenseStorage.attributes(EditedFile.of(path), Files.readAllBytes(path));
    assertThat(found.keySet()).isEqualTo(model.keySet());
    found.forEach((name, data) -> assertThat(data).isEqualTo(model.get(name)));
  }

  private static byte[] data(SplittableRandom random) {
    int kind = random.nextInt(20);
    byte[] data = new byte[1 + random.nextInt(kind == 0 ? 200_000 : kind < 5 ? 5_000 : 100)];
    random.nextBytes(data);
    return data;
  }

  private static void addByLibrary(LibraryFile file, String name, byte[] data) {
    long type = hdf5.H5T_STD_U8LE_g();
    long space = hdf5.H5Screate_simple(1, new long[] {data.length}, null);
    long id = hdf5.H5Acreate2(file.id(), name, type, space, 0, 0);
    try (BytePointer elements = new BytePointer(data)) {
      assertThat(hdf5.H5Awrite(id, type, elements)).isNotNegative();
    }
    hdf5.H5Aclose(id);
    hdf5.H5Sclose(space);
  }

  @Test
  void attributesOfAnySizeAreChangedByBothLibraries() throws IOException {
    Path path = makeFile();
    SplittableRandom random = new SplittableRandom(12);
    Map<String, byte[]> model = new HashMap<>();
    int number = 0;
    try (LibraryFile file = LibraryFile.edit(path)) {
      for (; number < 20; number++) {
        model.put("a" + number, data(random));
        addByLibrary(file, "a" + number, model.get("a" + number));
      }
    }
    for (int round = 0; round < 8; round++) {
      byte[] image = Files.readAllBytes(path);
      EditedFile edited = new EditedFile(image);
      DenseStorage.Attributes attributes = new DenseStorage.Attributes(edited, image);
      for (int i = 0; i < 60; i++, number++) {
        model.put("a" + number, data(random));
        attributes.add("a" + number, model.get("a" + number));
      }
      for (String name : some(random, model)) {
        attributes.remove(name);
      }
      attributes.save();
      edited.save(path);
      checkAttributes(path, model);
      try (LibraryFile file = LibraryFile.edit(path)) {
        for (String name : some(random, model)) {
          assertThat(hdf5.H5Adelete(file.id(), name)).isNotNegative();
        }
        for (int i = 0; i < 40; i++, number++) {
          model.put("a" + number, data(random));
          addByLibrary(file, "a" + number, model.get("a" + number));
        }
      }
      checkAttributes(path, model);
    }
  }

  /// Takes a third of the attributes out of the model.
  private static List<String> some(SplittableRandom random, Map<String, byte[]> model) {
    List<String> names = new ArrayList<>();
    for (String name : List.copyOf(model.keySet())) {
      if (random.nextInt(3) == 0 && model.size() > 10) {
        names.add(name);
        model.remove(name);
      }
    }
    return names;
  }

  /// All records of a tree, node by node, with the depth of each node.
  private static List<String> shape(Transaction transaction, long address) {
    BTreeV2<LinkNameRecord> tree = BTreeV2.open(transaction.reader(), address, LinkNameRecord.TYPE);
    BTreeV2Header header = tree.header();
    BTreeV2EditedNodes<LinkNameRecord> nodes =
        new BTreeV2EditedNodes<>(transaction, LinkNameRecord.TYPE, address, header, tree.sizes());
    List<String> shape = new ArrayList<>();
    List<Pointer<LinkNameRecord>> level =
        List.of(
            new Pointer<>(header.rootNodeAddress(), header.rootRecords(), header.totalRecords()));
    for (int depth = header.depth(); depth >= 0; depth--) {
      List<Pointer<LinkNameRecord>> below = new ArrayList<>();
      for (Pointer<LinkNameRecord> pointer : level) {
        BTreeV2EditedNode<LinkNameRecord> node = nodes.node(pointer, depth);
        shape.add(depth + " " + node.records.stream().map(LinkNameRecord::hash).toList());
        below.addAll(node.children);
      }
      level = below;
    }
    return shape;
  }

  @Test
  void treeHasTheNodesThatTheLibraryMakes() throws IOException {
    Path path = makeFile();
    int count = 6_000;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("link" + i);
    }
    byte[] few;
    try (LibraryFile file = LibraryFile.edit(path)) {
      names.subList(0, 40).forEach(name -> file.softLink("t", name));
    }
    few = Files.readAllBytes(path);
    EditedFile edited = new EditedFile(few);
    DenseStorage.Links links = new DenseStorage.Links(edited, few);
    SplittableRandom random = new SplittableRandom(5);
    names.subList(40, count).forEach(name -> links.add(name, "t"));
    links.save();
    try (LibraryFile file = LibraryFile.edit(path)) {
      names.subList(40, count).forEach(name -> file.softLink("t", name));
    }
    long address = links.storage().indexAddress();
    assertThat(shape(edited.transaction(), address))
        .isEqualTo(shape(EditedFile.of(path).transaction(), address));
    while (names.size() > 100) {
      List<String> removed = new ArrayList<>();
      for (int i = names.size() / 3; i > 0; i--) {
        removed.add(names.remove(random.nextInt(names.size())));
      }
      removed.forEach(links::remove);
      links.save();
      try (LibraryFile file = LibraryFile.edit(path)) {
        removed.forEach(file::remove);
      }
      assertThat(shape(edited.transaction(), address))
          .isEqualTo(shape(EditedFile.of(path).transaction(), address));
    }
  }
}
