package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups of the old style that get an external link, and so become ones of the new style: libhdf5
/// reads and edits them afterwards.
class GroupConversionTest {
  private static final byte[] SEVEN = {7, 0, 0, 0};

  @TempDir private Path directory;

  private Path make(int members, boolean byLibhdf5) throws IOException {
    try (Hdf5File other = Hdf5File.create(directory.resolve("other.h5"))) {
      other.write("values", 7);
    }
    Path path = directory.resolve("old.h5");
    if (byLibhdf5) {
      try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
        file.group("/g");
        for (int i = 0; i < members; i++) {
          file.softLink("/m" + i, "/g").softLink("/g/m" + i, "/g").group("/g/n" + i);
        }
        file.dataset(
            "/g/data", Libhdf5Type.int32(), new long[0], Libhdf5Layout.contiguous(), SEVEN);
      }
    } else {
      try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
        Group group = file.createGroup("g");
        for (int i = 0; i < members; i++) {
          file.root().linkSoft("m" + i, "/g");
          group.linkSoft("m" + i, "/g");
          group.createGroup("n" + i);
        }
        group.write("data", 7);
      }
    }
    return path;
  }

  private static List<String> names(int members) {
    return IntStream.range(0, members).mapToObj(i -> "m" + i).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 200})
  void bothHaveAllLinksAfterwards(int members) throws IOException {
    for (boolean byLibhdf5 : new boolean[] {true, false}) {
      Path path = make(members, byLibhdf5);
      try (Hdf5File file = Hdf5File.openReadWrite(path)) {
        file.root().linkExternal("out", "other.h5", "/values");
        file.group("g").linkExternal("out", "other.h5", "/values");
        assertThat(file.dataset("g/out").readInt()).isEqualTo(7);
        assertThatExceptionOfType(NameExistsException.class)
            .isThrownBy(() -> file.root().linkExternal("g", "other.h5", "/values"));
      }
      try (Libhdf5File file = Libhdf5.openReadWrite(path)) {
        assertThat(file.read("/g/out")).isEqualTo(SEVEN);
        assertThat(file.read("/out")).isEqualTo(SEVEN);
        assertThat(file.read("/g/data")).isEqualTo(SEVEN);
        file.group("/later").group("/g/later").delete("/g/out");
        if (members > 0) {
          file.delete("/m0").delete("/g/n0").hardLink("/g/again", "/g/n1");
        }
      }
      try (Hdf5File file = Hdf5File.openReadWrite(path)) {
        assertThat(file.root().names()).contains("g", "later", "out").doesNotContain("m0");
        assertThat(file.group("g").names()).contains("data", "later").doesNotContain("out", "n0");
        if (members > 0) {
          assertThat(file.root().names()).containsAll(names(members).subList(1, members));
          assertThat(file.group("g").names()).containsAll(names(members)).contains("again");
        }
        file.group("g").createGroup("last");
      }
      try (Hdf5File file = Hdf5File.open(path)) {
        assertThat(FileCheck.of(file).findings()).isEmpty();
      }
    }
  }

  @Test
  void aFileForOldLibrariesKeepsItsGroups() throws IOException {
    var options =
        CreateOptions.defaults().libraryVersions(LibraryVersion.EARLIEST, LibraryVersion.EARLIEST);
    try (Hdf5File file = Hdf5File.create(directory.resolve("oldest.h5"), options)) {
      file.createGroup("g");
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> file.root().linkExternal("out", "other.h5", "/values"));
      assertThat(file.root().names()).containsExactly("g");
    }
  }

  @Test
  void whatIsRolledBackIsOfTheOldStyleAgain() throws IOException {
    Path path = make(3, true);
    byte[] before = Files.readAllBytes(path);
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.root().linkExternal("out", "other.h5", "/values");
      file.rollback();
      assertThat(file.root().names()).containsExactly("g", "m0", "m1", "m2");
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }
}
