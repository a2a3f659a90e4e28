package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.ChunkIndexing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkIndexEditorsTest {
  private static final long ANY = ChunkGeometry.UNLIMITED;

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("chunks.h5");
  }

  private static ChunkGeometry geometry(
      long[] dims, long[] maxDims, long[] chunkDims, boolean filtered) {
    return new ChunkGeometry(dims, maxDims, chunkDims, Integer.BYTES, filtered);
  }

  private static ChunkGeometry[] shapes(boolean filtered) {
    return new ChunkGeometry[] {
      geometry(new long[] {6}, new long[] {6}, new long[] {6}, filtered),
      geometry(new long[] {6}, new long[] {6}, new long[] {5}, filtered),
      geometry(new long[] {6}, new long[] {7}, new long[] {6}, filtered),
      geometry(new long[] {6}, new long[] {ANY}, new long[] {6}, filtered),
      geometry(new long[] {6, 4}, new long[] {6, ANY}, new long[] {6, 4}, filtered),
      geometry(new long[] {6, 4}, new long[] {ANY, ANY}, new long[] {6, 4}, filtered),
      geometry(new long[] {6, 4}, new long[] {6, 4}, new long[] {6, 4}, filtered),
      geometry(new long[] {0, 4}, new long[] {6, 4}, new long[] {6, 4}, filtered),
      geometry(new long[] {6, 4, 3}, new long[] {ANY, 4, ANY}, new long[] {2, 2, 2}, filtered),
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void kindsAreChosenAsTheLibraryChooses(boolean filtered) throws IOException {
    for (boolean latest : new boolean[] {false, true}) {
      for (boolean early : new boolean[] {false, true}) {
        for (ChunkGeometry geometry : shapes(filtered)) {
          LibraryDataset.create(file(), geometry, latest, early);
          ChunkIndexing chosen = ChunkIndexEditors.choose(geometry, latest, early);
          ChunkIndexing expected = new EditedChunks(file(), geometry).indexing();
          String shape = Arrays.toString(geometry.maxDims()) + latest + early;
          if (chosen instanceof ChunkIndexing.SingleChunk single && early) {
            // The library has stored the chunk.
            assertThat(expected).as(shape).isInstanceOf(ChunkIndexing.SingleChunk.class);
            assertThat(single.filtered()).isEqualTo(filtered);
          } else {
            assertThat(chosen).as(shape).isEqualTo(expected);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void singleChunkIsPutReplacedAndRemoved(boolean filtered) throws IOException {
    ChunkGeometry geometry =
        geometry(new long[] {20, 30}, new long[] {20, 30}, new long[] {20, 30}, filtered);
    LibraryDataset.create(file(), geometry, true, false);
    for (int turn = 1; turn < 4; turn++) {
      EditedChunks chunks = new EditedChunks(file(), geometry);
      assertThat(chunks.editor().find(new long[2]).isPresent()).isEqualTo(turn > 1);
      chunks.put(turn, 0, 0);
      chunks.save(file());
      try (LibraryDataset dataset = LibraryDataset.open(file())) {
        assertThat(dataset.read()).containsOnly(turn);
        dataset.write(new long[] {0, 0}, new long[] {20, 30}, -turn);
      }
      EditedChunks changed = new EditedChunks(file(), geometry);
      assertThat(changed.value(changed.index().find(new long[2]).orElseThrow())).isEqualTo(-turn);
    }
    EditedChunks chunks = new EditedChunks(file(), geometry);
    assertThat(chunks.editor().remove(new long[] {0, 1})).isEmpty();
    assertThat(chunks.editor().remove(new long[] {0, 0})).isPresent();
    chunks.save(file());
    try (LibraryDataset dataset = LibraryDataset.open(file())) {
      assertThat(dataset.read()).containsOnly(0);
      dataset.write(new long[] {0, 0}, new long[] {20, 30}, 8);
      assertThat(dataset.read()).containsOnly(8);
    }
  }

  @Test
  void implicitChunksAreAllocatedInOnePiece() throws IOException {
    ChunkGeometry geometry =
        geometry(new long[] {20, 30}, new long[] {20, 40}, new long[] {10, 10}, false);
    LibraryDataset.create(file(), geometry, true, true);
    EditedChunks library = new EditedChunks(file(), geometry);
    assertThat(library.editor().fixedPlace()).isTrue();
    library.put(5, 1, 1);
    ChunkRecord elsewhere = new ChunkRecord(new long[] {1, 1}, 4096, 400, 0);
    assertThatThrownBy(() -> library.editor().put(elsewhere))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(library.editor().remove(new long[] {1, 1})).isEmpty();
    library.save(file());
    try (LibraryDataset dataset = LibraryDataset.open(file())) {
      int[] values = dataset.read();
      assertThat(values[10 * 30 + 10]).isEqualTo(5);
      assertThat(values[19 * 30 + 19]).isEqualTo(5);
      assertThat(values[10 * 30 + 9]).isZero();
    }
    ChunkIndexEditor created =
        ChunkIndexEditors.create(
            library.transaction(), geometry, new ChunkIndexing.Implicit(), 4, 32);
    long first = created.address();
    assertThat(created.find(new long[] {1, 3}).orElseThrow().address()).isEqualTo(first + 7 * 400);
    assertThat(library.transaction().endOfAddress()).isEqualTo(first + 8 * 400);
    created.delete();
    assertThat(created.address()).isEqualTo(Address.UNDEFINED);
  }

  @Test
  void sizesThatDoNotFitTheIndexAreRefused() throws IOException {
    // A chunk has 400 bytes, so sizes have 1 + (8 + 8) / 8 = 3 bytes.
    long[] fixed = {100};
    ChunkGeometry geometry =
        new ChunkGeometry(fixed, new long[] {ANY}, new long[] {100}, Integer.BYTES, true);
    LibraryDataset.create(file(), geometry, true, false);
    EditedChunks chunks = new EditedChunks(file(), geometry);
    for (ChunkIndexing indexing :
        new ChunkIndexing[] {
          chunks.indexing(), new ChunkIndexing.BTreeV2(2048, 100, 40),
        }) {
      ChunkIndexEditor editor =
          ChunkIndexEditors.create(chunks.transaction(), geometry, indexing, 4, 32);
      editor.put(new ChunkRecord(new long[] {1}, 96, (1 << 24) - 1, 0));
      assertThatThrownBy(() -> editor.put(new ChunkRecord(new long[] {0}, 96, 1 << 24, 0)))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("3 bytes");
      ChunkIndexEditor wide =
          ChunkIndexEditors.create(chunks.transaction(), geometry, indexing, 5, 32);
      wide.put(new ChunkRecord(new long[] {0}, 96, 1L << 40, 0));
      assertThat(wide.find(new long[] {0}).orElseThrow().storedSize()).isEqualTo(1L << 40);
    }
    ChunkIndexEditor tree =
        ChunkIndexEditors.create(
            chunks.transaction(), geometry, new ChunkIndexing.BTreeV1(), 3, 32);
    tree.put(new ChunkRecord(new long[] {1}, 96, (1L << 32) - 1, 0));
    assertThatThrownBy(() -> tree.put(new ChunkRecord(new long[] {1}, 96, 1L << 32, 0)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("4 bytes");
  }

  @Test
  void recordsOfOtherDatasetsAreRefused() throws IOException {
    ChunkGeometry geometry =
        geometry(new long[] {6, 4}, new long[] {6, ANY}, new long[] {4, 1}, false);
    LibraryDataset.create(file(), geometry, true, false);
    ChunkIndexEditor editor = new EditedChunks(file(), geometry).editor();
    ChunkRecord[] wrong = {
      new ChunkRecord(new long[] {2, 0}, 96, 16, 0),
      new ChunkRecord(new long[] {-1, 0}, 96, 16, 0),
      new ChunkRecord(new long[] {0}, 96, 16, 0),
      new ChunkRecord(new long[] {0, 0}, 96, 15, 0),
      new ChunkRecord(new long[] {0, 0}, 96, 16, 1),
      new ChunkRecord(new long[] {0, 0}, -1, 16, 0),
    };
    for (ChunkRecord record : wrong) {
      assertThatThrownBy(() -> editor.put(record)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(editor.address()).isEqualTo(Address.UNDEFINED);
    // The library allows 2^32 chunks in an extensible array.
    ChunkRecord far = new ChunkRecord(new long[] {0, 1L << 31}, 96, 16, 0);
    assertThatThrownBy(() -> editor.put(far))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("max nelmts bits");
  }

  @Test
  void parametersThatDoNotFitTogetherAreMalformed() throws IOException {
    ChunkGeometry geometry = geometry(new long[] {6}, new long[] {ANY}, new long[] {1}, false);
    LibraryDataset.create(file(), geometry, true, false);
    EditedChunks chunks = new EditedChunks(file(), geometry);
    ChunkRecord record = new ChunkRecord(new long[] {0}, 96, 4, 0);
    ChunkIndexing[] wrong = {
      new ChunkIndexing.ExtensibleArray(2, 4, 128, 128, 1),
      new ChunkIndexing.BTreeV2(20, 100, 40),
      new ChunkIndexing.BTreeV2(0, 100, 40),
    };
    for (ChunkIndexing indexing : wrong) {
      ChunkIndexEditor editor =
          ChunkIndexEditors.create(chunks.transaction(), geometry, indexing, 4, 32);
      assertThatThrownBy(() -> editor.put(record))
          .as("%s", indexing)
          .isInstanceOf(MalformedFileException.class);
    }
    ChunkIndexEditor huge =
        ChunkIndexEditors.create(
            chunks.transaction(),
            geometry,
            new ChunkIndexing.BTreeV2(0xffff_ffffL, 100, 40),
            4,
            32);
    assertThatThrownBy(() -> huge.put(record)).isInstanceOf(LimitExceededException.class);
    // A data block of 2^40 elements, for which a small file says it has no pages.
    ChunkIndexEditor wide =
        ChunkIndexEditors.create(
            chunks.transaction(),
            geometry,
            new ChunkIndexing.ExtensibleArray(62, 4, 2, 128, 62),
            4,
            32);
    ChunkRecord far = new ChunkRecord(new long[] {1L << 60}, 96, 4, 0);
    assertThatThrownBy(() -> wide.put(far)).isInstanceOf(LimitExceededException.class);
  }
}
