package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.FillValue;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `a[...]` selects of datasets with axes.
class SelectionOfDatasetTest extends FileTestCase {
  private Dataset none;
  private Dataset line;
  private Dataset rows;
  private Dataset noRows;

  @BeforeEach
  void datasets() throws IOException {
    f.write("none", new float[0]);
    f.write("line", fifty());
    f.createDataset("rows").type(FLOAT32).shape(5, 3).write(ones(15));
    f.createDataset("noRows").type(FLOAT32).shape(0, 3).create();
    reopen();
    none = f.dataset("none");
    line = f.dataset("line");
    rows = f.dataset("rows");
    noRows = f.dataset("noRows");
  }

  private static float[] fifty() {
    float[] values = new float[50];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return values;
  }

  private static float[] ones(int count) {
    float[] values = new float[count];
    Arrays.fill(values, 1);
    return values;
  }

  @H5py({
    "test_dataset_getitem::Test1DZeroFloat.test_ndim",
    "test_dataset_getitem::Test1DZeroFloat.test_shape",
    "test_dataset_getitem::Test1DFloat.test_ndim",
    "test_dataset_getitem::Test1DFloat.test_shape",
    "test_dataset_getitem::Test2DZeroFloat.test_ndim",
    "test_dataset_getitem::Test2DZeroFloat.test_shape",
    "test_dataset_getitem::Test2DFloat.test_ndim",
    "test_dataset_getitem::Test2DFloat.test_shape"
  })
  @Test
  void shapesAreThoseOfTheValues() {
    assertThat(none.shape()).containsExactly(0);
    assertThat(line.shape()).containsExactly(50);
    assertThat(noRows.shape()).containsExactly(0, 3);
    assertThat(rows.shape()).containsExactly(5, 3);
  }

  @H5py({
    "test_dataset_getitem::Test2DFloat.test_size",
    "test_dataset_getitem::Test2DFloat.test_nbytes"
  })
  @Test
  void sizesAreCountsOfElementsAndBytes() {
    assertThat(rows.size()).isEqualTo(15);
    assertThat(rows.size() * rows.datatype().size()).isEqualTo(60);
  }

  @H5py("test_dataset_getitem::TestVeryLargeArray.test_size")
  @Test
  void aSizeIsNotBoundToInt() {
    Dataset large = f.createDataset("large").type(FLOAT32).shape(1 << 15, 1 << 16).create();
    assertThat(large.size()).isEqualTo(1L << 31);
  }

  @H5py({
    "test_dataset_getitem::Test1DZeroFloat.test_ellipsis",
    "test_dataset_getitem::Test1DZeroFloat.test_tuple",
    "test_dataset_getitem::Test1DZeroFloat.test_slice",
    "test_dataset_getitem::Test1DZeroFloat.test_slice_stop_less_than_start",
    "test_dataset_getitem::Test1DZeroFloat.test_indexlist"
  })
  @ParameterizedTest
  @ValueSource(strings = {"...", "()", "0:4", "7:5", "[]"})
  void nothingIsSelectedOfNothing(String selection) {
    NdArray result = none.read(Selection.of(selection));
    assertThat(result.shape()).containsExactly(0);
    assertThat(result.toFloats()).isEmpty();
  }

  @H5py("test_dataset_getitem::Test1DZeroFloat.test_mask")
  @Test
  void anEmptyMaskFitsAnEmptyDataset() {
    assertThat(none.readFloats(Selection.mask(new long[] {0}))).isEmpty();
  }

  @H5py({
    "test_dataset_getitem::Test1DZeroFloat.test_index",
    "test_dataset_getitem::Test1DFloat.test_index_outofrange",
    "test_dataset_getitem::Test1DFloat.test_indexlist_outofrange"
  })
  @Test
  void anIndexBehindTheEndIsRefused() {
    assertThatThrownBy(() -> none.read(Selection.of("0")))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> line.read(Selection.of("100")))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("100")
        .hasMessageContaining("50");
    assertThatThrownBy(() -> line.read(Selection.of("[100]")))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @H5py({
    "test_dataset_getitem::Test1DZeroFloat.test_fieldnames",
    "test_dataset_getitem::Test1DFloat.test_fieldnames"
  })
  @Test
  void numbersHaveNoMembers() {
    assertThatThrownBy(() -> none.field("field")).isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> line.field("field"))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("field");
  }

  /// The start, the number and the distance of what is selected of 0, 1, ... 49.
  @H5py({
    "test_dataset_getitem::Test1DFloat.test_ellipsis",
    "test_dataset_getitem::Test1DFloat.test_tuple",
    "test_dataset_getitem::Test1DFloat.test_slice_simple",
    "test_dataset_getitem::Test1DFloat.test_slice_zerosize",
    "test_dataset_getitem::Test1DFloat.test_slice_strides",
    "test_dataset_getitem::Test1DFloat.test_slice_negindexes",
    "test_dataset_getitem::Test1DFloat.test_slice_stop_less_than_start",
    "test_dataset_getitem::Test1DFloat.test_slice_outofrange"
  })
  @ParameterizedTest
  @CsvSource({
    "..., 0, 50, 1",
    "(), 0, 50, 1",
    "0:4, 0, 4, 1",
    "4:4, 0, 0, 1",
    "1:7:3, 1, 2, 3",
    "-8:-2:3, 42, 2, 3",
    "7:5, 0, 0, 1",
    "100:400:3, 0, 0, 1"
  })
  void slicesAreThoseOfPython(String selection, int start, int count, int step) {
    double[] expected = IntStream.range(0, count).mapToDouble(i -> start + step * i).toArray();
    NdArray result = line.read(Selection.of(selection));
    assertThat(result.shape()).containsExactly(count);
    assertThat(result.toDoubles()).containsExactly(expected);
  }

  @H5py(
      value = "test_dataset_getitem::Test1DFloat.test_slice_backwards",
      differs = "a negative step goes backwards, as in numpy")
  @Test
  void aNegativeStepGoesBackwards() {
    assertThat(line.readInts(Selection.of("::-1"))).startsWith(49, 48).endsWith(1, 0).hasSize(50);
  }

  @H5py("test_dataset_getitem::Test1DFloat.test_slice_zerostride")
  @Test
  void aStepOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.of("::0"))
        .withMessageContaining("step");
  }

  @H5py({
    "test_dataset_getitem::Test1DFloat.test_index_simple",
    "test_dataset_getitem::Test1DFloat.test_index_neg"
  })
  @Test
  void anIndexTakesTheAxisAway() {
    assertThat(line.read(Selection.of("3")).shape()).isEmpty();
    assertThat(line.readFloats(Selection.of("3"))).containsExactly(3);
    assertThat(line.readFloats(Selection.of("-4"))).containsExactly(46);
  }

  @H5py(
      value = {
        "test_dataset_getitem::Test1DFloat.test_index_none",
        "test_dataset_getitem::test_error_newaxis"
      },
      differs = "a new axis is allowed, as in numpy")
  @Test
  void aNewAxisIsAllowed() {
    assertThat(line.read(Selection.of("None")).shape()).containsExactly(1, 50);
    assertThat(line.read(Selection.of("newaxis, :")).shape()).containsExactly(1, 50);
  }

  @H5py("test_dataset_getitem::Test1DFloat.test_index_illegal")
  @ParameterizedTest
  @ValueSource(strings = {"{}", "1.5", "a", "1,,2", "\"x\""})
  void whatIsNoSelectionIsRefusedAndItsPlaceNamed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.of(text))
        .withMessageContaining(text);
  }

  @H5py({
    "test_dataset_getitem::Test1DFloat.test_indexlist_simple",
    "test_dataset_getitem::Test1DFloat.test_indexlist_numpyarray",
    "test_dataset_getitem::Test1DFloat.test_indexlist_single_index_ellipsis",
    "test_dataset_getitem::Test1DFloat.test_indexlist_numpyarray_single_index_ellipsis",
    "test_dataset_getitem::Test1DFloat.test_indexlist_numpyarray_ellipsis",
    "test_dataset_getitem::Test1DFloat.test_indexlist_empty"
  })
  @Test
  void aListOfIndicesKeepsTheAxis() {
    assertThat(line.readFloats(Selection.of("[1, 2, 5]"))).containsExactly(1, 2, 5);
    assertThat(line.readFloats(Selection.axes(Axis.list(1, 2, 5)))).containsExactly(1, 2, 5);
    assertThat(line.readFloats(Selection.of("[1, 2, 5], ..."))).containsExactly(1, 2, 5);
    NdArray one = line.read(Selection.of("[0], ..."));
    assertThat(one.shape()).containsExactly(1);
    assertThat(one.toFloats()).containsExactly(0);
    assertThat(line.read(Selection.of("[]")).shape()).containsExactly(0);
  }

  @H5py({
    "test_dataset_getitem::Test1DFloat.test_indexlist_long",
    "test_dataset_getitem::Test1DFloat.test_indexlist_long_ellipsis"
  })
  @Test
  void aLongListOfIndices() {
    long[] even = IntStream.range(0, 25).mapToLong(i -> 2L * i).toArray();
    assertThat(line.readLongs(Selection.axes(Axis.list(even)))).containsExactly(even);
    assertThat(line.readLongs(Selection.axes(Axis.list(even), Axis.ellipsis())))
        .containsExactly(even);
  }

  @H5py(
      value = {
        "test_dataset_getitem::Test1DFloat.test_indexlist_nonmonotonic",
        "test_dataset_getitem::Test1DFloat.test_indexlist_repeated",
        "test_dataset_getitem::Test1DFloat.test_indexlist_monotonic_negative"
      },
      differs = "indices may stand in any order and be repeated, as in numpy")
  @Test
  void indicesMayStandInAnyOrder() {
    assertThat(line.readFloats(Selection.of("[1, 3, 2]"))).containsExactly(1, 3, 2);
    assertThat(line.readFloats(Selection.of("[1, 1, 2]"))).containsExactly(1, 1, 2);
    assertThat(line.readFloats(Selection.of("[0, 2, -2]"))).containsExactly(0, 2, 48);
    assertThat(line.readFloats(Selection.of("[-2, -3]"))).containsExactly(48, 47);
  }

  private static Selection above(int limit) {
    boolean[] flags = new boolean[50];
    for (int i = Math.max(limit + 1, 0); i < flags.length; i++) {
      flags[i] = true;
    }
    return Selection.mask(new long[] {50}, flags);
  }

  @H5py({
    "test_dataset_getitem::Test1DFloat.test_mask_true",
    "test_dataset_getitem::Test1DFloat.test_mask_false",
    "test_dataset_getitem::Test1DFloat.test_mask_partial"
  })
  @Test
  void aMaskSelectsWhereItIsSet() {
    assertThat(line.readFloats(above(-100))).containsExactly(fifty());
    assertThat(line.readFloats(above(100))).isEmpty();
    assertThat(line.readFloats(above(5))).hasSize(44).startsWith(6, 7).endsWith(49);
  }

  @H5py("test_dataset_getitem::Test1DFloat.test_mask_wrongsize")
  @Test
  void aMaskOfAnotherShapeIsRefused() {
    Selection mask = Selection.mask(new long[] {2}, true, true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> line.read(mask))
        .withMessageContaining("[2]")
        .withMessageContaining("[50]");
  }

  @H5py({
    "test_dataset_getitem::Test2DZeroFloat.test_indexlist",
    "test_dataset_getitem::Test2DFloat.test_indexlist",
    "test_dataset_getitem::Test2DFloat.test_index_emptylist"
  })
  @Test
  void listsAlongOneOfTwoAxes() {
    assertThat(noRows.read(Selection.of(":, [0, 1, 2]")).shape()).containsExactly(0, 3);
    assertThat(rows.read(Selection.of(":, [0, 1, 2]")).toFloats()).containsExactly(ones(15));
    assertThat(rows.read(Selection.of(":, []")).shape()).containsExactly(5, 0);
    assertThat(rows.read(Selection.of("[]")).shape()).containsExactly(0, 3);
  }

  @H5py("test_dataset_getitem::test_read_no_fill_value")
  @Test
  void chunksWithoutStorageAndFillValueReadAsZeros() throws IOException {
    f.createDataset("unwritten")
        .type(FLOAT64)
        .shape(5)
        .chunks(1)
        .fillTime(FillValue.WriteTime.NEVER)
        .create();
    reopen();
    assertThat(f.dataset("unwritten").readDoubles(Selection.of(":3"))).containsExactly(0, 0, 0);
  }

  @H5py({
    "test_dataset_getitem::TestBoolIndex.test_select_first_axis",
    "test_dataset_getitem::test_bool_selection_1d"
  })
  @Test
  void flagsSelectAlongOneAxis() {
    Dataset numbers = f.write("numbers", new int[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    assertThat(numbers.read(int[][].class, Selection.of("[False, True, False], :")))
        .isDeepEqualTo(new int[][] {{3, 4, 5}});
    assertThat(numbers.readInts(Selection.of("[True, False, True]")))
        .containsExactly(0, 1, 2, 6, 7, 8);
    Dataset text = f.write("text", new String[][] {{"a", "b"}, {"c", "d"}, {"e", "f"}});
    assertThat(text.readStrings(Selection.axes(Axis.mask(true, false, true), Axis.all())))
        .containsExactly("a", "b", "e", "f");
  }

  @H5py("test_dataset_getitem::TestBoolIndex.test_wrong_size")
  @Test
  void flagsMustFitTheirAxis() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.read(Selection.of("[False, True, False, False], :")))
        .withMessageContaining("4")
        .withMessageContaining("5");
  }

  @H5py({
    "test_dataset_getitem::TestZeroSizeSelectionResizableDataset.test_set_with_scalar",
    "test_dataset_getitem::TestZeroSizeSelectionResizableDataset.test_set_zerosel_with_scalar"
  })
  @Test
  void aScalarIsWrittenToNothing() throws IOException {
    Dataset growing = f.createDataset("growing").type(FLOAT32).shape(0).maxShape(-1).create();
    growing.write(Selection.of(":"), 1);
    Dataset one = f.createDataset("one").type(FLOAT32).shape(1).maxShape(-1).create();
    one.write(Selection.of("0:0"), 1);
    reopen();
    assertThat(f.dataset("growing").readFloats()).isEmpty();
    assertThat(f.dataset("one").readFloats()).containsExactly(0);
  }

  @H5py({
    "test_dataset_getitem::TestZeroSizeSelectionResizableDataset.test_set_with_array",
    "test_dataset_getitem::TestZeroSizeSelectionResizableDataset.test_set_zerosel_with_array"
  })
  @Test
  void anArrayIsNotWrittenToNothing() {
    Dataset one = f.createDataset("one").type(FLOAT32).shape(1).maxShape(-1).create();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> none.write(Selection.of(":"), new int[4]))
        .withMessageContaining("[4]")
        .withMessageContaining("[0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.write(Selection.of("0:0"), new int[4]));
  }
}
