package io.hyperslab.cli.command;

import io.hyperslab.Attribute;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.ObjectCopy;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.edit.Edits;
import io.hyperslab.cli.edit.LinkPlace;
import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.cli.place.Place;
import java.io.IOException;
import java.util.Optional;

/// `hyperslab cp`: copies objects and attributes.
public final class CpCommand implements Command {
  private static final Option SHALLOW =
      Option.flag("--shallow", "Of a group only its own members, not those of groups in it.");
  private static final Option SOFT =
      Option.flag("-L, --follow", "Copy what soft and external links lead to, not the links.");
  private static final Option NO_ATTRIBUTES =
      Option.flag("--no-attributes", "Leave attributes behind.");
  private static final Option FORCE =
      Option.flag("-f, --force", "Replace what has the name of the copy.");

  @Override
  public Syntax syntax() {
    return Syntax.of("cp", "Copies objects and attributes, within a file or to another one.")
        .description(
            "A group is copied with everything below. Stored chunks are copied as they are. Groups"
                + " on the way are made, and the file if there is none.",
            Editing.ATOMIC)
        .options(SHALLOW, SOFT, NO_ATTRIBUTES, FORCE, Editing.DRY_RUN, Editing.VERBOSE)
        .operands(
            Operand.some("FILE/FROM", "What to copy; with @ behind the path an attribute."),
            Operand.one("FILE/TO", "The path of the copy, or a group that it goes into."))
        .example("cp weather.h5/15 weather.h5/backup", "a whole group")
        .example("cp weather.h5/15/temperature new.h5/t", "to another file")
        .example("cp a.h5/x@units b.h5/y@units", "an attribute");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    return Editing.runEach(
        arguments,
        console,
        (edits, from, to, several) -> copy(edits, from, to, arguments, several));
  }

  private static void copy(
      Edits edits, String from, String to, Arguments arguments, boolean several)
      throws IOException {
    edits.begin(from);
    Target source = Target.of(from);
    Target target = Target.ofNew(to);
    Hdf5File open = edits.fileOrNew(target.file());
    if (edits.isOpen(source.file())) {
      copy(edits.file(source.file()), source, open, target, arguments, several);
    } else {
      try (Hdf5File file = Hdf5File.open(source.file())) {
        copy(file, source, open, target, arguments, several);
      }
    }
    edits.tell("copy " + from + " to " + to);
  }

  private static void copy(
      Hdf5File file,
      Target source,
      Hdf5File open,
      Target target,
      Arguments arguments,
      boolean several) {
    Place place = source.in(file);
    if (!place.steps().isEmpty()) {
      throw new NoSuchPlaceException("parts of datasets cannot be copied, only whole ones");
    }
    if (place.attribute().isPresent()) {
      copyAttribute(place, target.in(open));
      return;
    }
    Hdf5Object object = place.object();
    String name = object.path().equals("/") ? "" : object.name();
    String path = LinkPlace.into(open, target.path(), name);
    if (path.endsWith("/")) {
      throw new NoSuchPlaceException("the copy of the root group needs a name of its own");
    }
    if (several && path.equals(target.path())) {
      throw new NoSuchPlaceException(target.path() + " is no group to copy things into");
    }
    Optional<LinkPlace> old = LinkPlace.find(open, path);
    if (arguments.has(FORCE) && old.isPresent()) {
      requireOutside(object, old.get());
      replace(object, open, path, options(arguments));
    } else {
      LinkPlace.requireFree(open, path);
      options(arguments).copy(object, open.root(), path);
    }
  }

  /// Makes sure that what is copied is neither what is replaced nor a part of it.
  private static void requireOutside(Hdf5Object source, LinkPlace old) {
    if (!(old.link() instanceof Link.Hard) || source.file() != old.group().file()) {
      return; // only a link goes, or something in another file
    }
    Hdf5Object replaced = old.group().get(old.link().name());
    if (source.equals(replaced)) {
      throw new NoSuchPlaceException(source.path() + " is what it would replace");
    }
    String path = source.path();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (source.file().find(path.substring(0, slash)).equals(Optional.of(replaced))) {
        throw new NoSuchPlaceException(path + " is in what it would replace");
      }
    }
  }

  /// Copies beside what is replaced, which is there until the copy is whole: it may be a part of
  /// the source, and a link may lead from it to the source.
  private static void replace(Hdf5Object object, Hdf5File open, String path, ObjectCopy options) {
    String beside = path + "~";
    while (LinkPlace.find(open, beside).isPresent()) {
      beside += "~";
    }
    options.copy(object, open.root(), beside);
    open.delete(path);
    open.move(beside, path);
  }

  private static void copyAttribute(Place from, Place to) {
    String name = to.attribute().orElseGet(() -> from.attribute().orElseThrow());
    Attribute attribute = from.existingAttribute().orElseThrow();
    if (attribute.dataspace().isNull()) {
      to.object().attributes().setEmpty(name, attribute.datatype());
    } else {
      to.object().attributes().set(name, attribute.read(), attribute.datatype());
    }
  }

  private static ObjectCopy options(Arguments arguments) {
    ObjectCopy copy = ObjectCopy.defaults();
    copy = arguments.has(SHALLOW) ? copy.shallow() : copy;
    copy = arguments.has(SOFT) ? copy.expandSoftLinks().expandExternalLinks() : copy;
    return arguments.has(NO_ATTRIBUTES) ? copy.withoutAttributes() : copy;
  }
}
