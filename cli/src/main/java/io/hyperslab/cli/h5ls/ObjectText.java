package io.hyperslab.cli.h5ls;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.h5ls.LsOptions.Flag;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Describes an object, in the lines below its name.
final class ObjectText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ENGLISH);
  private static final int TYPE_INDENT = 15;

  private final StringBuilder out;
  private final LsOptions options;
  private final FileNumbers files;
  private final DataText data;
  private final Problems problems;

  /// Is told what could not be read.
  @FunctionalInterface
  interface Problems {
    /// Takes one.
    ///
    /// @param subject what it concerns
    void report(String subject, RuntimeException failure);
  }

  ObjectText(
      StringBuilder out, LsOptions options, FileNumbers files, DataText data, Problems problems) {
    this.out = out;
    this.options = options;
    this.files = files;
    this.data = data;
    this.problems = problems;
  }

  /// What stands behind a dataset's name: its shape.
  static String extent(Dataset dataset, boolean verbose) {
    Dataspace space = dataset.dataspace();
    StringBuilder text = new StringBuilder(" {");
    long[] shape = space.shape();
    long[] most = space.maxShape();
    for (int axis = 0; axis < shape.length; axis++) {
      text.append(axis == 0 ? "" : ", ").append(shape[axis]);
      if (most[axis] == Dataspace.UNLIMITED) {
        text.append("/Inf");
      } else if (most[axis] != shape[axis] || verbose) {
        text.append('/').append(most[axis]);
      }
    }
    switch (space.kind()) {
      case SCALAR -> text.append("SCALAR");
      case NULL -> text.append("NULL");
      case SIMPLE -> {}
    }
    return text.append('}').toString();
  }

  /// Appends all that was asked for.
  ///
  /// @param file the number of the object's file
  void append(Hdf5Object object, int file) {
    if (options.has(Flag.VERBOSE)) {
      attributes(object);
      out.append("    Location:  ").append(file).append(':');
      out.append(Long.toUnsignedString(object.address()));
      out.append("\n    Links:     ").append(object.linkCount()).append('\n');
      object
          .headerTimes()
          .map(Hdf5Object.Times::modification)
          .filter(time -> time.getEpochSecond() > 0)
          .ifPresent(this::modified);
      object.comment().filter(text -> !text.isEmpty()).ifPresent(this::comment);
    }
    switch (object) {
      case Dataset dataset -> dataset(dataset);
      case NamedDatatype type when options.has(Flag.VERBOSE) ->
          type("    Type:      ", type.datatype(), Optional.of(type.reference()), type.file());
      default -> {}
    }
  }

  private void modified(Instant time) {
    ZoneId zone = options.has(Flag.SIMPLE) ? ZoneId.of("GMT") : ZoneId.systemDefault();
    out.append("    Modified:  ").append(TIME.format(time.atZone(zone))).append('\n');
  }

  private void comment(String comment) {
    out.append("    Comment:   \"");
    EscapedName.append(out, Latin1.ofName(comment), false);
    out.append("\"\n");
  }

  private void type(
      String label, Datatype type, Optional<ObjectReference> committed, Hdf5File file) {
    out.append(label);
    committed.ifPresent(reference ->
        out.append("shared-")
            .append(files.of(file))
            .append(':')
            .append(Long.toUnsignedString(reference.address()))
            .append(' '));
    new TypeText(out, options.has(Flag.SIMPLE)).append(type, TYPE_INDENT);
    out.append('\n');
  }

  private void attributes(Hdf5Object object) {
    List<String> names;
    try {
      names = object.attributes().names();
    } catch (Hdf5Exception | UncheckedIOException e) {
      problems.report(object.path() + ": attributes", e);
      return;
    }
    for (String name : names) {
      int before = out.length();
      try {
        attribute(object.attributes().get(name));
      } catch (Hdf5Exception | UncheckedIOException e) {
        out.setLength(Math.min(before, out.length()));
        problems.report(object.path() + ": attribute " + name, e);
      }
    }
  }

  private void attribute(Attribute attribute) {
    Dataspace space = attribute.dataspace();
    out.append("    Attribute: ");
    EscapedName.append(out, Latin1.ofName(attribute.name()), true);
    switch (space.kind()) {
      case SCALAR -> out.append(" scalar\n");
      case NULL -> out.append(" null\n");
      case SIMPLE -> {
        out.append(" {");
        long[] shape = space.shape();
        for (int axis = 0; axis < shape.length; axis++) {
          out.append(axis == 0 ? "" : ", ").append(shape[axis]);
        }
        out.append("}\n");
      }
    }
    type(
        "        Type:      ",
        attribute.datatype(),
        attribute.committedDatatype(),
        attribute.owner().file());
    if (options.has(Flag.DATA)) {
      data.ofAttribute(attribute);
    }
  }

  private void dataset(Dataset dataset) {
    if (options.has(Flag.VERBOSE)) {
      StorageText storage = new StorageText(out);
      storage.append(dataset);
      type("    Type:      ", dataset.datatype(), dataset.committedDatatype(), dataset.file());
      if (options.has(Flag.ADDRESS)) {
        storage.addresses(dataset);
      }
    }
    if (options.has(Flag.DATA)) {
      data.ofDataset(dataset);
    }
  }
}
