package io.hyperslab.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditsTest {
  @TempDir private Path directory;

  @Test
  void aNewFileBehindALinkIsMadeOnce() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
    try (Edits edits = new Edits(false)) {
      Hdf5File made = edits.fileOrNew(link.resolve("new.h5"));
      assertThat(edits.fileOrNew(link.resolve("new.h5"))).isSameAs(made);
      assertThat(edits.file(folder.resolve("new.h5"))).isSameAs(made);
      edits.commit();
    }
    assertThat(folder.resolve("new.h5")).exists();
  }

  @Test
  void aFileThatIsMadeOnlyInADryRunIsOpenAllTheSame() throws IOException {
    Path path = directory.resolve("new.h5");
    try (Edits edits = new Edits(true)) {
      assertThat(edits.isOpen(path)).isFalse();
      Hdf5File made = edits.fileOrNew(path);
      assertThat(edits.isOpen(path)).isTrue();
      assertThat(edits.file(path)).isSameAs(made);
    }
    assertThat(path).doesNotExist();
  }
}
