package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Parts of datasets of all layouts against what the numbers are known to be, and what reading them
/// costs. Element `n` in C order is the number `n`.
class PartialReadTest {
  private static final int[] SHAPE = {13, 21, 17};
  private static final int SIZE = 13 * 21 * 17;

  private final Counting counting = new Counting(new AtomicInteger());

  /// Changes nothing, and counts how often.
  private record Counting(AtomicInteger decoded) implements Filter {
    @Override
    public int id() {
      return 300;
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public boolean encodes() {
      return true;
    }

    @Override
    public Optional<MemorySegment> encode(MemorySegment chunk, FilterContext context) {
      return Optional.of(copy(chunk, context));
    }

    @Override
    public MemorySegment decode(MemorySegment stored, FilterContext context) {
      decoded.incrementAndGet();
      return copy(stored, context);
    }

    private static MemorySegment copy(MemorySegment bytes, FilterContext context) {
      return context.allocate(bytes.byteSize()).copyFrom(bytes);
    }
  }

  private Hdf5File open(long cacheBytes) throws IOException {
    OpenOptions options = OpenOptions.defaults().filters(counting).chunkCache(cacheBytes);
    int[] numbers = IntStream.range(0, SIZE).toArray();
    byte[] image;
    try (Hdf5File file =
        Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults().open(options))) {
      file.createDataset("contiguous").type(INT32).shape(13, 21, 17).write(numbers);
      file.createDataset("plain").type(INT32).shape(13, 21, 17).chunks(4, 5, 6).write(numbers);
      file.createDataset("counted")
          .type(INT32)
          .shape(13, 21, 17)
          .chunks(4, 5, 6)
          .filter(FilterSpec.of(300).required())
          .write(numbers);
      file.createDataset("deflated")
          .type(INT32)
          .shape(13, 21, 17)
          .chunks(3, 21, 17)
          .filter(FilterSpec.shuffle())
          .filter(FilterSpec.deflate(4))
          .write(numbers);
      image = file.toImage();
    }
    counting.decoded.set(0);
    return Hdf5File.open(Storage.memory(image), options);
  }

  /// A selection along one axis, and the indices that it means.
  private record Along(Axis axis, int[] indices) {
    static Along any(Random random, int size) {
      int first = random.nextInt(size);
      int last = first + random.nextInt(size - first);
      int step = 1 + random.nextInt(4);
      return switch (random.nextInt(5)) {
        case 0 -> new Along(Axis.index(first), new int[] {first});
        case 1 -> new Along(Axis.all(), IntStream.range(0, size).toArray());
        case 2 ->
            new Along(
                Axis.range(first, last + 1, step),
                IntStream.iterate(first, i -> i <= last, i -> i + step).toArray());
        case 3 ->
            new Along(
                Axis.from(last).by(-step),
                IntStream.iterate(last, i -> i >= 0, i -> i - step).toArray());
        default -> {
          int[] some = random.ints(1 + random.nextInt(6), 0, size).toArray();
          yield new Along(Axis.list(Arrays.stream(some).asLongStream().toArray()), some);
        }
      };
    }
  }

  private record Chosen(Selection selection, int[] numbers) {
    static Chosen any(Random random) {
      Along[] along = new Along[3];
      Arrays.setAll(along, axis -> Along.any(random, SHAPE[axis]));
      List<Integer> numbers = new ArrayList<>();
      for (int i : along[0].indices()) {
        for (int j : along[1].indices()) {
          for (int k : along[2].indices()) {
            numbers.add((i * SHAPE[1] + j) * SHAPE[2] + k);
          }
        }
      }
      return new Chosen(
          Selection.axes(along[0].axis(), along[1].axis(), along[2].axis()),
          numbers.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 1 << 20})
  void anySelectionOfAnyLayoutIsTheNumbersThatItNames(long cacheBytes) throws IOException {
    Random random = new Random(cacheBytes);
    try (Hdf5File file = open(cacheBytes)) {
      for (int round = 0; round < 300; round++) {
        Chosen chosen = Chosen.any(random);
        for (String name : List.of("contiguous", "plain", "counted", "deflated")) {
          assertThat(file.dataset(name).readInts(chosen.selection()))
              .as("%s of %s", chosen.selection(), name)
              .containsExactly(chosen.numbers());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "plain", "counted", "deflated"})
  void manySelectionsAtOnceAreWhatEachOfThemIs(String name) throws IOException {
    Random random = new Random(5);
    List<Chosen> chosen = IntStream.range(0, 200).mapToObj(_ -> Chosen.any(random)).toList();
    try (Hdf5File file = open(0)) {
      List<NdArray> arrays =
          file.dataset(name).readAll(chosen.stream().map(Chosen::selection).toList());
      assertThat(arrays).hasSameSizeAs(chosen);
      for (int i = 0; i < arrays.size(); i++) {
        assertThat(arrays.get(i).toInts()).containsExactly(chosen.get(i).numbers());
        assertThat(arrays.get(i).shape())
            .isEqualTo(file.dataset(name).select(chosen.get(i).selection()).dataspace().shape());
      }
      assertThat(file.dataset(name).readAll(List.of())).isEmpty();
    }
  }

  @Test
  void pointsAndBoxesAreTheNumbersThatTheyName() throws IOException {
    Random random = new Random(6);
    long[][] points = new long[500][];
    Arrays.setAll(
        points, _ -> new long[] {random.nextInt(13), random.nextInt(21), random.nextInt(17)});
    int[] numbers =
        Arrays.stream(points).mapToInt(at -> (int) ((at[0] * 21 + at[1]) * 17 + at[2])).toArray();
    try (Hdf5File file = open(1 << 20)) {
      for (String name : List.of("contiguous", "plain", "counted", "deflated")) {
        Dataset dataset = file.dataset(name);
        assertThat(dataset.readInts(Selection.points(points))).containsExactly(numbers);
        assertThat(dataset.readAll(List.of(Selection.points(points))).getFirst().toInts())
            .containsExactly(numbers);
        for (int i = 0; i < points.length; i++) {
          assertThat(dataset.getInt(points[i])).isEqualTo(numbers[i]);
          assertThat(dataset.getLong(points[i])).isEqualTo(numbers[i]);
          assertThat(dataset.getDouble(points[i])).isEqualTo(numbers[i]);
        }
        assertThat(dataset.getInt(-1, -1, -1)).isEqualTo(SIZE - 1);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() -> dataset.getInt(0, 21, 0));
        assertThatIllegalStateException().isThrownBy(() -> dataset.getInt(0, 0));
      }
    }
  }

  @Test
  void whatWasNeverWrittenIsTheFillValue() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset dataset =
          file.createDataset("x").type(INT32).shape(9, 9).chunks(4, 4).fill(7).create();
      assertThat(dataset.getInt(8, 8)).isEqualTo(7);
      dataset.write(Selection.of("0, 0"), 1);
      assertThat(dataset.getInt(0, 0)).isEqualTo(1);
      assertThat(dataset.getInt(1, 1)).isEqualTo(7);
      assertThat(dataset.getInt(8, 8)).isEqualTo(7);
      assertThat(dataset.readAll(List.of(Selection.of("0, ::4"), Selection.of("::-8, 5"))))
          .map(NdArray::toInts)
          .containsExactly(new int[] {1, 7, 7}, new int[] {7, 7});
      dataset.write(Selection.of("8, 8"), 2);
      assertThat(dataset.getInt(8, 8)).isEqualTo(2);
      assertThat(dataset.readInts(Selection.of("8, ::-4"))).containsExactly(2, 7, 7);
    }
  }

  @Test
  void aChunkThatSeveralSelectionsTouchIsDecodedOnce() throws IOException {
    List<Selection> rows = IntStream.range(0, 13).mapToObj(i -> Selection.of(i + ", 3:9")).toList();
    try (Hdf5File file = open(0)) {
      List<NdArray> arrays = file.dataset("counted").readAll(rows);
      assertThat(arrays.get(12).toInts()).endsWith((12 * 21 + 8) * 17 + 16);
      // All along the first dimension, those of columns 0 to 9 along the second: 4 x 2 x 3.
      assertThat(counting.decoded).hasValue(24);
    }
  }

  @Test
  void aChunkOfWhichPartsAreReadIsDecodedOnceWhileItIsKept() throws IOException {
    try (Hdf5File file = open(1 << 20)) {
      Dataset dataset = file.dataset("counted");
      for (int column = 0; column < 6; column++) {
        assertThat(dataset.readInts(Selection.at(-1, -1, column)))
            .containsExactly(SIZE - 17 + column);
        assertThat(dataset.getInt(12, 20, column)).isEqualTo(SIZE - 17 + column);
      }
      assertThat(counting.decoded).hasValue(1);
    }
  }

  @Test
  void aWholeReadDecodesEachChunkOnce() throws IOException {
    try (Hdf5File file = open(1 << 20)) {
      assertThat(file.dataset("counted").readInts())
          .containsExactly(IntStream.range(0, SIZE).toArray());
      assertThat(counting.decoded).hasValue(4 * 5 * 3);
    }
  }

  @Test
  void chunksWithoutFiltersAreTheSameHoweverOftenTheyAreTouched() throws IOException {
    try (Hdf5File file = open(1 << 20)) {
      Dataset plain = file.dataset("plain");
      for (int round = 0; round < 5; round++) {
        for (int column = 0; column < 17; column++) {
          int last = SIZE - 17 + column;
          assertThat(plain.readInts(Selection.of("::-6, 20, " + column)))
              .containsExactly(last, last - 6 * 21 * 17, last - 12 * 21 * 17);
        }
      }
    }
  }

  @Test
  void elementsInOtherFormsAreReadTheGeneralWay() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      file.write("texts", new String[] {"a", "b"});
      file.write("big", new double[] {1, 0.5});
      assertThat(file.dataset("texts").getString(1)).isEqualTo("b");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> file.dataset("texts").getDouble(1));
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> file.dataset("big").getLong(1))
          .withMessageContaining("0.5");
      assertThat(file.dataset("big").getDouble(1)).isEqualTo(0.5);
    }
  }

  @Test
  void aNumberOfTheOtherByteOrderIsTheSame() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      file.createDataset("x").type(INT32.bigEndian()).write(new int[] {1, -2});
      assertThat(file.dataset("x").getInt(1)).isEqualTo(-2);
      assertThat(file.dataset("x").read().segment().get(ValueLayout.JAVA_BYTE, 3)).isOne();
    }
  }
}
