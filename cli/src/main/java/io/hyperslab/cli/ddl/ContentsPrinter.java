package io.hyperslab.cli.ddl;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Locale;

/// Prints the paths of all objects: the block `FILE_CONTENTS`.
final class ContentsPrinter implements FileWalk.Visitor {
  private final Session session;
  private final Hdf5File file;
  private final LinePrinter printer;
  private final boolean attributes;

  /// @param attributes whether the paths of attributes are printed too
  ContentsPrinter(Session session, Hdf5File file, LinePrinter printer, boolean attributes) {
    this.session = session;
    this.file = file;
    this.printer = printer;
    this.attributes = attributes;
  }

  void print() {
    printer.raw("\nFILE_CONTENTS {\n");
    for (long address : session.table(file).unnamedTypes()) {
      row("datatype", "/#" + Long.toUnsignedString(address));
    }
    new FileWalk(this, session.options().order()::links).from(file.root());
    printer.raw(" }\n");
  }

  private void row(String kind, String text) {
    printer.raw(String.format(Locale.ROOT, " %-10s %s\n", kind, text));
  }

  private static String kind(Hdf5Object object) {
    return switch (object) {
      case Group _ -> "group";
      case Dataset _ -> "dataset";
      case NamedDatatype _ -> "datatype";
    };
  }

  @Override
  public void object(String path, Hdf5Object object) {
    String name = Latin1.ofName(path);
    row(kind(object), name);
    if (attributes) {
      try {
        for (Attribute attribute :
            session.options().order().walkedAttributes(object.attributes())) {
          row("attribute", (name.equals("/") ? "" : name) + "/" + Latin1.ofName(attribute.name()));
        }
      } catch (Hdf5Exception | UncheckedIOException e) {
        session.problem("unable to list the attributes of \"" + path + '"', e);
      }
    }
  }

  @Override
  public void repeated(String path, Link.Hard link, String first) {
    try {
      Hdf5Object object = file.dereference(new ObjectReference(link.address()), path);
      row(kind(object), Latin1.ofName(path) + " -> " + Latin1.ofName(first));
    } catch (Hdf5Exception | UncheckedIOException e) {
      unopened(path, e);
    }
  }

  @Override
  public void link(String path, Group parent, Link link) {
    String name = Latin1.ofName(path);
    switch (link) {
      case Link.Hard _ -> throw new IllegalArgumentException("a hard link at " + path);
      case Link.Soft soft -> row("link", name + " -> " + Latin1.ofName(soft.target()));
      case Link.External external ->
          row(
              "ext link",
              name
                  + " -> "
                  + Latin1.ofName(external.file())
                  + " "
                  + Latin1.ofName(external.target()));
      case Link.UserDefined _ -> row("unknown type of UD link", name + " -> ???");
    }
  }

  @Override
  public void unopened(String path, RuntimeException failure) {
    session.problem("unable to open object \"" + path + '"', failure);
  }

  @Override
  public void unlisted(String path, RuntimeException failure) {
    session.problem("unable to list group \"" + path + '"', failure);
  }
}
