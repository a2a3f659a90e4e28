package io.hyperslab.cli.listing;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Lists what is in a group, or one object that is none.
public final class Listing {
  /// What to list.
  ///
  /// @param recursive everything below, not only the group's own links
  /// @param links where links lead, how many hard links there are, the order of creation
  /// @param verbose further lines about each object
  /// @param colored with the escape sequences of a terminal
  public record Options(boolean recursive, boolean links, boolean verbose, boolean colored) {}

  private final Options options;
  private final Table table;
  private final Consumer<RuntimeException> problems;

  /// @param problems is told what could not be read; the listing goes on
  public Listing(Output out, Options options, Consumer<RuntimeException> problems) {
    this.options = options;
    this.problems = problems;
    table = new Table(out, options.colored());
  }

  /// Lists an object.
  public void list(Hdf5Object object) {
    try {
      if (object instanceof Group group) {
        if (options.recursive()) {
          new FileWalk(new TreeRows()).from(group);
        } else {
          if (options.verbose()) {
            table.add(row(".", group, Optional.empty()));
          }
          group.links().forEach(link -> listLink(group, link));
        }
      } else {
        table.add(row(object.path(), object, Optional.empty()));
      }
    } finally {
      table.flush();
    }
  }

  private void listLink(Group parent, Link link) {
    if (!(link instanceof Link.Hard)) {
      table.add(linkRow(link.name(), parent, link));
      return;
    }
    Hdf5Object object;
    try {
      object = parent.follow(link);
    } catch (Hdf5Exception | UncheckedIOException e) {
      table.add(failed(link.name(), e));
      return;
    }
    table.add(row(link.name(), object, Optional.of(link)));
  }

  private Row row(String name, Hdf5Object object, Optional<Link> link) {
    try {
      List<String> details =
          new ArrayList<>(options.verbose() ? ObjectDetails.of(object) : List.of());
      if (options.links()) {
        link.ifPresent(known -> details.addFirst(hardLink(object, known)));
      }
      Style style =
          switch (object) {
            case Group _ -> Style.GROUP;
            case Dataset _ -> Style.PLAIN;
            case NamedDatatype _ -> Style.DATATYPE;
          };
      return new Row(style, name, columns(object), details);
    } catch (Hdf5Exception | UncheckedIOException e) {
      return failed(name, e);
    }
  }

  private static String hardLink(Hdf5Object object, Link link) {
    String order =
        link.creationOrder().isPresent()
            ? ", number " + link.creationOrder().getAsLong() + " in order of creation"
            : "";
    return "hard link to 0x"
        + Long.toHexString(object.address())
        + ", one of "
        + object.linkCount()
        + order;
  }

  private static List<String> columns(Hdf5Object object) {
    return switch (object) {
      case Group group -> List.of("group", count(group.size()));
      case NamedDatatype type -> List.of("datatype", "", DatasetFacts.type(type.datatype()));
      case Dataset dataset ->
          List.of(
              "dataset",
              DatasetFacts.shape(dataset.dataspace()),
              DatasetFacts.type(dataset.datatype()),
              Bytes.text(DatasetFacts.bytes(dataset)),
              DatasetFacts.filters(dataset));
    };
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
    if (!options.links()) {
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
    @Override
    public void object(String path, Hdf5Object object) {
      table.add(row(path, object, Optional.empty()));
    }

    @Override
    public void repeated(String path, Link.Hard link, String first) {
      table.add(new Row(Style.PLAIN, path, "same as " + first));
    }

    @Override
    public void link(String path, Group parent, Link link) {
      table.add(linkRow(path, parent, link));
    }

    @Override
    public void unopened(String path, RuntimeException failure) {
      table.add(failed(path, failure));
    }

    @Override
    public void unlisted(String path, RuntimeException failure) {
      problems.accept(failure);
    }
  }
}
