package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// New links of large groups, which are stored many at a time: nobody can tell, and libhdf5 reads
/// and edits what is stored.
class HeldLinksTest {
  /// The ways in which a group stores its links.
  enum Style {
    OLD,
    DENSE,
    ORDERED;

    private CreateOptions options() {
      return this == OLD ? CreateOptions.defaults().earliest() : CreateOptions.defaults();
    }

    private GroupOptions group() {
      return this == ORDERED ? GroupOptions.defaults().trackOrder() : GroupOptions.defaults();
    }
  }

  @TempDir private Path directory;

  private final NavigableSet<String> names = new TreeSet<>();
  private final List<String> order = new ArrayList<>();

  private Path path() {
    return directory.resolve("links.h5");
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%x-%d", Integer.reverse(number), number);
  }

  private void add(Group group, int from, int to) {
    Group target = group.file().group("target");
    for (int i = from; i < to; i++) {
      switch (i % 5) {
        case 0 -> group.linkSoft(name(i), "/target");
        case 1 -> group.linkHard(name(i), target);
        default -> group.createGroup(name(i));
      }
      note(name(i));
    }
  }

  private void note(String name) {
    names.add(name);
    order.add(name);
  }

  private void forget(String name) {
    names.remove(name);
    order.remove(name);
  }

  private void check(Group group) {
    assertThat(group.size()).isEqualTo(names.size());
    assertThat(group.names()).isEqualTo(List.copyOf(names));
    assertThat(group.members()).extracting(Group.Member::name).isEqualTo(List.copyOf(names));
    if (group.tracksCreationOrder()) {
      assertThat(group.namesInCreationOrder()).isEqualTo(order);
    }
    for (String name : names) {
      assertThat(group.findLink(name)).isPresent();
      assertThat(group.findLink(name + "!")).isEmpty();
    }
  }

  /// libhdf5 finds all links, and changes a third of them.
  private void editWithLibhdf5(String group) {
    try (Libhdf5File file = Libhdf5.openReadWrite(path())) {
      SplittableRandom random = new SplittableRandom(names.size());
      for (String name : List.copyOf(names)) {
        assertThat(file.read(group + "/" + name + "/value")).hasSize(1);
        if (random.nextInt(3) == 0) {
          file.delete(group + "/" + name);
          forget(name);
        }
        if (random.nextInt(3) == 0) {
          file.hardLink(group + "/" + name + "~", "/target");
          note(name + "~");
        }
      }
    }
  }

  private void checkStored(String group) throws IOException {
    try (Hdf5File file = Hdf5File.open(path())) {
      check(file.group(group));
      assertThat(FileCheck.of(file).findings()).isEmpty();
    }
  }

  private Group begin(Hdf5File file, Style style) {
    file.createGroup("target").write("value", new byte[] {1});
    return file.root().createGroup("many", style.group());
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void libhdf5ReadsAndEditsThem(Style style) throws IOException {
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      Group target = file.createGroup("target");
      target.write("value", new byte[] {1});
      Group group = file.root().createGroup("many", style.group());
      for (int i = 0; i < 2_400; i++) {
        group.linkHard(name(i), target);
        note(name(i));
        if (i == 1_500 || i == 1_600 || i == 2_300) {
          file.flush();
        }
      }
    }
    checkStored("many");
    editWithLibhdf5("/many");
    checkStored("many");
    try (Hdf5File file = Hdf5File.openReadWrite(path())) {
      add(file.group("many"), 10_000, 10_300);
    }
    checkStored("many");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void theyAreSeenBeforeTheyAreStored(Style style) throws IOException {
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      Group group = begin(file, style);
      for (int from = 0; from < 900; from += 300) {
        add(group, from, from + 300);
        check(group);
        if (from == 300) {
          file.flush();
          check(group);
        }
      }
      assertThat(file.group("many/" + name(2)).size()).isZero();
      assertThat(group.storage().heap()).isGreaterThan(900 * 8);
      check(group);
    }
    checkStored("many");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void aNameIsTakenAtOnce(Style style) throws IOException {
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      Group group = begin(file, style);
      add(group, 0, 50);
      file.flush();
      add(group, 50, 200);
      for (String name : List.of(name(3), name(49), name(50), name(199))) {
        assertThatExceptionOfType(NameExistsException.class)
            .isThrownBy(() -> group.linkSoft(name, "/target"))
            .withMessageContaining(name);
        assertThatExceptionOfType(NameExistsException.class)
            .isThrownBy(() -> group.createGroup(name));
      }
      check(group);
    }
    checkStored("many");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void changesThatFailTakeTheirLinksBack(Style style) throws IOException {
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      Group group = begin(file, style);
      for (int round = 0; round < 5; round++) {
        add(group, 40 * round, 40 * round + 40);
        assertThatExceptionOfType(Hdf5Exception.class)
            .isThrownBy(
                () -> group.createDataset("no").type(UINT8).shape(1).write(new int[] {300}));
        check(group);
        // Stores all links, and takes that back with the rest.
        String first = name(0);
        String second = name(40 * round + 1);
        assertThatExceptionOfType(NameExistsException.class)
            .isThrownBy(() -> group.move(first, second));
        check(group);
      }
    }
    checkStored("many");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void theyAreDeletedAndMoved(Style style) throws IOException {
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      Group group = begin(file, style);
      add(group, 0, 300);
      for (int i = 0; i < 300; i += 3) {
        group.delete(name(i));
        forget(name(i));
        add(group, 1000 + i, 1001 + i);
      }
      check(group);
      for (int i = 1; i < 300; i += 3) {
        group.move(name(i), "moved" + i);
        forget(name(i));
        note("moved" + i);
      }
      check(group);
      Group other = file.root().createGroup("other", style.group());
      for (int i = 0; i < 100; i++) {
        other.linkSoft("x" + i, "/target");
      }
      file.root().delete("other");
      assertThat(file.root().names()).containsExactly("many", "target");
    }
    checkStored("many");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void aRollbackForgetsThem(Style style) throws IOException {
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      add(begin(file, style), 0, 100);
      file.rollback();
      assertThat(file.root().names()).isEmpty();
      names.clear();
      order.clear();
      Group group = begin(file, style);
      add(group, 0, 100);
      file.flush();
      for (int i = 100; i < 200; i++) {
        group.linkSoft(name(i), "/target");
      }
      file.rollback();
      check(group);
      add(group, 200, 300);
      check(group);
      file.flush();
      group.linkSoft("late", "/target");
      file.closeWithoutCommit();
    }
    checkStored("many");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void thereAreNeverVeryManyInMemory(Style style) throws IOException {
    String filler = "n".repeat(2000);
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      Group group = begin(file, style);
      for (int i = 0; i < 12_000; i++) {
        group.linkSoft(name(i) + filler, "/target");
        note(name(i) + filler);
      }
      assertThat(file.model().linkHold().weight()).isLessThan(9 << 20);
      assertThat(group.size()).isEqualTo(12_000);
      assertThat(group.names()).isEqualTo(List.copyOf(names));
    }
    checkStored("many");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void manySmallGroupsKeepTheirs(Style style) throws IOException {
    try (Hdf5File file = Hdf5File.create(path(), style.options())) {
      Group target = file.createGroup("target");
      target.write("value", new byte[] {1});
      for (int i = 0; i < 300; i++) {
        Group group = file.root().createGroup("g" + i, style.group());
        for (int k = 0; k <= i % 30; k++) {
          group.linkHard("h" + k, target);
        }
      }
    }
    try (Hdf5File file = Hdf5File.open(path());
        Libhdf5File other = Libhdf5.open(path())) {
      assertThat(FileCheck.of(file).findings()).isEmpty();
      for (int i = 0; i < 300; i++) {
        assertThat(file.group("g" + i).size()).isEqualTo(i % 30 + 1);
        assertThat(other.read("/g" + i + "/h" + i % 30 + "/value")).containsExactly(1);
      }
    }
  }
}
