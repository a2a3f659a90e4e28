package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.UINT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.hyperslab.CreateOptions;
import io.hyperslab.FilterInfo;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Filters together, filters as values, and filters of one's own.
class DatasetFiltersTest extends FileTestCase {

  @H5py("test_filters::TestFilters.test_wr_szip_fletcher32_64bit")
  @Test
  void aChecksumIsOfWhatSzipMakes() throws IOException {
    f.createDataset("x")
        .type(FLOAT64)
        .filter(FilterSpec.szip(FilterSpec.SzipCoding.NEAREST_NEIGHBOUR, 8))
        .fletcher32()
        .write(new double[10_000]);
    reopen();
    assertThat(f.dataset("x").filters()).extracting(FilterInfo::id).containsExactly(4, 3);
    assertThat(f.dataset("x").readDoubles()).hasSize(10_000).containsOnly(0);
  }

  @H5py(
      value = "test_filters::TestFilters.test_wr_scaleoffset_fletcher32",
      differs = "a checksum is of what is stored, which scale-offset before it does not change")
  @Test
  void aChecksumIsOfWhatScaleOffsetMakes() throws IOException {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i / 99.0).toArray();
    f.createDataset("x")
        .type(FLOAT64)
        .filter(FilterSpec.scaleOffsetFloat(3))
        .fletcher32()
        .write(values);
    reopen();
    assertThat(f.dataset("x").readDoubles()).containsExactly(values, within(1e-3));
  }

  @H5py("test_filters::test_filter_ref_obj")
  @Test
  void aFilterIsAValue() throws IOException {
    FilterSpec gzip = FilterSpec.deflate(8);
    assertThat(gzip.id()).isEqualTo(1);
    assertThat(gzip.parameters()).containsExactly(8);
    f.createDataset("x").type(UINT32).shape(100).filter(gzip).create();
    reopen();
    assertThat(f.dataset("x").filters()).extracting(FilterInfo::spec).containsExactly(gzip);
  }

  @H5py("test_filters::test_filter_ref_obj_eq")
  @Test
  void equalFiltersAreEqual() {
    assertThat(FilterSpec.deflate(8)).isEqualTo(FilterSpec.deflate(8));
    assertThat(FilterSpec.deflate(8)).isNotEqualTo(FilterSpec.deflate(7));
  }

  private static Stream<FilterSpec> available() {
    return Stream.of(
        FilterSpec.deflate(4),
        FilterSpec.lzf(),
        FilterSpec.szip(FilterSpec.SzipCoding.NEAREST_NEIGHBOUR, 8),
        FilterSpec.shuffle(),
        FilterSpec.fletcher32(),
        FilterSpec.scaleOffsetInteger(0));
  }

  @H5py("test_filters::test_filters_available")
  @ParameterizedTest
  @MethodSource("available")
  void theFiltersOfH5pyWriteAndRead(FilterSpec filter) throws IOException {
    int[] values = IntStream.range(0, 1000).toArray();
    f.createDataset("x").type(INT32).filter(filter).write(values);
    reopen();
    assertThat(f.dataset("x").filters()).extracting(FilterInfo::id).containsExactly(filter.id());
    assertThat(f.dataset("x").chunkAt(0).orElseThrow().filterMask()).isZero();
    assertThat(f.dataset("x").readInts()).containsExactly(values);
  }

  /// Inverts every bit.
  private record Inversion(int id) implements Filter {
    @Override
    public String name() {
      return "inversion";
    }

    @Override
    public boolean encodes() {
      return true;
    }

    @Override
    public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
      return Optional.of(inverted(decoded, context));
    }

    @Override
    public MemorySegment decode(MemorySegment encoded, FilterContext context) {
      return inverted(encoded, context);
    }

    private static MemorySegment inverted(MemorySegment bytes, FilterContext context) {
      MemorySegment inverted = context.allocate(bytes.byteSize());
      for (long i = 0; i < bytes.byteSize(); i++) {
        inverted.set(ValueLayout.JAVA_BYTE, i, (byte) ~bytes.get(ValueLayout.JAVA_BYTE, i));
      }
      return inverted;
    }
  }

  @H5py("test_h5z::test_register_filter")
  @Test
  void aFilterOfOnesOwnIsThereForTheFilesItIsGivenTo() throws IOException {
    Path other = folder.resolve("other.h5");
    FilterSpec spec = FilterSpec.of(256).required();
    OpenOptions options = OpenOptions.defaults().filters(new Inversion(256));
    try (Hdf5File file = Hdf5File.create(other, CreateOptions.defaults().open(options))) {
      file.createDataset("x").type(INT32).filter(spec).write(new int[] {1, 2, 3});
      MemorySegment raw = file.dataset("x").readRawChunk(0).orElseThrow();
      assertThat(raw.toArray(ValueLayout.JAVA_BYTE)).startsWith(-2, -1, -1, -1, -3);
    }
    try (Hdf5File file = Hdf5File.open(other, options)) {
      assertThat(file.dataset("x").readInts()).containsExactly(1, 2, 3);
    }
    try (Hdf5File file = Hdf5File.open(other)) {
      assertThatExceptionOfType(MissingFilterException.class)
          .isThrownBy(() -> file.dataset("x").readInts())
          .withMessageContaining("256");
    }
    assertThatExceptionOfType(Hdf5Exception.class)
        .isThrownBy(() -> f.createDataset("x").type(INT32).filter(spec).write(new int[] {1, 2, 3}))
        .withMessageContaining("256");
  }
}
