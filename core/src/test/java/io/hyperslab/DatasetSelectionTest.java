package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random selections of every layout, chunk index and filter. The element with C-order number n of
/// each dataset has the value n, so what a selection gives is known without reading anything.
class DatasetSelectionTest {
  private static final int SELECTIONS = 60;
  private static final List<String> FILES =
      List.of(
          "layouts-earliest.h5",
          "layouts-latest.h5",
          "layouts-v110.h5",
          "dialect-0.h5",
          "dialect-1.h5",
          "dialect-2.h5");

  static Stream<String[]> datasets() throws IOException {
    Stream.Builder<String[]> all = Stream.builder();
    for (String name : FILES) {
      try (Hdf5File file = Fixtures.open(name)) {
        file.walk()
            .filter(object -> object instanceof Dataset set && !set.dataspace().isNull())
            .map(Hdf5Object::path)
            .filter(path -> !path.startsWith("/fills") && !path.equals("/texts"))
            .forEach(path -> all.add(new String[] {name, path}));
      }
    }
    return all.build();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("datasets")
  void givesTheSelectedElements(String name, String path) throws IOException {
    Random random = new Random(path.hashCode());
    try (Hdf5File file = Fixtures.open(name);
        Hdf5File uncached = Fixtures.open(name, OpenOptions.defaults().chunkCache(0))) {
      Dataset dataset = file.dataset(path);
      assertThat(dataset.readLongs()).isEqualTo(Fixtures.numbers(dataset.size()));
      for (int i = 0; i < SELECTIONS; i++) {
        SelectionCase wanted = SelectionCase.random(random, dataset.shape());
        NdArray found = dataset.read(wanted.selection());
        assertThat(found.shape()).as("%s", wanted).isEqualTo(wanted.shape());
        assertThat(found.toLongs()).as("%s", wanted).isEqualTo(wanted.ordinals());
        assertThat(uncached.dataset(path).readLongs(wanted.selection()))
            .as("%s", wanted)
            .isEqualTo(wanted.ordinals());
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("datasets")
  void fillsMemoryOfTheCaller(String name, String path) throws IOException {
    Random random = new Random(path.hashCode() + 1);
    try (Hdf5File file = Fixtures.open(name);
        Arena confined = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      Dataset dataset = file.dataset(path);
      for (int i = 0; i < 12; i++) {
        SelectionCase wanted = SelectionCase.random(random, dataset.shape());
        long size = wanted.ordinals().length * dataset.datatype().size();
        for (MemorySegment target :
            List.of(
                MemorySegment.ofArray(new byte[(int) size]),
                confined.allocate(size),
                shared.allocate(size))) {
          dataset.readInto(target, wanted.selection());
          assertThat(NdArray.of(target, dataset.datatype(), wanted.ordinals().length).toLongs())
              .as("%s", wanted)
              .isEqualTo(wanted.ordinals());
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("datasets")
  void rowsAndChunksCoverEachElementOnce(String name, String path) throws IOException {
    try (Hdf5File file = Fixtures.open(name)) {
      Dataset dataset = file.dataset(path);
      long[] shape = dataset.shape();
      if (shape.length > 0) {
        long[] rows = dataset.rows().flatMapToLong(row -> Arrays.stream(row.toLongs())).toArray();
        assertThat(rows).isEqualTo(Fixtures.numbers(dataset.size()));
        assertThat(dataset.rows().count()).isEqualTo(shape[0]);
        assertThat(dataset.rows().map(NdArray::shape))
            .allMatch(row -> Arrays.equals(row, Arrays.copyOfRange(shape, 1, shape.length)));
      }
      long[] pieces =
          dataset
              .chunks()
              .flatMapToLong(piece -> Arrays.stream(piece.elements().toLongs()))
              .sorted()
              .toArray();
      assertThat(pieces).isEqualTo(Fixtures.numbers(dataset.size()));
      dataset
          .chunks()
          .forEach(piece -> {
            long[] offset = piece.offset().stream().mapToLong(Long::longValue).toArray();
            Selection box =
                shape.length == 0
                    ? Selection.all()
                    : Selection.box(offset, piece.elements().shape());
            assertThat(dataset.readLongs(box)).isEqualTo(piece.elements().toLongs());
          });
    }
  }
}
