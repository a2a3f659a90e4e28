package io.hyperslab.cli.listing;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Lists what is in a group, or one object that is none.
public final class Listing {
  /// Which column has the filters.
  private static final int FILTERS = 4;

  private final ListingOptions options;
  private final Table table;
  private final Map<Hdf5File, References> references = new HashMap<>();
  private final Consumer<RuntimeException> problems;

  /// @param problems is told what could not be read; the listing goes on
  public Listing(Output out, ListingOptions options, Consumer<RuntimeException> problems) {
    this.options = options;
    this.problems = problems;
    table = new Table(out, options.colored());
  }

  /// Lists an object: of a group what is in it.
  public void list(Hdf5Object object) {
    try {
      if (!(object instanceof Group group)) {
        table.add(row(shown(object.path()), object, Optional.empty()));
      } else if (options.recursive()) {
        TreeRows rows = new TreeRows(group.path());
        new FileWalk(rows, rows::links).from(group);
      } else {
        if (options.verbose()) {
          table.add(row(".", group, Optional.empty()));
        }
        options.order().linksOf(group).forEach(link -> listLink(group, link, shown(link.name())));
      }
    } finally {
      table.flush();
    }
  }

  /// Lists objects and links by their paths, whatever they are.
  ///
  /// @param paths with the groups that they are in
  public void list(List<Found> paths) {
    try {
      for (Found found : paths) {
        listLink(found.group(), found.link(), shown(found.path()));
      }
    } finally {
      table.flush();
    }
  }

  /// A link that was found.
  ///
  /// @param path its path
  /// @param group the group that has it
  /// @param link the link
  public record Found(String path, Group group, Link link) {}

  /// A name or path in quotes if it looks like something else without.
  private static String shown(String name) {
    boolean isPlain =
        !name.isBlank()
            && name.equals(name.strip())
            && name.indexOf('"') < 0
            && Quoted.isPrintable(name);
    return isPlain ? name : Quoted.of(name);
  }

  private void listLink(Group parent, Link link, String name) {
    if (!(link instanceof Link.Hard)) {
      table.add(linkRow(name, parent, link));
      return;
    }
    Hdf5Object object;
    try {
      object = parent.follow(link);
    } catch (Hdf5Exception | UncheckedIOException e) {
      table.add(failed(name, e));
      return;
    }
    table.add(row(name, object, Optional.of(link)));
  }

  private Row row(String name, Hdf5Object object, Optional<Link> link) {
    try {
      List<String> details = new ArrayList<>();
      if (options.verbose()) {
        link.flatMap(Listing::creationOrder).ifPresent(details::add);
        details.addAll(ObjectDetails.of(object, references(object)));
      }
      Style style = style(object);
      List<String> columns = options.facts() ? factColumns(object) : columns(object);
      return new Row(style, name, columns, details);
    } catch (Hdf5Exception | UncheckedIOException e) {
      return failed(name, e);
    }
  }

  private References references(Hdf5Object object) {
    return references.computeIfAbsent(object.file(), References::new);
  }

  private static Optional<String> creationOrder(Link link) {
    return link.creationOrder().isPresent()
        ? Optional.of("created     number " + link.creationOrder().getAsLong() + " of its group")
        : Optional.empty();
  }

  /// The usual columns, and what a long listing has besides.
  private static List<String> factColumns(Hdf5Object object) {
    List<String> columns = new ArrayList<>(columns(object));
    while (columns.size() < FILTERS) {
      columns.add("");
    }
    columns.add(FILTERS, object instanceof Dataset dataset ? DatasetFacts.ratio(dataset) : "");
    while (columns.size() < FILTERS + 2) {
      columns.add("");
    }
    long attributes = object.attributes().size();
    columns.add(
        attributes == 0 ? "" : attributes == 1 ? "1 attribute" : attributes + " attributes");
    columns.add(object.linkCount() > 1 ? object.linkCount() + " hard links" : "");
    return columns;
  }

  private static Style style(Hdf5Object object) {
    if (object instanceof Dataset) {
      return Style.PLAIN;
    }
    return object instanceof Group ? Style.GROUP : Style.DATATYPE;
  }

  private static List<String> columns(Hdf5Object object) {
    if (object instanceof Dataset dataset) {
      return List.of(
          "dataset",
          DatasetFacts.shape(dataset.dataspace()),
          DatasetFacts.type(dataset.datatype()),
          Bytes.text(DatasetFacts.bytes(dataset)),
          DatasetFacts.filters(dataset));
    }
    return object instanceof Group group
        ? List.of("group", count(group.size()))
        : List.of("datatype", "", DatasetFacts.type(((NamedDatatype) object).datatype()));
  }

  private static String count(long links) {
    return links == 1 ? "1 link" : links + " links";
  }

  private Row linkRow(String name, Group parent, Link link) {
    String kind =
        switch (link) {
          case Link.Hard _ -> "hard link";
          case Link.Soft _ -> "soft link";
          case Link.External _ -> "external link";
          case Link.UserDefined user -> "link of class " + user.linkClass();
        };
    if (!options.facts()) {
      return new Row(Style.LINK, name, kind);
    }
    String target =
        switch (link) {
          case Link.Hard hard -> "0x" + Long.toHexString(hard.address());
          case Link.Soft soft -> "-> " + soft.target() + leadsTo(parent, link);
          case Link.External external ->
              "-> " + external.file() + " " + external.target() + leadsTo(parent, link);
          case Link.UserDefined user -> user.size() + " bytes";
        };
    return new Row(Style.LINK, name, kind, target);
  }

  private static String leadsTo(Group parent, Link link) {
    try {
      return switch (parent.follow(link)) {
        case Group _ -> " (group)";
        case Dataset _ -> " (dataset)";
        case NamedDatatype _ -> " (datatype)";
      };
    } catch (Hdf5Exception | UncheckedIOException e) {
      return " (leads nowhere)";
    }
  }

  private Row failed(String name, RuntimeException failure) {
    problems.accept(failure);
    return new Row(Style.ERROR, name, "(cannot be read)");
  }

  private final class TreeRows implements FileWalk.Visitor {
    private final String top;
    private final Branches branches;

    TreeRows(String top) {
      this.top = top;
      branches = new Branches(top);
    }

    /// The links of a group that is not too deep.
    List<Link> links(Group group) {
      List<Link> links =
          depth(group.path()) < options.depth() ? options.order().linksOf(group) : List.of();
      if (options.tree()) {
        branches.note(group.path(), links);
      }
      return links;
    }

    private long depth(String path) {
      String below = path.substring(top.equals("/") ? 0 : top.length());
      return below.equals("/") ? 0 : below.chars().filter(c -> c == '/').count();
    }

    private String name(String path) {
      if (!options.tree() || path.equals(top)) {
        return shown(path);
      }
      return branches.of(path, shown(path.substring(path.lastIndexOf('/') + 1)));
    }

    @Override
    public void object(String path, Hdf5Object object) {
      table.add(row(name(path), object, Optional.empty()));
    }

    @Override
    public void repeated(String path, Link.Hard link, String first) {
      table.add(new Row(Style.PLAIN, name(path), "same as " + first));
    }

    @Override
    public void link(String path, Group parent, Link link) {
      table.add(linkRow(name(path), parent, link));
    }

    @Override
    public void unopened(String path, RuntimeException failure) {
      table.add(failed(name(path), failure));
    }

    @Override
    public void unlisted(String path, RuntimeException failure) {
      problems.accept(failure);
    }
  }
}
