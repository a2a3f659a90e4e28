package io.hyperslab.cli.ddl;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.ObjectTable;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Prints what is asked for by path.
final class RequestPrinter {
  private static final int LEVEL = 1;

  private final Session session;
  private final Hdf5File file;
  private final ObjectPrinter objects;

  RequestPrinter(Session session, Hdf5File file) {
    this.session = session;
    this.file = file;
    objects = new ObjectPrinter(session);
  }

  void print(Request request) {
    try {
      switch (request) {
        case Request.ForAttribute(String path) -> printAttribute(path);
        case Request.ForDataset(String path, Optional<Subset> subset) -> printDataset(path, subset);
        case Request.ForGroup(String path) -> printGroup(path);
        case Request.ForLink(String path) -> printLink(path);
        case Request.ForDatatype(String path) -> printType(path);
        case Request.ForAny(String path) -> printAny(path);
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to dump \"" + request.path() + '"', e);
    }
  }

  private void raw(String text) {
    session.streams().ddl().ifPresent(printer -> printer.raw(text));
  }

  private Optional<Hdf5Object> find(String path) {
    return file.find(path);
  }

  private void printAttribute(String path) {
    AttributePath target = AttributePath.of(path);
    Optional<Hdf5Object> object = find(target.object());
    Optional<Attribute> attribute = object.flatMap(found -> found.attributes().find(target.name()));
    if (attribute.isPresent()) {
      objects.printAttribute(attribute.get(), LEVEL);
      return;
    }
    String shown = object.isPresent() ? target.name() : path;
    LineState state = new LineState(LEVEL);
    session.line(state, "ATTRIBUTE \"" + Latin1.ofName(shown) + "\" {");
    missing("attribute", path);
    session.line(state, "}");
  }

  private void missing(String kind, String path) {
    session.problem(
        "unable to open " + kind + " \"" + path + '"',
        new IllegalArgumentException("there is no such " + kind));
  }

  private void printDataset(String path, Optional<Subset> subset) {
    if (!(find(path).orElse(null) instanceof Dataset dataset)) {
      printLink(path);
      return;
    }
    try {
      subset.ifPresent(some -> some.complete(dataset.shape().length));
    } catch (IllegalArgumentException e) {
      session.problem("dataset \"" + path + '"', e);
      return;
    }
    String name = Latin1.ofName(path);
    ObjectTable table = session.table(file);
    if (dataset.linkCount() > 1 && table.wasPrinted(dataset.address())) {
      String first = table.path(dataset.address()).orElse("");
      raw("\nDATASET \"" + name + "\" {\n   HARDLINK \"" + first + "\"\n}");
      return;
    }
    objects.printDataset(dataset, name, LEVEL, subset);
  }

  private void printGroup(String path) {
    if (find(path).orElse(null) instanceof Group group) {
      objects.printGroup(group, Latin1.ofName(path), LEVEL);
    } else {
      raw("\nGROUP \"" + Latin1.ofName(path) + "\" {\n   ");
      missing("group", path);
      raw("}");
    }
  }

  private void printType(String path) {
    String name = Latin1.ofName(path);
    if (find(path).orElse(null) instanceof NamedDatatype type) {
      objects.printType(type, name, LEVEL);
      return;
    }
    for (long address : session.table(file).unnamedTypes()) {
      if (path.equals("/#" + Long.toUnsignedString(address))
          && file.dereference(new ObjectReference(address)) instanceof NamedDatatype type) {
        objects.printType(type, name, LEVEL);
        return;
      }
    }
    raw("\nDATATYPE \"" + name + "\" \n   ");
    missing("datatype", path);
  }

  private Optional<Link> link(String path) {
    String trimmed = path.replaceAll("/+$", "");
    int slash = trimmed.lastIndexOf('/');
    Optional<Hdf5Object> parent = find(slash <= 0 ? "/" : trimmed.substring(0, slash));
    return parent.isPresent() && parent.get() instanceof Group group
        ? group.findLink(trimmed.substring(slash + 1))
        : Optional.empty();
  }

  private void printLink(String path) {
    String name = "\"" + Latin1.ofName(path) + "\" {\n";
    switch (link(path).orElse(null)) {
      case null -> missing("link", path);
      case Link.Hard _ -> missing("soft link", path);
      case Link.Soft soft ->
          raw("\nSOFTLINK " + name + "   LINKTARGET \"" + Latin1.ofName(soft.target()) + "\"\n}");
      case Link.External external ->
          raw(
              "\nEXTERNAL_LINK "
                  + name
                  + "   TARGETFILE \""
                  + Latin1.ofName(external.file())
                  + "\"\n   TARGETPATH \""
                  + Latin1.ofName(external.target())
                  + "\"\n}");
      case Link.UserDefined user ->
          raw("\nUSERDEFINED_LINK " + name + "   LINKCLASS " + user.linkClass() + "\n}");
    }
  }

  private void printAny(String path) {
    new FileWalk(new Search(path), session.options().order()::links).from(file.root());
  }

  /// Prints what matches, wherever it is met. As in h5dump an attribute whose path is absolute is
  /// printed once for every object that has one of that name.
  private final class Search implements FileWalk.Visitor {
    private final String wanted;

    Search(String wanted) {
      this.wanted = wanted;
    }

    @Override
    public void object(String path, Hdf5Object object) {
      try {
        printMatching(path, object);
      } catch (Hdf5Exception | UncheckedIOException e) {
        session.problem("unable to dump \"" + path + '"', e);
      }
    }

    private void printMatching(String path, Hdf5Object object) {
      printAttributesOf(path, object);
      if (path.equals(wanted)) {
        switch (object) {
          case Group _ -> printGroup(path);
          case Dataset _ -> printDataset(path, Optional.empty());
          case NamedDatatype _ -> printType(path);
        }
      }
    }

    private void printAttributesOf(String path, Hdf5Object object) {
      AttributePath target = AttributePath.of(wanted);
      if (object.attributes().contains(target.name())) {
        String prefix = path.endsWith("/") ? path : path + "/";
        printAttribute(wanted.startsWith("/") ? wanted : prefix + wanted);
      }
    }

    @Override
    public void repeated(String path, Link.Hard link, String first) {
      try {
        printMatching(path, file.dereference(new ObjectReference(link.address()), path));
      } catch (Hdf5Exception | UncheckedIOException e) {
        unopened(path, e);
      }
    }

    @Override
    public void link(String path, Group parent, Link link) {
      if (path.equals(wanted.startsWith("/") ? wanted : "/" + wanted)) {
        printLink(wanted);
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
}
