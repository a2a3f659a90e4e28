package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sizes of files that tutorials print, as h5py 3 makes them unless told otherwise.
class FileSizesTest {
  private static final CreateOptions LIKE_H5PY = CreateOptions.defaults().earliest();

  @TempDir Path folder;
  private Path path;

  private interface Contents {
    void addTo(Hdf5File file);
  }

  @BeforeEach
  void choosePath() {
    path = folder.resolve("file.h5");
  }

  private long sizeWith(CreateOptions options, Contents contents) throws IOException {
    try (Hdf5File file = Hdf5File.create(path, options)) {
      contents.addTo(file);
    }
    return Files.size(path);
  }

  private long sizeWith(Contents contents) throws IOException {
    return sizeWith(LIKE_H5PY, contents);
  }

  @Test
  void anEmptyFile() throws IOException {
    assertThat(sizeWith(_ -> {})).isEqualTo(800);
    assertThat(sizeWith(LIKE_H5PY.userBlock(512), _ -> {})).isEqualTo(1312);
    assertThat(sizeWith(CreateOptions.defaults().latest(), _ -> {})).isEqualTo(179);
  }

  @Test
  void aFileThatReplacesAnotherIsAsLarge() throws IOException {
    long first = sizeWith(file -> file.write("x", 5L));
    assertThat(first).isEqualTo(2056);
    assertThat(sizeWith(file -> file.write("x", 5L))).isEqualTo(first);
  }

  @Test
  void anArrayInOnePiece() throws IOException {
    assertThat(sizeWith(file -> file.write("big", new double[100][1000]))).isEqualTo(802_048);
    assertThat(sizeWith(file -> file.write("big", new float[100][1000]))).isEqualTo(402_048);
    assertThat(sizeWith(file -> file.write("arr", new double[100][100]))).isEqualTo(82_048);
    assertThat(sizeWith(file -> file.write("arr", new float[100][100]))).isEqualTo(42_048);
    assertThat(sizeWith(file -> file.write("dataset", new double[10][10][10]))).isEqualTo(10_048);
  }

  @Test
  void anArrayTakesSpaceWhenItIsWritten() throws IOException {
    assertThat(
            sizeWith(file ->
                file.createDataset("big").type(Datatypes.FLOAT32).shape(1024, 1024).create()))
        .isEqualTo(1400);
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.dataset("big").write(Selection.at(2, 2), 2f);
    }
    assertThat(Files.size(path)).isEqualTo(4_195_704);
  }

  @Test
  void onlyTheChunkThatIsWrittenIsStored() throws IOException {
    assertThat(
            sizeWith(file ->
                file.createDataset("big")
                    .type(Datatypes.FLOAT32)
                    .shape(1024, 1024)
                    .gzip(4)
                    .create()
                    .write(Selection.at(2, 2), 2f)))
        .isBetween(4070L, 4080L);
  }

  @Test
  void chunksWithoutFilters() throws IOException {
    assertThat(
            sizeWith(file ->
                file.createDataset("resizable/dataset1")
                    .maxShape(100_000, 10)
                    .write(new float[10_000][10])))
        .isEqualTo(485_048);
  }
}
