package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Handles of objects that are gone say so, even when another object has taken their place, and
/// never lead to that one.
class DeadHandlesTest {
  private final GrowableMemoryStorage medium = WritableStorage.memory();
  private Hdf5File file;

  @BeforeEach
  void open() throws IOException {
    file = Hdf5File.create(medium, CreateOptions.defaults());
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private static void requireDead(ThrowingCallable use) {
    assertThatExceptionOfType(NoSuchObjectException.class)
        .isThrownBy(use)
        .withMessageContaining("deleted since this handle was made")
        .satisfies(e -> assertThat(e.objectPath()).isPresent())
        .satisfies(e -> assertThat(e.file()).contains("memory"));
  }

  private List<ThrowingCallable> uses(Group gone) {
    return List.of(
        gone::names,
        () -> gone.find("x"),
        () -> gone.createGroup("x"),
        () -> gone.write("x/y", 1),
        () -> gone.linkSoft("x", "y"),
        () -> gone.delete("x"),
        () -> gone.move("x", "y"),
        () -> file.root().linkHard("x/y", gone),
        () -> gone.attributes().set("x", 1),
        () -> gone.attributes().setEmpty("x", INT32),
        () -> gone.attributes().remove("x"),
        () -> gone.attributes().rename("x", "y"),
        () -> gone.attributes().stream().count(),
        () -> gone.setComment("x"),
        gone::linkCount,
        gone::comment);
  }

  private List<ThrowingCallable> uses(Dataset gone) {
    return List.of(
        gone::read,
        gone::shape,
        () -> gone.write(1),
        () -> gone.resize(5),
        () -> gone.append(new int[] {1}),
        () -> gone.setComment("x"),
        () -> gone.attributes().set("x", 1),
        () -> file.root().linkHard("x/y", gone));
  }

  @Test
  void aDeletedGroupIsNotTheOneInItsPlace() throws IOException {
    Group gone = file.createGroup("gone");
    file.delete("gone");
    uses(gone).forEach(DeadHandlesTest::requireDead);
    file.flush();
    for (int i = 0; i < 4; i++) {
      file.createGroup("other" + i);
    }
    uses(gone).forEach(DeadHandlesTest::requireDead);
    for (int i = 0; i < 4; i++) {
      assertThat(file.group("other" + i).names()).isEmpty();
      assertThat(file.group("other" + i).attributes().stream()).isEmpty();
    }
    assertThat(file.root().names()).containsExactly("other0", "other1", "other2", "other3");
  }

  @Test
  void aDeletedDatasetIsNotTheOneInItsPlace() throws IOException {
    Dataset gone = growing("gone");
    file.delete("gone");
    uses(gone).forEach(DeadHandlesTest::requireDead);
    file.flush();
    for (int i = 0; i < 4; i++) {
      growing("other" + i);
    }
    uses(gone).forEach(DeadHandlesTest::requireDead);
    for (int i = 0; i < 4; i++) {
      assertThat(file.dataset("other" + i).readInts()).containsExactly(1, 2, 3);
    }
  }

  private Dataset growing(String name) {
    return file.createDataset(name)
        .type(INT32)
        .maxShape(Dataspace.UNLIMITED)
        .chunks(2)
        .write(new int[] {1, 2, 3});
  }

  @Test
  void aDeletedDatatypeIsNotShared() {
    NamedDatatype gone = file.root().createNamedDatatype("gone", FLOAT64);
    DatasetBuilder builder = file.createDataset("x").type(gone).shape(3);
    Group group = file.createGroup("group");
    file.delete("gone");
    requireDead(builder::create);
    requireDead(() -> group.attributes().set("x", 1.0, gone));
    assertThat(file.root().names()).containsExactly("group");
  }

  @Test
  void whatWasRolledBackIsGone() throws IOException {
    file.flush();
    Group gone = file.createGroup("gone");
    Dataset data = growing("data");
    file.rollback();
    uses(gone).forEach(DeadHandlesTest::requireDead);
    uses(data).forEach(DeadHandlesTest::requireDead);
    file.createGroup("other");
    growing("more");
    uses(gone).forEach(DeadHandlesTest::requireDead);
    uses(data).forEach(DeadHandlesTest::requireDead);
    assertThat(file.group("other").names()).isEmpty();
    assertThat(file.dataset("more").readInts()).containsExactly(1, 2, 3);
  }

  @Test
  void whatWasDeletedAndRolledBackIsThere() throws IOException {
    Group kept = file.createGroup("kept");
    kept.attributes().set("x", 1);
    Dataset data = growing("data");
    file.flush();
    file.delete("kept");
    file.delete("data");
    Group other = file.createGroup("other");
    file.rollback();
    assertThat(kept.attributes().get("x").readInt()).isEqualTo(1);
    assertThat(data.readInts()).containsExactly(1, 2, 3);
    requireDead(other::names);
    kept.createGroup("below");
    assertThat(file.group("kept").names()).containsExactly("below");
  }

  @Test
  void aFailedOperationLeavesNoGroupsOnItsWay() {
    file.createGroup("taken/x");
    assertThatExceptionOfType(NameExistsException.class)
        .isThrownBy(() -> file.write("taken/x", new int[] {1}));
    assertThatThrownBy(() -> file.createGroup("new/a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file.root().names()).containsExactly("taken");
  }

  @Test
  void nothingWorksOnceTheFileIsClosed() throws IOException {
    Group group = file.createGroup("group");
    Dataset data = growing("data");
    DatasetBuilder builder = file.createDataset("late").type(INT32).shape(1);
    file.close();
    byte[] left = medium.toBytes();
    uses(group).forEach(use -> assertThatIllegalStateException().isThrownBy(use));
    uses(data).forEach(use -> assertThatIllegalStateException().isThrownBy(use));
    assertThatIllegalStateException().isThrownBy(builder::create);
    assertThatIllegalStateException().isThrownBy(file::flush);
    assertThatIllegalStateException().isThrownBy(file::rollback);
    assertThatIllegalStateException().isThrownBy(file::root).withMessageContaining("is closed");
    file.close();
    file.closeWithoutCommit();
    assertThat(medium.toBytes()).isEqualTo(left);
  }
}
