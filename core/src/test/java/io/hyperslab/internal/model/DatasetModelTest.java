package io.hyperslab.internal.model;

import static io.hyperslab.internal.bytes.HandMadeFile.header;
import static io.hyperslab.internal.bytes.HandMadeFile.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.HandMadeFile;
import io.hyperslab.internal.model.DatasetModel.ExternalFile;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class DatasetModelTest {
  private static final int DATASET = 64;
  private static final int HEAP = 0x10000;
  private static final int NAMES = HEAP + 64;
  private static final FileSettings SETTINGS =
      new FileSettings(
          Limits.defaults(),
          FilterRegistry.builtIn(),
          FileResolver.none(),
          false,
          false,
          false,
          false,
          0);

  /// A dataset of bytes in external files whose names are at these offsets of a heap.
  private static byte[] image(Bytes names, int slots, IntUnaryOperator nameOffset) {
    Bytes list = new Bytes().u8(1, 0, 0, 0).u16(slots, slots).u64(HEAP);
    for (int i = 0; i < slots; i++) {
      list.u64(nameOffset.applyAsInt(i), i, 1);
    }
    Bytes datatype = new Bytes().u8(0x10, 0, 0, 0).u32(1).u16(0, 8);
    Bytes dataspace = new Bytes().u8(2, 1, 0, 1).u64(slots);
    return new HandMadeFile()
        .put(DATASET, header(message(3, datatype), message(1, dataspace), message(7, list)))
        .put(HEAP, new Bytes().text("HEAP").u8(0, 0, 0, 0).u64(names.size(), -1, NAMES))
        .put(NAMES, names)
        .image(DATASET);
  }

  private static DatasetModel dataset(byte[] image) throws IOException {
    FileModel file = FileModel.open(Storage.memory(image), Optional.empty(), SETTINGS);
    return (DatasetModel) file.object(DATASET);
  }

  @Test
  void externalFilesAreReadOnce() throws IOException {
    Bytes names = new Bytes().terminated("a.bin").terminated("b.bin");
    DatasetModel dataset = dataset(image(names, 2, i -> 6 * i));
    List<ExternalFile> files = dataset.externalFiles().orElseThrow();
    assertThat(files)
        .containsExactly(new ExternalFile("a.bin", 0, 1), new ExternalFile("b.bin", 1, 1));
    assertThat(dataset.externalFiles().orElseThrow()).isSameAs(files);
  }

  @Test
  void manyPartsOfOneExternalFileHaveOneName() throws IOException {
    Bytes names = new Bytes().text("x".repeat(1 << 20)).u8(0);
    List<ExternalFile> files = dataset(image(names, 2000, i -> 0)).externalFiles().orElseThrow();
    assertThat(files).hasSize(2000);
    assertThat(files.getLast().name()).isSameAs(files.getFirst().name());
  }

  @Test
  void namesOfExternalFilesThatOverlapAreMalformed() throws IOException {
    Bytes names = new Bytes().text("x".repeat(1 << 20)).u8(0);
    DatasetModel dataset = dataset(image(names, 2000, i -> i));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(dataset::externalFiles)
        .satisfies(e -> assertThat(e.expected()).contains("data segment size, 1048577"));
  }
}
