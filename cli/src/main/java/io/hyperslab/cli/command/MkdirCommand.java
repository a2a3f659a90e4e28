package io.hyperslab.cli.command;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.edit.Edits;
import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.cli.place.Place;
import java.io.IOException;
import java.util.Optional;

/// `hyperslab mkdir`: makes groups.
public final class MkdirCommand implements Command {
  private static final Option PARENTS =
      Option.flag(
          "-p, --parents",
          "Make the groups on the way, and the file; a group that exists is fine.");

  @Override
  public Syntax syntax() {
    return Syntax.of("mkdir", "Makes groups.")
        .description(Editing.ATOMIC)
        .options(PARENTS, Editing.DRY_RUN, Editing.VERBOSE)
        .operands(Operand.some("FILE/PATH", "A file and the path of the new group."))
        .example("mkdir weather.h5/16", "")
        .example("mkdir -p new.h5/a/b/c", "a file with three groups");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    return Editing.run(
        arguments,
        console,
        edits -> {
          for (String name : arguments.operands()) {
            make(edits, name, arguments.has(PARENTS));
          }
        });
  }

  private static void make(Edits edits, String name, boolean parents) throws IOException {
    edits.begin(name);
    Target target = parents ? Target.ofNew(name) : Target.of(name);
    Hdf5File file = parents ? edits.fileOrNew(target.file()) : edits.file(target.file());
    Optional<Hdf5Object> old = file.find(target.path());
    if (old.isPresent()) {
      if (parents && old.get() instanceof Group) {
        return;
      }
      throw new NoSuchPlaceException(
          target.path() + " is there already: it is " + Place.kind(old.get()));
    }
    if (!parents) {
      String above = target.path().substring(0, target.path().lastIndexOf('/'));
      Place.find(file, above.isEmpty() ? "/" : above);
    }
    file.createGroup(target.path());
    edits.tell("make group " + name);
  }
}
