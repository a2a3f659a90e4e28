package io.hyperslab.internal.edit;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.Hdf5File;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files that are to remember their free space: the message in the superblock extension is looked
/// for in the bytes, and libhdf5 goes on with the files.
class FreeSpaceEndTest {
  /// In a version 1 message: the field's place behind version, strategy, persisting, threshold,
  /// page size and page-end threshold.
  private static final int FIELD = 1 + 1 + 1 + 8 + 8 + 2;

  /// Of the addresses of managers that follow.
  private static final int MANAGERS = 12;

  @TempDir private Path directory;

  /// The ends that such messages without managers give: there is one.
  private static List<Long> ends(byte[] image, int strategy) {
    List<Long> ends = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + FIELD + 8 * (1 + MANAGERS) <= image.length; at++) {
      boolean message =
          image[at] == 1
              && image[at + 1] == strategy
              && image[at + 2] == 1
              && buffer.getLong(at + 3) == 1
              && buffer.getLong(at + 11) == 512;
      for (int manager = 0; message && manager < MANAGERS; manager++) {
        message = buffer.getLong(at + FIELD + 8 * (manager + 1)) == -1;
      }
      if (message) {
        ends.add(buffer.getLong(at + FIELD));
      }
    }
    return ends;
  }

  @ParameterizedTest
  @EnumSource(names = {"PAGED_AGGREGATION", "FREE_SPACE_MANAGER_AND_AGGREGATORS"})
  void theEndOfTheFileIsGivenWithEachCommit(FileSpaceStrategy strategy) throws IOException {
    Path path = directory.resolve("persisting.h5");
    int number = strategy == FileSpaceStrategy.PAGED_AGGREGATION ? 1 : 0;
    var options = CreateOptions.defaults().fileSpace(strategy, true, 1).pageSize(512);
    try (Hdf5File file = Hdf5File.create(path, options)) {
      file.write("a", new int[1000]);
      file.flush();
      assertEnd(path, number);
      file.delete("a");
      file.write("b", new int[] {1, 2, 3});
    }
    assertEnd(path, number);
    try (Libhdf5File file = Libhdf5.openReadWrite(path)) {
      file.group("/g").delete("/b");
      file.dataset(
          "/c",
          Libhdf5Type.int32(),
          new long[0],
          Libhdf5Layout.contiguous(),
          new byte[] {7, 0, 0, 0});
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      assertThat(file.dataset("c").readInt()).isEqualTo(7);
      file.createDataset("d").type(INT32).shape(300).create().write(5);
    }
    assertEnd(path, number);
    try (Libhdf5File file = Libhdf5.openReadWrite(path)) {
      file.group("/h");
      assertThat(file.read("/d")).hasSize(1200).startsWith(5, 0, 0, 0);
    }
  }

  private static void assertEnd(Path path, int strategy) throws IOException {
    byte[] image = Files.readAllBytes(path);
    assertThat(ends(image, strategy)).containsExactly((long) image.length);
  }
}
