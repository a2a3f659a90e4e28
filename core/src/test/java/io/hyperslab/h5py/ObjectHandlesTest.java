package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.COMPLEX128;
import static io.hyperslab.datatype.Datatypes.COMPLEX64;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.Attributes;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.datatype.Compound;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.testkit.H5py;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What all handles of objects have: names, parents, descriptions, equality.
class ObjectHandlesTest extends FileTestCase {
  private static final String NAME = "\u00fc\u00df";

  @H5py(
      value = {
        "test_base::TestName.test_anonymous",
        "test_base::TestParent.test_object_parent_anonymous"
      },
      differs = "every object has a name; the path of one that a reference led to is not known")
  @Test
  void anObjectThatAReferenceLedToHasNoParent() {
    Group group = f.createGroup("foo");
    Hdf5Object found = f.dereference(group.reference());
    assertThat(found.path()).startsWith("<object at 0x");
    assertThatExceptionOfType(NoSuchObjectException.class).isThrownBy(found::parent);
  }

  @H5py("test_base::TestParent.test_object_parent_named")
  @Test
  void anObjectHasAParent() {
    Group group = f.createGroup("bar");
    assertThat(group.createGroup("foo").parent()).isEqualTo(group);
    assertThat(f.get("bar/foo").parent().path()).isEqualTo("/bar");
    assertThat(group.parent()).isEqualTo(f.root());
  }

  @H5py({
    "test_base::TestMapping.test_keys",
    "test_base::TestMapping.test_values",
    "test_base::TestMapping.test_items"
  })
  @Test
  void listsOfMembersDescribeThemselves() {
    Group group = f.createGroup("bar");
    f.root().attributes().set("x", new String[] {"a", "b"});
    assertThat(f.root().names().toString()).isEqualTo("[bar]");
    assertThat(f.root().links().toString()).contains("bar");
    assertThat(f.root().walk().toList().toString()).contains("/bar");
    assertThat(group.names().toString()).isEqualTo("[]");
    assertThat(group.links().toString()).isEqualTo("[]");
  }

  @H5py({
    "test_base::TestRepr.test_group",
    "test_base::TestRepr.test_dataset",
    "test_base::TestRepr.test_namedtype"
  })
  @Test
  void objectsDescribeThemselvesWhateverTheirNames() throws IOException {
    f.createGroup(NAME + "g");
    f.createDataset(NAME + "d").type(INT32).shape(1).create();
    f.root().createNamedDatatype(NAME + "t", FLOAT32);
    reopen();
    for (String kind : new String[] {"g", "d", "t"}) {
      assertThat(f.get(NAME + kind).toString()).contains("/" + NAME + kind);
    }
  }

  @H5py(
      value = "test_base::TestRepr.test_empty",
      differs = "no value stands for emptiness: datasets and attributes without elements do")
  @Test
  void whatIsEmptyHasADatatype() {
    Dataset floats = f.createDataset("f").type(FLOAT32).empty().create();
    Dataset ints = f.createDataset("i").type(INT32).empty().create();
    assertThat(floats.dataspace()).hasToString("NULL").isEqualTo(ints.dataspace());
    assertThat(floats.datatype()).isEqualTo(FLOAT32).isNotEqualTo(ints.datatype());
    assertThat(floats.toString()).contains("/f");
  }

  @H5py("test_datatype::TestCreation.test_repr")
  @Test
  void aNamedDatatypeDescribesItselfAlsoWhenClosed() throws IOException {
    NamedDatatype type = f.root().createNamedDatatype("t", fixedString(10));
    assertThat(type.toString()).contains("/t");
    f.close();
    assertThat(type.toString()).contains("/t");
  }

  @H5py("test_datatype::TestCreation.test_appropriate_low_level_id")
  @Test
  void aGroupIsNoDatatype() {
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> f.namedDatatype("/"))
        .withMessageContaining("datatype");
  }

  @H5py({
    "test_completions::TestCompletions.test_root_group_completions",
    "test_completions::TestCompletions.test_subgroup_completions"
  })
  @Test
  void theNamesOfMembersAreSortedAndOfNow() {
    f.createGroup("h");
    f.createGroup("g");
    f.write("data", new float[] {1, 2, 3});
    assertThat(f.root().names()).containsExactly("data", "g", "h");
    f.createGroup("data2");
    assertThat(f.root().names()).containsExactly("data", "data2", "g", "h");
    Group group = f.group("g");
    group.write("data2", new float[] {4, 5, 6});
    group.write("data1", new float[] {1, 2, 3});
    assertThat(group.names()).containsExactly("data1", "data2");
    group.write("data3", new float[] {7, 8, 9});
    assertThat(group.names()).containsExactly("data1", "data2", "data3");
  }

  @H5py("test_completions::TestCompletions.test_attrs_completions")
  @Test
  void theNamesOfAttributesAreSortedAndOfNow() {
    Attributes attributes = f.createGroup("g").attributes();
    attributes.set("b", 1).set("a", 2);
    assertThat(attributes.names()).containsExactly("a", "b");
    attributes.set("c", 3);
    assertThat(attributes.names()).containsExactly("a", "b", "c");
  }

  @H5py("test_objects::TestObjects.test_equality")
  @Test
  void handlesOfOneObjectAreEqual() {
    Group group = f.createGroup("foo");
    assertThat(f.get("foo")).isEqualTo(group).isNotSameAs(group);
    assertThat(f.createGroup("bar")).isNotEqualTo(group);
  }

  @H5py(
      value = "test_objects::TestObjects.test_hash",
      differs = "there are no handles without an object: each is good for hashing")
  @Test
  void equalHandlesHaveEqualHashes() {
    Group group = f.createGroup("foo");
    assertThat(f.get("foo")).hasSameHashCodeAs(group);
    assertThat(f.dereference(group.reference())).hasSameHashCodeAs(group);
  }

  private static final class SampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SampleException(String message) {
      super(message);
    }
  }

  @H5py("test_h5o::TestVisit.test_visit")
  @Test
  void whatAVisitorThrowsComesOut() {
    f.createDataset("foo").type(INT32).shape(100).create();
    assertThatExceptionOfType(SampleException.class)
        .isThrownBy(() ->
            f.root()
                .walk(object -> {
                  throw new SampleException("for " + object.path());
                }))
        .withMessageStartingWith("for /");
    assertThat(f.root().contains("foo")).isTrue();
  }

  @H5py("test_h5::TestH5.test_cnames_get")
  @Test
  void theMembersOfComplexNumbersAreRAndI() {
    for (Compound type : new Compound[] {COMPLEX64, COMPLEX128}) {
      assertThat(type.members()).extracting(Compound.Member::name).containsExactly("r", "i");
    }
  }

  /// What a thread prints.
  private static String printed(Runnable work) throws InterruptedException {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Thread thread = Thread.ofPlatform().start(work);
      thread.join();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @H5py({
    "test_errors::test_thread_hdf5_silence_error_membership",
    "test_errors::test_thread_hdf5_silence_error_attr"
  })
  @Test
  void refusalsAreExceptionsAndNothingElse() throws InterruptedException {
    Dataset dataset = f.write("newdata", new int[] {1, 2, 3});
    assertThat(
            printed(() ->
                assertThatExceptionOfType(NoSuchObjectException.class)
                    .isThrownBy(() -> f.get("missing"))
                    .withMessageContaining("missing")))
        .isEmpty();
    assertThat(
            printed(() ->
                assertThatExceptionOfType(NoSuchObjectException.class)
                    .isThrownBy(() -> dataset.attributes().get("missing"))
                    .withMessageContaining("missing")))
        .isEmpty();
  }
}
