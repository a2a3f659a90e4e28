package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectCopyTest {
  @TempDir Path folder;

  private Hdf5File source;
  private Hdf5File target;

  @BeforeEach
  void open() throws IOException {
    source = Hdf5File.create(folder.resolve("source.h5"));
    target = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults());
    Group group = source.createGroup("/g", GroupOptions.defaults().trackOrder());
    Dataset numbers =
        group.createDataset("numbers").chunks(4).gzip(4).write(new int[] {1, 2, 3, 4, 5, 6});
    numbers.attributes().set("unit", "m");
    group.createGroup("below").write("text", new String[] {"one", "", "three"});
    group.linkHard("again", numbers);
    group.linkSoft("soft", "/elsewhere");
    group.linkSoft("nowhere", "/nothing");
    source.write("/elsewhere", 7L);
    group.attributes().set("target", numbers.reference());
    group.attributes().set("outside", source.dataset("/elsewhere").reference());
    group.setComment("a group");
  }

  @AfterEach
  void close() throws IOException {
    target.close();
    source.close();
  }

  private static Hdf5Object follow(Hdf5Object object, String attribute) {
    Attribute found = object.attributes().get(attribute);
    Reference type = (Reference) found.datatype();
    return switch (object.file().reference(type, found.read().segment())) {
      case StoredReference.ToObject(ObjectReference reference, _) ->
          object.file().dereference(reference);
      case StoredReference.Null() -> object.file().root();
      default -> throw new AssertionError("no object reference");
    };
  }

  @Test
  void aGroupIsCopiedWithEverythingBelow() {
    Group copy = (Group) ObjectCopy.defaults().copy(source.group("/g"), target.root(), "new/g");
    assertThat(copy.path()).isEqualTo("/new/g");
    assertThat(copy.namesInCreationOrder())
        .containsExactly("numbers", "below", "again", "soft", "nowhere");
    assertThat(copy.comment()).contains("a group");
    Dataset numbers = copy.dataset("numbers");
    assertThat(numbers.readInts()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(numbers.filters()).hasSize(1);
    assertThat(numbers.attributes().get("unit").readString()).isEqualTo("m");
    assertThat(numbers.linkCount()).isEqualTo(2);
    assertThat(copy.get("again")).isEqualTo(numbers);
    assertThat(copy.dataset("below/text").readStrings()).containsExactly("one", "", "three");
    assertThat(copy.findLink("soft").orElseThrow()).isInstanceOf(Link.Soft.class);
  }

  @Test
  void referencesLeadToTheCopiesAndElsewhereNowhere() {
    Hdf5Object copy = ObjectCopy.defaults().copy(source.group("/g"), target.root(), "g");
    assertThat(follow(copy, "target")).isEqualTo(target.dataset("/g/numbers"));
    assertThat(follow(copy, "outside")).isEqualTo(target.root());
  }

  @Test
  void withinOneFileReferencesToTheRestStay() {
    Hdf5Object copy = ObjectCopy.defaults().copy(source.group("/g"), source.root(), "h");
    assertThat(follow(copy, "target")).isEqualTo(source.dataset("/h/numbers"));
    assertThat(follow(copy, "outside")).isEqualTo(source.dataset("/elsewhere"));
    source.dataset("/h/numbers").write(0);
    assertThat(source.dataset("/g/numbers").readInts()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aGroupCanBeCopiedIntoItself() {
    Group copy = (Group) ObjectCopy.defaults().copy(source.root(), source.group("/g"), "all");
    assertThat(copy.names()).containsExactly("elsewhere", "g");
    assertThat(copy.group("g").names()).doesNotContain("all");
  }

  @Test
  void referencedObjectsAreCopiedOnRequest() {
    Hdf5Object copy =
        ObjectCopy.defaults().expandReferences().copy(source.group("/g"), target.root(), "g");
    assertThat(((Dataset) follow(copy, "outside")).readLong()).isEqualTo(7);
    assertThat(target.root().names()).containsExactly("g");
  }

  @Test
  void softLinksAreExpandedOnRequestWhereTheyLeadSomewhere() {
    Group copy =
        (Group)
            ObjectCopy.defaults().expandSoftLinks().copy(source.group("/g"), target.root(), "g");
    assertThat(copy.findLink("soft").orElseThrow()).isInstanceOf(Link.Hard.class);
    assertThat(copy.dataset("soft").readLong()).isEqualTo(7);
    assertThat(copy.findLink("nowhere").orElseThrow()).isInstanceOf(Link.Soft.class);
  }

  @Test
  void externalLinksAreExpandedOnRequest() throws IOException {
    try (Hdf5File other = Hdf5File.create(folder.resolve("other.h5"))) {
      other.write("/x", 3.5);
    }
    source.group("/g").linkExternal("external", "other.h5", "/x");
    Group copy =
        (Group)
            ObjectCopy.defaults()
                .expandExternalLinks()
                .copy(source.group("/g"), target.root(), "g");
    assertThat(copy.dataset("external").readDouble()).isEqualTo(3.5);
  }

  @Test
  void aShallowCopyEndsWithTheGroupsBelow() {
    Group copy =
        (Group) ObjectCopy.defaults().shallow().copy(source.group("/g"), target.root(), "g");
    assertThat(copy.names()).contains("below", "numbers");
    assertThat(copy.group("below").names()).isEmpty();
  }

  @Test
  void attributesCanBeLeftOut() {
    Hdf5Object copy =
        ObjectCopy.defaults().withoutAttributes().copy(source.group("/g"), target.root(), "g");
    assertThat(copy.attributes().size()).isZero();
    assertThat(target.dataset("/g/numbers").attributes().size()).isZero();
  }

  @Test
  void aCommittedDatatypeIsSharedOn() {
    NamedDatatype type = source.root().createNamedDatatype("/type", Datatypes.INT16);
    source.createDataset("/d").type(type).shape(2).create();
    ObjectCopy.defaults().copy(source.dataset("/d"), source.root(), "within");
    assertThat(source.dataset("/within").committedDatatype()).contains(type.reference());
    // In another file the datatype is a copy, and two datasets share one.
    Group both = source.createGroup("/both");
    both.linkHard("one", source.dataset("/d"));
    both.linkHard("two", source.dataset("/within"));
    both.linkHard("type", type);
    ObjectCopy.defaults().copy(both, target.root(), "both");
    ObjectReference copied = target.namedDatatype("/both/type").reference();
    assertThat(target.dataset("/both/one").committedDatatype()).contains(copied);
    assertThat(target.dataset("/both/two").committedDatatype()).contains(copied);
    assertThat(target.namedDatatype("/both/type").linkCount()).isEqualTo(3);
  }

  @Test
  void theFilesMayHaveAddressesOfDifferentWidths() throws IOException {
    try (Hdf5File narrow =
        Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults().sizes(4, 4))) {
      Group copy = (Group) ObjectCopy.defaults().copy(source.group("/g"), narrow.root(), "g");
      assertThat(copy.dataset("below/text").readStrings()).containsExactly("one", "", "three");
      assertThat(follow(copy, "target")).isEqualTo(narrow.dataset("/g/numbers"));
      Group back = (Group) ObjectCopy.defaults().copy(copy, target.root(), "back");
      assertThat(back.dataset("below/text").readStrings()).containsExactly("one", "", "three");
      assertThat(follow(back, "target")).isEqualTo(target.dataset("/back/numbers"));
    }
  }

  @Test
  void aCopyThatFailsLeavesNothing() {
    target.createGroup("/taken");
    assertThatThrownBy(() -> ObjectCopy.defaults().copy(source.group("/g"), target.root(), "taken"))
        .isInstanceOf(NameExistsException.class);
    source.group("/g").write("late", new double[] {1});
    CopyListener failing =
        new CopyListener() {
          @Override
          public void copied(String path, long bytes) {
            if (path.endsWith("late")) {
              throw new UnsupportedOperationException("enough");
            }
          }
        };
    assertThatThrownBy(() ->
            ObjectCopy.defaults().listener(failing).copy(source.group("/g"), target.root(), "half"))
        .hasMessage("enough");
    assertThat(target.root().names()).containsExactly("taken");
  }

  @Test
  void whatIsSparseStaysSparse() {
    Dataset large =
        source.createDataset("/large").type(Datatypes.INT8).shape(1L << 40).chunks(1000).create();
    large.write(Selection.of("123456789012:123456789015"), new byte[] {1, 2, 3});
    Dataset copy = (Dataset) ObjectCopy.defaults().copy(large, target.root(), "large");
    assertThat(copy.storedChunkCount()).isEqualTo(1);
    assertThat(copy.readBytes(Selection.of("123456789011:123456789016")))
        .containsExactly(0, 1, 2, 3, 0);
  }

  @Test
  void aFileThatIsOpenForReadingOnlyIsNotCopiedTo() throws IOException {
    Path path = folder.resolve("other.h5");
    Hdf5File.create(path).close();
    try (Hdf5File reading = Hdf5File.open(path)) {
      assertThatThrownBy(() -> ObjectCopy.defaults().copy(source.group("/g"), reading.root(), "g"))
          .isInstanceOf(ReadOnlyFileException.class);
    }
  }
}
