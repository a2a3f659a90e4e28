package io.hyperslab.h5py;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Closing files, and what becomes of their objects.
class FileClosingTest extends FileTestCase {

  @H5py({
    "test_file::TestClose.test_close",
    "test_file::TestContextManager.test_context_manager",
    "test_file::TestClose.test_close_multiple_default_driver"
  })
  @Test
  void aFileIsOpenUntilItIsClosed() throws IOException {
    Hdf5File kept;
    try (Hdf5File file = Hdf5File.create(folder.resolve("other.h5"))) {
      kept = file;
      file.createGroup("test");
      assertThat(file.isOpen()).isTrue();
    }
    assertThat(kept.isOpen()).isFalse();
    kept.close();
    assertThat(kept.isOpen()).isFalse();
  }

  @H5py("test_file::TestClose.test_closed_file")
  @Test
  void aClosedFileIsNotChanged() throws IOException {
    f.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> f.createGroup("foo"))
        .withMessageContaining(path().toString());
  }

  @H5py("test_file::TestFlush.test_flush")
  @Test
  void whatIsFlushedIsInTheFile() throws IOException {
    f.flush();
    f.createGroup("foo");
    f.flush();
    f.createGroup("bar");
    f.closeWithoutCommit();
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.root().names()).containsExactly("foo");
    }
  }

  @H5py("test_file::TestRepr.test_repr")
  @Test
  void aFileDescribesItselfAlsoWhenClosed() throws IOException {
    assertThat(f.toString()).contains("test.h5");
    f.close();
    assertThat(f.toString()).contains("test.h5");
  }

  @H5py("test_file::TestFileProperty.test_property")
  @Test
  void anObjectKnowsItsFile() {
    assertThat(f.root().file()).isSameAs(f);
    assertThat(f.createGroup("foo").file()).isSameAs(f);
  }

  @H5py("test_file::TestFileProperty.test_close")
  @Test
  void aFileIsClosedByAnyHandleOfIt() throws IOException {
    Group group = f.createGroup("foo");
    group.file().close();
    assertThat(f.isOpen()).isFalse();
    assertThat(group.exists()).isFalse();
  }

  @H5py("test_file::TestCloseInvalidatesOpenObjectIDs.test_close")
  @Test
  void objectsOfAClosedFileStayDead() throws IOException {
    Hdf5File before = f;
    Group group = f.createGroup("foo");
    assertThat(group.exists()).isTrue();
    f.close();
    assertThat(group.exists()).isFalse();
    assertThatIllegalStateException().isThrownBy(group::size);
    f = Hdf5File.create(path());
    assertThat(f.createGroup("foo").exists()).isTrue();
    assertThat(before.isOpen()).isFalse();
    assertThat(group.exists()).isFalse();
  }

  @H5py("test_file::TestCloseInvalidatesOpenObjectIDs.test_close_one_handle")
  @Test
  void aFileThatIsOpenTwiceIsClosedTwice() throws IOException {
    f.createGroup("foo");
    f.close();
    Hdf5File one = Hdf5File.open(path());
    f = Hdf5File.open(path());
    Group first = one.group("foo");
    Group second = f.group("foo");
    one.close();
    assertThat(first.exists()).isFalse();
    assertThat(second.exists()).isTrue();
    assertThat(second.size()).isZero();
    f.close();
    assertThat(second.exists()).isFalse();
  }

  @H5py("test_file::test_close_gc")
  @Test
  void aFileIsClosedUnderAllItsObjects() throws IOException {
    for (int i = 0; i < 100; i++) {
      f.write(Integer.toString(i), new double[0]);
    }
    f.close();
    for (int i = 0; i < 10; i++) {
      List<Hdf5Object> objects = new ArrayList<>();
      try (Hdf5File file = Hdf5File.open(path())) {
        file.walk().forEach(objects::add);
        assertThat(objects).hasSize(101).allMatch(Hdf5Object::exists);
      }
      assertThat(objects).noneMatch(Hdf5Object::exists);
    }
  }
}
