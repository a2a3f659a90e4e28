package io.hyperslab.cli.h5ls;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.h5ls.LsOptions.Flag;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.NoSuchObjectException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Goes through what one operand names, depth first with a stack of its own, and writes what it
/// meets.
///
/// Objects that several hard links lead to are described once. That holds on its own for each part
/// that a soft or external link leads to; each such link is followed once.
final class FileListing {
  private static final String ROOT = "/";

  /// Paths repeat what leads to them, so those of a deep file of a few megabytes take gigabytes.
  private static final long MOST_PATH_CHARACTERS = 32L << 20;

  /// An object that several links lead to.
  private record Seen(String kind, String path) {}

  /// What is reached by hard links from where a listing begins, or from where a link leads to.
  private static final class Part {
    private final Map<Long, Seen> seen = new HashMap<>();
    private final Set<Long> entered = new HashSet<>();
    private final Hdf5File file;
    private final boolean holds;

    /// @param holds whether the file stays open for this part
    private Part(Hdf5File file, boolean holds) {
      this.file = file;
      this.holds = holds;
    }
  }

  /// A group whose links are being listed.
  ///
  /// @param root whether the part begins with it
  /// @param files how many files libhdf5 opens to find what has a path
  private record Level(
      Part part, boolean root, Group group, String path, int files, Iterator<Link> links) {}

  private final NamedFile named;
  private final LsOptions options;
  private final LsText text;
  private final ObjectText objects;
  private final FileNumbers numbers;
  private final Deque<Level> stack = new ArrayDeque<>();
  private final Set<String> followed = new HashSet<>();

  /// How many characters at the beginning of the path of the group that is listed are not shown.
  private int base;

  private boolean dangling;

  /// How long the paths are together that are remembered.
  private long pathCharacters;

  FileListing(
      NamedFile named, LsOptions options, LsText text, ObjectText objects, FileNumbers numbers) {
    this.named = named;
    this.options = options;
    this.text = text;
    this.objects = objects;
    this.numbers = numbers;
  }

  /// Whether a link was followed that leads nowhere.
  boolean isDangling() {
    return dangling;
  }

  /// Lists what the operand names.
  ///
  /// @param showsStart whether a group that is listed has a line of its own
  /// @return whether there is such an object
  boolean list(boolean showsStart) {
    String path = Latin1.ofName(named.object());
    if (path.isEmpty() || path.equals(ROOT)) {
      visit(named.file().root(), ROOT, showsStart, 0);
      walk();
      return true;
    }
    boolean ends = path.endsWith(ROOT);
    base = path.length() - (ends ? 1 : 0);
    text.hide(1);
    try {
      Group parent = named.parent();
      int files = parent.file() == named.file() ? 0 : 1;
      Optional<Link> link = parent.findLink(named.lastName());
      if (link.isEmpty() || link.get() instanceof Link.Hard) {
        visit(parent.get(named.lastName()), path, showsStart, files);
      } else {
        link(parent, link.get(), path, files);
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      text.missing(path);
      text.problem(named.object(), e);
      return false;
    }
    walk();
    return true;
  }

  /// Begins a part: a group with what is in it, or a single object.
  private void visit(Hdf5Object object, String path, boolean showsStart, int files) {
    numbers.open(2 * files);
    if (!(object instanceof Group group) || options.has(Flag.GROUP)) {
      describe(object, path, false, files);
      return;
    }
    text.hide(base);
    numbers.open(2 * files);
    if (showsStart) {
      describe(object, path, false, files);
    }
    begin(group, path, files);
  }

  private void begin(Group group, String path, int files) {
    numbers.open(files);
    enter(new Part(group.file(), numbers.hold(group.file())), true, group, path, files);
  }

  private void enter(Part part, boolean root, Group group, String path, int files) {
    part.entered.add(group.address());
    if (group.linkCount() > 1) {
      part.seen.putIfAbsent(group.address(), new Seen(kind(group), path));
    }
    try {
      remember(path);
      stack.push(new Level(part, root, group, path, files, group.links().iterator()));
    } catch (Hdf5Exception | UncheckedIOException e) {
      end(part, path, e);
    }
  }

  private void remember(String path) {
    pathCharacters += path.length();
    if (pathCharacters > MOST_PATH_CHARACTERS) {
      throw new LimitExceededException(
          null, -1, "length of all paths", "larger", MOST_PATH_CHARACTERS + " characters");
    }
  }

  /// Ends a part at what cannot be read, as libhdf5 does.
  private void end(Part part, String path, RuntimeException failure) {
    text.problem(path, failure);
    while (!stack.isEmpty() && stack.peek().part() == part) {
      pathCharacters -= stack.pop().path().length();
    }
    leave(part);
  }

  private void leave(Part part) {
    if (part.holds) {
      numbers.release(part.file);
    }
  }

  private void walk() {
    while (!stack.isEmpty()) {
      Level level = stack.peek();
      if (!level.links().hasNext()) {
        stack.pop();
        pathCharacters -= level.path().length();
        if (level.root()) {
          leave(level.part());
        }
        continue;
      }
      Link link = level.links().next();
      String path =
          (level.path().endsWith(ROOT) ? level.path() : level.path() + ROOT)
              + Latin1.ofName(link.name());
      if (link instanceof Link.Hard hard) {
        hard(level, hard, path);
      } else {
        link(level.group(), link, path, level.files());
      }
    }
  }

  private void hard(Level level, Link.Hard link, String path) {
    Part part = level.part();
    Seen before = part.seen.get(link.address());
    if (before != null) {
      text.again(path, before.kind(), before.path());
      return;
    }
    Hdf5Object object;
    try {
      object = level.group().follow(link);
      if (object.linkCount() > 1) {
        remember(path);
        part.seen.put(link.address(), new Seen(kind(object), path));
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      end(part, path, e);
      return;
    }
    describe(object, path, false, level.files());
    if (object instanceof Group group
        && options.has(Flag.RECURSIVE)
        && !part.entered.contains(group.address())) {
      enter(part, false, group, path, level.files());
    }
  }

  private static String kind(Hdf5Object object) {
    return switch (object.kind()) {
      case GROUP -> "Group";
      case DATASET -> "Dataset";
      case NAMED_DATATYPE -> "Type";
    };
  }

  /// Writes about an object.
  ///
  /// @param followed whether a link leads to it, whose line goes on
  /// @param files how many files libhdf5 opens to find it
  private void describe(Hdf5Object object, String path, boolean followed, int files) {
    int number = numbers.of(object.file());
    numbers.open(files);
    if (followed) {
      text.append("{");
    } else {
      text.name(path);
    }
    text.append(kind(object));
    try {
      if (object instanceof Dataset dataset) {
        dataset.datatype(); // what cannot be decoded is found out here
        text.append(ObjectText.extent(dataset, options.has(Flag.VERBOSE)));
      }
      if (!followed || options.has(Flag.VERBOSE)) {
        text.append("\n");
      }
      objects.append(object, number);
    } catch (Hdf5Exception | UncheckedIOException e) {
      text.append(" *ERROR*\n");
      text.problem(path, e);
    }
    if (followed) {
      text.append("}\n");
    }
    text.handOnWhenFull();
  }

  private void link(Group group, Link link, String path, int files) {
    switch (link) {
      case Link.Soft soft -> {
        String target = Latin1.ofName(soft.target());
        boolean follows = options.has(Flag.FOLLOW_SYMLINKS);
        Followed one = new Followed(group, link, path, "soft " + target, files);
        link(one, "Soft Link {" + target, follows);
      }
      case Link.External external -> {
        String file = Latin1.ofName(external.file());
        String target = Latin1.ofName(external.target());
        String shown = "External Link {" + file + (target.startsWith(ROOT) ? "/" : "//") + target;
        boolean follows = options.has(Flag.FOLLOW_SYMLINKS) || options.has(Flag.FOLLOW_EXTERNAL);
        // Which file it is in makes no difference to h5ls.
        link(new Followed(group, link, path, "external " + target, files), shown, follows);
      }
      case Link.Hard _, Link.UserDefined _ -> {
        text.name(path);
        text.append("UD Link {cannot follow UD links}\n");
      }
    }
  }

  /// A link that may be followed.
  ///
  /// @param group that it is in
  /// @param identity what it leads to
  /// @param files how many files libhdf5 opens to find it
  private record Followed(Group group, Link link, String path, String identity, int files) {}

  private void link(Followed link, String shown, boolean follows) {
    numbers.open(3 * link.files()); // whether it exists, what it is, where it leads to
    if (follows) {
      follow(link, shown);
    } else {
      text.name(link.path());
      text.append(shown + "}\n");
    }
  }

  private void follow(Followed link, String shown) {
    Optional<Hdf5Object> target = Optional.empty();
    int files = link.files() + (link.link() instanceof Link.External ? 1 : 0);
    try {
      Hdf5Object found = link.group().follow(link.link());
      target = Optional.of(found);
      boolean elsewhere = link.link() instanceof Link.Soft && found.file() != link.group().file();
      files += elsewhere ? 1 : 0;
      numbers.open(2 * files);
    } catch (NoSuchObjectException | ExternalFileException e) {
      dangling = true;
      files = e instanceof ExternalFileException ? link.files() : files;
      numbers.open(files);
    } catch (Hdf5Exception | UncheckedIOException e) {
      text.problem(link.path(), e);
      return;
    }
    text.name(link.path());
    text.append(shown + "} ");
    if (!followed.add(link.identity())) {
      text.append("{Already Visited}\n");
      return;
    }
    numbers.open(files);
    if (target.isEmpty()) {
      text.append("{**NOT FOUND**}\n");
    } else {
      reach(target.get(), link.path(), files);
    }
  }

  private void reach(Hdf5Object target, String path, int files) {
    if (target instanceof Group group && options.has(Flag.RECURSIVE)) {
      text.hide(base);
      numbers.open(files);
      describe(target, path, true, files);
      begin(group, path, files);
    } else {
      describe(target, path, true, files);
    }
  }
}
