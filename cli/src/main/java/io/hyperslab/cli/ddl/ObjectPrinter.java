package io.hyperslab.cli.ddl;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.ObjectTable;
import io.hyperslab.cli.dump.PackedBits;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.dump.ValueStyle;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Time;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Prints objects with all that is in them. Groups are gone through with a stack of their own,
/// since a file may nest them deeper than a thread nests calls.
final class ObjectPrinter {
  private static final int MOST_ENTERED = 2;

  /// @param otherFile whether an external link led here
  /// @param ends the levels at which braces close behind the group
  private record Level(
      Group group, LineState state, Iterator<Link> links, boolean otherFile, List<Integer> ends) {}

  private final Session session;
  private final DataPrinter data;
  private final Deque<Level> open = new ArrayDeque<>();
  private final Map<Long, Integer> timesEntered = new HashMap<>();
  private boolean inOtherFile;
  private PackedBits lastBits = PackedBits.NONE;

  ObjectPrinter(Session session) {
    this.session = session;
    data = new DataPrinter(session);
  }

  /// Prints a group and all below it.
  void printGroup(Group group, String name, int level) {
    timesEntered.clear();
    enter(group, name, level, List.of(level));
    while (!open.isEmpty()) {
      Level current = open.element();
      inOtherFile = current.otherFile();
      if (current.links().hasNext()) {
        printLink(current.group(), current.links().next(), current.state().level);
      } else {
        open.pop();
        current.ends().forEach(end -> session.line(new LineState(end), "}"));
      }
    }
  }

  private void enter(Group group, String name, int level, List<Integer> ends) {
    boolean parentInOther = !open.isEmpty() && open.element().otherFile();
    inOtherFile = parentInOther || ends.size() > 1;
    LineState state = new LineState(level);
    session.line(state, "GROUP \"" + name + "\" {");
    state.level++;
    Iterator<Link> links = List.<Link>of().iterator();
    try {
      if (name.equals("/")) {
        printUnnamedTypes(group.file(), state.level);
      }
      printObjectId(group, state);
      printComment(group, state);
      if (!printedBefore(group, state)) {
        printAttributes(group, state.level);
        links = session.options().order().links(group).iterator();
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to list group \"" + group.path() + '"', e);
    }
    open.push(new Level(group, state, links, inOtherFile, ends));
  }

  private void printUnnamedTypes(Hdf5File file, int level) {
    for (long address : session.table(file).unnamedTypes()) {
      String name = "#" + Long.toUnsignedString(address);
      try {
        if (file.dereference(new ObjectReference(address)) instanceof NamedDatatype type) {
          printType(type, name, level);
        }
      } catch (Hdf5Exception | UncheckedIOException e) {
        session.problem("unable to dump datatype \"" + name + '"', e);
      }
    }
  }

  /// Whether a group is printed in another place; then prints where. As in h5dump the stored count
  /// of links says whether that can be, but it must not make the dump endless where it is wrong.
  private boolean printedBefore(Group group, LineState state) {
    boolean printed = session.table(group.file()).wasPrinted(group.address());
    boolean again = timesEntered.merge(group.address(), 1, Integer::sum) > MOST_ENTERED;
    if (printed && (again || group.linkCount() > 1 || inOtherFile)) {
      String path = session.table(group.file()).path(group.address()).orElse("");
      session.line(state, "HARDLINK \"" + path + '"');
      return true;
    }
    return false;
  }

  private void printObjectId(Hdf5Object object, LineState state) {
    if (session.options().content().objectIds()) {
      session.line(state, "OBJECTID { " + object.address() + " }");
    }
  }

  private void printComment(Hdf5Object object, LineState state) {
    try {
      object
          .comment()
          .filter(comment -> !comment.isEmpty())
          .ifPresent(comment -> session.line(state, "COMMENT \"" + Latin1.ofName(comment) + '"'));
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to print the comment of \"" + object.path() + '"', e);
    }
  }

  private void printLink(Group parent, Link link, int level) {
    String name = Latin1.ofName(link.name());
    LineState state = new LineState(level);
    switch (link) {
      case Link.Hard _ -> printTarget(parent, link, name, level);
      case Link.Soft soft -> {
        session.line(state, "SOFTLINK \"" + name + "\" {");
        state.level++;
        session.line(state, "LINKTARGET \"" + Latin1.ofName(soft.target()) + '"');
        state.level--;
        session.line(state, "}");
      }
      case Link.External external -> printExternal(parent, external, name, state);
      case Link.UserDefined user -> {
        session.line(state, "USERDEFINED_LINK \"" + name + "\" {");
        state.level++;
        session.line(state, "LINKCLASS " + user.linkClass());
        state.level--;
        session.line(state, "}");
      }
    }
  }

  private void printTarget(Group parent, Link link, String name, int level) {
    Hdf5Object object;
    try {
      object = parent.follow(link);
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to open object \"" + link.name() + '"', e);
      return;
    }
    try {
      switch (object) {
        case Group group -> enter(group, name, level, List.of(level));
        case Dataset dataset -> printDataset(dataset, name, level);
        case NamedDatatype type -> printType(type, name, level);
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to dump object \"" + link.name() + '"', e);
    }
  }

  private void printExternal(Group parent, Link.External link, String name, LineState state) {
    session.line(state, "EXTERNAL_LINK \"" + name + "\" {");
    state.level++;
    session.line(state, "TARGETFILE \"" + Latin1.ofName(link.file()) + '"');
    session.line(state, "TARGETPATH \"" + Latin1.ofName(link.target()) + '"');
    Optional<Hdf5Object> target = otherFile(parent, link);
    String targetName = Latin1.ofName(link.target());
    int inner = state.level + 1; // one level more shows that it is elsewhere
    state.level--;
    if (target.isPresent() && target.get() instanceof Group group) {
      enter(group, targetName, inner, List.of(inner, state.level));
      return;
    }
    target.ifPresent(object -> printOther(object, targetName, inner));
    session.line(state, "}");
  }

  /// What an external link leads to in another file than the one that is asked for.
  private Optional<Hdf5Object> otherFile(Group parent, Link.External link) {
    try {
      Hdf5Object target = parent.follow(link);
      return session.isOwn(target.file()) ? Optional.empty() : Optional.of(target);
    } catch (Hdf5Exception | UncheckedIOException e) {
      return Optional.empty(); // a link may lead nowhere
    }
  }

  private void printOther(Hdf5Object object, String name, int level) {
    boolean before = inOtherFile;
    inOtherFile = true;
    try {
      switch (object) {
        case Dataset dataset -> printDataset(dataset, name, level);
        case NamedDatatype type -> printType(type, name, level);
        case Group _ -> throw new IllegalArgumentException("a group is entered, not printed");
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.passedOver("unable to dump object \"" + object.path() + '"', e);
    } finally {
      inOtherFile = before;
    }
  }

  private void printDataset(Dataset dataset, String name, int level) {
    LineState state = new LineState(level);
    boolean shared = dataset.linkCount() > 1 || inOtherFile;
    if (shared && session.table(dataset.file()).wasPrinted(dataset.address())) {
      session.line(state, "DATASET \"" + name + "\" {");
      state.level++;
      String path = session.table(dataset.file()).path(dataset.address()).orElse("");
      session.line(state, "HARDLINK \"" + path + '"');
      state.level--;
      session.line(state, "}");
      return;
    }
    printDataset(dataset, name, level, Optional.empty());
  }

  /// Prints a dataset, or only some of its elements.
  void printDataset(Dataset dataset, String name, int level, Optional<Subset> subset) {
    LineState state = new LineState(level);
    session.startedLine(state, "DATASET \"" + name + "\" {");
    try {
      printComment(dataset, state);
      state.level++;
      printContents(dataset, state, subset);
      state.level--; // like h5dump not back to the level, if data that fail left another one
    } catch (Hdf5Exception | UncheckedIOException e) {
      state.level = level;
      throw e;
    } finally {
      session.startedLine(state, "}");
    }
  }

  private void printContents(Dataset dataset, LineState state, Optional<Subset> subset) {
    Datatype type = dataset.datatype();
    printTypeLine(state, dataset.file(), type, dataset.committedDatatype());
    printSpaceLine(state, dataset.dataspace());
    printObjectId(dataset, state);
    if (session.options().content().properties()) {
      new PropertiesPrinter(session, state, dataset).print();
    }
    if (session.options().content().data()) {
      printData(dataset, type, state, subset);
    }
    if (session.options().content().binary().isEmpty()) {
      printAttributes(dataset, state.level);
    }
  }

  private void printData(Dataset dataset, Datatype type, LineState state, Optional<Subset> subset) {
    ValueStyle whole = session.options().layout().values();
    List<PackedBits> masks = session.options().content().bits();
    if (masks.isEmpty()) {
      printData(dataset, type, state, subset, whole);
    }
    for (PackedBits mask : masks) {
      PackedBits bits = mask.within(type);
      lastBits = bits;
      session.startedLine(
          state, "PACKED_BITS OFFSET=" + bits.offset() + " LENGTH=" + bits.length());
      printData(dataset, type, state, subset, whole.withBits(bits));
    }
  }

  private void printData(
      Dataset dataset, Datatype type, LineState state, Optional<Subset> subset, ValueStyle values) {
    if (type instanceof Time) {
      state.level++;
      session.line(state, "DATA{ not yet implemented.}");
      state.level--;
    } else if (subset.isPresent()) {
      data.print(state, dataset, subset.get(), values);
    } else {
      data.print(state, new DataSource.OfDataset(dataset), values);
    }
  }

  private void printTypeLine(
      LineState state, Hdf5File file, Datatype type, Optional<ObjectReference> committed) {
    if (committed.isPresent()) {
      String name = session.table(file).typeName(committed.get());
      session.line(state, "DATATYPE  \"" + name + '"');
      return;
    }
    session
        .streams()
        .ddl()
        .ifPresent(printer -> {
          state.needsLine = true;
          new TypePrinter(printer, session.format(), state).print("DATATYPE  ", type, "");
        });
  }

  private void printSpaceLine(LineState state, Dataspace space) {
    session.line(state, "DATASPACE " + SpaceText.of(space));
  }

  /// Prints a committed datatype.
  void printType(NamedDatatype named, String name, int level) {
    Datatype type = named.datatype();
    LineState state = new LineState(level);
    session.line(state, "DATATYPE \"" + name + "\" ");
    ObjectTable table = session.table(named.file());
    boolean shared = named.linkCount() > 1 || inOtherFile;
    Optional<LinePrinter> printer = session.streams().ddl();
    if (shared && table.wasPrinted(named.address())) {
      String text = "HARDLINK \"" + table.path(named.address()).orElse("") + '"';
      printer.ifPresent(p -> p.print(session.format(), state, text, 0, 0));
      return;
    }
    String end = type instanceof Compound ? "" : ";";
    printer.ifPresent(p -> new TypePrinter(p, session.format(), state).print("", type, end));
    printAttributes(named, level + 1);
  }

  /// Of attributes the bits are printed that were printed last of a dataset.
  private ValueStyle attributeStyle() {
    ValueStyle whole = session.options().layout().values();
    return session.options().content().bits().isEmpty() ? whole : whole.withBits(lastBits);
  }

  private void printAttributes(Hdf5Object object, int level) {
    if (!session.options().content().attributes()) {
      return;
    }
    List<Attribute> attributes;
    try {
      attributes = session.options().order().attributes(object.attributes());
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("error getting attribute information", e);
      return;
    }
    attributes.forEach(attribute -> printAttribute(attribute, level));
  }

  /// Prints an attribute.
  void printAttribute(Attribute attribute, int level) {
    LineState state = new LineState(level);
    String name = Latin1.ofName(attribute.name());
    session.line(state, "ATTRIBUTE \"" + name + "\" {");
    state.level++;
    try {
      Hdf5File file = attribute.owner().file();
      printTypeLine(state, file, attribute.datatype(), attribute.committedDatatype());
      printSpaceLine(state, attribute.dataspace());
      if (session.options().content().data() || session.options().content().attributeData()) {
        data.print(state, new DataSource.OfAttribute(attribute), attributeStyle());
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("unable to dump attribute \"" + attribute.name() + '"', e);
    }
    state.level = level;
    session.line(state, "}");
  }
}
