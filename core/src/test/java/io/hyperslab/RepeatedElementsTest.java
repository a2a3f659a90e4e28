package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Where a selection names an element more than once, the last of its values stays, as in NumPy.
class RepeatedElementsTest {
  private static final int SIZE = 40;

  record Layout(String name, UnaryOperator<DatasetBuilder> builder) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> layouts() {
    return Stream.of(
            new Layout("contiguous", DatasetBuilder::contiguous),
            new Layout("compact", DatasetBuilder::compact),
            new Layout("one chunk", builder -> builder.chunks(SIZE)),
            new Layout("chunks", builder -> builder.chunks(3)),
            new Layout("filtered chunks", builder -> builder.chunks(7).gzip(1)))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void theLastValueOfAnIndexStays(Layout layout) throws IOException {
    Random random = new Random(3);
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset data =
          layout.builder().apply(file.createDataset("x").type(INT32).shape(SIZE)).create();
      int[] expected = new int[SIZE];
      for (int round = 1; round < 60; round++) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          indices.add(random.nextInt(SIZE));
        }
        if (round % 3 == 0) {
          Collections.sort(indices);
        }
        int[] values = random.ints(indices.size()).toArray();
        for (int i = 0; i < values.length; i++) {
          expected[indices.get(i)] = values[i];
        }
        data.write(selection(indices, round % 2 == 0), values);
        assertThat(data.readInts()).as("round %d", round).isEqualTo(expected);
      }
    }
  }

  private static Selection selection(List<Integer> indices, boolean points) {
    return points
        ? Selection.points(indices.stream().map(index -> new long[] {index}).toArray(long[][]::new))
        : Selection.of(
            indices.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]")));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void theLastTextOfAnIndexStays(Layout layout) throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      String[] before = new String[SIZE];
      Arrays.fill(before, "before");
      Dataset data = layout.builder().apply(file.createDataset("x").shape(SIZE)).write(before);
      data.write(Selection.of("[5, 2, 5]"), new String[] {"one", "two", "three"});
      before[2] = "two";
      before[5] = "three";
      assertThat(data.readStrings()).isEqualTo(before);
    }
  }
}
