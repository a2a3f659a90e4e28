package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `a[...]` selects of datasets without axes: scalars, and those without elements.
class SelectionOfScalarTest extends FileTestCase {
  private static final float[] TABLE = {3.2f, -119, 42, 99.8f, 3.14f, 0};

  record Mixed(float a, int b, String c) {}

  @BeforeEach
  void datasets() throws IOException {
    f.createDataset("empty").type(fixedString(10)).empty().create();
    f.write("number", 42.5);
    f.createDataset("compound")
        .type(
            compound().member("a", FLOAT32).member("b", INT32).member("c", fixedString(10)).build())
        .scalar()
        .write(new Mixed(42.5f, -118, "Hello"));
    f.createDataset("table").type(array(FLOAT32, 3, 2)).scalar().write(NdArray.of(TABLE, 3, 2));
    reopen();
  }

  @H5py({
    "test_dataset_getitem::TestEmpty.test_ndim",
    "test_dataset_getitem::TestEmpty.test_shape",
    "test_dataset_getitem::TestEmpty.test_size",
    "test_dataset_getitem::TestEmpty.test_nbytes"
  })
  @Test
  void anEmptyDatasetHasNeitherShapeNorElements() {
    Dataset empty = f.dataset("empty");
    assertThat(empty.dataspace().kind()).isEqualTo(Dataspace.Kind.NULL);
    assertThat(empty.dataspace().rank()).isZero();
    assertThat(empty.size()).isZero();
    assertThat(empty.storageSize()).isZero();
  }

  @H5py({
    "test_dataset_getitem::TestScalarFloat.test_ndim",
    "test_dataset_getitem::TestScalarFloat.test_size",
    "test_dataset_getitem::TestScalarFloat.test_nbytes",
    "test_dataset_getitem::TestScalarFloat.test_shape",
    "test_dataset_getitem::TestScalarCompound.test_ndim",
    "test_dataset_getitem::TestScalarCompound.test_shape",
    "test_dataset_getitem::TestScalarCompound.test_size",
    "test_dataset_getitem::TestScalarCompound.test_nbytes",
    "test_dataset_getitem::TestScalarArray.test_ndim",
    "test_dataset_getitem::TestScalarArray.test_size",
    "test_dataset_getitem::TestScalarArray.test_nbytes",
    "test_dataset_getitem::TestScalarArray.test_shape"
  })
  @Test
  void aScalarHasOneElementAndNoAxis() {
    for (String name : new String[] {"number", "compound", "table"}) {
      Dataset scalar = f.dataset(name);
      assertThat(scalar.dataspace().kind()).isEqualTo(Dataspace.Kind.SCALAR);
      assertThat(scalar.shape()).isEmpty();
      assertThat(scalar.size()).isOne();
      assertThat(scalar.storageSize()).isEqualTo(scalar.datatype().size());
    }
    assertThat(f.dataset("number").datatype().size()).isEqualTo(8);
    assertThat(f.dataset("compound").datatype().size()).isEqualTo(18);
    assertThat(f.dataset("table").datatype().size()).isEqualTo(24);
  }

  @H5py(
      value = {
        "test_dataset_getitem::TestEmpty.test_ellipsis",
        "test_dataset_getitem::TestEmpty.test_tuple"
      },
      differs = "an empty array of the datatype; Dataspace.isNull() tells it from a length of 0")
  @ParameterizedTest
  @ValueSource(strings = {"...", "()"})
  void anEmptyDatasetReadsAsNothing(String selection) {
    NdArray nothing = f.dataset("empty").read(Selection.of(selection));
    assertThat(nothing.size()).isZero();
    assertThat(nothing.datatype()).isEqualTo(fixedString(10));
  }

  @H5py(
      value = {
        "test_dataset_getitem::TestScalarFloat.test_ellipsis",
        "test_dataset_getitem::TestScalarFloat.test_tuple"
      },
      differs = "() and ... are the same; readDouble() is the bare value")
  @ParameterizedTest
  @ValueSource(strings = {"...", "()"})
  void aNumberIsReadWhole(String selection) {
    Dataset number = f.dataset("number");
    NdArray all = number.read(Selection.of(selection));
    assertThat(all.shape()).isEmpty();
    assertThat(all.datatype()).isEqualTo(FLOAT64);
    assertThat(all.getDouble()).isEqualTo(42.5);
    assertThat(number.readDouble()).isEqualTo(42.5);
  }

  @H5py({
    "test_dataset_getitem::TestScalarCompound.test_ellipsis",
    "test_dataset_getitem::TestScalarCompound.test_tuple"
  })
  @ParameterizedTest
  @ValueSource(strings = {"...", "()"})
  void aCompoundIsReadWhole(String selection) {
    Dataset compound = f.dataset("compound");
    NdArray all = compound.read(Selection.of(selection));
    assertThat(all.shape()).isEmpty();
    assertThat(all.datatype()).isEqualTo(compound.datatype());
    assertThat(compound.read(Mixed[].class, Selection.of(selection)))
        .containsExactly(new Mixed(42.5f, -118, "Hello"));
  }

  @H5py({
    "test_dataset_getitem::TestScalarArray.test_ellipsis",
    "test_dataset_getitem::TestScalarArray.test_tuple"
  })
  @ParameterizedTest
  @ValueSource(strings = {"...", "()"})
  void theAxesOfAnArrayDatatypeAreThoseOfTheResult(String selection) {
    assertThat(f.dataset("table").read(float[][].class, Selection.of(selection)))
        .isDeepEqualTo(new float[][] {{3.2f, -119}, {42, 99.8f}, {3.14f, 0}});
  }

  @H5py("test_dataset_getitem::TestScalarCompound.test_fieldnames")
  @Test
  void aMemberOfAScalar() {
    assertThat(f.dataset("compound").field("a").readDouble()).isEqualTo(42.5);
  }

  @H5py({
    "test_dataset_getitem::TestEmpty.test_fieldnames",
    "test_dataset_getitem::TestScalarFloat.test_fieldnames",
    "test_dataset_getitem::TestScalarArray.test_fieldnames"
  })
  @ParameterizedTest
  @ValueSource(strings = {"empty", "number", "table"})
  void whatIsNoCompoundHasNoMembers(String name) {
    Dataset dataset = f.dataset(name);
    assertThatThrownBy(() -> dataset.field("field"))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("field")
        .hasMessageContaining(name);
  }

  static Stream<Selection> needingAnAxis() {
    return Stream.of(
        Selection.of("0:4"),
        Selection.of("0"),
        Selection.of("[1, 2, 5]"),
        Selection.of("[]"),
        Selection.axes(new Axis.Blocks(0, 1, OptionalLong.empty(), 1)),
        Selection.mask(new long[] {1}, true));
  }

  @H5py({
    "test_dataset_getitem::TestEmpty.test_slice",
    "test_dataset_getitem::TestEmpty.test_multi_block_slice",
    "test_dataset_getitem::TestEmpty.test_index",
    "test_dataset_getitem::TestEmpty.test_indexlist",
    "test_dataset_getitem::TestEmpty.test_mask",
    "test_dataset_getitem::TestScalarFloat.test_slice",
    "test_dataset_getitem::TestScalarFloat.test_multi_block_slice",
    "test_dataset_getitem::TestScalarFloat.test_index",
    "test_dataset_getitem::TestScalarFloat.test_indexlist",
    "test_dataset_getitem::TestScalarFloat.test_mask",
    "test_dataset_getitem::TestScalarCompound.test_slice",
    "test_dataset_getitem::TestScalarCompound.test_multi_block_slice",
    "test_dataset_getitem::TestScalarCompound.test_index",
    "test_dataset_getitem::TestScalarCompound.test_indexlist",
    "test_dataset_getitem::TestScalarCompound.test_mask",
    "test_dataset_getitem::TestScalarArray.test_slice",
    "test_dataset_getitem::TestScalarArray.test_multi_block_slice",
    "test_dataset_getitem::TestScalarArray.test_index",
    "test_dataset_getitem::TestScalarArray.test_indexlist",
    "test_dataset_getitem::TestScalarArray.test_mask"
  })
  @ParameterizedTest
  @MethodSource("needingAnAxis")
  void aSelectionWithAxesIsRefused(Selection selection) {
    for (String name : new String[] {"empty", "number", "compound", "table"}) {
      Dataset dataset = f.dataset(name);
      assertThatIllegalArgumentException().as(name).isThrownBy(() -> dataset.read(selection));
    }
  }
}
