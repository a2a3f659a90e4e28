package io.hyperslab.cli.find;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Link;
import io.hyperslab.cli.listing.Listing;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The links whose paths match a pattern, in the order of their names.
public final class PathMatches {
  private record Level(Group group, String path, int part) {}

  private PathMatches() {}

  /// Finds them, going into those groups only that the pattern leads through.
  ///
  /// @param glob a path with `*`, `?` and `[abc]` in its names; no name crosses slashes
  public static List<Listing.Found> of(Hdf5File file, String glob) {
    List<Pattern> parts = new ArrayList<>();
    for (String part : glob.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(Glob.of(part));
      }
    }
    List<Listing.Found> found = new ArrayList<>();
    Deque<Level> stack = new ArrayDeque<>();
    stack.push(new Level(file.root(), "", 0));
    while (!stack.isEmpty()) {
      Level level = stack.pop();
      List<Level> below = new ArrayList<>();
      for (Link link : level.group().links()) {
        if (parts.get(level.part()).matcher(link.name()).matches()) {
          String path = level.path() + "/" + link.name();
          if (level.part() == parts.size() - 1) {
            found.add(new Listing.Found(path, level.group(), link));
          } else {
            followed(level.group(), link)
                .ifPresent(group -> below.add(new Level(group, path, level.part() + 1)));
          }
        }
      }
      below.reversed().forEach(stack::push);
    }
    return found;
  }

  /// The group that a link leads to, if it does.
  private static Optional<Group> followed(Group group, Link link) {
    try {
      return group.follow(link) instanceof Group next ? Optional.of(next) : Optional.empty();
    } catch (Hdf5Exception | UncheckedIOException e) {
      return Optional.empty(); // Nothing is found behind what cannot be opened.
    }
  }
}
