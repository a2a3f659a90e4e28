package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.BOOLEAN;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.variableString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.ExternalSegment;
import io.hyperslab.FillValue;
import io.hyperslab.FillValue.WriteTime;
import io.hyperslab.FilterInfo;
import io.hyperslab.StorageLayout;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How datasets are stored: fill values, filters, external files.
class DatasetStorageTest extends FileTestCase {
  record Pair(float a, long b) {}

  private DatasetBuilder x(long... shape) {
    return f.createDataset("x").type(FLOAT32).shape(shape);
  }

  private Dataset reread() throws IOException {
    reopen();
    return f.dataset("x");
  }

  @H5py({
    "test_dataset::TestCreateFillvalue.test_create_fillval",
    "test_dataset::TestCreateFillvalue.test_property"
  })
  @Test
  void whatIsNotWrittenReadsAsTheFillValue() throws IOException {
    x(10).fill(4.0).create();
    assertThat(reread().readFloats()).hasSize(10).containsOnly(4);
    assertThat(f.dataset("x").fillValue().value().orElseThrow().getDouble()).isEqualTo(4);
  }

  static List<Datatype> typesWithoutFillValue() {
    return List.of(
        INT32,
        INT64,
        FLOAT32,
        FLOAT64,
        fixedString(5, CharacterSet.UTF8),
        fixedString(5, CharacterSet.ASCII),
        variableString(CharacterSet.UTF8),
        variableString(CharacterSet.ASCII));
  }

  @H5py({
    "test_dataset::TestCreateFillvalue.test_property_none",
    "test_dataset::test_get_unset_fill_value"
  })
  @ParameterizedTest
  @MethodSource("typesWithoutFillValue")
  void withoutAFillValueElementsAreZeroOrEmpty(Datatype type) throws IOException {
    f.createDataset("x").type(type).shape(10).create();
    Dataset dataset = reread();
    assertThat(dataset.fillValue().state()).isEqualTo(FillValue.State.DEFAULT);
    if (type instanceof NumericType) {
      assertThat(dataset.readDoubles()).containsOnly(0);
    } else {
      assertThat(dataset.readStrings()).containsOnly("");
    }
  }

  @H5py("test_dataset::TestCreateFillvalue.test_compound")
  @Test
  void aCompoundHasAFillValue() throws IOException {
    f.createDataset("x").type(Datatypes.of(Pair.class)).shape(10).fill(new Pair(1, 1)).create();
    assertThat(reread().read(Pair[].class, Selection.of("4"))).containsExactly(new Pair(1, 1));
  }

  @H5py("test_dataset::TestCreateFillvalue.test_exc")
  @Test
  void aFillValueIsOfTheDatatype() {
    DatasetBuilder builder = f.createDataset("x").type(Datatypes.of(Pair.class)).shape(10);
    assertThatThrownBy(() -> builder.fill(42).create()).isInstanceOf(Hdf5Exception.class);
    assertThat(f.root().names()).isEmpty();
  }

  @H5py({
    "test_dataset::TestFillTime.test_fill_time_default",
    "test_dataset::TestFillTime.test_compressed_default"
  })
  @Test
  void aFillValueIsWrittenIfThereIsOne() throws IOException {
    x(10).fill(4.0).gzip(4).create();
    assertThat(reread().fillValue().writeTime()).isEqualTo(WriteTime.IF_USER_DEFINED);
    assertThat(f.dataset("x").readFloats()).containsOnly(4);
  }

  @H5py({
    "test_dataset::TestFillTime.test_fill_time_alloc",
    "test_dataset::TestFillTime.test_fill_time_ifset",
    "test_dataset::TestFillTime.test_fill_time_never"
  })
  @ParameterizedTest
  @EnumSource(WriteTime.class)
  void aFillTimeIsKept(WriteTime time) throws IOException {
    x(10).chunks(2).fill(4.0).fillTime(time).create();
    assertThat(reread().fillValue().writeTime()).isEqualTo(time);
    assertThat(f.dataset("x").getDouble(7)).isEqualTo(time == WriteTime.NEVER ? 0 : 4);
  }

  @H5py({
    "test_dataset::TestFillTime.test_resize_chunk_fill_time_default",
    "test_dataset::TestFillTime.test_resize_chunk_fill_time_never"
  })
  @ParameterizedTest
  @EnumSource(
      value = WriteTime.class,
      names = {"IF_USER_DEFINED", "NEVER"})
  void growthObeysTheFillTime(WriteTime time) throws IOException {
    x(50).maxShape(100).chunks(5).fill(4.0).fillTime(time).create();
    reread().resize(100);
    assertThat(reread().readFloats()).hasSize(100).containsOnly(time == WriteTime.NEVER ? 0 : 4);
  }

  private FilterInfo onlyFilter() throws IOException {
    List<FilterInfo> filters = reread().filters();
    assertThat(filters).hasSize(1);
    return filters.getFirst();
  }

  @H5py({
    "test_dataset::TestCreateGzip.test_gzip",
    "test_dataset::TestCreateGzip.test_gzip_number",
    "test_dataset::TestCreateCompressionNumber.test_compression_number"
  })
  @Test
  void deflateHasALevel() throws IOException {
    x(20, 30).gzip(9).create();
    assertThat(onlyFilter().id()).isEqualTo(1);
    assertThat(onlyFilter().clientData()).containsExactly(9);
  }

  @H5py(
      value = "test_dataset::TestCreateGzip.test_gzip_implicit",
      differs = "the level of gzip is asked for")
  @Test
  void aFilterIsGivenByItsNumber() throws IOException {
    x(20, 30).filter(FilterSpec.of(1, 4)).create();
    assertThat(onlyFilter().spec()).isEqualTo(FilterSpec.deflate(4));
  }

  @H5py("test_dataset::TestCreateGzip.test_gzip_exc")
  @ParameterizedTest
  @ValueSource(ints = {14, -4, 10})
  void aLevelIsFromZeroToNine(int level) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x(20, 30).gzip(level).create())
        .withMessageContaining(Integer.toString(level));
  }

  @H5py("test_dataset::TestCreateCompressionNumber.test_compression_number_invalid")
  @Test
  void aRequiredFilterMustBeKnown() {
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.of(-999));
    DatasetBuilder builder = x(20, 30).chunks(20, 30).filter(FilterSpec.of(100).required());
    assertThatThrownBy(builder::create)
        .isInstanceOf(MissingFilterException.class)
        .hasMessageContaining("100");
    assertThat(f.root().names()).isEmpty();
  }

  @H5py({
    "test_dataset::TestCreateLZF.test_lzf_sparse",
    "test_dataset::TestCreateLZF.test_lzf_dense"
  })
  @Test
  void lzf() throws IOException {
    int[] values = IntStream.range(0, 100).toArray();
    f.createDataset("x").type(INT32).lzf().write(values);
    assertThat(onlyFilter().id()).isEqualTo(32000);
    assertThat(onlyFilter().clientData()).containsExactly(4, 0x105, 400);
    assertThat(f.dataset("x").readInts()).containsExactly(values);
  }

  @H5py("test_dataset::TestCreateSZIP.test_szip")
  @Test
  void szip() throws IOException {
    x(20, 30).filter(FilterSpec.szip(FilterSpec.SzipCoding.ENTROPY, 16)).create();
    assertThat(onlyFilter().id()).isEqualTo(4);
  }

  @H5py({
    "test_dataset::TestCreateShuffle.test_shuffle",
    "test_dataset::TestCreateFletcher32.test_fletcher32"
  })
  @Test
  void shuffleAndFletcher32() throws IOException {
    x(20, 30).shuffle().fletcher32().create();
    assertThat(reread().filters()).extracting(FilterInfo::id).containsExactly(2, 3);
    assertThat(f.dataset("x").filters().getFirst().clientData()).containsExactly(4);
  }

  @H5py(
      value = {
        "test_dataset::TestCreateScaleOffset.test_float_fails_without_options",
        "test_dataset::TestCreateScaleOffset.test_non_integer"
      },
      differs = "integers and floats have a factory each, and each of them its argument")
  @Test
  void scaleOffsetSettingsAreChecked() {
    assertThatThrownBy(() -> x(20).filter(FilterSpec.scaleOffsetInteger(0)).create())
        .isInstanceOfAny(IllegalArgumentException.class, Hdf5Exception.class);
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.scaleOffsetInteger(-1));
  }

  @H5py("test_dataset::TestCreateScaleOffset.test_unsupport_dtype")
  @Test
  void booleansAreNotScaled() {
    DatasetBuilder builder = f.createDataset("x").type(BOOLEAN).shape(20, 30);
    assertThatThrownBy(() -> builder.filter(FilterSpec.scaleOffsetInteger(0)).create())
        .isInstanceOfAny(IllegalArgumentException.class, Hdf5Exception.class);
  }

  @H5py("test_dataset::TestCreateScaleOffset.test_float")
  @Test
  void floatsKeepTheDecimalsThatAreAskedFor() throws IOException {
    double[] values = new Random(1).doubles(30_000, -100_000, 100_000).toArray();
    f.createDataset("x").type(FLOAT64).filter(FilterSpec.scaleOffsetFloat(4)).write(values);
    double[] read = reread().readDoubles();
    assertThat(read).isNotEqualTo(values).hasSameSizeAs(values);
    assertThat(IntStream.range(0, read.length).mapToDouble(i -> Math.abs(read[i] - values[i])))
        .allMatch(difference -> difference < 1e-4);
  }

  private int[] scaled(int bits, int bound) throws IOException {
    int[] values = new Random(2).ints(30_000, 0, bound).toArray();
    f.createDataset("x").type(INT64).filter(FilterSpec.scaleOffsetInteger(bits)).write(values);
    int[] read = reread().readInts();
    f.delete("x");
    return read;
  }

  @H5py({
    "test_dataset::TestCreateScaleOffset.test_int",
    "test_dataset::TestCreateScaleOffset.test_int_with_minbits"
  })
  @Test
  void integersAreScaled() throws IOException {
    int[] narrow = new Random(2).ints(30_000, 0, 1 << 12).toArray();
    assertThat(scaled(0, 1 << 12)).isEqualTo(narrow);
    assertThat(scaled(12, 1 << 12)).isEqualTo(narrow);
  }

  @H5py(
      value = "test_dataset::TestCreateScaleOffset.test_int_with_minbits_lossy",
      differs = "a chunk whose integers need more bits than asked for is stored without the filter")
  @Test
  void integersAreNotCutOff() throws IOException {
    assertThat(scaled(12, 1 << 13)).isEqualTo(new Random(2).ints(30_000, 0, 1 << 13).toArray());
  }

  @H5py({
    "test_dataset::TestExternal.test_contents",
    "test_dataset::TestExternal.test_name_str",
    "test_dataset::TestExternal.test_name_path"
  })
  @Test
  void elementsAreInAFileBeside() throws IOException {
    double[] values = new Random(3).doubles(600).toArray();
    f.createDataset("x").type(FLOAT64).shape(6, 100).external("raw.bin", 0, -1).write(values);
    Dataset dataset = reread();
    assertThat(dataset.externalSegments())
        .containsExactly(new ExternalSegment("raw.bin", 0, OptionalLong.empty()));
    ByteBuffer expected = ByteBuffer.allocate(4800).order(ByteOrder.LITTLE_ENDIAN);
    expected.asDoubleBuffer().put(values);
    assertThat(Files.readAllBytes(folder.resolve("raw.bin"))).isEqualTo(expected.array());
    assertThat(dataset.readDoubles()).containsExactly(values);
  }

  @H5py("test_dataset::TestExternal.test_iter_multi")
  @Test
  void elementsAreInManyPartsOfAFile() throws IOException {
    DatasetBuilder builder = x(6, 100);
    for (int i = 0; i < 100; i++) {
      builder.external("raw.bin", 1000L * i, 1000);
    }
    builder.create();
    assertThat(reread().externalSegments()).hasSize(100);
  }

  @H5py("test_dataset::TestExternal.test_invalid")
  @Test
  void partsOfExternalFilesAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> x(6, 100).external("", 0, 2400));
    assertThatIllegalArgumentException().isThrownBy(() -> x(6, 100).external("raw", -1, 2400));
    assertThatThrownBy(() -> x(6, 100).external("raw", 0, 2399).create())
        .isInstanceOfAny(IllegalArgumentException.class, Hdf5Exception.class)
        .hasMessageContaining("2399");
    assertThat(folder.resolve("raw")).doesNotExist();
  }

  @H5py("test_dataset::TestExternal.test_create_expandable")
  @Test
  void anExternalDatasetMayGrow() throws IOException {
    x(128, 64).maxShape(-1, 64).external("raw.bin", 0, -1).create();
    Dataset dataset = reread();
    assertThat(dataset.layout()).isEqualTo(StorageLayout.CONTIGUOUS);
    assertThat(dataset.shape()).containsExactly(128, 64);
    assertThat(dataset.maxShape()).containsExactly(-1, 64);
  }

  @H5py("test_dataset::test_filter_properties")
  @Test
  void theFiltersOfADataset() throws IOException {
    x(1000).shuffle().lzf().fletcher32().create();
    assertThat(reread().filters()).extracting(FilterInfo::id).containsExactly(2, 32000, 3);
  }

  @H5py("test_dataset::test_allow_unknown_filter")
  @Test
  void anOptionalFilterMayBeUnknown() throws IOException {
    x(10, 10).chunks(10, 10).filter(FilterSpec.of(256).asOptional()).create();
    assertThat(onlyFilter().id()).isEqualTo(256);
  }
}
