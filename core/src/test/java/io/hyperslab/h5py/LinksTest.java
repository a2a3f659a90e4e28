package io.hyperslab.h5py;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Link;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Soft, external and hard links, and moving them.
class LinksTest extends FileTestCase {

  private void other(String name, String group) throws IOException {
    try (var file = Hdf5File.create(folder.resolve(name))) {
      file.createGroup(group).attributes().set("ext_attr", "test");
    }
  }

  @H5py({
    "test_group::TestSoftLinks.test_spath",
    "test_group::TestSoftLinks.test_srepr",
    "test_group::TestExternalLinks.test_epath",
    "test_group::TestExternalLinks.test_erepr",
    "test_group::TestGet.test_get_link",
    "test_group::TestGet.test_get_link_class"
  })
  @Test
  void aLinkIsAValue() throws IOException {
    f.createGroup("hard");
    f.root().linkSoft("soft", "/mongoose");
    f.root().linkExternal("external", "somewhere.hdf5", "mongoose");
    reopen();
    Group root = f.root();
    assertThat(root.findLink("hard"))
        .contains(new Link.Hard("hard", OptionalLong.empty(), f.get("hard").address()));
    assertThat(root.findLink("soft"))
        .contains(new Link.Soft("soft", OptionalLong.empty(), "/mongoose"));
    assertThat(root.findLink("external"))
        .contains(
            new Link.External("external", OptionalLong.empty(), "somewhere.hdf5", "mongoose"));
    assertThat(root.findLink("soft").orElseThrow().toString()).contains("/mongoose");
  }

  @H5py("test_group::TestSoftLinks.test_create")
  @Test
  void aSoftLinkLeadsToItsObject() throws IOException {
    f.createGroup("new");
    f.root().linkSoft("alias", "/new");
    reopen();
    assertThat(f.get("alias")).isEqualTo(f.get("new"));
  }

  @H5py("test_group::TestSoftLinks.test_exc")
  @Test
  void aBrokenSoftLinkNamesItsTarget() {
    f.root().linkSoft("alias", "new");
    assertThatThrownBy(() -> f.get("alias"))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("new");
  }

  @H5py({"test_group::TestExternalLinks.test_create", "test_group::TestExtLinkBugs.test_issue_212"})
  @Test
  void anExternalLinkLeadsToAnotherFile() throws IOException {
    other("other.h5", "external/a");
    f.root().linkExternal("link", "other.h5", "/external");
    reopen();
    Group group = f.group("link");
    assertThat(group.file().path()).isNotEqualTo(f.path());
    assertThat(group.path()).isEqualTo("/external");
    assertThat(f.get("link/a")).isInstanceOf(Group.class);
  }

  @H5py("test_group::TestExternalLinks.test_exc")
  @Test
  void anExternalLinkToAMissingObject() throws IOException {
    other("other.h5", "external");
    f.root().linkExternal("link", "other.h5", "/missing");
    assertThatThrownBy(() -> f.get("link"))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("missing")
        .hasMessageContaining("other.h5");
  }

  @H5py("test_group::TestExternalLinks.test_exc_missingfile")
  @Test
  void anExternalLinkToAMissingFile() {
    f.root().linkExternal("link", "mongoose.hdf5", "/foo");
    assertThatThrownBy(() -> f.get("link"))
        .isInstanceOf(ExternalFileException.class)
        .hasMessageContaining("mongoose.hdf5");
  }

  @H5py(
      value = "test_group::TestExternalLinks.test_close_file",
      differs = "a file that a link led to closes with the file that has the link")
  @Test
  void theOtherFileClosesWithThisOne() throws IOException {
    other("other.h5", "external");
    f.root().linkExternal("link", "other.h5", "/");
    Hdf5File linked = f.group("link").file();
    assertThat(linked.isOpen()).isTrue();
    f.close();
    assertThat(linked.isOpen()).isFalse();
  }

  @H5py({
    "test_group::TestExternalLinks.test_unicode_encode",
    "test_group::TestExternalLinks.test_unicode_decode",
    "test_group::TestExternalLinks.test_unicode_hdf5_path"
  })
  @ParameterizedTest
  @CsvSource({"\u03b1.hdf5, external", "external.hdf5, \u03b1"})
  void namesOfFilesAndObjectsAreAnyText(String name, String group) throws IOException {
    other(name, group);
    f.root().linkExternal("link", name, "/" + group);
    reopen();
    assertThat(f.get("link").attributes().get("ext_attr").readString()).isEqualTo("test");
  }

  @H5py(
      value = {
        "test_group::test_get_elink_mode_arg",
        "test_group::test_get_elink_mode_arg_exception"
      },
      differs = "what an external link leads to is always read-only; open that file to change it")
  @Test
  void theOtherFileIsReadOnly() throws IOException {
    other("other.h5", "external");
    f.root().linkExternal("link", "other.h5", "/external");
    Group linked = f.group("link");
    assertThat(linked.file().isWritable()).isFalse();
    assertThatThrownBy(() -> linked.write("data", 1)).isInstanceOf(ReadOnlyFileException.class);
  }

  @H5py("test_group::TestMove.test_move_hardlink")
  @Test
  void anObjectIsMoved() throws IOException {
    Group group = f.createGroup("x");
    f.move("x", "y");
    assertThat(f.get("y")).isEqualTo(group);
    f.move("y", "z/nested/path");
    reopen();
    assertThat(f.root().names()).containsExactly("z");
    assertThat(f.get("z/nested/path")).isInstanceOf(Group.class);
  }

  @H5py("test_group::TestMove.test_move_softlink")
  @Test
  void aSoftLinkIsMovedAndNotItsTarget() throws IOException {
    f.root().linkSoft("soft", "relative/path");
    f.move("soft", "new_soft");
    reopen();
    assertThat(f.root().links())
        .containsExactly(new Link.Soft("new_soft", OptionalLong.empty(), "relative/path"));
  }

  @H5py("test_group::TestMove.test_move_conflict")
  @Test
  void nothingIsMovedOntoAnother() {
    f.createGroup("x");
    f.createGroup("y");
    assertThatThrownBy(() -> f.move("x", "y")).isInstanceOf(NameExistsException.class);
    assertThat(f.root().names()).containsExactly("x", "y");
  }

  @H5py("test_group::TestMove.test_short_circuit")
  @Test
  void aMoveToWhereItIsDoesNothing() {
    Group group = f.createGroup("x");
    f.move("x", "x");
    assertThat(f.get("x")).isEqualTo(group);
  }
}
