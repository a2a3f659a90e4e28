package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.NameExistsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A move to a name that is taken, in a group whose links were added and removed before: nothing is
/// changed by it, whatever space of the group's heap it has tried to use.
class RefusedMoveTest {
  private static final int LINKS = 20;

  @TempDir private Path directory;

  private static String name(int number) {
    return "n" + (10 + number);
  }

  @ParameterizedTest
  @CsvSource({"aaa, bbb", "bbb, aaa"})
  void otherLinksStayWhatTheyAre(String from, String to) throws IOException {
    // One of them is the last one in the heap, which the names' hashes say.
    for (int removed = 0; removed < LINKS; removed++) {
      Path path = directory.resolve(removed + ".h5");
      Hdf5File.create(path).close();
      NavigableSet<String> names = new TreeSet<>(List.of("aaa", "bbb", "ccc"));
      try (Hdf5File file = Hdf5File.openReadWrite(path)) {
        Group group = file.createGroup("g");
        for (int i = 0; i < LINKS; i++) {
          group.linkSoft(name(i), "/target");
          names.add(name(i));
        }
        String other = name((removed + 1) % LINKS);
        group.delete(name(removed));
        group.linkSoft("aaa", "/target");
        group.linkSoft("bbb", "/target");
        group.delete(other);
        names.removeAll(List.of(name(removed), other));
        file.flush();
        group.linkSoft("ccc", "/target");
        assertThatExceptionOfType(NameExistsException.class)
            .isThrownBy(() -> group.move(from, to))
            .withMessageContaining(to);
        assertThat(group.names()).isEqualTo(List.copyOf(names));
      }
      try (Hdf5File file = Hdf5File.open(path)) {
        assertThat(file.group("g").names()).isEqualTo(List.copyOf(names));
        for (String name : names) {
          assertThat(file.group("g").findLink(name)).isPresent();
        }
        assertThat(FileCheck.of(file).findings()).isEmpty();
      }
    }
  }
}
