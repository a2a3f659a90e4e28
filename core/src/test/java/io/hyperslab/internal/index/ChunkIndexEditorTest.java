package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.ChunkIndexing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkIndexEditorTest {
  private static final long ANY = ChunkGeometry.UNLIMITED;

  /// Datasets of 60 x 50 elements in chunks of 1 x 2, by the index that libhdf5 gives them.
  enum Kind {
    BTREE_V1(false, false, ChunkIndexing.BTreeV1.class, ANY, ANY),
    BTREE_V1_FILTERED(true, false, ChunkIndexing.BTreeV1.class, 200, 100),
    FIXED_ARRAY(false, true, ChunkIndexing.FixedArray.class, 60, 50),
    FIXED_ARRAY_FILTERED(true, true, ChunkIndexing.FixedArray.class, 200, 100),
    EXTENSIBLE_ARRAY(false, true, ChunkIndexing.ExtensibleArray.class, ANY, 50),
    EXTENSIBLE_ARRAY_FILTERED(true, true, ChunkIndexing.ExtensibleArray.class, ANY, 200),
    EXTENSIBLE_ARRAY_TO_THE_RIGHT(false, true, ChunkIndexing.ExtensibleArray.class, 90, ANY),
    BTREE_V2(false, true, ChunkIndexing.BTreeV2.class, ANY, ANY),
    BTREE_V2_FILTERED(true, true, ChunkIndexing.BTreeV2.class, ANY, ANY);

    private final boolean filtered;
    private final boolean latest;
    private final Class<?> indexing;
    private final long maxRows;
    private final long maxColumns;

    Kind(boolean filtered, boolean latest, Class<?> indexing, long maxRows, long maxColumns) {
      this.filtered = filtered;
      this.latest = latest;
      this.indexing = indexing;
      this.maxRows = maxRows;
      this.maxColumns = maxColumns;
    }

    private ChunkGeometry geometry(long... dims) {
      return new ChunkGeometry(
          dims, new long[] {maxRows, maxColumns}, new long[] {1, 2}, Integer.BYTES, filtered);
    }

    private boolean grows() {
      return maxRows != 60;
    }
  }

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("chunks.h5");
  }

  /// What the dataset must hold, as one array; elements without a chunk are 0.
  private static final class Model {
    private int[] values;
    private int rows;
    private int columns;

    private Model(int rows, int columns) {
      this.values = new int[rows * columns];
      this.rows = rows;
      this.columns = columns;
    }

    private void fill(int row, int column, int height, int width, int value) {
      for (int r = row; r < Math.min(rows, row + height); r++) {
        for (int c = column; c < Math.min(columns, column + width); c++) {
          values[r * columns + c] = value;
        }
      }
    }

    private void resize(int newRows, int newColumns) {
      int[] resized = new int[newRows * newColumns];
      for (int r = 0; r < Math.min(rows, newRows); r++) {
        for (int c = 0; c < Math.min(columns, newColumns); c++) {
          resized[r * newColumns + c] = values[r * columns + c];
        }
      }
      values = resized;
      rows = newRows;
      columns = newColumns;
    }
  }

  private void edit(Kind kind, Model model, int changes, Random random) throws IOException {
    EditedChunks chunks = new EditedChunks(file(), kind.geometry(model.rows, model.columns));
    assertThat(chunks.indexing()).isInstanceOf(kind.indexing);
    for (int i = 0; i < changes; i++) {
      int row = random.nextInt(model.rows);
      int column = random.nextInt(model.columns / 2);
      boolean exists = chunks.editor().find(new long[] {row, column}).isPresent();
      if (exists && random.nextInt(3) == 0) {
        assertThat(chunks.editor().remove(new long[] {row, column})).isPresent();
        model.fill(row, 2 * column, 1, 2, 0);
      } else {
        int value = random.nextInt(1, 1 << 20);
        chunks.put(value, row, column);
        model.fill(row, 2 * column, 1, 2, value);
      }
    }
    chunks.save(file());
    requireSame(chunks, model);
  }

  /// What our index leads to, compared with the model.
  private static void requireSame(EditedChunks chunks, Model model) {
    Model found = new Model(model.rows, model.columns);
    chunks
        .index()
        .forEach(chunk -> {
          int row = (int) chunk.scaled()[0];
          int column = (int) chunk.scaled()[1];
          assertThat(row).isLessThan(model.rows);
          found.fill(row, 2 * column, 1, 2, chunks.value(chunk));
        });
    assertThat(found.values).isEqualTo(model.values);
  }

  private void requireLibraryReads(Model model) {
    try (LibraryDataset dataset = LibraryDataset.open(file())) {
      assertThat(dataset.read()).isEqualTo(model.values);
    }
  }

  /// Lets libhdf5 write rows of whole chunks, shrink and extend the dataset.
  private void changeWithLibrary(Kind kind, Model model, Random random) throws IOException {
    try (LibraryDataset dataset = LibraryDataset.open(file())) {
      for (int i = 0; i < 40; i++) {
        int row = random.nextInt(model.rows);
        int value = random.nextInt(1, 1 << 20);
        dataset.write(new long[] {row, 0}, new long[] {1, 20}, value);
        model.fill(row, 0, 1, 20, value);
      }
      assertThat(dataset.read()).isEqualTo(model.values);
      if (kind.grows()) {
        dataset.resize(41, 34);
        model.resize(41, 34);
        assertThat(dataset.read()).isEqualTo(model.values);
        dataset.resize(80, 48);
        model.resize(80, 48);
        dataset.write(new long[] {60, 10}, new long[] {20, 38}, 77);
        model.fill(60, 10, 20, 38, 77);
      }
      assertThat(dataset.read()).isEqualTo(model.values);
    }
    requireSame(new EditedChunks(file(), kind.geometry(model.rows, model.columns)), model);
  }

  @ParameterizedTest
  @EnumSource
  void indexesThatTheLibraryMadeAreEditedInTurns(Kind kind) throws IOException {
    Random random = new Random(kind.name().hashCode());
    Model model = new Model(60, 50);
    LibraryDataset.create(file(), kind.geometry(60, 50), kind.latest, false);
    try (LibraryDataset dataset = LibraryDataset.open(file())) {
      dataset.write(new long[] {7, 10}, new long[] {30, 20}, 5);
      model.fill(7, 10, 30, 20, 5);
    }
    for (int turn = 0; turn < 4; turn++) {
      edit(kind, model, 700, random);
      requireLibraryReads(model);
      changeWithLibrary(kind, model, random);
    }
  }

  @ParameterizedTest
  @EnumSource
  void newIndexesAreTakenOverByTheLibrary(Kind kind) throws IOException {
    Random random = new Random(100 + kind.name().hashCode());
    Model model = new Model(60, 50);
    LibraryDataset.create(file(), kind.geometry(60, 50), kind.latest, false);
    assertThat(new EditedChunks(file(), kind.geometry(60, 50)).address())
        .isEqualTo(Address.UNDEFINED);
    edit(kind, model, 2000, random);
    requireLibraryReads(model);
    changeWithLibrary(kind, model, random);
    edit(kind, model, 2000, random);
    requireLibraryReads(model);
  }
}
