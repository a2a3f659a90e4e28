package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.storage.Storage;
import io.hyperslab.testkit.CountingStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5.Dialect;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What it costs to find one object among very many.
class IoCostTest {
  private static final int LINKS = 100_000;
  private static final int MOST_REQUESTS = 16;
  private static final int MOST_BYTES = 64 << 10;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V112"})
  @Timeout(300)
  void openingALargeGroupAndReadingOneDatasetTouchesLittle(Dialect dialect) throws IOException {
    Path path = write(dialect);
    CountingStorage storage = new CountingStorage(Storage.file(path));

    try (Hdf5File file = Hdf5File.open(storage, OpenOptions.defaults())) {
      assertThat(file.dataset("/link 050000 of many").readInts()).containsExactly(7);
      System.out.println(
          "One dataset among "
              + LINKS
              + " links, "
              + dialect
              + ": "
              + storage.requests()
              + " requests, "
              + storage.bytes()
              + " of "
              + storage.size()
              + " bytes");
      assertThat(storage.requests()).isLessThanOrEqualTo(MOST_REQUESTS);
      assertThat(storage.bytes()).isLessThanOrEqualTo(MOST_BYTES);
    }
  }

  private Path write(Dialect dialect) {
    Path path = folder.resolve("links.h5");
    try (Libhdf5File file = Libhdf5.create(path, dialect)) {
      byte[] seven = {7, 0, 0, 0};
      file.dataset(
          name(LINKS / 2), Libhdf5Type.int32(), new long[] {1}, Libhdf5Layout.contiguous(), seven);
      for (int i = 0; i < LINKS; i++) {
        if (i != LINKS / 2) {
          file.hardLink(name(i), name(LINKS / 2));
        }
      }
    }
    return path;
  }

  private static String name(int number) {
    return String.format(java.util.Locale.ROOT, "/link %06d of many", number);
  }
}
