package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A dataset in one piece that is written element by element, with little memory for changes.
class ManySmallWritesTest {
  private static final int COUNT = 100_000;
  private static final int PASSES = 7;
  private static final long MEMORY = 1 << 16;

  private byte[] image;

  @BeforeEach
  void create() throws IOException {
    try (Hdf5File file =
        Hdf5File.createInMemory(CreateOptions.defaults().changesInMemory(MEMORY))) {
      Dataset dataset = create(file, "bytes");
      writeAll(dataset, 1);
      assertThat(dataset.readBytes()).isEqualTo(expected(1));
      file.flush();
      image = file.toImage();
    }
  }

  private static Dataset create(Hdf5File file, String name) {
    return file.createDataset(name).type(Datatypes.INT8).shape(COUNT).create();
  }

  private static byte value(int at, int seed) {
    return (byte) (at * 31 + (at >> 8) + seed);
  }

  private static byte[] expected(int seed) {
    byte[] bytes = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      bytes[i] = value(i, seed);
    }
    return bytes;
  }

  /// Neighbours are written one after the other or in different passes.
  private static void writeAll(Dataset dataset, int seed) {
    for (int pass = 0; pass < PASSES; pass++) {
      for (int i = 0; i < COUNT; i++) {
        if (i / 1000 % PASSES == pass && i % 3 != 0 || i % 3 == 0 && i % PASSES == pass) {
          dataset.write(Selection.box(new long[] {i}, new long[] {1}), value(i, seed));
        }
      }
    }
  }

  private Hdf5File open() throws IOException {
    return Hdf5File.openReadWrite(
        WritableStorage.memory(image), OpenOptions.defaults().changesInMemory(MEMORY));
  }

  @Test
  void aNewDatasetHasThemAfterTheCommit() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(image)) {
      assertThat(file.dataset("bytes").readBytes()).isEqualTo(expected(1));
    }
  }

  @Test
  void aCommittedOneHasThemAfterTheCommit() throws IOException {
    try (Hdf5File file = open()) {
      Dataset dataset = file.dataset("bytes");
      writeAll(dataset, 2);
      assertThat(dataset.readBytes()).isEqualTo(expected(2));
      file.flush();
      assertThat(dataset.readBytes()).isEqualTo(expected(2));
      image = file.toImage();
    }
    try (Hdf5File file = open()) {
      assertThat(file.dataset("bytes").readBytes()).isEqualTo(expected(2));
    }
  }

  @Test
  void nothingIsLeftOfThemAfterARollback() throws IOException {
    try (Hdf5File file = open()) {
      writeAll(file.dataset("bytes"), 2);
      writeAll(create(file, "more"), 3);
      file.rollback();
      assertThat(file.dataset("bytes").readBytes()).isEqualTo(expected(1));
      assertThat(file.root().contains("more")).isFalse();
      file.flush();
      assertThat(file.toImage()).isEqualTo(image);
    }
  }
}
