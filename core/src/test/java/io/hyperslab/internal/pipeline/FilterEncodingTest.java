package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.error.FilterException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.filter.FilterSpec.BitshuffleCodec;
import io.hyperslab.filter.FilterSpec.BloscCodec;
import io.hyperslab.filter.FilterSpec.BloscShuffle;
import io.hyperslab.filter.FilterSpec.SzipCoding;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The encoders, and what the pipeline makes of them. That others understand what they write is
/// tested elsewhere; here, that the decoders, which others' chunks have proven, do.
class FilterEncodingTest {
  private static final long MAXIMUM_SIZE = 1 << 30;
  private static final FilterRegistry REGISTRY = FilterRegistry.builtIn();

  private static List<FilterSpec> losslessCompressors() {
    List<FilterSpec> specs = new ArrayList<>();
    for (int level = 0; level <= 9; level += 3) {
      specs.add(FilterSpec.deflate(level));
    }
    specs.add(FilterSpec.lzf());
    specs.add(FilterSpec.lz4());
    specs.add(FilterSpec.lz4(1000));
    specs.add(FilterSpec.zstd(3));
    specs.add(FilterSpec.zstd(-7));
    specs.add(FilterSpec.bzip2(1));
    specs.add(FilterSpec.bzip2(9));
    for (BitshuffleCodec codec : BitshuffleCodec.values()) {
      specs.add(FilterSpec.bitshuffle(codec));
      specs.add(FilterSpec.bitshuffle(codec, 64, 1));
    }
    for (BloscCodec codec : BloscCodec.values()) {
      for (BloscShuffle shuffle : BloscShuffle.values()) {
        specs.add(FilterSpec.blosc(codec, 1, shuffle));
        specs.add(FilterSpec.blosc(codec, 6, shuffle));
      }
    }
    return specs;
  }

  @Test
  void decodersUndoEncoders() {
    for (FilterSpec spec : losslessCompressors()) {
      for (int elementSize : new int[] {1, 2, 4, 7, 8, 16}) {
        for (int elements : new int[] {1, 9, 128, 1003}) {
          SampleData.ofSize(elements * elementSize)
              .forEach((name, data) -> undoes(List.of(spec), elementSize, name, data));
        }
      }
    }
  }

  @Test
  void decodersUndoEncodersOfLargeChunks() {
    byte[] noise = SampleData.ofSize(300_003).get("noise");
    byte[] waves = SampleData.waves(300_003);
    for (FilterSpec spec : losslessCompressors()) {
      undoes(List.of(spec), 1, "noise", noise);
      undoes(List.of(spec), 3, "waves", waves);
    }
  }

  @Test
  void decodersUndoSzip() {
    for (SzipCoding coding : SzipCoding.values()) {
      for (int block : new int[] {2, 8, 14, 32}) {
        for (FixedPoint type :
            List.of(FixedPoint.INT8, FixedPoint.UINT16, FixedPoint.INT32, FixedPoint.INT64)) {
          for (int elements : new int[] {32, 33, 1000, 9001}) {
            int size = elements * (int) type.size();
            ChunkProfile profile =
                new ChunkProfile(type, List.of((long) elements), Optional.empty());
            SampleData.ofSize(size)
                .forEach((name, data) ->
                    undoes(pipeline(List.of(FilterSpec.szip(coding, block)), profile), name, data));
          }
        }
      }
    }
  }

  @Test
  void decodersUndoWholePipelines() {
    List<FilterSpec> specs =
        List.of(
            FilterSpec.shuffle(),
            FilterSpec.lzf(),
            FilterSpec.zstd(1),
            FilterSpec.deflate(1),
            FilterSpec.fletcher32());
    SampleData.ofSize(100_000).forEach((name, data) -> undoes(specs, 4, name, data));
  }

  @Test
  void compressorsCompress() {
    byte[] data = SampleData.waves(200_000);
    for (FilterSpec spec : losslessCompressors()) {
      FilterPipeline pipeline = pipeline(List.of(FilterSpec.shuffle(), spec), profile(2, data));
      boolean stores =
          spec.equals(FilterSpec.deflate(0)) || spec.id() == 32008 && spec.parameters().get(1) == 0;
      assertThat(pipeline.encode(MemorySegment.ofArray(data), MAXIMUM_SIZE).data().byteSize())
          .as(spec.toString())
          .isBetween(data.length / 8L, stores ? data.length * 1001L / 1000 : data.length * 3L / 4);
    }
  }

  @Test
  void leavesOutCompressorsThatWouldMakeNoiseLarger() {
    byte[] noise = SampleData.ofSize(10_000).get("noise");
    for (FilterSpec spec :
        List.of(
            FilterSpec.lzf(),
            FilterSpec.szip(SzipCoding.NEAREST_NEIGHBOUR, 8),
            FilterSpec.blosc(BloscCodec.LZ4, 5, BloscShuffle.BYTE),
            FilterSpec.blosc(BloscCodec.BLOSCLZ, 9, BloscShuffle.NONE))) {
      EncodedChunk chunk =
          pipeline(List.of(FilterSpec.shuffle(), spec, FilterSpec.fletcher32()), profile(1, noise))
              .encode(MemorySegment.ofArray(noise), MAXIMUM_SIZE);
      assertThat(chunk.filterMask()).as(spec.toString()).isEqualTo(0b010);
      assertThat(chunk.data().byteSize()).isEqualTo(noise.length + 4L);
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() ->
              pipeline(List.of(spec.required()), profile(1, noise))
                  .encode(MemorySegment.ofArray(noise), MAXIMUM_SIZE))
          .withMessageContaining("declined");
    }
  }

  @Test
  void declinesIntegersThatDoNotFitTheirBits() {
    byte[] data = {0, 1, 2, 3, 4, 5, 6, 7};
    ChunkProfile profile = profile(FixedPoint.UINT8, data);
    assertThat(mask(FilterSpec.scaleOffsetInteger(3), profile, data)).isZero();
    assertThat(mask(FilterSpec.scaleOffsetInteger(2), profile, data)).isEqualTo(1);
    // With a fill value, one number of the range stands for it.
    byte[] fill = {100};
    ChunkProfile filled = new ChunkProfile(FixedPoint.UINT8, profile.shape(), Optional.of(fill));
    assertThat(mask(FilterSpec.scaleOffsetInteger(3), filled, data)).isEqualTo(1);
    assertThat(mask(FilterSpec.scaleOffsetInteger(4), filled, data)).isZero();
  }

  @Test
  void declinesPixelsWithMoreBitsThanStated() {
    Stage szip = new Stage(4, "szip", true, new int[] {32 | 8, 8, 4, 16});
    byte[] data = new byte[16];
    data[5] = 16;
    assertThat(new FilterPipeline(List.of(szip), REGISTRY).encode(MemorySegment.ofArray(data), 99))
        .satisfies(chunk -> assertThat(chunk.filterMask()).isEqualTo(1));
  }

  private static int mask(FilterSpec spec, ChunkProfile profile, byte[] data) {
    return pipeline(List.of(spec), profile)
        .encode(MemorySegment.ofArray(data), MAXIMUM_SIZE)
        .filterMask();
  }

  @Test
  void leavesOutOptionalFiltersThatAreMissingOrOnlyDecode() {
    MemorySegment data = MemorySegment.ofArray(new byte[] {1, 2, 3, 4});
    for (int id : new int[] {65000, 305}) {
      EncodedChunk chunk = pipelineOf(new Stage(id, "", true, new int[0])).encode(data, 99);
      assertThat(chunk.filterMask()).isEqualTo(1);
      assertThat(chunk.data()).isSameAs(data);
    }
    assertThatExceptionOfType(MissingFilterException.class)
        .isThrownBy(() -> pipelineOf(new Stage(65000, "", false, new int[0])).encode(data, 99));
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> pipelineOf(new Stage(305, "", false, new int[0])).encode(data, 99));
  }

  @Test
  void leavesOutOptionalFiltersThatFail() {
    MemorySegment data = MemorySegment.ofArray(new byte[] {1, 2, 3, 4});
    int[] noParameters = {};
    assertThat(pipelineOf(new Stage(2, "", true, noParameters)).encode(data, 99).filterMask())
        .isEqualTo(1);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> pipelineOf(new Stage(2, "", false, noParameters)).encode(data, 99));
  }

  @Test
  void neverEncodesToMoreThanTheMaximum() {
    byte[] noise = SampleData.ofSize(1000).get("noise");
    for (FilterSpec spec : losslessCompressors()) {
      EncodedChunk chunk =
          pipeline(List.of(spec), profile(1, noise)).encode(MemorySegment.ofArray(noise), 1000);
      assertThat(chunk.data().byteSize()).as(spec.toString()).isLessThanOrEqualTo(1000);
    }
  }

  @Test
  void refusesParametersThatAreNotValid() {
    refuses("deflate level", 1, 10);
    refuses("deflate level", 1);
    refuses("bzip2 block size", 307, 0);
    refuses("element size", 2, 0);
    refuses("element size", 32001, 2, 2, 0);
    refuses("client data value 6", 32001, 2, 2, 1, 100, 5, 1, 6);
    refuses("client data value 4", 32001, 2, 2, 1, 100, 10, 1, 1);
    refuses("compression", 32008, 0, 4, 1, 0, 1);
    refuses("elements per block", 32008, 0, 4, 1, 9, 2);
    refuses("decoded size", 5, 8, 0, 5, 1, 2, 0, 7, 0);
    refuses("decoded size", 6, 2, 0, 9, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private static void refuses(String item, int id, int... clientData) {
    MemorySegment data = MemorySegment.ofArray(new byte[200]);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(
            () -> pipelineOf(new Stage(id, "", false, clientData)).encode(data, MAXIMUM_SIZE))
        .withMessageContaining(item);
  }

  @Test
  void encodesMemoryOfAnyKind() {
    byte[] bytes = SampleData.waves(20_000);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment outside = arena.allocate(bytes.length + 3L).asSlice(3);
      outside.copyFrom(MemorySegment.ofArray(bytes));
      long[] words = new long[bytes.length / Long.BYTES];
      MemorySegment ofWords = MemorySegment.ofArray(words).copyFrom(MemorySegment.ofArray(bytes));
      MemorySegment readOnly = MemorySegment.ofArray(bytes).asReadOnly();
      for (FilterSpec spec : losslessCompressors()) {
        FilterPipeline pipeline = pipeline(List.of(FilterSpec.shuffle(), spec), profile(2, bytes));
        for (MemorySegment data : List.of(outside, ofWords, readOnly)) {
          undoes(pipeline, data.toString(), data);
          undoes(pipeline(List.of(spec), profile(2, bytes)), data.toString(), data);
        }
      }
    }
  }

  @Test
  void manyThreadsEncodeAtOnce() {
    byte[] data = SampleData.waves(50_000);
    for (FilterSpec spec : losslessCompressors()) {
      FilterPipeline pipeline =
          pipeline(List.of(FilterSpec.shuffle(), spec, FilterSpec.fletcher32()), profile(2, data));
      byte[] expected = bytes(pipeline.encode(MemorySegment.ofArray(data), MAXIMUM_SIZE).data());
      assertThat(
              IntStream.range(0, 16)
                  .parallel()
                  .mapToObj(
                      i -> bytes(pipeline.encode(MemorySegment.ofArray(data), MAXIMUM_SIZE).data()))
                  .toList())
          .as(spec.toString())
          .allSatisfy(encoded -> assertThat(encoded).isEqualTo(expected));
    }
  }

  @Test
  void aFilterOfTheOldKindOnlyDecodes() {
    Filter filter =
        new Filter() {
          @Override
          public int id() {
            return 40_000;
          }

          @Override
          public String name() {
            return "old";
          }

          @Override
          public MemorySegment decode(MemorySegment encoded, FilterContext context) {
            return encoded;
          }
        };
    assertThat(filter.encodes()).isFalse();
    FilterContext context = FilterContext.forEncoding(40_000, "old", new int[0], 1, 1);
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> filter.encode(MemorySegment.ofArray(new byte[1]), context))
        .withMessageContaining("40000 (old)");
  }

  private static void undoes(List<FilterSpec> specs, int elementSize, String name, byte[] data) {
    undoes(pipeline(specs, profile(elementSize, data)), name, data);
  }

  private static void undoes(FilterPipeline pipeline, String name, byte[] data) {
    undoes(pipeline, name, MemorySegment.ofArray(data));
  }

  private static void undoes(FilterPipeline pipeline, String name, MemorySegment data) {
    EncodedChunk chunk = pipeline.encode(data, MAXIMUM_SIZE);
    MemorySegment decoded =
        pipeline.decode(chunk.data(), chunk.filterMask(), data.byteSize(), MAXIMUM_SIZE);
    assertThat(decoded.mismatch(data))
        .as(
            "%s of %d bytes by %s",
            name, data.byteSize(), pipeline.stages().stream().map(Stage::name).toList())
        .isEqualTo(-1);
    MemorySegment target = Arena.ofAuto().allocate(data.byteSize()).fill((byte) 0x55);
    pipeline.decodeInto(chunk.data(), chunk.filterMask(), target, MAXIMUM_SIZE);
    assertThat(target.mismatch(decoded)).as(name).isEqualTo(-1);
  }

  private static FilterPipeline pipelineOf(Stage stage) {
    return new FilterPipeline(List.of(stage), REGISTRY);
  }

  private static FilterPipeline pipeline(List<FilterSpec> specs, ChunkProfile profile) {
    return new FilterPipeline(FilterSettings.stages(specs, profile, REGISTRY), REGISTRY);
  }

  private static ChunkProfile profile(int elementSize, byte[] data) {
    return elementSize == 1
        ? profile(FixedPoint.UINT8, data)
        : new ChunkProfile(
            new Opaque(elementSize, ""),
            List.of((long) data.length / elementSize),
            Optional.empty());
  }

  private static ChunkProfile profile(FixedPoint type, byte[] data) {
    return new ChunkProfile(type, List.of(data.length / type.size()), Optional.empty());
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }
}
