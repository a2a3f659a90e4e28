package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Links that are taken out of large groups one at a time, in an order that has nothing to do with
/// where they are stored: what is left between them is used again.
class UnlinkedLinksTest {
  @TempDir private Path directory;

  private final SplittableRandom random = new SplittableRandom(23);
  private final TreeSet<String> names = new TreeSet<>();

  /// The same in another order.
  private final List<String> present = new ArrayList<>();

  private Path path() {
    return directory.resolve("links.h5");
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%x-%d", Integer.reverse(number), number);
  }

  private void note(String name) {
    names.add(name);
    present.add(name);
  }

  private String forgetAny() {
    int at = random.nextInt(present.size());
    String name = present.get(at);
    present.set(at, present.getLast());
    present.removeLast();
    names.remove(name);
    return name;
  }

  private void fill(Hdf5File file, int count, GroupOptions options) {
    Dataset target = file.root().write("target", new byte[] {1});
    Group group = file.root().createGroup("many", options);
    for (int i = 0; i < count; i++) {
      group.linkHard(name(i), target);
      note(name(i));
    }
  }

  private void delete(Group group, int count) {
    for (int i = 0; i < count; i++) {
      group.delete(forgetAny());
    }
  }

  private void check(Group group) {
    assertThat(group.size()).isEqualTo(names.size());
    assertThat(group.names()).isEqualTo(List.copyOf(names));
  }

  private void checkStored() throws IOException {
    try (Hdf5File file = Hdf5File.open(path())) {
      check(file.group("many"));
      assertThat(FileCheck.of(file).findings()).isEmpty();
    }
  }

  /// libhdf5 finds those that are left and no others, and uses the room between them.
  private void editWithLibhdf5() throws IOException {
    String gone = name(0);
    try (Libhdf5File file = Libhdf5.openReadWrite(path())) {
      for (String name : names) {
        assertThat(file.read("/many/" + name)).containsExactly(1);
      }
      for (int i = 0; i < 500; i++) {
        file.delete("/many/" + forgetAny());
        file.hardLink("/many/" + gone + "~" + i, "/target");
        note(gone + "~" + i);
      }
    }
    checkStored();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thoseThatAreLeftAreFound(boolean ordered) throws IOException {
    GroupOptions options = GroupOptions.defaults();
    try (Hdf5File file = Hdf5File.create(path())) {
      fill(file, 20_000, ordered ? options.trackOrder() : options);
      file.flush();
      Group group = file.group("many");
      delete(group, 5_000);
      file.flush();
      delete(group, 5_000);
      check(group);
    }
    checkStored();
    try (Hdf5File file = Hdf5File.openReadWrite(path())) {
      delete(file.group("many"), 5_000);
    }
    checkStored();
    editWithLibhdf5();
  }

  /// A link that is moved to the name of another one is taken away before the operation fails.
  @Test
  void failedOperationsTakeNothingAway() throws IOException {
    try (Hdf5File file = Hdf5File.create(path())) {
      fill(file, 5_000, GroupOptions.defaults());
      file.flush();
      Group group = file.group("many");
      for (int i = 0; i < 4_000; i++) {
        String gone = forgetAny();
        group.delete(gone);
        if (i % 20 == 0) {
          assertThatExceptionOfType(NameExistsException.class)
              .isThrownBy(() -> group.move(present.getFirst(), present.getLast()));
          assertThatExceptionOfType(NoSuchObjectException.class)
              .isThrownBy(() -> group.delete(gone));
        }
        if (i % 7 == 0) {
          group.move(forgetAny(), "moved " + i);
          note("moved " + i);
        }
        if (i % 1_000 == 0) {
          check(group);
          file.flush();
        }
      }
      check(group);
    }
    checkStored();
    editWithLibhdf5();
  }

  @Test
  void aRollbackBringsThemBack() throws IOException {
    try (Hdf5File file = Hdf5File.create(path())) {
      fill(file, 4_000, GroupOptions.defaults());
      delete(file.group("many"), 1_000);
      file.flush();
      List<String> committed = List.copyOf(present);
      delete(file.group("many"), 1_500);
      file.rollback();
      present.clear();
      committed.forEach(this::note);
      check(file.group("many"));
      delete(file.group("many"), 1_500);
      check(file.group("many"));
    }
    checkStored();
    editWithLibhdf5();
  }

  @Test
  void allOfThemGoTogether() throws IOException {
    try (Hdf5File file = Hdf5File.create(path())) {
      fill(file, 5_000, GroupOptions.defaults());
      file.flush();
      file.group("many").deleteAll();
      names.clear();
      check(file.group("many"));
    }
    checkStored();
  }

  /// New links come to lie where others were.
  @Test
  void theirSpaceIsUsedAgain() throws IOException {
    try (Hdf5File file = Hdf5File.create(path())) {
      fill(file, 10_000, GroupOptions.defaults());
      delete(file.group("many"), 5_000);
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path())) {
      ObjectStorage before = file.group("many").storage();
      for (int i = 0; i < 4_000; i++) {
        String shorter = "n" + i;
        file.group("many").linkHard(shorter, file.dataset("target"));
        note(shorter);
      }
      assertThat(file.group("many").storage().heap()).isLessThanOrEqualTo(before.heap());
    }
    checkStored();
  }
}
