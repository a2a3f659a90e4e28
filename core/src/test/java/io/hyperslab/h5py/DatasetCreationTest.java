package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.COMPLEX64;
import static io.hyperslab.datatype.Datatypes.FLOAT16;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.complex;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.variableString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.NamedDatatype;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Datasets from a shape, from values, and where one may be there already.
class DatasetCreationTest extends FileTestCase {

  private Dataset made(Datatype type, long... shape) {
    return f.createDataset("x").type(type).shape(shape).create();
  }

  private static float[] counting(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }

  @H5py({"test_dataset::TestRepr.test_repr_basic", "test_dataset::TestRepr.test_repr_closed"})
  @Test
  void aDatasetDescribesItselfAlsoWhenClosed() throws IOException {
    Dataset dataset = made(INT32, 4);
    assertThat(dataset.toString()).contains("/x");
    f.close();
    assertThat(dataset.toString()).contains("/x");
    assertThatIllegalStateException().isThrownBy(dataset::shape);
  }

  @H5py("test_dataset::TestCreateShape.test_create_scalar")
  @Test
  void aScalar() throws IOException {
    f.createDataset("x").type(FLOAT32).scalar().create();
    reopen();
    assertThat(f.dataset("x").shape()).isEmpty();
    assertThat(f.dataset("x").dataspace().isScalar()).isTrue();
  }

  @H5py({
    "test_dataset::TestCreateShape.test_create_simple",
    "test_dataset::TestCreateShape.test_create_integer",
    "test_dataset::TestCreateShape.test_create_extended_1d",
    "test_dataset::TestCreateShape.test_create_extended_2d",
    "test_dataset::TestCreateShape.test_create_integer_extended",
    "test_dataset::TestCreateShape.test_default_dtype"
  })
  @Test
  void shapes() throws IOException {
    long[][] shapes = {{1}, {63}, {6, 10}};
    for (long[] shape : shapes) {
      f.createDataset("x" + Arrays.toString(shape)).type(FLOAT32).shape(shape).create();
    }
    reopen();
    for (long[] shape : shapes) {
      Dataset dataset = f.dataset("x" + Arrays.toString(shape));
      assertThat(dataset.shape()).containsExactly(shape);
      assertThat(dataset.size()).isEqualTo(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
      assertThat(dataset.datatype()).isEqualTo(FLOAT32);
    }
  }

  @H5py("test_dataset::TestCreateShape.test_missing_shape")
  @Test
  void aDatasetNeedsAShape() {
    assertThatIllegalStateException()
        .isThrownBy(() -> f.createDataset("x").type(FLOAT32).create())
        .withMessageContaining("shape");
    assertThat(f.root().names()).isEmpty();
  }

  @H5py(
      value = "test_dataset::TestCreateShape.test_no_dtype",
      differs = "a datatype is asked for, as it will be in h5py 4")
  @Test
  void aDatasetNeedsADatatype() {
    assertThatIllegalStateException()
        .isThrownBy(() -> f.createDataset("x").shape(5).create())
        .withMessageContaining("type");
  }

  @H5py({
    "test_dataset::TestCreateData.test_create_scalar",
    "test_dataset::TestCreateData.test_create_extended"
  })
  @Test
  void valuesGiveShapeAndDatatype() throws IOException {
    f.write("one", 1f);
    f.write("many", new float[63]);
    reopen();
    assertThat(f.dataset("one").shape()).isEmpty();
    assertThat(f.dataset("many").shape()).containsExactly(63);
    assertThat(f.dataset("many").datatype()).isEqualTo(FLOAT32);
  }

  @H5py("test_dataset::TestCreateData.test_dataset_intermediate_group")
  @Test
  void groupsInBetweenAreMade() throws IOException {
    f.createDataset("/foo/bar/baz").type(INT32).shape(10, 10).create();
    reopen();
    assertThat(f.dataset("/foo/bar/baz").shape()).containsExactly(10, 10);
  }

  @H5py("test_dataset::TestCreateData.test_reshape")
  @Test
  void valuesTakeTheShapeThatIsGiven() throws IOException {
    f.createDataset("x").type(FLOAT32).shape(10, 3).write(counting(30));
    reopen();
    assertThat(f.dataset("x").shape()).containsExactly(10, 3);
    assertThat(f.dataset("x").readFloats()).containsExactly(counting(30));
  }

  @H5py("test_dataset::TestCreateData.test_create_incompatible_data")
  @Test
  void valuesMustFitTheShapeThatIsGiven() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> f.createDataset("x").type(INT32).shape(4).write(new int[3]))
        .withMessageContaining("[3]")
        .withMessageContaining("[4]");
    assertThat(f.root().names()).isEmpty();
  }

  @H5py({
    "test_dataset::TestCreateData.test_create_strings",
    "test_dataset::TestAutoCreate.test_vlen_unicode"
  })
  @Test
  void textIsOfVariableLengthInUtf8() throws IOException {
    f.write("a", "abc\u2034");
    f.write("b", new String[] {"abc", "def"});
    f.write("c", new String[][] {{"abc"}, {"def"}});
    reopen();
    for (String name : new String[] {"a", "b", "c"}) {
      assertThat(f.dataset(name).datatype()).isEqualTo(variableString(CharacterSet.UTF8));
    }
    assertThat(f.dataset("a").readString()).isEqualTo("abc\u2034");
    assertThat(f.dataset("c").read(String[][].class))
        .isDeepEqualTo(new String[][] {{"abc"}, {"def"}});
  }

  @H5py({
    "test_dataset::TestCreateData.test_create_bytestring",
    "test_dataset::TestAutoCreate.test_vlen_bytes"
  })
  @Test
  void textInAsciiIsAskedFor() throws IOException {
    Datatype ascii = variableString(CharacterSet.ASCII);
    f.createDataset("x").type(ascii).write(new String[] {"a", "bc"});
    reopen();
    assertThat(f.dataset("x").datatype()).isEqualTo(ascii);
    assertThat(f.dataset("x").readStrings()).containsExactly("a", "bc");
  }

  @H5py({
    "test_dataset::TestCreateData.test_create_np_s",
    "test_dataset::TestAutoCreate.test_string_fixed"
  })
  @Test
  void textOfFixedLengthIsAskedFor() throws IOException {
    f.createDataset("x").type(fixedString(11)).write("Hello there");
    reopen();
    assertThat(f.dataset("x").datatype()).isEqualTo(fixedString(11));
    assertThat(f.dataset("x").readString()).isEqualTo("Hello there");
  }

  @H5py({
    "test_dataset::TestCreateData.test_empty_create_via_None_shape",
    "test_dataset::TestCreateData.test_empty_create_via_Empty_class"
  })
  @Test
  void aDatasetWithoutElements() throws IOException {
    f.createDataset("x").type(FLOAT32).empty().create();
    reopen();
    assertThat(f.dataset("x").dataspace().isNull()).isTrue();
    assertThat(f.dataset("x").datatype()).isEqualTo(FLOAT32);
  }

  @H5py({
    "test_dataset::TestCreateRequire.test_create",
    "test_dataset::TestCreateRequire.test_create_existing",
    "test_dataset::TestCreateRequire.test_create_1D_integer",
    "test_dataset::TestCreateRequire.test_create_1D_tuple"
  })
  @Test
  void aDatasetIsMadeOrOpened() {
    Dataset made = f.createDataset("x").type(FLOAT32).shape(10, 3).require();
    assertThat(made.shape()).containsExactly(10, 3);
    made.write(Selection.of("0, 0"), 123);
    Dataset opened = f.createDataset("x").type(FLOAT32).shape(10, 3).require();
    assertThat(opened).isEqualTo(made);
    assertThat(opened.getDouble(0, 0)).isEqualTo(123);
  }

  @H5py("test_dataset::TestCreateRequire.test_shape_conflict")
  @Test
  void aRequiredDatasetOfAnotherShape() {
    made(FLOAT32, 10, 3);
    assertThatThrownBy(() -> f.createDataset("x").type(FLOAT32).shape(10, 4).require())
        .isInstanceOfAny(IllegalArgumentException.class, Hdf5Exception.class)
        .hasMessageContaining("10, 3")
        .hasMessageContaining("10, 4");
  }

  @H5py("test_dataset::TestCreateRequire.test_type_conflict")
  @Test
  void aRequiredDatasetThatIsAGroup() {
    f.createGroup("x");
    assertThatThrownBy(() -> f.createDataset("x").type(FLOAT32).shape(10, 3).require())
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("group");
  }

  @H5py("test_dataset::TestCreateRequire.test_dtype_conflict")
  @Test
  void aRequiredDatasetOfADatatypeThatIsNotConverted() {
    made(FLOAT32, 10, 3);
    assertThatThrownBy(() -> f.createDataset("x").type(fixedString(10)).shape(10, 3).require())
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("float32");
  }

  @H5py({
    "test_dataset::TestCreateRequire.test_dtype_exact",
    "test_dataset::TestCreateRequire.test_dtype_close"
  })
  @Test
  void aRequiredDatasetOfAWiderDatatype() {
    Dataset made = made(INT32, 10, 3);
    assertThat(f.createDataset("x").type(INT32).shape(10, 3).requireExact()).isEqualTo(made);
    assertThat(f.createDataset("x").type(INT16).shape(10, 3).require()).isEqualTo(made);
    assertThatThrownBy(() -> f.createDataset("x").type(INT16).shape(10, 3).requireExact())
        .isInstanceOf(DatatypeMismatchException.class);
  }

  @H5py("test_dataset::TestCreateNamedType.test_named")
  @Test
  void aDatasetSharesACommittedDatatype() throws IOException {
    NamedDatatype type = f.root().createNamedDatatype("type", FLOAT64);
    f.createDataset("x").type(type).shape(100).create();
    reopen();
    assertThat(f.dataset("x").datatype()).isEqualTo(FLOAT64);
    assertThat(f.dataset("x").committedDatatype()).contains(f.get("type").reference());
  }

  @H5py("test_dataset::TestCreateLike.test_no_chunks")
  @Test
  void aDatasetLikeAnother() {
    Dataset other = f.write("x", new int[5][5]);
    Dataset like = f.root().createDatasetLike("y", other).create();
    assertThat(like.shape()).containsExactly(5, 5);
    assertThat(like.datatype()).isEqualTo(INT32);
    assertThat(like.chunkShape()).isEmpty();
  }

  @H5py("test_dataset::TestCreateLike.test_track_times")
  @Test
  void aDatasetLikeAnotherThatTracksTimes() {
    Dataset timed = f.createDataset("x").type(INT32).shape(12).trackTimes().create();
    assertThat(timed.modificationTime()).isPresent();
    assertThat(f.root().createDatasetLike("y", timed).create().modificationTime()).isPresent();
    Dataset timeless = f.createDataset("z").type(INT32).shape(12).create();
    assertThat(timeless.modificationTime()).isEmpty();
    assertThat(f.root().createDatasetLike("w", timeless).create().modificationTime()).isEmpty();
  }

  @H5py("test_dataset::TestCreateLike.test_maxshape")
  @Test
  void aDatasetLikeAnotherThatGrows() {
    Dataset other = f.createDataset("x").type(FLOAT32).shape(10).maxShape(20).create();
    Dataset like = f.root().createDatasetLike("y", other).create();
    assertThat(like.shape()).containsExactly(10);
    assertThat(like.maxShape()).containsExactly(20);
  }

  @H5py({"test_dataset::TestDtype.test_dtype", "test_dataset::TestDtype.test_dtype_complex32"})
  @Test
  void theDatatypeIsKept() throws IOException {
    f.createDataset("text").type(fixedString(10)).shape(5).create();
    f.createDataset("complex").type(complex(FLOAT16)).shape(5).create();
    reopen();
    assertThat(f.dataset("text").datatype()).isEqualTo(fixedString(10));
    assertThat(f.dataset("complex").datatype()).isEqualTo(complex(FLOAT16)).isNotEqualTo(COMPLEX64);
  }

  @H5py({"test_dataset::TestLen.test_len", "test_dataset::TestLen.test_len_big"})
  @Test
  void theFirstAxisMayBeLongerThanAnInt() {
    assertThat(made(FLOAT32, 1L << 33, 15).shape()).containsExactly(1L << 33, 15);
  }

  @H5py("test_dataset::TestIter.test_iter")
  @Test
  void rowsOneByOne() {
    Dataset table = f.createDataset("x").type(FLOAT32).shape(10, 3).write(counting(30));
    assertThat(table.rows().map(NdArray::toFloats))
        .hasSize(10)
        .first()
        .isEqualTo(new float[] {0, 1, 2});
    assertThat(table.rows().skip(9).findFirst().orElseThrow().toFloats())
        .containsExactly(27, 28, 29);
  }

  @H5py("test_dataset::TestIter.test_iter_scalar")
  @Test
  void aScalarHasNoRows() {
    Dataset scalar = f.createDataset("x").type(FLOAT32).scalar().create();
    assertThatThrownBy(scalar::rows)
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }
}
