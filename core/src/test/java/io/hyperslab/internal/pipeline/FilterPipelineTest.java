package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class FilterPipelineTest {
  private static final int UNKNOWN_FILTER = 65000;
  private static final Stage DEFLATE = new Stage(1, "deflate", true, new int[] {6});
  private static final Stage SHUFFLE = new Stage(2, "shuffle", false, new int[] {2});
  private static final Stage UNKNOWN = new Stage(UNKNOWN_FILTER, "mystery", true, new int[0]);

  @Test
  void undoesThePipelinesOfLibhdf5() {
    List<FilterFixture> fixtures = FilterFixture.load("pipeline.bin");
    assertThat(fixtures).hasSizeGreaterThan(5);
    for (FilterFixture fixture : fixtures) {
      byte[] decoded = decode(fixture.stages(), fixture.stored(), 0, fixture.raw().length);
      assertThat(decoded).as(fixture.name()).isEqualTo(fixture.raw());
    }
  }

  @Test
  void refusesAnotherSizeThanTheChunkHas() {
    for (FilterFixture fixture : FilterFixture.load("pipeline.bin")) {
      for (long size : new long[] {fixture.raw().length - 4L, fixture.raw().length + 4L}) {
        assertThatExceptionOfType(FilterException.class)
            .as(fixture.name())
            .isThrownBy(() -> decode(fixture.stages(), fixture.stored(), 0, size));
        assertThatExceptionOfType(FilterException.class)
            .as(fixture.name())
            .isThrownBy(() ->
                new FilterPipeline(fixture.stages(), FilterRegistry.builtIn())
                    .decodeInto(
                        MemorySegment.ofArray(fixture.stored()),
                        0,
                        MemorySegment.ofArray(new byte[(int) size]),
                        1 << 30));
      }
    }
  }

  @Test
  void skipsFiltersThatTheMaskNames() {
    byte[] planes = {1, 2, 3, 4};
    assertThat(decode(List.of(SHUFFLE, DEFLATE), planes, 0b10, 4)).containsExactly(1, 3, 2, 4);
    assertThat(decode(List.of(SHUFFLE, DEFLATE), deflate(planes), 0b01, 4)).isEqualTo(planes);
    assertThat(decode(List.of(SHUFFLE, DEFLATE), planes, 0b11, 4)).isEqualTo(planes);
    assertThat(decode(List.of(SHUFFLE, DEFLATE), deflate(planes), ~0b11, 4))
        .containsExactly(1, 3, 2, 4);
  }

  @Test
  void needsAFilterThatIsMissingOnlyWhenTheChunkPassedIt() {
    byte[] data = {1, 2, 3, 4};
    assertThat(decode(List.of(UNKNOWN), data, 1, 4)).isEqualTo(data);
    assertThatExceptionOfType(MissingFilterException.class)
        .isThrownBy(() -> decode(List.of(UNKNOWN), data, 0, 4))
        .satisfies(missing -> assertThat(missing.filterId()).isEqualTo(UNKNOWN_FILTER))
        .withMessageContaining("filter pipeline")
        .withMessageContaining("mystery");
  }

  @Test
  void passesChunksOfAnEmptyPipelineThatHaveTheRightSize() {
    byte[] data = {1, 2, 3, 4};
    assertThat(decode(List.of(), data, 0, 4)).isEqualTo(data);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> decode(List.of(), data, 0, 5));
  }

  @Test
  void nothingDecodesToNothing() {
    byte[] nothing = {};
    assertThat(decode(List.of(), nothing, 0, 0)).isEmpty();
    assertThat(decode(List.of(SHUFFLE), nothing, 0, 0)).isEmpty();
    assertThat(decode(List.of(SHUFFLE, DEFLATE), deflate(nothing), 0, 0)).isEmpty();
  }

  @Test
  void refusesChunksLargerThanTheLimit() {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() ->
            new FilterPipeline(List.of(), FilterRegistry.builtIn())
                .decode(MemorySegment.ofArray(new byte[9]), 0, 9, 8));
  }

  @Test
  void refusesMoreFiltersThanTheFormatAllows() {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(
            () -> new FilterPipeline(Collections.nCopies(33, SHUFFLE), FilterRegistry.builtIn()));
  }

  @Test
  void stopsBombsThatUnfoldBetweenTwoFilters() {
    byte[] bomb = deflate(deflate(new byte[100_000_000]));
    assertThat(bomb).hasSizeLessThan(1000);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(List.of(DEFLATE, DEFLATE), bomb, 0, 1000))
        .withMessageContaining("decoded size");
  }

  private static byte[] decode(List<Stage> stages, byte[] stored, long mask, long size) {
    FilterPipeline pipeline = new FilterPipeline(stages, FilterRegistry.builtIn());
    MemorySegment chunk = MemorySegment.ofArray(stored);
    MemorySegment decoded = pipeline.decode(chunk, mask, size, 1 << 30);
    MemorySegment[] targets = {
      MemorySegment.ofArray(new byte[Math.toIntExact(size) + 3]).asSlice(3),
      MemorySegment.ofArray(new long[Math.toIntExact(size) / 8 + 1]).asSlice(0, size),
      Arena.ofAuto().allocate(size)
    };
    for (MemorySegment target : targets) {
      pipeline.decodeInto(chunk, mask, target.fill((byte) 0x55), 1 << 30);
      assertThat(target.mismatch(decoded)).isEqualTo(-1);
    }
    return decoded.toArray(ValueLayout.JAVA_BYTE);
  }

  private static byte[] deflate(byte[] data) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(stored)) {
      deflater.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored.toByteArray();
  }
}
