package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hyperslab.error.FilterException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The laws that every filter obeys, on chunks made by libhdf5.
abstract class FilterBattery {
  private static final long MAXIMUM_SIZE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int FLIPS_PER_FIXTURE = 400;

  private final Filter filter;
  private final List<FilterFixture> fixtures;

  /// @param resource fixtures of which every one has `filter` as its only stage
  FilterBattery(Filter filter, String resource) {
    this.filter = filter;
    this.fixtures = FilterFixture.load(resource);
  }

  /// The chunks this filter is tried on.
  final List<FilterFixture> fixtures() {
    return fixtures;
  }

  @Test
  void decodesWhatLibhdf5Encoded() {
    assertThat(fixtures).isNotEmpty();
    for (FilterFixture fixture : fixtures) {
      MemorySegment decoded = decode(fixture, MemorySegment.ofArray(fixture.stored()), true);
      assertThat(bytes(decoded)).as(fixture.name()).isEqualTo(fixture.raw());
    }
  }

  @Test
  void decodesWithoutBeingToldTheSize() {
    for (FilterFixture fixture : fixtures) {
      MemorySegment decoded = decode(fixture, MemorySegment.ofArray(fixture.stored()), false);
      assertThat(bytes(decoded)).as(fixture.name()).isEqualTo(fixture.raw());
    }
  }

  @Test
  void decodesReadOnlyMemoryAtAnyAddress() {
    try (Arena arena = Arena.ofConfined()) {
      for (FilterFixture fixture : fixtures) {
        MemorySegment memory = arena.allocate(fixture.stored().length + 9L);
        memory.fill((byte) 0xA5);
        MemorySegment stored = memory.asSlice(3, fixture.stored().length);
        stored.copyFrom(MemorySegment.ofArray(fixture.stored()));
        MemorySegment decoded = decode(fixture, stored.asReadOnly(), true);
        assertThat(bytes(decoded)).as(fixture.name()).isEqualTo(fixture.raw());
      }
    }
  }

  @Test
  void decodesWhatItHasEncodedItself() {
    if (!filter.encodes()) {
      FilterFixture any = fixtures.getFirst();
      assertThatThrownBy(() -> encode(any, MemorySegment.ofArray(any.raw())))
          .isInstanceOf(UnsupportedFeatureException.class);
      return;
    }
    int encodedChunks = 0;
    for (FilterFixture fixture : fixtures) {
      byte[] raw = fixture.raw().clone();
      Optional<MemorySegment> encoded = encode(fixture, MemorySegment.ofArray(raw).asReadOnly());
      assertThat(raw).as(fixture.name()).isEqualTo(fixture.raw());
      if (encoded.isPresent()) {
        encodedChunks++;
        MemorySegment decoded = decode(fixture, encoded.get(), true);
        assertThat(isLossy(fixture) || Arrays.equals(bytes(decoded), raw))
            .as(fixture.name())
            .isTrue();
      }
    }
    assertThat(encodedChunks).isPositive();
  }

  /// What the filter encodes a fixture's data to; empty if it declines.
  final Optional<MemorySegment> encode(FilterFixture fixture, MemorySegment raw) {
    Stage stage = fixture.stages().getFirst();
    return filter.encode(
        raw,
        FilterContext.forEncoding(
            stage.id(), filter.name(), stage.clientData(), raw.byteSize(), MAXIMUM_SIZE));
  }

  /// Whether the filter may change the data of this fixture.
  boolean isLossy(FilterFixture fixture) {
    return false;
  }

  /// Checks that the filter encodes to the very bytes that libhdf5 stored.
  final void encodesToTheBytesOfLibhdf5() {
    for (FilterFixture fixture : fixtures) {
      Optional<MemorySegment> encoded = encode(fixture, MemorySegment.ofArray(fixture.raw()));
      assertThat(bytes(encoded.orElseThrow())).as(fixture.name()).isEqualTo(fixture.stored());
    }
  }

  @Test
  void leavesItsInputUnchanged() {
    for (FilterFixture fixture : fixtures) {
      byte[] stored = fixture.stored().clone();
      decode(fixture, MemorySegment.ofArray(stored), true);
      assertThat(stored).as(fixture.name()).isEqualTo(fixture.stored());
    }
  }

  @Test
  void refusesEveryTruncationThatLosesData() {
    for (FilterFixture fixture : fixtures) {
      for (int size = 0; size < fixture.stored().length; size++) {
        MemorySegment cut = MemorySegment.ofArray(fixture.stored()).asSlice(0, size);
        try {
          MemorySegment decoded = decodeChunk(fixture, fixture.stages().getFirst(), cut);
          assertThat(bytes(decoded)).as("%s cut to %d", fixture, size).isEqualTo(fixture.raw());
        } catch (FilterException refused) {
          assertThat(refused.filterId()).isEqualTo(filter.id());
        }
      }
    }
  }

  @Test
  void refusesAnyOtherDecodedSize() {
    for (FilterFixture fixture : fixtures) {
      for (long size : new long[] {0, fixture.raw().length - 1L, fixture.raw().length + 1L}) {
        try {
          FilterPipeline pipeline =
              new FilterPipeline(fixture.stages(), FilterRegistry.builtIn().with(filter));
          pipeline.decode(MemorySegment.ofArray(fixture.stored()), 0, size, MAXIMUM_SIZE);
          throw new AssertionError(fixture + " decoded to " + size + " bytes");
        } catch (FilterException refused) {
          assertThat(refused.filterId()).isEqualTo(filter.id());
        }
      }
    }
  }

  @Test
  void neverProducesMoreThanTheMaximum() {
    for (FilterFixture fixture : fixtures) {
      Stage stage = fixture.stages().getFirst();
      long maximum = fixture.raw().length - 1L;
      FilterContext context =
          new FilterContext(
              stage.id(), filter.name(), stage.clientData(), OptionalLong.empty(), maximum);
      try {
        MemorySegment stored = MemorySegment.ofArray(fixture.stored());
        assertThat(filter.decode(stored, context).heapBase())
            .as("%s was not copied", fixture)
            .isEqualTo(stored.heapBase());
      } catch (FilterException refused) {
        assertThat(refused.filterId()).isEqualTo(filter.id());
      }
    }
  }

  @Test
  void survivesDamagedData() {
    Random random = new Random(filter.id());
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          for (FilterFixture fixture : fixtures) {
            for (int i = 0; i < FLIPS_PER_FIXTURE; i++) {
              byte[] damaged = fixture.stored().clone();
              damage(damaged, random);
              survives(fixture, fixture.stages().getFirst(), damaged);
            }
          }
        });
  }

  @Test
  void survivesDamagedClientData() {
    Random random = new Random(filter.id());
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          for (FilterFixture fixture : fixtures) {
            Stage stage = fixture.stages().getFirst();
            for (int i = 0; i < FLIPS_PER_FIXTURE; i++) {
              int[] damaged = damage(stage.clientData(), random);
              survives(
                  fixture, new Stage(stage.id(), stage.name(), false, damaged), fixture.stored());
            }
          }
        });
  }

  private void survives(FilterFixture fixture, Stage stage, byte[] stored) {
    MemorySegment input = MemorySegment.ofArray(stored);
    try {
      assertThat(decodeChunk(fixture, stage, input).byteSize()).isEqualTo(fixture.raw().length);
    } catch (FilterException refused) {
      assertThat(refused.filterId()).isEqualTo(filter.id());
    }
    try {
      FilterContext context =
          new FilterContext(
              stage.id(), filter.name(), stage.clientData(), OptionalLong.empty(), MAXIMUM_SIZE);
      assertThat(filter.decode(input, context).byteSize()).isLessThanOrEqualTo(MAXIMUM_SIZE);
    } catch (FilterException refused) {
      assertThat(refused.filterId()).isEqualTo(filter.id());
    }
  }

  private MemorySegment decodeChunk(FilterFixture fixture, Stage stage, MemorySegment stored) {
    return new FilterPipeline(List.of(stage), FilterRegistry.builtIn().with(filter))
        .decode(stored, 0, fixture.raw().length, MAXIMUM_SIZE);
  }

  private MemorySegment decode(FilterFixture fixture, MemorySegment stored, boolean sizeIsKnown) {
    Stage stage = fixture.stages().getFirst();
    assertThat(fixture.stages()).hasSize(1);
    assertThat(stage.id()).isEqualTo(filter.id());
    OptionalLong size = sizeIsKnown ? OptionalLong.of(fixture.raw().length) : OptionalLong.empty();
    return filter.decode(
        stored,
        new FilterContext(stage.id(), filter.name(), stage.clientData(), size, MAXIMUM_SIZE));
  }

  private static void damage(byte[] data, Random random) {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      // Headers are short, so they are aimed at.
      int reach = random.nextBoolean() ? Math.min(data.length, 24) : data.length;
      int at = random.nextInt(reach);
      data[at] =
          random.nextBoolean()
              ? (byte) (data[at] ^ 1 << random.nextInt(Byte.SIZE))
              : (byte) random.nextInt();
    }
  }

  private static int[] damage(int[] clientData, Random random) {
    if (clientData.length == 0 || random.nextInt(16) == 0) {
      return Arrays.copyOf(clientData, random.nextInt(clientData.length + 3));
    }
    int[] damaged = clientData.clone();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          switch (random.nextInt(4)) {
            case 0 -> damaged[at] ^ 1 << random.nextInt(Integer.SIZE);
            case 1 -> random.nextInt();
            case 2 -> damaged[random.nextInt(damaged.length)];
            default -> random.nextInt(34) - 1;
          };
    }
    return damaged;
  }

  /// The content of a segment.
  static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }
}
