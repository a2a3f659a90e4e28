package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.OBJECT_REFERENCE;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.variableString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.StoredReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// Shapes and kinds of what slices give, and writing to them.
class SlicingTest extends FileTestCase {
  record Row(float a, int b, float c) {}

  record Pointed(int a, ObjectReference b) {}

  @H5py({
    "test_slicing::TestSingleElement.test_single_index",
    "test_slicing::TestSingleElement.test_single_null",
    "test_slicing::TestSingleElement.test_scalar_index",
    "test_slicing::TestSingleElement.test_scalar_null"
  })
  @Test
  void anIndexDropsTheAxisAndNothingElseDoes() {
    Dataset one = f.createDataset("one").type(INT8).shape(1).create();
    assertThat(one.read(Selection.of("0")).shape()).isEmpty();
    assertThat(one.read(Selection.of("()")).shape()).containsExactly(1);
    Dataset scalar = f.createDataset("scalar").type(INT8).scalar().create();
    assertThat(scalar.read(Selection.of("...")).shape()).isEmpty();
    assertThat(scalar.read(Selection.of("()")).shape()).isEmpty();
    assertThat(scalar.read(Selection.of("()")).datatype()).isEqualTo(INT8);
  }

  private Dataset rows(int count) throws IOException {
    Row[] rows = Collections.nCopies(count, new Row(1, 1, 1)).toArray(Row[]::new);
    f.write("rows", rows);
    reopen();
    return f.dataset("rows");
  }

  @H5py("test_slicing::TestSingleElement.test_compound")
  @Test
  void oneElementOfACompound() throws IOException {
    assertThat(rows(4).read(Row[].class, Selection.of("0"))).containsExactly(new Row(1, 1, 1));
  }

  private StoredReference stored(Dataset dataset, Selection selection) {
    NdArray read = dataset.read(selection);
    return f.reference((Reference) read.datatype(), read.segment());
  }

  @H5py({
    "test_slicing::TestObjectIndex.test_reference",
    "test_slicing::TestObjectIndex.test_scalar"
  })
  @Test
  void anElementThatIsAReference() throws IOException {
    f.createDataset("pointers").type(OBJECT_REFERENCE).shape(1).create();
    f.dataset("pointers").write(Selection.of("0"), f.root().reference());
    f.write("pointer", f.root().reference());
    reopen();
    for (Dataset dataset : new Dataset[] {f.dataset("pointers"), f.dataset("pointer")}) {
      assertThat(stored(dataset, Selection.of("...")))
          .isInstanceOfSatisfying(
              StoredReference.ToObject.class,
              reference -> assertThat(f.dereference(reference.target())).isEqualTo(f.root()));
    }
  }

  @H5py("test_slicing::TestObjectIndex.test_regref")
  @Test
  void anElementThatIsARegionReference() throws IOException {
    Dataset x = f.createDataset("x").type(FLOAT32).shape(10, 10).create();
    f.write("regions", x.regionReference(Selection.all()));
    reopen();
    assertThat(stored(f.dataset("regions"), Selection.of("...")))
        .isInstanceOfSatisfying(
            StoredReference.ToRegion.class,
            region -> {
              assertThat(f.dereference(region.target())).isEqualTo(f.dataset("x"));
              assertThat(region.selection().orElseThrow().elementCount()).isEqualTo(100);
            });
  }

  @H5py({
    "test_slicing::TestObjectIndex.test_reference_field",
    "test_group::TestOpen.test_reference_numpyobj"
  })
  @Test
  void aMemberThatIsAReference() throws IOException {
    f.createDataset("rows")
        .type(compound().member("a", INT32).member("b", OBJECT_REFERENCE).build())
        .shape(1)
        .write(new Pointed[] {new Pointed(42, f.root().reference())});
    reopen();
    Pointed read = f.dataset("rows").read(Pointed[].class, Selection.of("0"))[0];
    assertThat(read.a()).isEqualTo(42);
    assertThat(f.dereference(read.b())).isEqualTo(f.root());
  }

  @H5py("test_slicing::TestObjectIndex.test_bytestr")
  @Test
  void theBytesOfAString() throws IOException {
    f.createDataset("text")
        .type(variableString(CharacterSet.ASCII))
        .shape(1)
        .write(new String[] {"Hello there!"});
    reopen();
    assertThat(f.dataset("text").readByteStrings()[0]).asString().isEqualTo("Hello there!");
    assertThat(f.dataset("text").readStrings(Selection.of("0"))).containsExactly("Hello there!");
  }

  @H5py("test_slicing::TestSimpleSlicing.test_negative_stop")
  @Test
  void aNegativeStopCountsFromTheEnd() {
    Dataset ten = f.write("ten", new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    assertThat(ten.readInts(Selection.of("2:-2"))).containsExactly(2, 3, 4, 5, 6, 7);
  }

  @H5py(
      value = "test_slicing::TestSimpleSlicing.test_write",
      differs = "axes of length 1 do not count when as many values are given as are selected")
  @Test
  void aColumnIsWritten() {
    Dataset table = f.createDataset("table").type(FLOAT32).shape(10, 2).create();
    table.write(Selection.of(":, 0"), new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    table.write(
        Selection.of(":, 1"), new double[][] {{9}, {8}, {7}, {6}, {5}, {4}, {3}, {2}, {1}, {0}});
    assertThat(table.readInts(Selection.of("2"))).containsExactly(2, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.write(Selection.of(":, 1"), new double[5][2]))
        .withMessageContaining("[5, 2]")
        .withMessageContaining("[10]");
  }

  @H5py("test_slicing::TestArraySlicing.test_read")
  @Test
  void theAxesOfAnArrayDatatypeComeLast() {
    Dataset triples = f.createDataset("triples").type(array(FLOAT64, 3)).shape(10).create();
    assertThat(triples.shape()).containsExactly(10);
    assertThat(triples.datatype()).isEqualTo(array(FLOAT64, 3));
    assertThat(triples.read(double[][].class, Selection.of("..."))).hasDimensions(10, 3);
    assertThat(triples.read(double[].class, Selection.of("0"))).hasSize(3);
    assertThat(triples.read(double[][].class, Selection.of("2:8:2"))).hasDimensions(3, 3);
  }

  @H5py("test_slicing::TestArraySlicing.test_write_broadcast")
  @Test
  void aScalarIsNoArray() {
    Dataset triples = f.createDataset("triples").type(array(INT32, 3)).shape(10).create();
    assertThatThrownBy(() -> triples.write(Selection.all(), 42))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("int32[3]");
  }

  @H5py("test_slicing::TestArraySlicing.test_write_element")
  @Test
  void oneElementOfAnArrayDatatype() throws IOException {
    Dataset triples = f.createDataset("triples").type(array(FLOAT64, 3)).shape(10).create();
    triples.write(Selection.of("4"), new double[] {1, 2, 3});
    reopen();
    assertThat(f.dataset("triples").readDoubles(Selection.of("4"))).containsExactly(1, 2, 3);
    assertThat(f.dataset("triples").readDoubles(Selection.of("3"))).containsExactly(0, 0, 0);
  }

  @H5py("test_slicing::TestArraySlicing.test_write_slices")
  @Test
  void slicesOfAnArrayDatatype() {
    Dataset box = f.createDataset("box").type(array(INT32, 3)).shape(10, 9, 11).create();
    box.write(Selection.of("0, 0, 2:4"), new int[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(box.readInts(Selection.of("0, 0, 2:4"))).containsExactly(1, 2, 3, 4, 5, 6);
    int[][][] ones = new int[4][5][3];
    for (int[][] plane : ones) {
      for (int[] row : plane) {
        Arrays.fill(row, 1);
      }
    }
    box.write(Selection.of("3, 1:5, 6:11"), ones);
    assertThat(box.read(int[][][].class, Selection.of("3, 1:5, 6:11"))).isDeepEqualTo(ones);
    assertThat(Arrays.stream(box.readLongs()).sum()).isEqualTo(21 + 4 * 5 * 3);
  }

  @H5py("test_slicing::TestArraySlicing.test_roundtrip")
  @Test
  void whatWasReadIsWrittenBack() {
    Dataset triples = f.createDataset("triples").type(array(FLOAT64, 3)).shape(10).create();
    triples.write(Selection.of("1"), new double[] {1, 2, 3});
    double[] before = triples.readDoubles();
    triples.write(triples.read());
    assertThat(triples.readDoubles()).containsExactly(before);
  }

  private Dataset growing(String name, long... shape) {
    long[] unlimited = new long[shape.length];
    Arrays.fill(unlimited, -1);
    return f.createDataset(name).type(INT64).shape(shape).maxShape(unlimited).create();
  }

  @H5py("test_slicing::TestZeroLengthSlicing.test_slice_zero_length_dimension")
  @Test
  void slicesAlongAnAxisOfLengthZero() {
    for (long[] shape : new long[][] {{0}, {0, 3}, {0, 2, 1}}) {
      Dataset nothing = growing("nothing" + shape.length, shape);
      assertThat(nothing.read(Selection.of("...")).shape()).containsExactly(shape);
      assertThat(nothing.read(Selection.of(":")).shape()).containsExactly(shape);
      if (shape.length > 1) {
        assertThat(nothing.read(Selection.of(":, :1")).shape()).startsWith(0, 1);
      }
    }
  }

  @H5py("test_slicing::TestZeroLengthSlicing.test_slice_other_dimension")
  @Test
  void slicesAlongAnotherAxisThanThatOfLengthZero() {
    for (long[] shape : new long[][] {{3, 0}, {1, 2, 0}, {2, 0, 1}}) {
      Dataset nothing = growing("nothing" + Arrays.toString(shape), shape);
      long[] expected = shape.clone();
      expected[0] = 1;
      assertThat(nothing.read(Selection.of(":1")).shape()).containsExactly(expected);
    }
  }

  @H5py("test_slicing::TestZeroLengthSlicing.test_slice_of_length_zero")
  @Test
  void slicesOfLengthZero() {
    for (long[] shape : new long[][] {{3}, {2, 2}, {2, 1, 5}}) {
      Dataset something = growing("something" + shape.length, shape);
      long[] expected = shape.clone();
      expected[0] = 0;
      assertThat(something.read(Selection.of("1:1")).shape()).containsExactly(expected);
    }
  }

  @H5py("test_slicing::TestFieldNames.test_read")
  @Test
  void oneMemberIsRead() throws IOException {
    assertThat(rows(100).field("a").readFloats()).hasSize(100).containsOnly(1);
  }

  @H5py({
    "test_slicing::TestFieldNames.test_unicode_names",
    "test_slicing::TestFieldNames.test_write_noncompound"
  })
  @Test
  void aScalarIsWrittenToOneMember() throws IOException {
    rows(100).field("b").write(Selection.all(), 42);
    reopen();
    assertThat(f.dataset("rows").read(Row[].class)).hasSize(100).containsOnly(new Row(1, 42, 1));
  }

  @H5py("test_slicing::TestFieldNames.test_write")
  @Test
  void membersAreWrittenAndTheOthersStay() throws IOException {
    record Outer(float a, float c) {}
    Dataset rows = rows(2);
    rows.field("a").write(new float[] {2, 3});
    assertThat(rows.read(Row[].class)).containsExactly(new Row(2, 1, 1), new Row(3, 1, 1));
    rows.fields("a", "c").write(new Outer[] {new Outer(6, 7), new Outer(8, 9)});
    reopen();
    assertThat(f.dataset("rows").read(Row[].class))
        .containsExactly(new Row(6, 1, 7), new Row(8, 1, 9));
  }
}
