package io.hyperslab.cli.completion;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Paths inside of files that begin with what was typed so far.
///
/// One look into one group: the shell asks at each press of a key, and shows nothing if something
/// is wrong with the file.
public final class InsidePaths {
  /// More than anybody would read.
  private static final int MOST = 1000;

  private InsidePaths() {}

  /// The paths, those of groups with a slash at their end.
  ///
  /// @param typed a file and the beginning of a path in it: `weather.h5/15/te`
  public static List<String> startingWith(String typed) {
    int end = typed.lastIndexOf('/');
    for (int slash = typed.indexOf('/'); slash >= 0; slash = typed.indexOf('/', slash + 1)) {
      Optional<Path> file = file(typed.substring(0, slash));
      if (file.isPresent()) {
        String group = typed.substring(slash, end + 1);
        return members(file.get(), group, typed.substring(end + 1)).stream()
            .map(name -> typed.substring(0, end + 1) + name)
            .toList();
      }
    }
    return List.of();
  }

  private static Optional<Path> file(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::isRegularFile);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static List<String> members(Path path, String group, String beginning) {
    try (Hdf5File file = Hdf5File.open(path)) {
      return file
          .find(group)
          .filter(Group.class::isInstance)
          .map(Group.class::cast)
          .map(Group::members)
          .orElse(List.of())
          .stream()
          .filter(member -> isShown(member.name(), beginning))
          .limit(MOST)
          .map(InsidePaths::text)
          .toList();
    } catch (IOException | UncheckedIOException | Hdf5Exception _) {
      return List.of();
    }
  }

  /// A name with a line feed would be taken for two.
  private static boolean isShown(String name, String beginning) {
    return name.startsWith(beginning) && name.chars().noneMatch(Character::isISOControl);
  }

  private static String text(Group.Member member) {
    boolean group = member.kind().equals(Optional.of(Hdf5Object.Kind.GROUP));
    return group ? member.name() + "/" : member.name();
  }
}
