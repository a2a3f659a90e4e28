package io.hyperslab;

import static io.hyperslab.dataspace.Dataspace.UNLIMITED;
import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkSelectionsTest {
  private Hdf5File file;
  private Dataset data;

  @BeforeEach
  void makeDataset() throws IOException {
    file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults());
    data = file.createDataset("x").type(INT32).shape(7, 5).chunks(3, 2).create();
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void everyChunkIsThereAlsoThoseThatAreNotStored() {
    // As h5py's iter_chunks gives them.
    assertThat(data.chunkSelections().map(Selection::toString))
        .containsExactly(
            "0:3, 0:2",
            "0:3, 2:4",
            "0:3, 4:5",
            "3:6, 0:2",
            "3:6, 2:4",
            "3:6, 4:5",
            "6:7, 0:2",
            "6:7, 2:4",
            "6:7, 4:5");
  }

  @Test
  void partsOfABoxAreThoseOfH5py() {
    assertThat(data.chunkSelections(Selection.of("2:5, 1:4")))
        .containsExactly(
            Selection.of("2:3, 1:2"),
            Selection.of("2:3, 2:4"),
            Selection.of("3:5, 1:2"),
            Selection.of("3:5, 2:4"));
    assertThat(data.chunkSelections(Selection.of("2:5, 3")))
        .containsExactly(Selection.of("2:3, 3:4"), Selection.of("3:5, 3:4"));
    assertThat(data.chunkSelections(Selection.of("4:4"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...",
        "::2, ::3",
        "1:, 2",
        "::-1, ::-2",
        "[6, 0, 0, 3], 1:",
        "[0, 3, 4]",
        "-1, -1",
        "::4",
        "None, 2:5, :, None",
        "5::-5"
      })
  void togetherThePartsAreTheSelection(String text) {
    data.write(IntStream.range(0, 35).toArray());
    Selection selection = Selection.of(text);
    requireParts(selection);
  }

  @Test
  void togetherThePartsOfPointsAndMasksAreTheSelection() {
    data.write(IntStream.range(0, 35).toArray());
    requireParts(Selection.points(new long[][] {{6, 4}, {0, 0}, {6, 4}, {0, 1}, {3, 3}, {2, 1}}));
    boolean[] flags = new boolean[35];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = i % 3 != 1;
    }
    requireParts(Selection.mask(new long[] {7, 5}, flags));
    requireParts(Selection.of("0").union(Selection.of(":, 3")));
  }

  private void requireParts(Selection selection) {
    List<Integer> found = new ArrayList<>();
    for (Selection part : data.chunkSelections(selection).toList()) {
      int[] elements = data.readInts(part);
      assertThat(elements).isNotEmpty();
      // One chunk each: 3 rows, 2 columns.
      assertThat(Arrays.stream(elements).map(i -> i / 15 * 3 + i % 5 / 2).distinct()).hasSize(1);
      Arrays.stream(elements).forEach(found::add);
    }
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(data.readInts(selection)).boxed().toList());
  }

  @Test
  void partsCanBeWritten() {
    data.chunkSelections().forEach(part -> data.write(part, 4));
    assertThat(data.readInts()).containsOnly(4);
    assertThat(data.storedChunkCount()).isEqualTo(9);
  }

  @Test
  void onlyChunkedDatasetsHaveThem() {
    Dataset contiguous = file.write("c", new int[3]);
    assertThatIllegalStateException().isThrownBy(contiguous::chunkSelections);
    assertThatIllegalStateException().isThrownBy(() -> contiguous.chunkAt(0));
    Dataset scalar = file.write("s", 3);
    assertThatIllegalStateException().isThrownBy(scalar::chunkSelections);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.chunkSelections(Selection.of("1, 1, 1")));
    Dataset none =
        file.createDataset("n").type(INT32).shape(0, 5).maxShape(9, 5).chunks(3, 2).create();
    assertThat(none.chunkSelections()).isEmpty();
  }

  @Test
  void aChunkIsFoundByAnyOfItsElements() {
    data.write(Selection.of("4, 3"), 1);
    ChunkInfo stored = data.storedChunks().getFirst();
    assertThat(stored.offset()).containsExactly(3L, 2L);
    for (long row = 3; row < 6; row++) {
      assertThat(data.chunkAt(row, 2)).contains(stored);
      assertThat(data.chunkAt(row - 7, 3)).contains(stored);
    }
    assertThat(data.chunkAt(0, 0)).isEmpty();
    assertThat(data.chunkAt(6, 4)).isEmpty();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> data.chunkAt(7, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> data.chunkAt(0));
  }

  /// The chunk at the end begins below 2^63 and would end above.
  @ParameterizedTest
  @ValueSource(strings = {"%d:", "%d::5", ":%d:-1", ":%d:-7"})
  void theLastChunkThereCanBeIsReadAndWritten(String selected) {
    long last = Long.MAX_VALUE - 1;
    // More and fewer chunks than are listed at once.
    for (int back : new int[] {15, 1_500, 15_000}) {
      Dataset endless =
          file.createDataset("endless" + back)
              .type(INT32)
              .shape(Long.MAX_VALUE)
              .chunks(10)
              .create();
      endless.write(Selection.of(Long.toString(last)), 42);
      Selection selection = Selection.of(selected.formatted(last - back));
      int count = (int) selection.resolve(endless.shape()).elementCount();
      assertThat(Arrays.stream(endless.readInts(selection)).sum())
          .as(selected + back)
          .isEqualTo(42);
      int[] numbers = IntStream.rangeClosed(1, count).toArray();
      endless.write(selection, numbers);
      assertThat(endless.readInts(selection)).as(selected + back).isEqualTo(numbers);
      assertThat(endless.getInt(last)).isEqualTo(selected.contains("-") ? 1 : count);
    }
  }

  /// Chunks that are allocated early are stored also where a dataset grows, each once.
  @Test
  void growthAlongAnyAxisAllocatesWhatIsNew() {
    Dataset early =
        file.createDataset("early")
            .type(INT32)
            .shape(2, 3)
            .maxShape(UNLIMITED, UNLIMITED)
            .chunks(2, 2)
            .fill(9)
            .allocation(Dataset.AllocationTime.EARLY)
            .create();
    early.write(new int[][] {{1, 2, 3}, {4, 5, 6}});
    long[][] shapes = {{2, 3}, {5, 3}, {5, 8}, {9, 9}, {3, 9}, {3, 10}, {4, 11}, {0, 11}, {3, 3}};
    boolean written = true;
    for (long[] shape : shapes) {
      written &= shape[0] > 0;
      early.resize(shape);
      assertThat(early.storedChunks())
          .as(Arrays.toString(shape))
          .hasSize((int) ((shape[0] + 1) / 2 * ((shape[1] + 1) / 2)));
      int[] expected = new int[(int) (shape[0] * shape[1])];
      Arrays.fill(expected, 9);
      // What was written stays until all rows are taken away.
      for (int i = 0; i < 6 && written; i++) {
        expected[(int) (i / 3 * shape[1] + i % 3)] = i + 1;
      }
      assertThat(early.readInts()).as(Arrays.toString(shape)).isEqualTo(expected);
    }
  }
}
