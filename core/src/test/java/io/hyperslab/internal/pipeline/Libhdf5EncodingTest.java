package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.filter.FilterSpec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Chunks that this library encodes, given to libhdf5. That has no szip and no plugins here; the
/// tests of these filters compare with stored chunks.
class Libhdf5EncodingTest {
  private static final long MAXIMUM_SIZE = 1 << 30;
  private static final List<ByteOrder> ORDERS =
      List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

  @Test
  void libhdf5ReadsDeflatedChunks() {
    for (int level = 0; level <= 9; level++) {
      for (byte[] data : SampleData.ofSize(9001).values()) {
        agree(List.of(FilterSpec.deflate(level)), FixedPoint.INT8, data);
      }
    }
    agree(List.of(FilterSpec.deflate(1)), FixedPoint.INT8, SampleData.waves(3_000_000));
    agree(List.of(FilterSpec.deflate(9)), FixedPoint.INT8, new byte[1]);
  }

  @Test
  void storesTheBytesOfLibhdf5ForShuffleAndChecksum() {
    for (int elementSize = 1; elementSize <= 33; elementSize++) {
      for (int elements : new int[] {1, 2, 7, 8, 9, 100, 3001}) {
        byte[] data = SampleData.ofSize(elements * elementSize).get("noise");
        Datatype type = new Opaque(elementSize, "");
        sameBytes(List.of(FilterSpec.shuffle(), FilterSpec.fletcher32()), type, data);
      }
    }
  }

  @Test
  void libhdf5ReadsPipelines() {
    List<FilterSpec> specs =
        List.of(FilterSpec.shuffle(), FilterSpec.deflate(4), FilterSpec.fletcher32());
    for (byte[] data : SampleData.ofSize(30_000).values()) {
      agree(specs, FixedPoint.INT32, data);
      agree(specs, new Opaque(12, ""), data);
    }
  }

  @Test
  void storesTheBytesOfLibhdf5ForNbit() {
    for (ByteOrder order : ORDERS) {
      for (int size : new int[] {1, 2, 4, 8}) {
        for (int precision = 1; precision < size * 8; precision += 3) {
          int offset = (size * 8 - precision) / 2;
          FixedPoint type =
              new FixedPoint(
                  size, order, false, precision, offset, BitPadding.ZERO, BitPadding.ZERO);
          for (int elements : new int[] {63, 101, 1301}) {
            byte[] data = SampleData.ofSize(size * elements).get("noise");
            mask(data, type);
            sameBytes(List.of(FilterSpec.nbit()), type, data);
          }
        }
      }
    }
  }

  private static void mask(byte[] data, FixedPoint type) {
    ElementStore store = new ElementStore((int) type.size(), type.order() == ByteOrder.BIG_ENDIAN);
    MemorySegment segment = MemorySegment.ofArray(data);
    long mask = (1L << type.precision()) - 1 << type.bitOffset();
    for (int at = 0; at < data.length; at += (int) type.size()) {
      store.put(segment, at, store.get(segment, at) & mask);
    }
  }

  @Test
  void storesTheBytesOfLibhdf5ForScaledIntegers() {
    Random random = new Random(6);
    for (ByteOrder order : ORDERS) {
      for (int size : new int[] {1, 2, 4, 8}) {
        for (boolean signed : new boolean[] {true, false}) {
          FixedPoint type = FixedPoint.of(size, order, signed);
          for (int range : new int[] {0, 1, 2, 3, 6, 7, 100}) {
            byte[] data = integers(type, -50, range, random);
            byte[] fill = Arrays.copyOf(data, size);
            sameBytes(FilterSpec.scaleOffsetInteger(0), type, Optional.of(fill), data);
            sameBytes(FilterSpec.scaleOffsetInteger(0), type, Optional.of(new byte[size]), data);
            sameBytes(FilterSpec.scaleOffsetInteger(0), type, Optional.empty(), data);
            sameBytes(FilterSpec.scaleOffsetInteger(7), type, Optional.of(fill), data);
          }
        }
      }
    }
  }

  @Test
  void libhdf5ReadsIntegersOfAllBits() {
    for (ByteOrder order : ORDERS) {
      for (int size : new int[] {1, 2, 4, 8}) {
        byte[] data = SampleData.ofSize(size * 1000).get("noise");
        FixedPoint type = FixedPoint.of(size, order, true);
        agree(List.of(FilterSpec.scaleOffsetInteger(0)), type, data);
        agree(List.of(FilterSpec.scaleOffsetInteger(8 * size)), type, data);
      }
    }
  }

  /// Numbers of [start, start + range], so that unsigned types wrap around unless range is small.
  private static byte[] integers(FixedPoint type, int start, int range, Random random) {
    byte[] data = new byte[(int) type.size() * (range > 3 ? 1301 : 77)];
    ElementStore store = new ElementStore((int) type.size(), type.order() == ByteOrder.BIG_ENDIAN);
    int first = type.signed() ? start : -start;
    for (int at = 0; at < data.length; at += (int) type.size()) {
      store.put(MemorySegment.ofArray(data), at, first + random.nextInt(range + 1));
    }
    return data;
  }

  @Test
  void storesTheBytesOfLibhdf5ForScaledFloats() {
    for (ByteOrder order : ORDERS) {
      for (int digits : new int[] {-2, 0, 1, 3}) {
        FilterSpec spec = FilterSpec.scaleOffsetFloat(digits);
        FloatingPoint single = FloatingPoint.ieee(4, order, 8);
        byte[] singles = floats(order);
        sameBytes(spec, single, Optional.empty(), singles);
        sameBytes(spec, single, Optional.of(new byte[4]), singles);
        sameBytes(spec, single, Optional.of(Arrays.copyOf(singles, 4)), singles);
        FloatingPoint wide = FloatingPoint.ieee(8, order, 11);
        byte[] doubles = doubles(order);
        sameBytes(spec, wide, Optional.empty(), doubles);
        sameBytes(spec, wide, Optional.of(new byte[8]), doubles);
        sameBytes(spec, wide, Optional.of(Arrays.copyOf(doubles, 8)), doubles);
      }
    }
  }

  @Test
  void keepsAllBitsOfFloatsThatCannotBeScaled() {
    List<float[]> samples =
        List.of(
            new float[] {Float.NaN, 1, 2},
            new float[] {1, Float.NaN, 2},
            new float[] {1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY},
            new float[] {1e30f, -1e30f, 0});
    for (float[] sample : samples) {
      ByteBuffer bytes = ByteBuffer.allocate(12).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(sample);
      agree(List.of(FilterSpec.scaleOffsetFloat(3)), FloatingPoint.FLOAT32, bytes.array());
    }
  }

  private static byte[] floats(ByteOrder order) {
    Random random = new Random(4);
    ByteBuffer bytes = ByteBuffer.allocate(4 * 1300).order(javaOrder(order));
    while (bytes.hasRemaining()) {
      bytes.putFloat(random.nextInt(10) == 0 ? 0 : (random.nextFloat() - 0.5f) * 400);
    }
    return bytes.array();
  }

  private static byte[] doubles(ByteOrder order) {
    Random random = new Random(5);
    ByteBuffer bytes = ByteBuffer.allocate(8 * 1300).order(javaOrder(order));
    while (bytes.hasRemaining()) {
      bytes.putDouble(random.nextInt(10) == 0 ? 0 : (random.nextDouble() - 0.5) * 40_000);
    }
    return bytes.array();
  }

  private static java.nio.ByteOrder javaOrder(ByteOrder order) {
    return order == ByteOrder.BIG_ENDIAN
        ? java.nio.ByteOrder.BIG_ENDIAN
        : java.nio.ByteOrder.LITTLE_ENDIAN;
  }

  private static void agree(List<FilterSpec> specs, Datatype type, byte[] data) {
    ChunkProfile profile = profile(type, Optional.of(new byte[(int) type.size()]), data);
    try (Libhdf5Chunk chunk = new Libhdf5Chunk(specs, profile)) {
      EncodedChunk ours = encode(specs, profile, data);
      assertThat(chunk.decode(ours)).as("%s of %s", specs, type).isEqualTo(data);
    }
  }

  private static void sameBytes(List<FilterSpec> specs, Datatype type, byte[] data) {
    sameBytes(specs, profile(type, Optional.of(new byte[(int) type.size()]), data), data);
  }

  private static void sameBytes(
      FilterSpec spec, Datatype type, Optional<byte[]> fillValue, byte[] data) {
    sameBytes(List.of(spec), profile(type, fillValue, data), data);
  }

  private static void sameBytes(List<FilterSpec> specs, ChunkProfile profile, byte[] data) {
    try (Libhdf5Chunk chunk = new Libhdf5Chunk(specs, profile)) {
      EncodedChunk theirs = chunk.encode(data);
      EncodedChunk ours = encode(specs, profile, data);
      assertThat(ours.filterMask()).isEqualTo(theirs.filterMask());
      assertThat(ours.data().toArray(ValueLayout.JAVA_BYTE))
          .as("%s of %s", specs, profile.type())
          .isEqualTo(theirs.data().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private static EncodedChunk encode(List<FilterSpec> specs, ChunkProfile profile, byte[] data) {
    FilterRegistry registry = FilterRegistry.builtIn();
    return new FilterPipeline(FilterSettings.stages(specs, profile, registry), registry)
        .encode(MemorySegment.ofArray(data), MAXIMUM_SIZE);
  }

  private static ChunkProfile profile(Datatype type, Optional<byte[]> fillValue, byte[] data) {
    return new ChunkProfile(type, List.of(data.length / type.size()), fillValue);
  }
}
