package io.hyperslab.cli.compare;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.cli.compare.Difference.Side;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds in what two files differ, or an object of each with all that is below. Links that are no
/// hard ones are compared, not followed. An object with several paths is compared once. Elements
/// are read in pieces, so that files of any size are compared in bounded memory.
///
/// Used by one thread, once.
public final class FileDifference {
  /// What has been found.
  ///
  /// @param differences how many differences were told, and values counted
  /// @param unreadable how many objects could not be compared
  public record Result(long differences, long unreadable) {
    /// The exit status: 0 if nothing differs, 1 if something does, 2 if something could not be
    /// read.
    public int status() {
      return unreadable > 0 ? 2 : differences > 0 ? 1 : 0;
    }
  }

  private static final int MOST_REASON = 200;

  private final Hdf5Object one;
  private final Hdf5Object other;
  private final DifferenceOptions options;
  private final Consumer<Difference> visitor;
  private final ValueDifference values;
  private long differences;
  private long unreadable;

  private FileDifference(
      Hdf5Object one, Hdf5Object other, DifferenceOptions options, Consumer<Difference> visitor) {
    this.one = one;
    this.other = other;
    this.options = options;
    this.visitor = visitor;
    values = new ValueDifference(one.file(), other.file(), options, this::tell);
  }

  /// Compares two files.
  ///
  /// @param visitor is told each difference when it is found
  public static Result of(
      Hdf5File one, Hdf5File other, DifferenceOptions options, Consumer<Difference> visitor) {
    return of(one.root(), other.root(), options, visitor);
  }

  /// Compares two objects and all that is below.
  ///
  /// @param visitor is told each difference when it is found
  public static Result of(
      Hdf5Object one, Hdf5Object other, DifferenceOptions options, Consumer<Difference> visitor) {
    FileDifference difference = new FileDifference(one, other, options, visitor);
    difference.compareTrees();
    return new Result(difference.differences, difference.unreadable);
  }

  private void tell(Difference difference) {
    switch (difference) {
      case Difference.Unreadable _ -> unreadable++;
      case Difference.Value _ -> {} // counted with all others
      case Difference.Values summary -> differences += summary.differing();
      default -> differences++;
    }
    visitor.accept(difference);
  }

  private void fail(String path, RuntimeException failure) {
    String reason = String.valueOf(failure.getMessage());
    tell(
        new Difference.Unreadable(
            path, reason.length() <= MOST_REASON ? reason : reason.substring(0, MOST_REASON)));
  }

  private void compareTrees() {
    ObjectTree treeOfOne = ObjectTree.of(one);
    ObjectTree treeOfOther = ObjectTree.of(other);
    treeOfOne.failures().forEach((path, failure) -> fail(absolute(path), failure));
    treeOfOther.failures().forEach((path, failure) -> fail(absolute(path), failure));
    Set<String> paths = new TreeSet<>(treeOfOne.entries().keySet());
    paths.addAll(treeOfOther.entries().keySet());
    for (String path : paths) {
      compare(path, treeOfOne.entries().get(path), treeOfOther.entries().get(path));
    }
  }

  /// A path as the first file has it.
  private String absolute(String relative) {
    return relative.isEmpty() ? one.path() : absolute(one, relative);
  }

  private static String absolute(Hdf5Object start, String relative) {
    return start.path().equals("/") ? relative : start.path() + relative;
  }

  private void compare(
      String path, ObjectTree.@Nullable Entry first, ObjectTree.@Nullable Entry second) {
    String name = absolute(path);
    if (first == null || second == null) {
      if (first != null) {
        tell(new Difference.OnlyIn(name, Optional.empty(), Side.ONE, first.words()));
      } else if (second != null) {
        tell(new Difference.OnlyIn(name, Optional.empty(), Side.OTHER, second.words()));
      }
      return;
    }
    if (!first.words().equals(second.words())) {
      tell(new Difference.Kind(name, first.words(), second.words()));
      return;
    }
    boolean metBefore = !first.first().equals(path) && !second.first().equals(path);
    if (!first.isObject() || !second.isObject() || metBefore) {
      if (!first.first().equals(second.first())) {
        tell(
            new Difference.Kind(
                name, "the object of " + first.first(), "the object of " + second.first()));
      }
      return;
    }
    try {
      compare(name, open(one, path), open(other, path));
    } catch (Hdf5Exception | UncheckedIOException e) {
      fail(name, e);
    }
  }

  private static Hdf5Object open(Hdf5Object start, String relative) {
    return relative.isEmpty() ? start : start.file().root().get(absolute(start, relative));
  }

  private void compare(String name, Hdf5Object first, Hdf5Object second) {
    if (first instanceof Dataset a && second instanceof Dataset b) {
      values.compare(
          name,
          Optional.empty(),
          new ValueDifference.Subject(a, () -> ElementSource.of(a)),
          new ValueDifference.Subject(b, () -> ElementSource.of(b)));
    } else if (first instanceof NamedDatatype a
        && second instanceof NamedDatatype b
        && !a.datatype().equals(b.datatype())) {
      tell(new Difference.Type(name, Optional.empty(), a.datatype(), b.datatype()));
    }
    if (options.attributes()) {
      compareAttributes(name, first, second);
    }
  }

  private void compareAttributes(String name, Hdf5Object first, Hdf5Object second) {
    Set<String> all = new TreeSet<>(first.attributes().names());
    all.addAll(second.attributes().names());
    for (String attribute : all) {
      var a = first.attributes().find(attribute);
      var b = second.attributes().find(attribute);
      if (a.isPresent() && b.isPresent()) {
        values.compare(
            name,
            Optional.of(attribute),
            new ValueDifference.Subject(a.get(), () -> ElementSource.of(a.get())),
            new ValueDifference.Subject(b.get(), () -> ElementSource.of(b.get())));
      } else {
        Side side = a.isPresent() ? Side.ONE : Side.OTHER;
        String what = "attribute of " + a.or(() -> b).orElseThrow().datatype();
        tell(new Difference.OnlyIn(name, Optional.of(attribute), side, what));
      }
    }
  }
}
