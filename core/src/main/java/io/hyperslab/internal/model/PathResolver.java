package io.hyperslab.internal.model;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.storage.FileResolver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/// Follows paths from one group: names, `.`, soft links and external links. A resolver serves one
/// look-up at a time and is cheap to make.
public final class PathResolver {
  /// Where a path led.
  ///
  /// @param file the file that the object is in
  /// @param object the object
  /// @param path its absolute path in that file
  public record Resolved(FileModel file, ObjectModel object, String path) {}

  /// How a look-up ended.
  private sealed interface Outcome {}

  private record Found(Resolved target) implements Outcome {}

  /// Ended at a name that is not there.
  private record Missing(Resolved last, String item, String found) implements Outcome {}

  private final Resolved start;
  private final Limits limits;
  private final Deque<String> names = new ArrayDeque<>();
  private Resolved here;
  private int linksFollowed;

  /// @param file the file that the start is in
  /// @param start where relative paths begin
  /// @param path the start's absolute path
  public PathResolver(FileModel file, GroupModel start, String path) {
    this.start = new Resolved(file, start, path);
    this.here = this.start;
    this.limits = file.settings().limits();
  }

  /// The object at `path`, if every name on the way exists.
  public Optional<Resolved> find(String path) {
    return switch (follow(path)) {
      case Found found -> Optional.of(found.target());
      case Missing _ -> Optional.empty();
    };
  }

  /// The object at `path`.
  ///
  /// @throws NoSuchObjectException if some name on the way does not exist
  public Resolved get(String path) {
    return switch (follow(path)) {
      case Found found -> found.target();
      case Missing(Resolved last, String item, String found) -> {
        NoSuchObjectException failure =
            new NoSuchObjectException(
                "group " + last.path(), last.object().address(), item, found, "a link");
        failure.atObject(child(start.path(), path)).inFile(last.file().name());
        throw failure;
      }
    };
  }

  /// The object that a link of the start group leads to: `name` is one name, whatever is in it.
  public Resolved link(LinkMessage link) {
    here = start;
    names.clear();
    linksFollowed = 0;
    return switch (run(step(link))) {
      case Found found -> found.target();
      case Missing(Resolved last, String item, String found) -> {
        NoSuchObjectException failure =
            new NoSuchObjectException(
                "group " + last.path(), last.object().address(), item, found, "a link");
        failure.atObject(child(start.path(), link.name())).inFile(last.file().name());
        throw failure;
      }
    };
  }

  private Outcome follow(String path) {
    here = start;
    linksFollowed = 0;
    names.clear();
    enter(path);
    return run(Optional.empty());
  }

  /// Walks the names left; `failed` ends the walk before it begins.
  private Outcome run(Optional<Missing> failed) {
    Optional<Missing> missing = failed;
    while (missing.isEmpty() && !names.isEmpty()) {
      String name = names.pop();
      if (here.object() instanceof GroupModel group) {
        Optional<LinkMessage> link =
            reading(here.file(), child(here.path(), name), () -> group.links().find(name));
        missing =
            link.isPresent()
                ? step(link.get())
                : Optional.of(new Missing(here, "link " + Text.quote(name), "absent"));
      } else {
        missing = Optional.of(new Missing(here, "link " + Text.quote(name), "below no group"));
      }
    }
    return missing.<Outcome>map(m -> m).orElseGet(() -> new Found(here));
  }

  /// Tells a refusal which object of which file it concerns: not always those where the path began.
  private static <T> T reading(FileModel file, String path, Supplier<T> read) {
    try {
      return read.get();
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(file.name());
    }
  }

  private static Resolved root(FileModel file) {
    return new Resolved(file, reading(file, "/", file::root), "/");
  }

  private Optional<Missing> step(LinkMessage link) {
    Resolved group = here;
    String path = child(group.path(), link.name());
    return reading(group.file(), path, () -> follow(group, link));
  }

  private Optional<Missing> follow(Resolved group, LinkMessage link) {
    switch (link.target()) {
      case LinkMessage.Hard(long address) -> {
        FileModel file = group.file();
        here = new Resolved(file, file.object(address), child(group.path(), link.name()));
      }
      case LinkMessage.Soft(String target) -> {
        countLink(link);
        enter(target);
      }
      case LinkMessage.External(String fileName, String target) -> {
        countLink(link);
        FileModel other = group.file().file(FileResolver.Kind.EXTERNAL_LINK, fileName);
        here = root(other);
        enter(target);
      }
      case LinkMessage.UserDefined(int type, byte[] _) -> {
        return Optional.of(
            new Missing(
                group, "link " + Text.quote(link.name()), "user-defined, of class " + type));
      }
    }
    return Optional.empty();
  }

  private void countLink(LinkMessage link) {
    if (++linksFollowed > limits.softLinks()) {
      throw new LimitExceededException(
          "group " + here.path(),
          here.object().address(),
          "links followed at " + Text.quote(link.name()),
          String.valueOf(linksFollowed),
          "at most " + limits.softLinks());
    }
  }

  /// Puts the names of `path` before those left.
  private void enter(String path) {
    if (path.startsWith("/")) {
      here = root(here.file());
    }
    String[] parts = path.split("/", -1);
    if (parts.length + names.size() > limits.pathComponents()) {
      throw new LimitExceededException(
          "path",
          -1,
          "number of names",
          String.valueOf(parts.length + names.size()),
          "at most " + limits.pathComponents());
    }
    for (int i = parts.length - 1; i >= 0; i--) {
      if (!parts[i].isEmpty() && !parts[i].equals(".")) {
        names.push(parts[i]);
      }
    }
  }

  private static String child(String parent, String name) {
    if (name.startsWith("/")) {
      return name;
    }
    return parent.endsWith("/") ? parent + name : parent + "/" + name;
  }
}
