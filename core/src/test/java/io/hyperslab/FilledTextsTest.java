package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts of variable length that were never written get copies of the fill value while chunks
/// beside them are stored. Each part of a write is a megabyte of chunks, and there are some.
class FilledTextsTest {
  private static final int ROUNDS = 12;
  private static final int COUNT = 1 << 18;
  private static final int CHUNK = 4096;

  /// Rows and columns of texts in chunks that reach beyond the right edge.
  private static final int ROWS = 4096;

  private static final int COLUMNS = 31;
  private static final String FILL = "none";

  private GrowableMemoryStorage medium = WritableStorage.memory();

  private static String[] numbers(int count) {
    String[] numbers = new String[count];
    Arrays.setAll(numbers, Integer::toString);
    return numbers;
  }

  private static DatasetBuilder texts(Hdf5File file, boolean filtered) {
    DatasetBuilder texts = file.createDataset("texts").type(Datatypes.VARIABLE_STRING).fill(FILL);
    return filtered ? texts.fletcher32() : texts;
  }

  /// Every other text is written.
  private static void writeHalf(Hdf5File file, boolean filtered) {
    Dataset texts = texts(file, filtered).shape(COUNT).chunks(CHUNK).create();
    texts.write(Selection.of("::2"), numbers(COUNT / 2));
  }

  private static String[] half() {
    String[] half = new String[COUNT];
    for (int i = 0; i < COUNT; i++) {
      half[i] = i % 2 == 0 ? Integer.toString(i / 2) : FILL;
    }
    return half;
  }

  private Hdf5File create(OpenOptions options) throws IOException {
    medium = WritableStorage.memory();
    return Hdf5File.create(medium, CreateOptions.defaults().open(options));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTextIsThereWhoeverHelps(boolean filtered) throws IOException {
    String[] expected = half();
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      OpenOptions options = OpenOptions.defaults().threads(4).executor(pool);
      for (int round = 0; round < ROUNDS; round++) {
        try (Hdf5File file = create(options)) {
          writeHalf(file, filtered);
          assertThat(file.dataset("texts").readStrings()).isEqualTo(expected);
        }
        try (Hdf5File file = Hdf5File.open(medium.toBytes())) {
          assertThat(file.dataset("texts").readStrings()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void whatLiesBeyondTheEdgeTakesNothingFromTheOthers() throws IOException {
    String[] expected = numbers(ROWS * COLUMNS);
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      OpenOptions options = OpenOptions.defaults().threads(4).executor(pool);
      for (int round = 0; round < ROUNDS; round++) {
        try (Hdf5File file = create(options)) {
          Dataset texts =
              texts(file, false)
                  .shape(ROWS, COLUMNS)
                  .maxShape(Dataspace.UNLIMITED, Dataspace.UNLIMITED)
                  .chunks(64, 64)
                  .create();
          texts.write(Selection.all(), expected);
          assertThat(texts.readStrings()).isEqualTo(expected);
          texts.resize(ROWS, COLUMNS + 1);
          assertThat(texts.readStrings(Selection.of(":, -1"))).containsOnly(FILL);
        }
      }
    }
  }

  private byte[] image(OpenOptions options, boolean filtered) throws IOException {
    try (Hdf5File file = create(options)) {
      writeHalf(file, filtered);
    }
    return medium.toBytes();
  }

  /// Where the copies lie does not depend on threads: one stores them, in the order of the chunks.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theyAreStoredAsOneThreadStoresThem(boolean filtered) throws IOException {
    byte[] expected = image(OpenOptions.defaults().threads(1), filtered);
    Executor same = Runnable::run;
    byte[] stored = image(OpenOptions.defaults().threads(2).executor(same), filtered);
    assertThat(Arrays.mismatch(stored, expected)).isEqualTo(-1);
  }
}
