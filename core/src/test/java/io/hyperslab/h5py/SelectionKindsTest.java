package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.Dataset;
import io.hyperslab.StoredReference;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Selections as values, their kinds, and the datatypes of members.
class SelectionKindsTest extends FileTestCase {

  private static long[] shape(String selection, long... shape) {
    return Selection.of(selection).resolve(shape).resultShape();
  }

  @H5py("test_h5s::test_same_shape")
  @Test
  void selectionsMayBeOfOneShape() {
    assertThat(shape(":3, :4", 5, 6)).isEqualTo(shape("2:, 2:", 5, 6)).containsExactly(3, 4);
    assertThat(shape(":4, :3", 5, 6)).isNotEqualTo(shape(":3, :4", 5, 6));
  }

  private static final Selection FIVE = Selection.slice(5, 10);
  private static final Selection TWO = Selection.slice(20, 22);

  private Dataset fifty() {
    return f.write("fifty", IntStream.range(0, 50).toArray());
  }

  @H5py("test_h5s::test_combine_select")
  @Test
  void selectionsAreJoined() {
    Dataset fifty = fifty();
    int[] joined = fifty.readInts(FIVE.union(TWO));
    assertThat(joined).containsExactly(5, 6, 7, 8, 9, 20, 21);
    assertThat(fifty.readInts(TWO.union(FIVE))).containsExactlyInAnyOrder(joined);
  }

  @H5py(
      value = "test_h5s::test_modify_select",
      differs = "a selection is a value: joining makes a new one")
  @Test
  void joinedSelectionsStayAsTheyWere() {
    Dataset fifty = fifty();
    assertThat(FIVE.union(TWO).resolve(new long[] {50}).elementCount()).isEqualTo(7);
    assertThat(fifty.readInts(FIVE)).containsExactly(5, 6, 7, 8, 9);
    assertThat(fifty.readInts(TWO)).containsExactly(20, 21);
  }

  @H5py("test_selections::TestTypeGeneration.test_simple")
  @Test
  void anElementHasTheDatatypeOfTheDataset() {
    Dataset dataset = f.createDataset("x").type(INT32).shape(10).create();
    assertThat(dataset.select(Selection.all()).datatype()).isEqualTo(INT32);
    assertThat(dataset.read(Selection.of("2:4")).datatype()).isEqualTo(INT32);
  }

  @H5py("test_selections::TestTypeGeneration.test_simple_fieldexc")
  @Test
  void onlyCompoundsHaveMembers() {
    Dataset dataset = f.createDataset("x").type(INT32).shape(10).create();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> dataset.field("a"))
        .withMessageContaining("a");
  }

  @H5py("test_selections::TestTypeGeneration.test_compound_simple")
  @Test
  void membersHaveTheirDatatypes() {
    Datatype text = fixedString(10);
    Compound type = compound().member("a", INT32).member("b", FLOAT32).member("c", text).build();
    Dataset dataset = f.createDataset("x").type(type).shape(10).create();
    assertThat(dataset.read().datatype()).isEqualTo(type);
    assertThat(dataset.fields("a", "b").datatype())
        .isEqualTo(compound().member("a", INT32).member("b", FLOAT32).build());
    assertThat(dataset.field("a").datatype()).isEqualTo(INT32);
    assertThat(dataset.field("c").datatype()).isEqualTo(text);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> dataset.fields("j", "k"))
        .withMessageContaining("j");
  }

  @H5py("test_selections::TestScalarSliceRules.test_args")
  @Test
  void aScalarHasOneElementAndNoIndices() {
    Dataset scalar = f.createDataset("x").type(FLOAT32).scalar().create();
    for (String all : new String[] {"()", "..."}) {
      assertThat(scalar.read(Selection.of(all)).shape()).isEmpty();
      assertThat(scalar.readFloats(Selection.of(all))).containsExactly(0);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> scalar.read(Selection.of("1")));
    assertThatIllegalArgumentException().isThrownBy(() -> scalar.read(Selection.at(1)));
  }

  @H5py("test_selections::TestSelection.test_selection")
  @Test
  void selectionsOfEveryKind() throws IOException {
    int[] values = IntStream.range(0, 10_000).toArray();
    Dataset dataset = f.createDataset("x").type(INT32).shape(100, 100).write(values);
    f.write("region", dataset.regionReference(Selection.of("0:100, 0:100")));
    assertThat(shape("[1, 2, 3]", 10)).containsExactly(3);
    assertThat(shape("[True, False, False, False, True]", 5)).containsExactly(2);
    assertThat(shape("1", 10)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.of("foo"))
        .withMessageContaining("foo");
    reopen();
    ResolvedSelection selection = region("region");
    assertThat(selection.shape()).containsExactly(100, 100);
    assertThat(selection.elementCount()).isEqualTo(10_000);
    assertThat(f.dataset("x").read(selection).toInts()).containsExactly(values);
    Dataset other = f.createDataset("y").type(INT32).shape(100).create();
    assertThatIllegalArgumentException().isThrownBy(() -> other.read(selection));
  }

  @Test
  void aRegionDoesNotGrowWithItsDatasetUnlessItIsAllOfIt() throws IOException {
    Dataset dataset = f.createDataset("x").type(INT32).maxShape(-1).chunks(4).write(new int[4]);
    f.write("slice", dataset.regionReference(Selection.of("0:4")));
    f.write("all", dataset.regionReference(Selection.all()));
    dataset.resize(10);
    reopen();
    assertThat(region("slice").elementCount()).isEqualTo(4);
    assertThat(region("all").elementCount()).isEqualTo(10);
  }

  private ResolvedSelection region(String name) {
    return ((StoredReference.ToRegion) f.dataset(name).readReferences()[0])
        .selection()
        .orElseThrow();
  }
}
