package io.hyperslab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A loss of power may leave the guard bit and no journal. Then the file is believed if all its
/// structures are whole.
class GuardedFileTest {
  private static final int VERSION = 8;
  private static final int GUARD = 0x80;
  private static final Set<String> WITH_CHECKSUM =
      Set.of("OHDR", "FRHP", "FHDB", "BTHD", "BTLF", "FAHD", "FADB", "EAHD", "EAIB");

  private static byte[] file(LibraryVersion low) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory();
    CreateOptions options = CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST);
    try (Hdf5File file = Hdf5File.create(medium, options)) {
      for (int i = 0; i < 12; i++) {
        file.createGroup("group/" + i).attributes().set("i", i);
        file.root().attributes().set("a" + i, "text " + i);
      }
      chunked(file, "fixed", 20);
      chunked(file, "extensible", Dataspace.UNLIMITED);
      chunked(file, "tree", Dataspace.UNLIMITED, Dataspace.UNLIMITED);
      file.write("contiguous", new double[100]);
    }
    return medium.toBytes();
  }

  private static void chunked(Hdf5File file, String name, long... maxShape) {
    long[] shape = new long[maxShape.length];
    long[] chunks = new long[maxShape.length];
    Arrays.fill(shape, 20);
    Arrays.fill(chunks, 3);
    file.createDataset(name)
        .type(Datatypes.INT32)
        .shape(shape)
        .maxShape(maxShape)
        .chunks(chunks)
        .create()
        .write(7);
  }

  private static byte[] guarded(byte[] image) {
    byte[] guarded = image.clone();
    guarded[VERSION] |= (byte) GUARD;
    return guarded;
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V200"})
  void aWholeFileIsOpenedAndTheBitCleared(LibraryVersion low) throws IOException {
    byte[] image = file(low);
    Map<String, String> contents = RecordedWriter.contents(image);
    assertThat(RecordedWriter.contents(guarded(image))).isEqualTo(contents);
    GrowableMemoryStorage medium = WritableStorage.memory(guarded(image));
    Hdf5File.openReadWrite(medium, OpenOptions.defaults()).close();
    assertThat(medium.toBytes()).isEqualTo(image);
  }

  @Test
  void aDamagedOneIsRefusedAndLeftAsItIs() throws IOException {
    byte[] image = file(LibraryVersion.LATEST);
    Set<String> damaged = new TreeSet<>();
    for (int at = 0; at + 6 < image.length; at++) {
      String signature = new String(image, at, 4, ISO_8859_1);
      if (WITH_CHECKSUM.contains(signature)) {
        byte[] bytes = guarded(image);
        bytes[at + 5] ^= 1;
        requireRefused(bytes);
        damaged.add(signature);
      }
    }
    assertThat(damaged).isEqualTo(WITH_CHECKSUM);
  }

  @Test
  void oneThatWasCutOffIsRefused() throws IOException {
    byte[] image = file(LibraryVersion.EARLIEST);
    requireRefused(Arrays.copyOf(guarded(image), image.length - 1));
  }

  private static void requireRefused(byte[] bytes) {
    assertThatThrownBy(() -> Hdf5File.open(Storage.memory(bytes), OpenOptions.defaults()))
        .isInstanceOf(MalformedFileException.class);
    GrowableMemoryStorage medium = WritableStorage.memory(bytes);
    assertThatThrownBy(() -> Hdf5File.openReadWrite(medium, OpenOptions.defaults()))
        .isInstanceOf(MalformedFileException.class);
    assertThat(medium.toBytes()).isEqualTo(bytes);
  }
}
