package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.edit.Edits;
import io.hyperslab.cli.edit.LinkPlace;
import io.hyperslab.cli.place.Place;
import java.io.IOException;
import java.nio.file.Files;

/// `hyperslab mv`: gives links other names.
public final class MvCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("mv", "Renames links, or moves them to another group of the file.")
        .description(
            "Links that are not hard ones are moved as links. For attributes there is 'attr"
                + " rename', for another file 'cp'.",
            Editing.ATOMIC)
        .options(Editing.DRY_RUN, Editing.VERBOSE)
        .operands(
            Operand.some("FILE/FROM", "What to move."),
            Operand.one("FILE/TO", "Its new path in the same file, or a group that it moves into."))
        .example("mv weather.h5/15 weather.h5/station15", "")
        .example("mv weather.h5/a weather.h5/b weather.h5/group", "into a group");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    return Editing.runEach(arguments, console, MvCommand::move);
  }

  private static void move(Edits edits, String from, String to, boolean several)
      throws IOException {
    edits.begin(from);
    Target source = Target.of(from);
    Target target = Target.of(to);
    if (!Files.isSameFile(source.file(), target.file())) { // which also finds out if one is missing
      throw new UsageException("mv stays in one file; cp and rm move things to another one");
    }
    Hdf5File file = edits.file(source.file());
    if (LinkPlace.find(file, source.path()).isEmpty()) {
      Place.find(file, source.path());
      throw new IllegalArgumentException(source.path() + " is no link, and cannot be moved");
    }
    String name = source.path().substring(source.path().lastIndexOf('/') + 1);
    String path = LinkPlace.into(file, target.path(), name);
    if (several && path.equals(target.path())) {
      throw new IllegalArgumentException(target.path() + " is no group to move things into");
    }
    LinkPlace.requireFree(file, path);
    file.move(source.path(), path);
    edits.tell("move " + from + " to " + path);
  }
}
