package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.Group;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Members of groups: making, finding, listing and deleting them.
class GroupMembersTest extends FileTestCase {

  @H5py({
    "test_group::TestCreate.test_create_str",
    "test_group::TestCreate.test_create_intermediate_str"
  })
  @Test
  void groupsInBetweenAreMade() throws IOException {
    assertThat(f.createGroup("g").path()).isEqualTo("/g");
    assertThat(f.createGroup("foo/bar/baz").path()).isEqualTo("/foo/bar/baz");
    reopen();
    assertThat(f.group("foo").names()).containsExactly("bar");
    assertThat(f.group("foo/bar/baz").size()).isZero();
  }

  @H5py("test_group::TestCreate.test_create_exception")
  @Test
  void aNameIsTakenOnce() {
    f.createGroup("g");
    assertThatThrownBy(() -> f.createGroup("g"))
        .isInstanceOf(NameExistsException.class)
        .hasMessageContaining("g");
  }

  @H5py({"test_group::TestCreate.test_unicode", "test_group::TestCreate.test_unicode_default"})
  @Test
  void aNameIsAnyText() throws IOException {
    f.createGroup("/name\u4500");
    reopen();
    assertThat(f.root().names()).containsExactly("name\u4500");
    assertThat(f.group("name\u4500").path()).isEqualTo("/name\u4500");
  }

  @H5py("test_group::TestDatasetAssignment.test_ndarray")
  @Test
  void valuesBecomeADataset() throws IOException {
    float[][] ones = {{1, 1}, {1, 1}};
    f.write("x", ones);
    reopen();
    assertThat(f.get("x")).isInstanceOf(Dataset.class);
    assertThat(f.dataset("x").read(float[][].class)).isDeepEqualTo(ones);
  }

  @H5py("test_group::TestDtypeAssignment.test_dtype")
  @Test
  void aDatatypeIsCommitted() throws IOException {
    f.root().createNamedDatatype("t", fixedString(10));
    reopen();
    assertThat(f.namedDatatype("t").datatype()).isEqualTo(fixedString(10));
  }

  @H5py({
    "test_group::TestRequire.test_open_existing",
    "test_group::TestRequire.test_create",
    "test_group::TestRequire.test_intermediate_create_group"
  })
  @Test
  void aGroupIsOpenedOrMade() {
    Group made = f.root().requireGroup("foo/bar/baz");
    assertThat(made.path()).isEqualTo("/foo/bar/baz");
    assertThat(f.root().requireGroup("foo/bar/baz")).isEqualTo(made);
    assertThat(f.get("foo/bar")).isInstanceOf(Group.class);
  }

  @H5py("test_group::TestRequire.test_require_exception")
  @Test
  void aDatasetIsNoGroup() {
    f.createDataset("x").type(FLOAT32).shape(1).create();
    assertThatThrownBy(() -> f.root().requireGroup("x"))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("/x");
  }

  @H5py("test_group::TestRequire.test_intermediate_create_dataset")
  @Test
  void groupsAboveARequiredDatasetAreMade() {
    f.createDataset("foo/bar/baz").type(VARIABLE_STRING).shape(1).require();
    assertThat(f.get("foo/bar")).isInstanceOf(Group.class);
    assertThat(f.get("foo/bar/baz")).isInstanceOf(Dataset.class);
  }

  private DatasetBuilder resizable(long... maxShape) {
    return f.createDataset("foo/resizable").type(INT64).shape(0, 3).maxShape(maxShape);
  }

  @H5py("test_group::TestRequire.test_require_shape")
  @Test
  void aRequiredDatasetHasTheShapeOrTheMaximumShape() {
    resizable(-1, 3).require().resizeAxis(0, 20);
    assertThat(resizable(-1, 3).require().shape()).containsExactly(20, 3);
    f.createDataset("foo/resizable").type(INT64).shape(20, 3).require();
    for (DatasetBuilder other :
        new DatasetBuilder[] {
          f.createDataset("foo/resizable").type(INT64).shape(0, 0).maxShape(3, -1),
          f.createDataset("foo/resizable").type(INT64).shape(0, 0).maxShape(-1, 5),
          f.createDataset("foo/resizable").type(INT64).shape(0, 0, 0).maxShape(-1, 5, 2),
          f.createDataset("foo/resizable").type(INT64).shape(10, 3)
        }) {
      assertThatThrownBy(other::require)
          .isInstanceOfAny(IllegalArgumentException.class, Hdf5Exception.class)
          .hasMessageContaining("20, 3");
    }
  }

  @H5py({
    "test_group::TestDelete.test_delete",
    "test_group::TestDelete.test_nonexisting",
    "test_group::TestAdditionalMappingFuncs.test_pop",
    "test_group::TestAdditionalMappingFuncs.test_pop_raises"
  })
  @Test
  void aMemberIsDeleted() throws IOException {
    f.createGroup("a");
    f.createGroup("b");
    f.delete("a");
    assertThatThrownBy(() -> f.delete("a"))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("a");
    reopen();
    assertThat(f.root().names()).containsExactly("b");
  }

  @H5py(
      value = "test_group::TestAdditionalMappingFuncs.test_pop_default",
      differs = "deleteIfExists says whether there was something to delete")
  @Test
  void deletingWhatMayNotBeThere() {
    f.createGroup("a");
    assertThat(f.root().deleteIfExists("e")).isFalse();
    assertThat(f.root().deleteIfExists("a")).isTrue();
    assertThat(f.root().size()).isZero();
  }

  @H5py("test_group::TestAdditionalMappingFuncs.test_clear")
  @Test
  void allMembersAreDeletedBrokenLinksToo() throws IOException {
    Group group = f.createGroup("g");
    group.createGroup("a");
    group.linkSoft("b", "/nowhere");
    group.createGroup("c");
    group.deleteAll();
    reopen();
    assertThat(f.group("g").size()).isZero();
  }

  @H5py("test_group::TestDelete.test_readonly_delete_exception")
  @Test
  void nothingIsDeletedFromAFileOpenForReading() throws IOException {
    f.createGroup("foo");
    f.close();
    try (var reading = Hdf5File.open(path())) {
      assertThatThrownBy(() -> reading.delete("foo")).isInstanceOf(ReadOnlyFileException.class);
    }
  }

  @H5py("test_group::TestOpen.test_open")
  @Test
  void aMemberIsOpenedByItsPath() {
    Group group = f.createGroup("g");
    assertThat(f.get("g")).isEqualTo(group);
    assertThat(f.get("/g")).isEqualTo(group);
  }

  @H5py("test_group::TestOpen.test_nonexistent")
  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> f.get("notexist"))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("notexist");
  }

  @H5py("test_group::TestOpen.test_reference")
  @Test
  void aReferenceLeadsToItsObject() {
    Group group = f.createGroup("g");
    assertThat(f.dereference(group.reference())).isEqualTo(group);
  }

  @H5py("test_group::TestOpen.test_invalid_ref")
  @Test
  void aReferenceToNothingIsRefused() {
    assertThatThrownBy(() -> f.dereference(new ObjectReference(0)))
        .isInstanceOfAny(Hdf5Exception.class, IllegalArgumentException.class);
  }

  @H5py("test_group::TestOpen.test_deleted_ref")
  @Test
  void aReferenceToADeletedObjectIsRefused() {
    ObjectReference reference = f.createGroup("g").reference();
    f.delete("g");
    assertThatThrownBy(() -> f.dereference(reference)).isInstanceOf(Hdf5Exception.class);
  }

  @H5py("test_group::TestRepr.test_repr")
  @Test
  void aGroupDescribesItselfAlsoWhenClosed() throws IOException {
    Group group = f.createGroup("g");
    assertThat(group.toString()).contains("/g");
    f.close();
    assertThat(group.toString()).contains("/g");
  }

  @H5py({"test_group::TestLen.test_len", "test_group::TestLen.test_len_after_create_group"})
  @Test
  void aSizeIsTheNumberOfLinks() {
    assertThat(f.root().size()).isZero();
    f.createGroup("x");
    f.root().linkSoft("y", "/mongoose");
    assertThat(f.root().size()).isEqualTo(2);
    f.delete("x");
    assertThat(f.root().size()).isOne();
  }

  @H5py({
    "test_group::TestContains.test_contains",
    "test_group::TestContains.test_dot",
    "test_group::TestContains.test_root",
    "test_group::TestContains.test_trailing_slash",
    "test_group::TestContains.test_oddball_paths"
  })
  @ParameterizedTest
  @ValueSource(
      strings = {
        "g",
        "/g",
        "/",
        ".",
        "//",
        "///",
        ".///",
        "././/",
        "g/",
        "/g/",
        "d/",
        "/d/",
        "d///",
        "/d//",
        ".//x/y/z",
        "x///",
        "./x///"
      })
  void aPathMayBeWrittenInManyWays(String path) {
    f.createGroup("g");
    f.createGroup("x/y/z");
    f.write("d", 42);
    assertThat(f.root().contains(path)).isTrue();
  }

  @H5py("test_group::TestContains.test_contains")
  @ParameterizedTest
  @ValueSource(strings = {"mongoose", "g/mongoose", "d/x"})
  void whatIsNotThereIsNotContained(String path) {
    f.createGroup("g");
    f.write("d", 42);
    assertThat(f.root().contains(path)).isFalse();
  }

  @H5py(
      value = "test_group::TestContains.test_empty",
      differs = "the empty path is the group itself")
  @Test
  void theEmptyPathIsTheGroup() {
    Group group = f.createGroup("g");
    assertThat(group.get("")).isEqualTo(group);
  }

  @H5py(
      value = "test_group::TestContains.test_closed",
      differs = "any use of a closed file is an error")
  @Test
  void aClosedFileIsNotAsked() throws IOException {
    Group root = f.root();
    f.createGroup("a");
    f.close();
    assertThatIllegalStateException().isThrownBy(() -> root.contains("a"));
  }

  @H5py(
      value = "test_group::TestContains.test_softlinks",
      differs = "contains() asks for an object; whether there is a link, findLink() says")
  @Test
  void aBrokenLinkIsThereAndItsObjectIsNot() {
    Group group = f.createGroup("g");
    group.linkSoft("soft", "/mongoose");
    group.linkExternal("external", "mongoose.hdf5", "/mongoose");
    assertThat(group.findLink("soft")).isPresent();
    assertThat(group.findLink("external")).isPresent();
    assertThat(f.root().contains("g/soft")).isFalse();
    assertThat(f.root().contains("g/soft/something")).isFalse();
  }

  @H5py({
    "test_group::TestIter.test_iter",
    "test_group::TestIter.test_iter_zero",
    "test_group::TestPy3Dict.test_keys",
    "test_group::TestPy3Dict.test_values",
    "test_group::TestPy3Dict.test_items"
  })
  @Test
  void membersAreListedByNameAndOpened() {
    assertThat(f.root().links()).isEmpty();
    for (String name : List.of("c", "a", "d", "b")) {
      f.createGroup(name);
    }
    assertThat(f.root().names()).containsExactly("a", "b", "c", "d");
    List<Hdf5Object> opened = f.root().links().stream().map(f.root()::follow).toList();
    assertThat(opened).extracting(Hdf5Object::path).containsExactly("/a", "/b", "/c", "/d");
    assertThat(f.root().links()).allSatisfy(link -> assertThat(link).isInstanceOf(Link.Hard.class));
  }

  private Group populated(GroupOptions options) throws IOException {
    Group group = f.createGroup("g", options);
    for (int i = 0; i < 100; i++) {
      if (i % 10 == 0) {
        group.createGroup(Integer.toString(i));
      } else {
        group.write(Integer.toString(i), new int[] {i});
      }
    }
    reopen();
    return f.group("g");
  }

  @H5py("test_group::TestTrackOrder.test_track_order")
  @Test
  void theOrderOfCreationIsKept() throws IOException {
    List<String> numbers = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    Group group = populated(GroupOptions.defaults().trackOrder());
    assertThat(group.namesInCreationOrder()).isEqualTo(numbers);
    assertThat(group.namesInCreationOrder().reversed()).startsWith("99").endsWith("0");
  }

  @H5py("test_group::TestTrackOrder.test_no_track_order")
  @Test
  void otherwiseNamesAreSorted() throws IOException {
    List<String> sorted = IntStream.range(0, 100).mapToObj(Integer::toString).sorted().toList();
    assertThat(populated(GroupOptions.defaults()).names()).isEqualTo(sorted);
  }

  @H5py("test_group::TestGet.test_get_default")
  @Test
  void whatMayNotBeThereIsOptional() {
    assertThat(f.find("mongoose")).isEmpty();
    Group group = f.createGroup("g");
    assertThat(f.find("g")).contains(group);
  }

  @H5py("test_group::TestGet.test_get_class")
  @Test
  void theKindOfAMember() {
    f.createGroup("foo");
    f.createDataset("bar").type(FLOAT32).shape(4).create();
    f.root().createNamedDatatype("baz", fixedString(10));
    assertThat(f.root().kindOf("foo")).contains(Hdf5Object.Kind.GROUP);
    assertThat(f.root().kindOf("bar")).contains(Hdf5Object.Kind.DATASET);
    assertThat(f.root().kindOf("baz")).contains(Hdf5Object.Kind.NAMED_DATATYPE);
  }

  @H5py("test_group::TestCreate.test_type")
  @ParameterizedTest
  @ValueSource(strings = {"", ".", "/"})
  void aGroupNeedsAName(String path) {
    assertThatThrownBy(() -> f.createGroup(path))
        .isInstanceOfAny(IllegalArgumentException.class, NameExistsException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> f.createGroup("a\0b"));
  }
}
