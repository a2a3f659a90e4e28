package io.hyperslab.cli.xml;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.dump.ObjectTable;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Prints the objects of a file from the root group on. Groups are gone through with a stack of
/// their own, since a file may nest them deeper than a thread nests calls.
final class XmlObjects {
  private static final int MOST_ENTERED = 2;

  /// @param path of the group; empty for the root group
  /// @param end the name of the element
  private record Level(Group group, String path, int level, String end, Iterator<Link> links) {}

  private final Session session;
  private final XmlLines lines;
  private final XmlIds ids;
  private final XmlTypes types;
  private final XmlDatasets datasets;
  private final ObjectTable table;
  private final Deque<Level> open = new ArrayDeque<>();
  private final Map<Long, Integer> timesEntered = new HashMap<>();

  XmlObjects(Session session, XmlLines lines) {
    this.session = session;
    this.lines = lines;
    ids = new XmlIds(session.file());
    types = new XmlTypes(lines);
    datasets = new XmlDatasets(session, lines, ids, types);
    table = session.table(session.file());
  }

  void print() {
    enter(session.file().root(), "", "", 0);
    while (!open.isEmpty()) {
      Level current = open.element();
      if (current.links().hasNext()) {
        print(current, current.links().next());
      } else {
        open.pop();
        lines.end(current.level(), current.end());
      }
    }
  }

  private static String escaped(String name) {
    return XmlText.name(Latin1.ofName(name));
  }

  /// The attributes that tell where an object is.
  private String parents(String path) {
    String shown = path.isEmpty() ? "/" : escaped(path);
    return "Parents=\"" + ids.of(path) + "\" H5ParentPaths=\"" + shown + "\"";
  }

  private void enter(Group group, String name, String path, int level) {
    boolean root = path.isEmpty();
    boolean again = timesEntered.merge(group.address(), 1, Integer::sum) > MOST_ENTERED;
    boolean before = (group.linkCount() > 1 || again) && table.wasPrinted(group.address());
    Iterator<Link> links = List.<Link>of().iterator();
    if (root) {
      lines.tag(level, "RootGroup OBJ-XID=\"" + ids.of("/") + "\" H5Path=\"/\"");
    } else if (before) {
      pointer(group, name, path, level);
    } else {
      lines.tag(
          level,
          "Group Name=\""
              + escaped(name)
              + "\" OBJ-XID=\""
              + ids.of(path)
              + "\" H5Path=\""
              + escaped(path)
              + "\" "
              + parents(parent(path))
              + " ");
    }
    if (!before) {
      datasets.attributes(level + 1, group);
      if (root) {
        unnamedTypes(level + 1);
      }
      try {
        links = session.options().order().links(group).iterator();
      } catch (Hdf5Exception | UncheckedIOException e) {
        session.problem("unable to list group \"" + name + '"', e);
      }
    }
    open.push(new Level(group, path, level, root ? "RootGroup" : "Group", links));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  private void pointer(Group group, String name, String path, int level) {
    String first = table.path(group.address()).orElse("");
    String parents = parents(parent(path));
    lines.tag(
        level,
        "Group Name=\""
            + escaped(name)
            + "\" OBJ-XID=\""
            + ids.repeated(path)
            + "\" H5Path=\""
            + XmlText.name(first)
            + "\" "
            + parents);
    lines.tag(
        level + 1,
        "GroupPtr OBJ-XID=\""
            + XmlIds.id(group.address())
            + "\" H5Path=\""
            + XmlText.name(first)
            + "\" "
            + parents
            + " /");
  }

  private void unnamedTypes(int level) {
    Hdf5File file = session.file();
    for (long address : table.unnamedTypes()) {
      String name = "#" + Long.toUnsignedString(address);
      try {
        if (file.dereference(new ObjectReference(address)) instanceof NamedDatatype type) {
          lines.tag(
              level,
              "NamedDataType Name=\""
                  + name
                  + "\" OBJ-XID=\""
                  + ids.of("/" + name)
                  + "\" "
                  + parents(""));
          types.printWrapped(level + 1, type.datatype());
          lines.end(level, "NamedDataType");
        }
      } catch (Hdf5Exception | UncheckedIOException e) {
        session.problem("unable to dump datatype \"" + name + '"', e);
      }
    }
  }

  private void print(Level parent, Link link) {
    String path = parent.path() + "/" + link.name();
    int level = parent.level() + 1;
    switch (link) {
      case Link.Hard _ -> printTarget(parent, link, path, level);
      case Link.Soft soft -> printSoft(parent, soft, path, level);
      case Link.External external ->
          lines.tag(
              level,
              link("ExternalLink", link, path)
                  + "TargetFilename=\""
                  + Latin1.ofName(external.file())
                  + "\"  TargetPath=\""
                  + Latin1.ofName(external.target())
                  + "\"  "
                  + parents(parent.path())
                  + " /");
      case Link.UserDefined user ->
          lines.tag(
              level,
              link("UserDefined", link, path)
                  + "LinkClass=\""
                  + user.linkClass()
                  + "\"  "
                  + parents(parent.path())
                  + " /");
    }
  }

  /// The beginning of the element of a link. The path that the identifier belongs to is, as in
  /// h5dump, the escaped one.
  private String link(String element, Link link, String path) {
    return element
        + " LinkName=\""
        + escaped(link.name())
        + "\" OBJ-XID=\""
        + ids.of(XmlText.name(path))
        + "\" H5SourcePath=\""
        + escaped(path)
        + "\" ";
  }

  private void printSoft(Level parent, Link.Soft link, String path, int level) {
    String start = link("SoftLink", link, path);
    String parents = parents(parent.path());
    String target = link.target().startsWith("/") ? "" : parent.path() + "/";
    String found =
        ids.existing(target + link.target()).map(id -> "TargetObj=\"" + id + '"').orElse("");
    lines.tag(
        level,
        start + "TargetPath=\"" + escaped(link.target()) + "\" " + found + " " + parents + " /");
  }

  private void printTarget(Level parent, Link link, String path, int level) {
    try {
      switch (parent.group().follow(link)) {
        case Group group -> enter(group, link.name(), path, level);
        case Dataset dataset -> printDataset(dataset, parent, link.name(), path, level);
        case NamedDatatype type -> printType(type, parent, link.name(), path, level);
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to dump object \"" + path + '"', e);
    }
  }

  private String first(Hdf5Object object) {
    return "OBJ-XID=\""
        + XmlIds.id(object.address())
        + "\" H5Path=\""
        + XmlText.name(table.path(object.address()).orElse(""))
        + "\"/";
  }

  private void printDataset(Dataset dataset, Level parent, String name, String path, int level) {
    String start = "Dataset Name=\"" + escaped(name) + "\" OBJ-XID=\"";
    if (dataset.linkCount() > 1 && table.wasPrinted(dataset.address())) {
      String id = ids.repeated(path);
      lines.tag(
          level, start + id + "\" H5Path=\"" + escaped(path) + "\" " + parents(parent.path()));
      lines.tag(level + 1, "DatasetPtr " + first(dataset));
    } else {
      String id = ids.of(path);
      lines.tag(
          level, start + id + "\" H5Path= \"" + escaped(path) + "\" " + parents(parent.path()));
      datasets.print(level, dataset);
    }
    lines.end(level, "Dataset");
  }

  private void printType(NamedDatatype type, Level parent, String name, String path, int level) {
    lines.tag(
        level,
        "NamedDataType Name=\""
            + escaped(name)
            + "\" OBJ-XID=\""
            + ids.of(path)
            + "\" H5Path=\""
            + escaped(path)
            + "\" "
            + parents(parent.path()));
    if (type.linkCount() > 1 && table.wasPrinted(type.address())) {
      lines.tag(level + 1, "NamedDatatypePtr " + first(type));
    } else {
      types.printWrapped(level + 1, type.datatype());
    }
    lines.end(level, "NamedDataType");
  }
}
