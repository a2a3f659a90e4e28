package io.hyperslab.cli.h5diff;

import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Compares two files, or an object of each.
final class FileDiff {
  /// What is compared of one file.
  ///
  /// @param name the file's name as the user gave it
  /// @param file the file
  /// @param path of the object, absolute
  record Side(String name, Hdf5File file, String path) {
    /// How many characters of the paths below are the same.
    int prefix(boolean isGroup) {
      return isGroup && path.equals("/") ? 0 : path.length();
    }
  }

  /// What is wrong with the files has been said; it ends the comparison.
  private static final class EndedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final long found;

    EndedException(long found) {
      super("ended");
      this.found = found;
    }
  }

  private static final int FILE_NAMES_ABOVE = 2;

  private final DiffOutput out;
  private final DiffOptions options;
  private final DiffState state;
  private final DatasetDiff datasets;
  private final Consumer<RuntimeException> failures;

  FileDiff(
      DiffOutput out, DiffState state, DatasetDiff datasets, Consumer<RuntimeException> failures) {
    this.out = out;
    this.state = state;
    this.datasets = datasets;
    this.failures = failures;
    options = out.options();
  }

  /// Compares two.
  ///
  /// @return how many differences there are
  long compare(Side one, Side other) {
    try {
      return matched(one, other);
    } catch (EndedException e) {
      return e.found;
    } catch (Hdf5Exception | UncheckedIOException e) {
      out.line("Error: Could not get file contents");
      state.failed(DiffState.ERROR);
      failures.accept(e);
      return 0;
    }
  }

  private long matched(Side one, Side other) throws EndedException {
    Optional<Link> linkOfOne = link(one);
    Optional<Link> linkOfOther = link(other);
    LinkTarget first = target(one);
    LinkTarget second = target(other);
    if (options.followLinks()) {
      checkDangling("obj1", one, first, second);
      checkDangling("obj2", other, second, first);
    }
    if (!options.verbose() && !options.report() && areSame(one, first, other, second)) {
      return 0;
    }
    ObjectList.Entry a = entry(one, linkOfOne, first);
    ObjectList.Entry b = entry(other, linkOfOther, second);
    boolean areGroups = a.kind() == ObjectKind.GROUP && b.kind() == ObjectKind.GROUP;
    List<ObjectList.Entry> below = List.of(a);
    List<ObjectList.Entry> belowOther = List.of(b);
    if (areGroups) {
      below = ObjectList.below(one.file(), one.path(), options, state);
      belowOther = ObjectList.below(other.file(), other.path(), options, state);
    }
    Exclusion exclusion = new Exclusion(options.excludedPaths());
    if (exclusion.isEmpty() && below.size() != belowOther.size()) {
      state.contentsDiffer();
    }
    List<MatchList.Match> matches =
        MatchList.of(below, one.prefix(areGroups), belowOther, other.prefix(areGroups), exclusion);
    if (areGroups && options.verbose()) {
      overview(one, other, matches);
    }
    return compare(one, other, matches);
  }

  /// The link at a path; empty for the root group.
  private Optional<Link> link(Side side) throws EndedException {
    if (side.path().equals("/")) {
      return Optional.empty();
    }
    Optional<Link> link = LinkTarget.find(side.file(), side.path());
    if (link.isEmpty()) {
      throw notFound(side);
    }
    return link;
  }

  private EndedException notFound(Side side) {
    out.line("Object <" + side.path() + "> could not be found in <" + side.name() + ">");
    state.failed(DiffState.ERROR);
    return new EndedException(0);
  }

  private LinkTarget target(Side side) throws EndedException {
    try {
      return LinkTarget.of(side.file(), side.path(), options.followLinks());
    } catch (Hdf5Exception e) {
      failures.accept(e);
      throw notFound(side);
    }
  }

  private void checkDangling(String which, Side side, LinkTarget target, LinkTarget opposite)
      throws EndedException {
    if (!target.isDangling()) {
      return;
    }
    if (options.refuseDangling()) {
      if (options.verbose()) {
        out.line("Warning: <" + side.path() + "> is a dangling link.");
      }
      state.failed(DiffState.ERROR);
      throw new EndedException(0);
    }
    if (options.verbose()) {
      out.line(which + " <" + side.path() + "> is a dangling link.");
    }
    if (!opposite.isDangling()) {
      out.found(1);
      throw new EndedException(1);
    }
  }

  /// Whether both are one object. That of a link that is not followed counts, too.
  private static boolean areSame(Side one, LinkTarget first, Side other, LinkTarget second) {
    if (first.isDangling() || second.isDangling()) {
      return false;
    }
    Optional<Identity> a = identity(one);
    return a.isPresent() && a.equals(identity(other));
  }

  private static Optional<Identity> identity(Side side) {
    try {
      return side.file().root().find(side.path()).map(Identity::of);
    } catch (Hdf5Exception _) {
      return Optional.empty();
    }
  }

  private static ObjectList.Entry entry(Side side, Optional<Link> link, LinkTarget target) {
    Optional<Hdf5Object> object =
        link.filter(l -> !(l instanceof Link.Hard)).isPresent()
            ? target.object()
            : side.file().root().find(side.path());
    return new ObjectList.Entry(
        side.path(),
        object.map(ObjectKind::of).orElseGet(() -> ObjectKind.of(link.orElseThrow())),
        object.map(Identity::of));
  }

  private void overview(Side one, Side other, List<MatchList.Match> matches) {
    if (options.level() > FILE_NAMES_ABOVE) {
      out.line("file1: " + one.name());
      out.line("file2: " + other.name());
    }
    out.line("");
    boolean areRoots = one.path().equals("/") && other.path().equals("/");
    out.line(areRoots ? "file1     file2" : "group1   group2");
    out.line("---------------------------------------");
    for (MatchList.Match match : matches) {
      out.presence(match.one().isPresent(), match.other().isPresent(), match.path());
    }
    out.line("");
  }

  private long compare(Side one, Side other, List<MatchList.Match> matches) {
    AttributeDiff attributes = new AttributeDiff(out, state, datasets.references(), failures);
    ObjectDiff objects = new ObjectDiff(out, state, datasets, attributes, failures);
    if (matches.stream().anyMatch(match -> !match.isInBoth())) {
      state.contentsDiffer();
    }
    long found = 0;
    for (MatchList.Match match : matches) {
      if (match.isInBoth()) {
        ObjectList.Entry a = match.one().orElseThrow();
        ObjectList.Entry b = match.other().orElseThrow();
        found +=
            objects.compare(
                new ObjectDiff.Side(one.file(), a.path(), a.kind()),
                new ObjectDiff.Side(other.file(), b.path(), b.kind()),
                match.isSame());
      }
    }
    return found;
  }
}
