package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.FilterException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.filter.FilterSpec.BitshuffleCodec;
import io.hyperslab.filter.FilterSpec.BloscCodec;
import io.hyperslab.filter.FilterSpec.BloscShuffle;
import io.hyperslab.filter.FilterSpec.SzipCoding;
import io.hyperslab.internal.pipeline.FilterPipeline.Stage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterSettingsTest {
  private static final FilterSpec SZIP = FilterSpec.szip(SzipCoding.NEAREST_NEIGHBOUR, 8);
  private static final FixedPoint INT16_BIG = FixedPoint.of(2, ByteOrder.BIG_ENDIAN, true);
  private static final FloatingPoint FLOAT32_BIG = FloatingPoint.ieee(4, ByteOrder.BIG_ENDIAN, 8);
  private static final FixedString TEXT =
      new FixedString(5, StringType.Padding.NULL_TERMINATED, StringType.CharacterSet.ASCII);
  private static final Compound RECORD =
      new Compound(
          20,
          List.of(
              new Compound.Member("a", 0, narrow(4, ByteOrder.LITTLE_ENDIAN, 17, 3)),
              new Compound.Member("b", 4, TEXT),
              new Compound.Member("c", 10, new ArrayType(List.of(2L, 2L), INT16_BIG)),
              new Compound.Member(
                  "d",
                  18,
                  new Compound(2, List.of(new Compound.Member("e", 1, FixedPoint.INT8))))));

  @Test
  void storesWhatLibhdf5StoresForSimplePipelines() {
    agrees(List.of(FilterSpec.deflate(6)), FixedPoint.INT32, 10);
    agrees(List.of(FilterSpec.shuffle(), FilterSpec.deflate(0)), FixedPoint.INT16, 3, 5);
    agrees(List.of(FilterSpec.fletcher32()), TEXT, 7);
    agrees(List.of(FilterSpec.shuffle(), FilterSpec.fletcher32()), RECORD, 4);
  }

  /// The libhdf5 at hand has no szip: the values are those that one with szip was seen to store.
  @Test
  void storesWhatLibhdf5StoresForSzip() {
    for (Object[] number :
        new Object[][] {
          {FixedPoint.INT8, 169, 8},
          {INT16_BIG, 177, 16},
          {FixedPoint.UINT32, 169, 32},
          {FloatingPoint.FLOAT64, 169, 64},
          {FLOAT32_BIG, 177, 32},
          {narrow(4, ByteOrder.LITTLE_ENDIAN, 20, 0), 169, 20},
          {narrow(4, ByteOrder.LITTLE_ENDIAN, 27, 0), 169, 32},
          {narrow(4, ByteOrder.BIG_ENDIAN, 9, 4), 177, 32},
          {narrow(8, ByteOrder.LITTLE_ENDIAN, 40, 0), 169, 64},
          {new ArrayType(List.of(2L), FixedPoint.INT16), 169, 16}
        }) {
      Datatype type = (Datatype) number[0];
      int options = (int) number[1];
      int bits = (int) number[2];
      assertThat(clientData(SZIP, type, 100)).containsExactly(options, 8, bits, 100);
      assertThat(clientData(SZIP, type, 50, 5)).containsExactly(options, 8, bits, 250);
      assertThat(clientData(SZIP, type, 3, 5000)).containsExactly(options, 8, bits, 1024);
    }
    FilterSpec large = FilterSpec.szip(SzipCoding.ENTROPY, 32);
    assertThat(clientData(large, INT16_BIG, 50, 5)).containsExactly(149, 32, 16, 250);
    assertThat(clientData(large, INT16_BIG, 3, 5000)).containsExactly(149, 32, 16, 4096);
    FilterSpec small = FilterSpec.szip(SzipCoding.ENTROPY, 2);
    assertThat(clientData(small, FixedPoint.INT8, 50, 5)).containsExactly(141, 2, 8, 5);
    assertThat(clientData(small, FixedPoint.INT8, 3, 5000)).containsExactly(141, 2, 8, 256);
  }

  @Test
  void storesWhatLibhdf5StoresForNbit() {
    for (Datatype type :
        List.of(
            FixedPoint.INT32,
            narrow(4, ByteOrder.LITTLE_ENDIAN, 17, 3),
            narrow(2, ByteOrder.BIG_ENDIAN, 9, 7),
            FLOAT32_BIG,
            TEXT,
            new Bitfield(4, ByteOrder.LITTLE_ENDIAN, 9, 2, BitPadding.ZERO, BitPadding.ZERO),
            new ArrayType(List.of(3L, 2L), narrow(4, ByteOrder.LITTLE_ENDIAN, 5, 1)),
            new ArrayType(List.of(3L), new ArrayType(List.of(2L), TEXT)),
            RECORD,
            new ArrayType(List.of(2L), RECORD))) {
      agrees(List.of(FilterSpec.nbit()), type, 6, 7);
    }
  }

  @Test
  void storesWhatLibhdf5StoresForScaleOffset() {
    byte[] fill = {1, 2, 3, 4, 5, 6, 7, 8};
    for (int size : new int[] {1, 2, 4, 8}) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        for (boolean signed : new boolean[] {true, false}) {
          FixedPoint type = FixedPoint.of(size, order, signed);
          byte[] value = Arrays.copyOf(fill, size);
          agrees(FilterSpec.scaleOffsetInteger(0), type, Optional.of(value), 9, 3);
          agrees(FilterSpec.scaleOffsetInteger(5), type, Optional.of(new byte[size]), 4);
          agrees(FilterSpec.scaleOffsetInteger(0), type, Optional.empty(), 1);
        }
      }
    }
    for (Datatype type : List.of(FloatingPoint.FLOAT32, FLOAT32_BIG, FloatingPoint.FLOAT64)) {
      byte[] value = Arrays.copyOf(fill, (int) type.size());
      agrees(FilterSpec.scaleOffsetFloat(3), type, Optional.of(value), 9);
      agrees(FilterSpec.scaleOffsetFloat(-2), type, Optional.empty(), 9);
    }
  }

  @Test
  void storesWhatThePluginsStore() {
    // What h5py stores, and what the plugins would by the rules of their set_local.
    assertThat(clientData(FilterSpec.lzf(), FixedPoint.INT16, 10, 10))
        .containsExactly(4, 0x105, 200);
    assertThat(
            clientData(
                FilterSpec.blosc(BloscCodec.ZSTD, 7, BloscShuffle.BIT), FloatingPoint.FLOAT64, 100))
        .containsExactly(2, 2, 8, 800, 7, 2, 5);
    assertThat(
            clientData(
                FilterSpec.blosc(BloscCodec.LZ4, 5, BloscShuffle.BYTE),
                new ArrayType(List.of(3L), FixedPoint.INT16),
                100))
        .containsExactly(2, 2, 2, 600, 5, 1, 1);
    assertThat(
            clientData(
                FilterSpec.blosc(BloscCodec.BLOSCLZ, 1, BloscShuffle.NONE), new Opaque(300, ""), 2))
        .containsExactly(2, 2, 1, 600, 1, 0, 0);
    assertThat(clientData(FilterSpec.bitshuffle(BitshuffleCodec.LZ4), FixedPoint.INT32, 9))
        .containsExactly(0, 4, 4, 0, 2);
    assertThat(clientData(FilterSpec.bitshuffle(BitshuffleCodec.ZSTD, 64, 9), FixedPoint.INT32, 9))
        .containsExactly(0, 4, 4, 64, 3, 9);
    assertThat(clientData(FilterSpec.lz4(), FixedPoint.INT32, 9)).containsExactly(0);
    assertThat(clientData(FilterSpec.zstd(-5), FixedPoint.INT32, 9)).containsExactly(-5);
    assertThat(clientData(FilterSpec.bzip2(9), FixedPoint.INT32, 9)).containsExactly(9);
  }

  @Test
  void refusesWhatDoesNotFitTheDataset() {
    refuses(SZIP, TEXT, "datatype");
    refuses(SZIP, RECORD, "datatype");
    refuses(SZIP, FloatingPoint.FLOAT128, "size of an element");
    refuses(FilterSpec.of(4, 32, 7), FixedPoint.INT8, "pixels per block");
    refuses(FilterSpec.of(4), FixedPoint.INT8, "number of parameters");
    refuses(FilterSpec.szip(SzipCoding.ENTROPY, 32), FixedPoint.INT8, "pixels per block");
    refuses(FilterSpec.scaleOffsetInteger(0), TEXT, "datatype");
    refuses(
        FilterSpec.scaleOffsetInteger(0), FixedPoint.of(3, ByteOrder.BIG_ENDIAN, true), "datatype");
    refuses(FilterSpec.scaleOffsetInteger(0), FloatingPoint.FLOAT32, "scale type");
    refuses(FilterSpec.scaleOffsetFloat(2), FixedPoint.INT32, "scale type");
    refuses(FilterSpec.scaleOffsetFloat(2), FloatingPoint.FLOAT16, "datatype");
    refuses(FilterSpec.scaleOffsetInteger(17), FixedPoint.INT16, "bits");
    refuses(
        FilterSpec.nbit(),
        new ArrayType(List.of(2L), new VariableLength(16, FixedPoint.INT8)),
        "array's base type");
    refuses(FilterSpec.of(32008, 7), FixedPoint.INT8, "elements per block");
  }

  @Test
  void refusesDeepNesting() {
    Datatype type = FixedPoint.INT8;
    for (int i = 0; i < 40; i++) {
      type = new ArrayType(List.of(1L), type);
    }
    refuses(FilterSpec.nbit(), type, "nesting");
  }

  @Test
  void needsEncodersForAllButMissingOptionalFilters() {
    assertThat(stages(List.of(FilterSpec.of(65000, 1, 2)), FixedPoint.INT8, Optional.empty(), 9))
        .satisfiesExactly(stage -> assertThat(stage.clientData()).containsExactly(1, 2));
    assertThatExceptionOfType(MissingFilterException.class)
        .isThrownBy(() -> clientData(FilterSpec.of(65000).required(), FixedPoint.INT8, 9));
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> clientData(FilterSpec.of(305), FixedPoint.INT8, 9));
  }

  @Test
  void refusesImpossibleChunksAndPipelines() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            stages(
                Collections.nCopies(33, FilterSpec.shuffle()),
                FixedPoint.INT8,
                Optional.empty(),
                9));
    for (List<Long> shape :
        List.of(List.<Long>of(), List.of(0L), List.of(-1L), List.of(1L << 32, 1L << 32))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ChunkProfile(FixedPoint.INT8, shape, Optional.empty()));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChunkProfile(FixedPoint.INT8, List.of(1L), Optional.of(new byte[2])));
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> clientData(FilterSpec.nbit(), FixedPoint.INT8, 1L << 33))
        .withMessageContaining("elements of a chunk");
  }

  private static FixedPoint narrow(int size, ByteOrder order, int precision, int offset) {
    return new FixedPoint(size, order, true, precision, offset, BitPadding.ZERO, BitPadding.ZERO);
  }

  private static void refuses(FilterSpec spec, Datatype type, String item) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> clientData(spec, type, 3, 4))
        .withMessageContaining(item)
        .satisfies(refused -> assertThat(refused.filterId()).isEqualTo(spec.id()));
  }

  private static void agrees(List<FilterSpec> specs, Datatype type, long... shape) {
    agrees(specs, type, Optional.of(new byte[(int) type.size()]), shape);
  }

  private static void agrees(
      FilterSpec spec, Datatype type, Optional<byte[]> fillValue, long... shape) {
    agrees(List.of(spec), type, fillValue, shape);
  }

  private static void agrees(
      List<FilterSpec> specs, Datatype type, Optional<byte[]> fillValue, long... shape) {
    List<Stage> ours = stages(specs, type, fillValue, shape);
    try (Libhdf5Chunk chunk = new Libhdf5Chunk(specs, profile(type, fillValue, shape))) {
      List<Stage> theirs = chunk.stages();
      assertThat(ours).hasSameSizeAs(theirs);
      for (int i = 0; i < ours.size(); i++) {
        Stage our = ours.get(i);
        Stage their = theirs.get(i);
        assertThat(our.id()).isEqualTo(their.id());
        assertThat(our.name()).isEqualTo(their.name());
        assertThat(our.optional()).isEqualTo(their.optional());
        assertThat(our.clientData())
            .as("%s of %s in %s", our.name(), type, Arrays.toString(shape))
            .isEqualTo(their.clientData());
      }
    }
  }

  private static int[] clientData(FilterSpec spec, Datatype type, long... shape) {
    return stages(List.of(spec), type, Optional.empty(), shape).getFirst().clientData();
  }

  private static List<Stage> stages(
      List<FilterSpec> specs, Datatype type, Optional<byte[]> fillValue, long... shape) {
    return FilterSettings.stages(specs, profile(type, fillValue, shape), FilterRegistry.builtIn());
  }

  private static ChunkProfile profile(Datatype type, Optional<byte[]> fillValue, long... shape) {
    return new ChunkProfile(type, Arrays.stream(shape).boxed().toList(), fillValue);
  }

  @Test
  void knowsEnumerationsByTheirBase() {
    Enumeration type = new Enumeration(FixedPoint.UINT16, List.of());
    assertThat(clientData(SZIP, type, 100)).containsExactly(1 | 8 | 32 | 128, 8, 16, 100);
    assertThat(clientData(FilterSpec.nbit(), type, 100)).containsExactly(3, 1, 100);
  }
}
