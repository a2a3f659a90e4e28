package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.enumeration;
import static io.hyperslab.datatype.Datatypes.fixedString;

import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.List;

/// Attributes and comments that cannot be; see [RefusedChangesTest].
final class RefusedAttributes {
  private RefusedAttributes() {}

  static List<RefusedChange> all() {
    return List.of(
        new RefusedChange(
            "attribute without a name",
            file -> file.root().attributes().set("", 1),
            IllegalArgumentException.class,
            "attribute name ''"),
        new RefusedChange(
            "attribute with a NUL in its name",
            file -> file.group("g").attributes().set("a\0b", 1),
            IllegalArgumentException.class,
            "no NUL"),
        new RefusedChange(
            "attribute whose name is longer than two bytes can say",
            file -> file.group("g").attributes().set("x".repeat(66_000), 1),
            IllegalArgumentException.class,
            "66000"),
        new RefusedChange(
            "attribute of an irregular array",
            file -> file.group("g").attributes().set("new", new int[][] {{1}, {1, 2}}),
            IllegalArgumentException.class,
            ""),
        new RefusedChange(
            "attribute of what is no value",
            file -> file.group("g").attributes().set("new", new Object()),
            IllegalArgumentException.class,
            "Object"),
        new RefusedChange(
            "attribute that its datatype does not hold",
            file -> file.group("g").attributes().set("a", 300, INT8),
            DatatypeMismatchException.class,
            "300"),
        new RefusedChange(
            "text for a number",
            file -> file.group("g").attributes().set("a", "one", INT8),
            DatatypeMismatchException.class,
            ""),
        new RefusedChange(
            "attribute of text that is too long",
            file -> file.group("g").attributes().set("b", "too long", fixedString(3)),
            DatatypeMismatchException.class,
            "too long"),
        new RefusedChange(
            "attribute that is no member of an enumeration",
            file ->
                file.group("g").attributes().set("new", "BLUE", enumeration(INT8, "RED", "GREEN")),
            DatatypeMismatchException.class,
            "BLUE"),
        new RefusedChange(
            "one text of several that cannot be stored",
            file ->
                file.group("g").attributes().set("c", new String[] {"good", "with\0NUL", "good"}),
            DatatypeMismatchException.class,
            "NUL"),
        new RefusedChange(
            "attribute with a datatype of another file",
            RefusedAttributes::typeOfAnotherFile,
            IllegalArgumentException.class,
            "another file"),
        new RefusedChange(
            "removal of what is not there",
            file -> file.group("g").attributes().remove("none"),
            NoSuchObjectException.class,
            "attribute 'none' is absent"),
        new RefusedChange(
            "removal of what is not there among many",
            file -> file.group("g/h").attributes().remove("none"),
            NoSuchObjectException.class,
            "attribute 'none' is absent"),
        new RefusedChange(
            "rename of what is not there",
            file -> file.group("g").attributes().rename("none", "new"),
            NoSuchObjectException.class,
            "attribute 'none' is absent"),
        new RefusedChange(
            "rename onto a name that is taken",
            file -> file.group("g").attributes().rename("a", "b"),
            NameExistsException.class,
            "name is b"),
        new RefusedChange(
            "rename onto a name that is taken among many",
            file -> file.group("g/h").attributes().rename("a3", "a4"),
            NameExistsException.class,
            "name is a4"),
        new RefusedChange(
            "rename to nothing",
            file -> file.group("g").attributes().rename("a", ""),
            IllegalArgumentException.class,
            "attribute name ''"),
        new RefusedChange(
            "rename to a NUL",
            file -> file.group("g").attributes().rename("a", "\0"),
            IllegalArgumentException.class,
            "no NUL"),
        new RefusedChange(
            "comment with a NUL",
            file -> file.group("g").setComment("a\0b"),
            IllegalArgumentException.class,
            "NUL"),
        new RefusedChange(
            "comment larger than a message",
            file -> file.group("g").setComment("x".repeat(70_000)),
            UnsupportedFeatureException.class,
            "70001"));
  }

  private static void typeOfAnotherFile(Hdf5File file) throws IOException {
    try (Hdf5File other = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      NamedDatatype type = other.root().createNamedDatatype("type", INT16);
      file.group("g").attributes().set("new", 1, type);
    }
  }
}
