package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.edit.Edits;
import io.hyperslab.cli.edit.LinkPlace;
import io.hyperslab.cli.place.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `hyperslab ln`: makes links.
public final class LnCommand implements Command {
  private static final Option SOFT =
      Option.flag("-s, --soft", "Make a soft link: TARGET is a path that is followed when used.");
  private static final Option EXTERNAL =
      Option.flag("-e, --external", "Make a link to another file: TARGET is FILE/PATH there.");
  private static final Option FORCE =
      Option.flag("-f, --force", "Replace what has the name of the link.");

  @Override
  public Syntax syntax() {
    return Syntax.of("ln", "Makes links: another name for an object, or a path that leads to it.")
        .description(
            "Without options a hard link: TARGET is FILE/PATH in the same file, and the object"
                + " lives as long as one of its hard links does. A soft link may lead nowhere. The"
                + " file of an external link is stored relative to the file that has the link, and"
                + " need not be there if its name ends as usual, such as in .h5 or .nc.",
            Editing.ATOMIC)
        .options(SOFT, EXTERNAL, FORCE, Editing.DRY_RUN, Editing.VERBOSE)
        .operands(
            Operand.one("TARGET", "Where the link leads."),
            Operand.one("FILE/PATH", "The new link, or a group that it goes into."))
        .example("ln weather.h5/15/temperature weather.h5/t15", "a hard link")
        .example("ln -s /15/temperature weather.h5/latest", "a soft link")
        .example("ln -e archive.h5/2024 weather.h5/2024", "to another file");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    if (arguments.has(SOFT) && arguments.has(EXTERNAL)) {
      throw new UsageException("--soft and --external exclude each other");
    }
    return Editing.run(
        arguments,
        console,
        edits -> link(edits, arguments.operand(0), arguments.operand(1), arguments));
  }

  private static void link(Edits edits, String target, String link, Arguments arguments)
      throws IOException {
    edits.begin(link);
    Target at = Target.of(link);
    Hdf5File file = edits.file(at.file());
    String path = LinkPlace.into(file, at.path(), lastName(target));
    if (arguments.has(FORCE)) {
      file.root().deleteIfExists(path);
    }
    LinkPlace.requireFree(file, path);
    if (arguments.has(SOFT)) {
      file.root().linkSoft(path, target);
    } else if (arguments.has(EXTERNAL)) {
      Target other = Target.ofLinked(target);
      file.root().linkExternal(path, stored(at.file(), other.file()), other.path());
    } else {
      Target same = Target.of(target);
      if (!Files.exists(same.file()) || !Files.isSameFile(same.file(), at.file())) {
        throw new UsageException(
            "TARGET of a hard link is FILE/PATH in the same file; --soft and --external link to"
                + " other things");
      }
      file.root().linkHard(path, Place.find(file, same.path()).object());
    }
    edits.tell("link " + path + " to " + target);
  }

  private static String lastName(String path) {
    String name = path.replaceAll("/+$", "");
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// The name of another file as the link has it.
  private static String stored(Path file, Path other) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path target = other.toAbsolutePath().normalize();
    if (folder == null || other.isAbsolute() && !target.startsWith(folder)) {
      return other.toString();
    }
    return folder.relativize(target).toString().replace('\\', '/');
  }
}
