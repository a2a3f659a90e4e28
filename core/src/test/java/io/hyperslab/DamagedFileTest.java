package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.FilterException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies of files with a byte or two changed: every refusal says where it comes from.
class DamagedFileTest {
  private static final String NAME = "damaged";

  private final byte[] image = Fixtures.bytes("layouts-latest.h5");

  private static Hdf5File open(byte[] image) throws IOException {
    return Hdf5File.open(
        Storage.memory(NAME, MemorySegment.ofArray(image)), OpenOptions.defaults());
  }

  private interface Use {
    void run(Hdf5File file);
  }

  private Hdf5Exception failure(Use use) throws IOException {
    try (Hdf5File file = open(image)) {
      Hdf5Exception e = catchThrowableOfType(Hdf5Exception.class, () -> use.run(file));
      assertThat(e).isNotNull();
      assertThat(e.file()).contains(NAME);
      assertThat(e.structure()).isPresent();
      assertThat(e.address()).isPresent();
      assertThat(e.item()).isNotBlank();
      assertThat(e.found()).isNotBlank();
      assertThat(e.expected()).isNotBlank();
      assertThat(e.getMessage())
          .startsWith(NAME + ": " + e.objectPath().orElseThrow() + ": ")
          .contains(e.structure().orElseThrow() + " at 0x")
          .endsWith(e.item() + " is " + e.found() + ", expected " + e.expected());
      return e;
    }
  }

  private ChunkInfo chunk(String path, int number) throws IOException {
    try (Hdf5File file = open(image.clone())) {
      return file.dataset(path).storedChunks().get(number);
    }
  }

  private int address(String path) throws IOException {
    try (Hdf5File file = open(image.clone())) {
      return Math.toIntExact(file.get(path).address());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixedArray/fletcher32", "extensibleArray/all", "single/fletcher32"})
  void aChangedChunkIsNoticed(String path) throws IOException {
    ChunkInfo chunk = chunk(path, 0);
    image[(int) (chunk.address() + chunk.storedSize() - 6)] ^= 0x10;
    Hdf5Exception e = failure(file -> file.dataset(path).read());
    assertThat(e).isInstanceOf(FilterException.class);
    assertThat(e.objectPath()).contains("/" + path);
    assertThat(e.structure()).contains("chunk [0, 0]");
    assertThat(e.address()).hasValue(chunk.address());
  }

  @Test
  void onlyWhatIsDamagedIsRefused() throws IOException {
    ChunkInfo chunk = chunk("fixedArray/fletcher32", 0);
    image[(int) chunk.address()] ^= 1;
    try (Hdf5File file = open(image)) {
      Dataset dataset = file.dataset("fixedArray/fletcher32");
      assertThat(dataset.readInts(Selection.of("4:"))).startsWith(44).endsWith(142);
      assertThat(dataset.readRawChunk(0, 0)).isPresent();
      assertThat(file.dataset("fixedArray/all").readLongs()).isEqualTo(Fixtures.numbers(143));
    }
  }

  @Test
  void aChangedStreamIsNoticed() throws IOException {
    ChunkInfo chunk = chunk("fixedArray/gzip", 5);
    image[(int) chunk.address()] ^= 0x7f;
    Hdf5Exception e = failure(file -> file.dataset("fixedArray/gzip").read());
    assertThat(e).isInstanceOf(FilterException.class);
    assertThat(e.structure()).contains("chunk " + chunk.offset());
    assertThat(e.getMessage()).contains("deflate");
  }

  @Test
  void aChangedObjectHeaderIsNoticed() throws IOException {
    int address = address("btree2/none");
    image[address + 12] ^= 1;
    Hdf5Exception e = failure(file -> file.dataset("btree2/none"));
    assertThat(e).isInstanceOf(MalformedFileException.class);
    assertThat(e.objectPath()).contains("/btree2/none");
    assertThat(e.address()).hasValue(address);
    assertThat(e.item()).contains("checksum");
  }

  @Test
  void damageBehindAnExternalLinkIsThatFiles(@TempDir Path directory) throws IOException {
    Fixtures.copyTo(directory, "groups-old.h5", "groups-new.h5");
    Path other = directory.resolve("groups-new.h5");
    try (Hdf5File file = Hdf5File.open(directory.resolve("groups-old.h5"))) {
      long address = file.get("besideGroup/b").address();
      damage(other, address + 12);
    }
    try (Hdf5File file = Hdf5File.open(directory.resolve("groups-old.h5"))) {
      Hdf5Exception e =
          catchThrowableOfType(Hdf5Exception.class, () -> file.get("besideGroup/b/c"));
      assertThat(e.file()).contains(other.toString());
      assertThat(e.objectPath()).contains("/a/b");
    }
  }

  @Test
  void damageOfAVirtualSourceIsThatFiles(@TempDir Path directory) throws IOException {
    Fixtures.copyTo(
        directory,
        "virtual.h5",
        "virtual-source-0.h5",
        "virtual-source-1.h5",
        "virtual-source-2.h5");
    Path source = directory.resolve("virtual-source-0.h5");
    int node = find("TREE", Files.readAllBytes(source), 1);
    damage(source, node);
    try (Hdf5File file = Hdf5File.open(directory.resolve("virtual.h5"))) {
      Hdf5Exception e =
          catchThrowableOfType(Hdf5Exception.class, () -> file.dataset("unlimited").read());
      assertThat(e.file()).contains(source.toString());
      assertThat(e.objectPath()).contains("/growing");
      assertThat(e.address()).hasValue(node);
    }
  }

  private static void damage(Path path, long position) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    bytes[(int) position] ^= 1;
    Files.write(path, bytes);
  }

  @Test
  void aChangedChunkIndexIsNoticed() throws IOException {
    int header = find("FAHD", image, 0);
    image[header + 6] ^= 1;
    Hdf5Exception e =
        failure(file ->
            file.walk()
                .filter(object -> object instanceof Dataset)
                .forEach(object -> ((Dataset) object).read()));
    assertThat(e).isInstanceOf(MalformedFileException.class);
    assertThat(e.objectPath().orElseThrow()).matches("/fixedArray/.*|/ranks/.*|/fills/.*");
    assertThat(e.structure()).contains("fixed array header");
    assertThat(e.address()).hasValue(header);
  }

  @Test
  void aChunkOutsideOfTheFileIsNoticed() throws IOException {
    byte[] cut = Arrays.copyOf(image, image.length / 2);
    int refused = 0;
    try (Hdf5File file =
        Hdf5File.open(
            Storage.memory(NAME, MemorySegment.ofArray(cut)),
            OpenOptions.defaults().allowTruncated())) {
      for (String path : List.of("btree2/all", "single/none", "contiguous", "ranks/chunked2")) {
        Hdf5Exception e =
            catchThrowableOfType(Hdf5Exception.class, () -> file.dataset(path).read());
        if (e != null) {
          refused++;
          assertThat(e.file()).contains(NAME);
          assertThat(e.objectPath()).isPresent();
        }
      }
    }
    assertThat(refused).isPositive();
  }

  /// Where a signature stands, after `skipped` others.
  private static int find(String signature, byte[] bytes, int skipped) {
    int left = skipped;
    for (int at = 0; at + 4 <= bytes.length; at++) {
      String here = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
      if (here.equals(signature) && left-- == 0) {
        return at;
      }
    }
    throw new AssertionError(signature);
  }

  /// Whatever is changed, the answer is right or a refusal of ours.
  @ParameterizedTest
  @ValueSource(strings = {"types.h5", "groups-new.h5", "virtual.h5", "attributes-earliest.h5"})
  void randomDamageIsAnsweredByOurExceptionsOnly(String name) throws IOException {
    byte[] original = Fixtures.bytes(name);
    Random random = new Random(name.hashCode());
    for (int round = 0; round < 150; round++) {
      byte[] damaged = original.clone();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try (Hdf5File file = open(damaged)) {
        file.walk().limit(500).forEach(DamagedFileTest::readAll);
      } catch (Hdf5Exception e) {
        assertThat(e.file()).isPresent();
      }
    }
  }

  private static void readAll(Hdf5Object object) {
    object.attributes().forEach(Attribute::read);
    if (object instanceof Dataset dataset) {
      try {
        assertThat(dataset.read().toString()).isNotEmpty();
      } catch (Hdf5Exception e) {
        assertThat(e.expected()).isNotBlank();
      }
    }
  }
}
