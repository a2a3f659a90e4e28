package io.hyperslab.h5py;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// No test of h5py is forgotten, and the document says of each what our tests say.
class H5pyTableTest {
  private static Path root;
  private static H5pyTable table;

  @BeforeAll
  static void findTheProject() {
    root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(H5pyTable.DOCUMENT))) {
      root = root.getParent();
      assertThat(root).as("a parent with " + H5pyTable.DOCUMENT).isNotNull();
    }
    table = new H5pyTable(root);
  }

  @Test
  void everyTestOfH5pyIsCarriedOverOrHasAReason() throws IOException {
    Set<String> left = new TreeSet<>(H5pyTable.names());
    left.removeAll(table.ported().keySet());
    left.removeAll(H5pyTable.notPorted().keySet());
    assertThat(left).isEmpty();
  }

  @Test
  void noneIsBoth() throws IOException {
    Set<String> both = new TreeSet<>(table.ported().keySet());
    both.retainAll(H5pyTable.notPorted().keySet());
    assertThat(both).isEmpty();
  }

  @Test
  void everyNameIsOneOfH5py() throws IOException {
    List<String> named = new ArrayList<>(table.ported().keySet());
    named.addAll(H5pyTable.notPorted().keySet());
    assertThat(H5pyTable.names()).containsAll(named);
  }

  @Test
  void theDocumentIsUpToDate() throws IOException {
    assertThat(Files.readString(root.resolve(H5pyTable.DOCUMENT))).endsWith(table.text());
  }
}
