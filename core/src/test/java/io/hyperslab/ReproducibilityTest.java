package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Equal work makes equal files: no time, no name of a machine, no order of threads is in them.
class ReproducibilityTest {
  @TempDir Path directory;

  record Station(String name, double elevation, int[] codes) {}

  enum Color {
    RED,
    GREEN
  }

  @ParameterizedTest
  @EnumSource(LibraryVersion.class)
  void equalWorkMakesEqualFiles(LibraryVersion low) throws IOException {
    CreateOptions options = CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST);
    byte[] first = made(options);
    assertThat(made(options)).isEqualTo(first);
    assertThat(made(options.userBlock(1024))).hasSizeGreaterThan(first.length);
    Path path = directory.resolve("file.h5");
    try (Hdf5File file = Hdf5File.create(path, options)) {
      work(file);
    }
    // A new file exists before its work is done, which leaves its traces.
    byte[] stored = Files.readAllBytes(path);
    Files.delete(path);
    try (Hdf5File file = Hdf5File.create(path, options)) {
      work(file);
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(stored);
  }

  private static byte[] made(CreateOptions options) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory();
    try (Hdf5File file = Hdf5File.create(medium, options)) {
      work(file);
    }
    return medium.toBytes();
  }

  private static void work(Hdf5File file) throws IOException {
    Random random = new Random(7);
    int[] noise = random.ints(40_000).toArray();
    file.createDataset("packed").chunks(100).shuffle().gzip(6).write(noise);
    file.createDataset("filtered").chunks(100).lzf().fletcher32().write(noise);
    file.write("stations", new Station[] {new Station("a", 1, new int[] {1, 2})});
    file.write("colors", Color.values());
    file.write("texts", new String[] {"one", "two"});
    Dataset log =
        file.createDataset("log")
            .type(INT32)
            .shape(0)
            .maxShape(Dataspace.UNLIMITED)
            .chunks(50)
            .create();
    file.flush();
    for (int i = 0; i < 200; i++) {
      log.append(new int[] {i});
      file.createGroup("groups/" + i % 7 + "/" + i).attributes().set("number", i).set("text", "x");
    }
    for (int i = 0; i < 200; i += 3) {
      file.delete("groups/" + i % 7 + "/" + i);
    }
    file.flush();
    file.dataset("packed").write(Selection.of("::3"), 5);
    file.dataset("texts").write(Selection.of("0"), "more");
    file.move("colors", "groups/colors");
    log.resize(20);
  }

  @Test
  void timesAreStoredOnRequestOnly() throws IOException {
    Instant before = Instant.now().minus(Duration.ofSeconds(2));
    for (LibraryVersion low : List.of(LibraryVersion.EARLIEST, LibraryVersion.V18)) {
      try (Hdf5File file =
          Hdf5File.create(
              WritableStorage.memory(),
              CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST))) {
        file.createDataset("timed").type(INT32).shape(1).trackTimes().create();
        file.createGroup("timedGroup", GroupOptions.defaults().trackTimes());
        file.createDataset("data").type(INT32).shape(1).create().write(1);
        file.createGroup("group").attributes().set("a", 1);
        file.root().createNamedDatatype("type", INT32);
        file.flush();
        for (String timed : List.of("timed", "timedGroup")) {
          assertThat(file.get(timed).modificationTime().orElseThrow())
              .isBetween(before, Instant.now().plus(Duration.ofSeconds(1)));
        }
        for (String other : List.of("/", "data", "group", "type")) {
          assertThat(file.get(other).modificationTime()).as(other).isEqualTo(Optional.empty());
        }
      }
    }
  }
}
