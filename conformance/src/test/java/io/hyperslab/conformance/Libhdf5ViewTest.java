package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [EditedFile] compares a file by: a change of one byte is seen, by us and by libhdf5.
class Libhdf5ViewTest {
  @TempDir private Path folder;

  private Path file(String name, int last) {
    Path path = folder.resolve(name);
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.V110)) {
      file.dataset(
          "/values",
          Libhdf5Type.int32(),
          new long[] {2},
          Libhdf5Layout.contiguous(),
          new byte[] {1, 0, 0, 0, 2, 0, 0, (byte) last});
    }
    return path;
  }

  private static Libhdf5View view(Path file, List<Long> addresses) {
    return Libhdf5View.of(file, addresses, false).orElseThrow();
  }

  @Test
  void oneOtherByteIsADifference() {
    Path one = file("one.h5", 1);
    Path other = file("other.h5", 2);
    FileDocument document = FileDocument.of(one);
    List<Long> addresses = document.addresses();

    assertThat(addresses).hasSize(2);
    assertThat(document.difference(FileDocument.of(other), Set.of()))
        .hasValueSatisfying(text -> assertThat(text).startsWith(".objects[/values]"));
    assertThat(view(one, addresses).difference(view(other, addresses), true))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("libhdf5 reads at " + addresses.getLast()));
  }

  @Test
  void filesOfEqualContentHaveNoDifference() {
    Path one = file("one.h5", 3);
    Path other = file("other.h5", 3);
    FileDocument document = FileDocument.of(one);
    List<Long> addresses = document.addresses();

    assertThat(document.difference(FileDocument.of(other), Set.of())).isEmpty();
    assertThat(view(one, addresses).difference(view(other, addresses), false)).isEmpty();
  }

  @Test
  void whatIsNoHdf5FileHasNoView() {
    assertThat(Libhdf5View.of(folder.resolve("absent.h5"), List.of(), false)).isEmpty();
  }
}
