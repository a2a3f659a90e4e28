package io.hyperslab.h5py;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.ObjectCopy;
import io.hyperslab.StoredReference;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Reference;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Copies of objects within a file and into another one.
class CopyTest extends FileTestCase {
  private static final int[] VALUES = {1, 2, 3};
  private Hdf5File g;

  @BeforeEach
  void createOther() throws IOException {
    g = Hdf5File.create(folder.resolve("other.h5"));
  }

  @AfterEach
  void closeOther() throws IOException {
    g.close();
  }

  private Group source() {
    Group group = f.createGroup("foo1");
    group.write("bar", VALUES);
    return group;
  }

  private static void assertValues(Hdf5File file, String path) {
    assertThat(file.dataset(path).readInts()).containsExactly(VALUES);
  }

  @H5py("test_group::TestCopy.test_copy_path_to_path")
  @Test
  void aGroupIsCopiedUnderAnotherName() throws IOException {
    source();
    f.root().copy("foo1", "foo2");
    reopen();
    assertValues(f, "foo2/bar");
    assertValues(f, "foo1/bar");
  }

  @H5py({
    "test_group::TestCopy.test_copy_path_to_group",
    "test_group::TestCopy.test_copy_group_to_group"
  })
  @Test
  void aGroupIsCopiedIntoAnother() {
    source();
    Group target = f.createGroup("foo2");
    f.root().copy("foo1", target);
    assertValues(f, "foo2/foo1/bar");
    f.root().copy("foo1", g.root());
    assertValues(g, "foo1/bar");
  }

  @H5py("test_group::TestCopy.test_copy_group_to_path")
  @Test
  void anOpenGroupIsCopied() {
    Group group = source();
    ObjectCopy.defaults().copy(group, f.root(), "foo2");
    assertValues(f, "foo2/bar");
    ObjectCopy.defaults().copy(group, g.root(), "some/where");
    assertValues(g, "some/where/bar");
  }

  @H5py("test_group::TestCopy.test_copy_dataset")
  @Test
  void aDatasetIsCopied() {
    Dataset foo = f.write("foo", VALUES);
    ObjectCopy.defaults().copy(foo, f.root(), "bar");
    assertValues(f, "bar");
    f.root().copy("foo", "baz");
    assertValues(f, "baz");
    f.root().copy("foo", f.createGroup("grp"));
    assertValues(f, "grp/foo");
    f.root().copy("foo", g.root());
    assertValues(g, "foo");
    ObjectCopy.defaults().copy(foo, g.root(), "bar");
    assertValues(g, "bar");
  }

  @H5py("test_group::TestCopy.test_copy_shallow")
  @Test
  void aShallowCopyHasTheMembersAndNotTheirs() {
    Group foo = f.createGroup("foo1");
    foo.createGroup("bar").write("quux", VALUES);
    foo.write("qux", VALUES);
    for (Hdf5File file : new Hdf5File[] {f, g}) {
      ObjectCopy.defaults().shallow().copy(foo, file.root(), "foo2");
      assertThat(file.group("foo2/bar").size()).isZero();
      assertValues(file, "foo2/qux");
    }
  }

  @H5py("test_group::TestCopy.test_copy_without_attributes")
  @Test
  void aCopyMayLeaveAttributesOut() {
    Dataset foo = f.write("foo1", VALUES);
    foo.attributes().set("bar", VALUES);
    for (Hdf5File file : new Hdf5File[] {f, g}) {
      ObjectCopy.defaults().withoutAttributes().copy(foo, file.root(), "foo2");
      assertValues(file, "foo2");
      assertThat(file.dataset("foo2").attributes().names()).isEmpty();
    }
  }

  @H5py("test_group::TestCopy.test_copy_soft_links")
  @Test
  void softLinksBecomeWhatTheyLeadTo() {
    f.write("bar", VALUES);
    Group foo = f.createGroup("foo");
    foo.linkSoft("qux", "/bar");
    ObjectCopy.defaults().expandSoftLinks().copy(foo, f.root(), "baz");
    ObjectCopy.defaults().expandSoftLinks().copy(foo, g.root(), "foo");
    f.delete("bar");
    assertValues(f, "baz/qux");
    assertValues(g, "foo/qux");
  }

  @H5py("test_group::TestCopy.test_copy_external_links")
  @Test
  void externalLinksBecomeWhatTheyLeadTo() throws IOException {
    try (var third = Hdf5File.create(folder.resolve("third.h5"))) {
      third.write("foo", VALUES);
    }
    Group holder = g.createGroup("holder");
    holder.linkExternal("bar", "third.h5", "foo");
    ObjectCopy.defaults().expandExternalLinks().copy(holder, g.root(), "baz");
    g.close();
    Files.delete(folder.resolve("third.h5"));
    g = Hdf5File.openReadWrite(folder.resolve("other.h5"));
    assertValues(g, "baz/bar");
  }

  private static Hdf5Object pointedTo(Dataset dataset) {
    NdArray bar = dataset.attributes().get("bar").read();
    StoredReference reference = dataset.file().reference((Reference) bar.datatype(), bar.segment());
    return dataset.file().dereference(((StoredReference.ToObject) reference).target());
  }

  @H5py("test_group::TestCopy.test_copy_refs")
  @Test
  void referencesLeadToTheCopies() {
    Dataset foo = f.write("foo", VALUES);
    Dataset bar = f.write("bar", new int[] {4, 5, 6});
    foo.attributes().set("bar", bar.reference());
    ObjectCopy expanding = ObjectCopy.defaults().expandReferences();

    expanding.copy(foo, f.root(), "baz");
    Dataset copied = (Dataset) pointedTo(f.dataset("baz"));
    assertThat(copied.readInts()).containsExactly(4, 5, 6);
    assertThat(copied).isNotEqualTo(bar);

    expanding.copy(foo, g.root(), "baz");
    assertThat(((Dataset) pointedTo(g.dataset("baz"))).readInts()).containsExactly(4, 5, 6);

    expanding.copy(f.root(), g.root(), "qux");
    assertValues(g, "qux/foo");
    assertThat(pointedTo(g.dataset("qux/foo"))).isEqualTo(g.dataset("qux/bar"));
  }
}
