package io.hyperslab.cli.command;

import io.hyperslab.Attribute;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Link;
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

/// `hyperslab rm`: removes links and attributes.
public final class RmCommand implements Command {
  private static final Option RECURSIVE =
      Option.flag(
          "-r, --recursive", "Remove groups that are not empty too, with everything below.");
  private static final Option FORCE = Option.flag("-f, --force", "What is not there is no error.");

  @Override
  public Syntax syntax() {
    return Syntax.of("rm", "Removes datasets, groups, links and attributes.")
        .description(
            "An object goes when its last hard link is removed; what soft links point to stays. The"
                + " space is used again by later changes; repack gives it back.",
            Editing.ATOMIC)
        .options(RECURSIVE, FORCE, Editing.DRY_RUN, Editing.VERBOSE)
        .operands(Operand.some("FILE/PATH", "A link, or with @ behind the path an attribute."))
        .example("rm weather.h5/15/old weather.h5/16/old", "")
        .example("rm -r weather.h5/15", "a group")
        .example("rm weather.h5/15@dt", "an attribute");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    return Editing.run(
        arguments,
        console,
        edits -> {
          for (String name : arguments.operands()) {
            remove(edits, name, arguments);
          }
        });
  }

  private static void remove(Edits edits, String name, Arguments arguments) throws IOException {
    edits.begin(name);
    Target target = Target.of(name);
    Hdf5File file = edits.file(target.file());
    Optional<LinkPlace> link = LinkPlace.find(file, target.path());
    if (link.isPresent()) {
      boolean isGroup =
          link.get().link() instanceof Link.Hard hard
              && link.get().group().follow(hard) instanceof Group group
              && group.size() > 0;
      if (isGroup && !arguments.has(RECURSIVE)) {
        throw new NoSuchPlaceException(
            target.path() + " is a group that is not empty; -r removes it with everything below");
      }
      link.get().group().delete(link.get().link().name());
      edits.tell("remove " + name);
      return;
    }
    if (target.path().equals("/")) {
      throw new NoSuchPlaceException("the root group cannot be removed");
    }
    if (arguments.has(FORCE) && !exists(file, target)) {
      return;
    }
    Place place = target.in(file);
    Optional<Attribute> attribute = place.existingAttribute();
    if (attribute.isEmpty() || !place.steps().isEmpty()) {
      throw new NoSuchPlaceException("elements cannot be removed, only objects and attributes");
    }
    place.object().attributes().remove(attribute.get().name());
    edits.tell("remove " + name);
  }

  private static boolean exists(Hdf5File file, Target target) {
    try {
      return target.in(file).existingAttribute().isPresent();
    } catch (NoSuchPlaceException e) {
      return false;
    }
  }
}
