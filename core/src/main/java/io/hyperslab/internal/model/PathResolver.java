package io.hyperslab.internal.model;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.storage.FileResolver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows paths from one group: names, `.`, soft links and external links. A resolver serves one
/// look-up at a time and is cheap to make.
public final class PathResolver {
  /// Where a path led.
  ///
  /// @param file the file that the object is in
  /// @param object the object
  /// @param path its absolute path in that file
  public record Resolved(FileModel file, ObjectModel object, String path) {}

  /// How a look-up ended that led nowhere.
  ///
  /// @param last where the name was looked for
  /// @param item the name
  /// @param found what is there instead
  private record Missing(Resolved last, String item, String found) {}

  private final Resolved start;
  private final Limits limits;
  private Resolved here;

  /// The path that is being followed, and how much of it has been.
  private String rest = "";

  private int at;
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
    return follow(path) == null ? Optional.of(here) : Optional.empty();
  }

  /// The object at `path`.
  ///
  /// @throws NoSuchObjectException if some name on the way does not exist
  public Resolved get(String path) {
    return found(follow(path), path);
  }

  /// The object that a link of the start group leads to: `name` is one name, whatever is in it.
  public Resolved link(LinkMessage link) {
    begin();
    Missing missing = step(link);
    return found(missing == null ? run() : missing, link.name());
  }

  private Resolved found(@Nullable Missing missing, String path) {
    if (missing == null) {
      return here;
    }
    Resolved last = missing.last();
    NoSuchObjectException failure =
        new NoSuchObjectException(
            "group " + last.path(),
            last.object().address(),
            missing.item(),
            missing.found(),
            "a link");
    failure.atObject(child(start.path(), path)).inFile(last.file().name());
    throw failure;
  }

  private @Nullable Missing follow(String path) {
    begin();
    enter(path);
    return run();
  }

  private void begin() {
    here = start;
    linksFollowed = 0;
    rest = "";
    at = 0;
  }

  /// Walks the names left; null if it gets to their end.
  private @Nullable Missing run() {
    for (String name = next(); name != null; name = next()) {
      if (!(here.object() instanceof GroupModel group)) {
        return new Missing(here, "link " + Text.quote(name), "below no group");
      }
      Optional<LinkMessage> link = find(group, name);
      if (link.isEmpty()) {
        return new Missing(here, "link " + Text.quote(name), "absent");
      }
      Missing missing = step(link.get());
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  /// The next name of the path, `.` left out; null at its end.
  private @Nullable String next() {
    while (at < rest.length()) {
      int slash = rest.indexOf('/', at);
      int end = slash < 0 ? rest.length() : slash;
      int from = at;
      at = end + 1;
      if (end > from && !(end == from + 1 && rest.charAt(from) == '.')) {
        return rest.substring(from, end);
      }
    }
    return null;
  }

  private Optional<LinkMessage> find(GroupModel group, String name) {
    try {
      return group.links().find(name);
    } catch (Hdf5Exception e) {
      throw told(e, here, name);
    }
  }

  /// Tells a refusal which object of which file it concerns: not always those where the path began.
  private static Hdf5Exception told(Hdf5Exception refusal, Resolved group, String name) {
    return refusal.atObject(child(group.path(), name)).inFile(group.file().name());
  }

  private static Resolved root(FileModel file) {
    try {
      return new Resolved(file, file.root(), "/");
    } catch (Hdf5Exception e) {
      throw e.atObject("/").inFile(file.name());
    }
  }

  /// Follows a link from here; null if it leads somewhere.
  private @Nullable Missing step(LinkMessage link) {
    Resolved group = here;
    try {
      return follow(group, link);
    } catch (Hdf5Exception e) {
      throw told(e, group, link.name());
    }
  }

  private @Nullable Missing follow(Resolved group, LinkMessage link) {
    // Nearly all are hard. They do without the switch: see docs/decisions/0020.
    if (link.target() instanceof LinkMessage.Hard hard) {
      arrive(group, hard, link.name());
      return null;
    }
    switch (link.target()) {
      case LinkMessage.Hard hard -> arrive(group, hard, link.name());
      case LinkMessage.Soft soft -> {
        countLink(link);
        enter(soft.path());
      }
      case LinkMessage.External external -> {
        countLink(link);
        FileModel other = group.file().file(FileResolver.Kind.EXTERNAL_LINK, external.fileName());
        here = root(other);
        enter(external.path());
      }
      case LinkMessage.UserDefined user -> {
        return new Missing(
            group, "link " + Text.quote(link.name()), "user-defined, of class " + user.type());
      }
    }
    return null;
  }

  private void arrive(Resolved group, LinkMessage.Hard link, String name) {
    FileModel file = group.file();
    ObjectModel object = file.object(link.objectHeaderAddress());
    here = new Resolved(file, object, child(group.path(), name));
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

  /// Puts a path before what is left of this one.
  private void enter(String path) {
    if (path.startsWith("/")) {
      here = root(here.file());
    }
    String whole = at < rest.length() ? path + "/" + rest.substring(at) : path;
    int names = 1;
    for (int i = whole.indexOf('/'); i >= 0; i = whole.indexOf('/', i + 1)) {
      names++;
    }
    if (names > limits.pathComponents()) {
      throw new LimitExceededException(
          "path",
          -1,
          "number of names",
          String.valueOf(names),
          "at most " + limits.pathComponents());
    }
    rest = whole;
    at = 0;
  }

  private static String child(String parent, String name) {
    if (name.startsWith("/")) {
      return name;
    }
    return parent.endsWith("/") ? parent + name : parent + "/" + name;
  }
}
