package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;

import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.List;

/// Links and groups that cannot be; see [RefusedChangesTest].
final class RefusedLinks {
  private static final String ENDS_IN_NAME = "expected one that ends in a name without NUL";

  private RefusedLinks() {}

  static List<RefusedChange> all() {
    return List.of(
        new RefusedChange(
            "group of a name that is taken",
            file -> file.createGroup("g"),
            NameExistsException.class,
            "name is g, expected one that is not taken"),
        new RefusedChange(
            "group without a name",
            file -> file.createGroup(""),
            IllegalArgumentException.class,
            ENDS_IN_NAME),
        new RefusedChange(
            "group named ., which is the group itself",
            file -> file.group("g").createGroup("./."),
            IllegalArgumentException.class,
            ENDS_IN_NAME),
        new RefusedChange(
            "the root group",
            file -> file.createGroup("/"),
            IllegalArgumentException.class,
            ENDS_IN_NAME),
        new RefusedChange(
            "group with a NUL in its name",
            file -> file.createGroup("new/a\0b"),
            IllegalArgumentException.class,
            ENDS_IN_NAME),
        new RefusedChange(
            "group below a NUL",
            file -> file.createGroup("a\0b/new"),
            IllegalArgumentException.class,
            ENDS_IN_NAME),
        new RefusedChange(
            "group below a dataset",
            file -> file.createGroup("numbers/below"),
            NoSuchObjectException.class,
            "object is not a group, expected a group"),
        new RefusedChange(
            "group below new groups below a dataset",
            file -> file.createGroup("g/data/below/further"),
            NoSuchObjectException.class,
            "object is not a group, expected a group"),
        new RefusedChange(
            "group below a soft link that leads nowhere",
            file -> file.createGroup("dangling/new"),
            NoSuchObjectException.class,
            "nowhere"),
        new RefusedChange(
            "group where there is a dataset",
            file -> file.root().requireGroup("numbers"),
            DatatypeMismatchException.class,
            "a dataset, expected a group"),
        new RefusedChange(
            "named datatype of a name that is taken",
            file -> file.root().createNamedDatatype("g/data", INT32),
            NameExistsException.class,
            "name is data"),
        new RefusedChange(
            "soft link of a name that is taken",
            file -> file.root().linkSoft("soft", "/g"),
            NameExistsException.class,
            "name is soft"),
        new RefusedChange(
            "soft link to nothing",
            file -> file.root().linkSoft("new/soft", ""),
            IllegalArgumentException.class,
            "target ''"),
        new RefusedChange(
            "soft link to a NUL",
            file -> file.root().linkSoft("new", "a\0"),
            IllegalArgumentException.class,
            "no NUL"),
        new RefusedChange(
            "external link to no file",
            file -> file.root().linkExternal("new/external", "", "/x"),
            IllegalArgumentException.class,
            "file name ''"),
        new RefusedChange(
            "hard link of a name that is taken",
            file -> file.root().linkHard("numbers", file.group("g")),
            NameExistsException.class,
            "name is numbers"),
        new RefusedChange(
            "hard link to an object of another file",
            RefusedLinks::linkToAnotherFile,
            IllegalArgumentException.class,
            "in another file"),
        new RefusedChange(
            "deletion of the root group",
            file -> file.delete("/"),
            IllegalArgumentException.class,
            ENDS_IN_NAME),
        new RefusedChange(
            "deletion of what is not there",
            file -> file.delete("g/none"),
            NoSuchObjectException.class,
            "link 'none' is absent"),
        new RefusedChange(
            "deletion on a way that is not there",
            file -> file.delete("no/where/none"),
            NoSuchObjectException.class,
            "'no'"),
        new RefusedChange(
            "move onto a name that is taken",
            file -> file.move("g/data", "numbers"),
            NameExistsException.class,
            "name is numbers"),
        new RefusedChange(
            "move of what is not there to a new group",
            file -> file.move("none", "fresh/group/none"),
            NoSuchObjectException.class,
            "link 'none' is absent"),
        new RefusedChange(
            "move of the root group",
            file -> file.move("/", "g/root"),
            IllegalArgumentException.class,
            ENDS_IN_NAME),
        new RefusedChange(
            "move of a group into itself",
            file -> file.move("many", "many/self"),
            IllegalArgumentException.class,
            "into itself or a group below it"),
        new RefusedChange(
            "move of a group into a new group below itself",
            file -> file.move("many", "many/fresh/self"),
            IllegalArgumentException.class,
            "into itself or a group below it"),
        new RefusedChange(
            "move of a group below itself, by a soft link",
            file -> file.move("g", "soft/self"),
            IllegalArgumentException.class,
            "into itself or a group below it"));
  }

  private static void linkToAnotherFile(Hdf5File file) throws IOException {
    try (Hdf5File other = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      file.root().linkHard("new/link", other.createGroup("there"));
    }
  }
}
