package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkRowsTest {
  private static final byte UNTOUCHED = 77;
  private static final long MOST = 1 << 20;

  private static FilterPipeline pipeline(Stage... stages) {
    return new FilterPipeline(List.of(stages), FilterRegistry.builtIn());
  }

  private static Stage stage(int id, int... clientData) {
    return new Stage(id, "", false, clientData);
  }

  /// Byte `j` of element `i` goes to `j * elements + i`; what fills no element stays.
  private static byte[] shuffled(byte[] bytes, int elementSize) {
    byte[] planes = bytes.clone();
    int elements = bytes.length / elementSize;
    for (int i = 0; i < elements; i++) {
      for (int j = 0; j < elementSize; j++) {
        planes[j * elements + i] = bytes[i * elementSize + j];
      }
    }
    return planes;
  }

  private static byte[] someBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 96, 32",
    "2, 30, 30",
    "2, 20000, 400",
    "3, 21, 7",
    "3, 30003, 411",
    "4, 12, 4",
    "4, 20480, 2048",
    "4, 30000, 1000",
    "4, 20003, 20003",
    "8, 40000, 1600",
    "8, 64, 1",
    "12, 24012, 12",
    "20, 8, 4",
    "20, 40010, 4001",
    "4, 7, 7",
    "100000, 700, 70",
    "3, 6, 2"
  })
  void bytesOfAChunkGoToItsRows(int elementSize, int size, int rowLength) {
    byte[] chunk = someBytes(size);
    int rows = size / rowLength;
    int step = rowLength + 24;
    byte[] target = new byte[40 + rows * step];
    Arrays.fill(target, UNTOUCHED);
    byte[] expected = target.clone();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(chunk, row * rowLength, expected, 16 + row * step, rowLength);
    }
    pipeline(stage(2, elementSize))
        .decodeInto(
            MemorySegment.ofArray(shuffled(chunk, elementSize)),
            0,
            new ChunkRows(MemorySegment.ofArray(target), 16, rowLength, step, rows),
            MOST);
    assertThat(target).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void filtersBeforeTheLastAreUndoneFirst(int skipped) {
    float[] numbers = new float[6000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i / 7f;
    }
    FilterPipeline pipeline = pipeline(stage(2, 4), stage(1, 6), stage(3));
    List<Stage> applied = new ArrayList<>(pipeline.stages());
    applied.removeIf(each -> skipped != 0 && each.id() == 1);
    MemorySegment stored =
        pipeline(applied.toArray(Stage[]::new)).encode(MemorySegment.ofArray(numbers), MOST).data();
    float[] target = new float[40 * 200];
    pipeline.decodeInto(
        stored, skipped, new ChunkRows(MemorySegment.ofArray(target), 200, 600, 800, 40), MOST);
    for (int row = 0; row < 40; row++) {
      assertThat(Arrays.copyOfRange(target, row * 200 + 50, row * 200 + 200))
          .isEqualTo(Arrays.copyOfRange(numbers, row * 150, row * 150 + 150));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void chunksOfLibhdf5GoToRowsToo(int rows) {
    int shuffled = 0;
    int others = 0;
    for (FilterFixture fixture : FilterFixture.load("pipeline.bin")) {
      int row = fixture.raw().length / rows;
      byte[] target = new byte[3 * row];
      if (rows * row == fixture.raw().length) {
        boolean isShuffled = fixture.stages().getFirst().id() == 2;
        shuffled += isShuffled ? 1 : 0;
        others += isShuffled ? 0 : 1;
        new FilterPipeline(fixture.stages(), FilterRegistry.builtIn())
            .decodeInto(
                MemorySegment.ofArray(fixture.stored()),
                0,
                new ChunkRows(MemorySegment.ofArray(target), 0, row, 2L * row, rows),
                MOST);
        System.arraycopy(target, 2 * row, target, row, row);
        assertThat(Arrays.copyOf(target, rows * row)).as(fixture.name()).isEqualTo(fixture.raw());
      }
    }
    assertThat(shuffled).isPositive();
    assertThat(others).isPositive();
  }

  static List<FilterPipeline> pipelinesOfOtherFilters() {
    return List.of(
        pipeline(), pipeline(stage(1, 6)), pipeline(stage(3)), pipeline(stage(1, 6), stage(3)));
  }

  @ParameterizedTest
  @MethodSource("pipelinesOfOtherFilters")
  void anyFilterMayBeTheLastToBeUndone(FilterPipeline pipeline) {
    byte[] chunk = someBytes(64);
    MemorySegment stored = pipeline.encode(MemorySegment.ofArray(chunk), MOST).data();
    byte[] target = new byte[112];
    Arrays.fill(target, UNTOUCHED);
    byte[] expected = target.clone();
    pipeline.decodeInto(
        stored, 0, new ChunkRows(MemorySegment.ofArray(target), 8, 16, 24, 4), MOST);
    for (int row = 0; row < 4; row++) {
      System.arraycopy(chunk, row * 16, expected, 8 + row * 24, 16);
    }
    assertThat(target).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("pipelinesOfOtherFilters")
  void numbersGoToRowsOfNumbers(FilterPipeline pipeline) {
    float[] numbers = {1, -2.5f, 3e30f, Float.NaN, 0, 7, -0f, 8.125f};
    MemorySegment stored = pipeline.encode(MemorySegment.ofArray(numbers), MOST).data();
    float[] target = new float[12];
    pipeline.decodeInto(
        stored, 0, new ChunkRows(MemorySegment.ofArray(target), 4, 16, 24, 2), MOST);
    assertThat(target)
        .isEqualTo(new float[] {0, 1, -2.5f, 3e30f, Float.NaN, 0, 0, 0, 7, -0f, 8.125f, 0});
  }

  @Test
  void aChunkWithAWrongChecksumOrOfAnotherSizeIsRefused() {
    FilterPipeline pipeline = pipeline(stage(3));
    MemorySegment stored = pipeline.encode(MemorySegment.ofArray(someBytes(64)), MOST).data();
    MemorySegment damaged = MemorySegment.ofArray(stored.toArray(ValueLayout.JAVA_BYTE));
    damaged.set(ValueLayout.JAVA_BYTE, 5, (byte) (damaged.get(ValueLayout.JAVA_BYTE, 5) + 1));
    ChunkRows rows = new ChunkRows(MemorySegment.ofArray(new byte[128]), 0, 16, 32, 4);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> pipeline.decodeInto(damaged, 0, rows, MOST));
    ChunkRows fewer = new ChunkRows(MemorySegment.ofArray(new byte[128]), 0, 16, 32, 3);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> pipeline.decodeInto(stored, 0, fewer, MOST));
  }

  @Test
  void whatHasPassedNoFilterHasItsSize() {
    FilterPipeline pipeline = pipeline(stage(2, 4));
    ChunkRows rows = new ChunkRows(MemorySegment.ofArray(new byte[64]), 0, 8, 8, 8);
    MemorySegment stored = MemorySegment.ofArray(someBytes(72));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> pipeline.decodeInto(stored, 1, rows, MOST));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65})
  void aChunkOfAnotherSizeIsRefused(int size) {
    MemorySegment stored = MemorySegment.ofArray(new byte[size]);
    ChunkRows rows = new ChunkRows(MemorySegment.ofArray(new byte[64]), 0, 8, 8, 8);
    FilterPipeline pipeline = pipeline(stage(2, 4));
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> pipeline.decodeInto(stored, 0, rows, MOST));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> pipeline.decodeInto(stored, 0, rows, 63));
  }
}
