package io.hyperslab.cli.h5diff;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Compares what two paths name.
final class ObjectDiff {
  /// A path in one of the files.
  ///
  /// @param file the file
  /// @param path absolute
  /// @param kind what was found there
  record Side(Hdf5File file, String path, ObjectKind kind) {
    Hdf5Object object() {
      return file.root().get(path);
    }
  }

  private final DiffOutput out;
  private final DiffState state;
  private final DatasetDiff datasets;
  private final AttributeDiff attributes;
  private final Exclusion withoutAttributes;
  private final Consumer<RuntimeException> failures;

  ObjectDiff(
      DiffOutput out,
      DiffState state,
      DatasetDiff datasets,
      AttributeDiff attributes,
      Consumer<RuntimeException> failures) {
    this.out = out;
    this.state = state;
    this.datasets = datasets;
    this.attributes = attributes;
    this.failures = failures;
    withoutAttributes = new Exclusion(out.options().excludedAttributes());
  }

  /// Compares two paths.
  ///
  /// @param isSame whether they name one and the same object, or links
  /// @return how many differences there are
  long compare(Side one, Side other, boolean isSame) {
    try {
      Optional<LinkTarget> first = Optional.empty();
      Optional<LinkTarget> second = Optional.empty();
      if (one.kind().isLink() || other.kind().isLink()) {
        first = Optional.of(LinkTarget.of(one.file(), one.path(), follows()));
        if (first.get().isDangling() && refusesDangling(one.path())) {
          return 0;
        }
        second = Optional.of(LinkTarget.of(other.file(), other.path(), follows()));
        if (second.get().isDangling() && refusesDangling(other.path())) {
          return 0;
        }
        if (first.get().isDangling() || second.get().isDangling()) {
          return dangling(one.path(), first.get(), other.path(), second.get());
        }
      }
      Side a = new Side(one.file(), one.path(), followed(one, first));
      Side b = new Side(other.file(), other.path(), followed(other, second));
      return compare(a, first, b, second, isSame);
    } catch (Hdf5Exception | UncheckedIOException e) {
      state.failed(DiffState.ERROR);
      failures.accept(e);
      return 0;
    }
  }

  private boolean follows() {
    return out.options().followLinks();
  }

  private boolean refusesDangling(String path) {
    if (!out.options().refuseDangling()) {
      return false;
    }
    if (out.options().verbose()) {
      out.line("Warning: <" + path + "> is a dangling link.");
    }
    state.failed(DiffState.ERROR);
    return true;
  }

  private long dangling(String pathOfOne, LinkTarget one, String pathOfOther, LinkTarget other) {
    if (one.isDangling() && other.isDangling()) {
      if (isNamed(0)) {
        out.objects("dangling link", pathOfOne, pathOfOther);
        out.found(0);
      }
      return 0;
    }
    if (out.options().verbose()) {
      out.line(
          one.isDangling()
              ? "obj1 <" + pathOfOne + "> is a dangling link."
              : "obj2 <" + pathOfOther + "> is a dangling link.");
    }
    if (isNamed(1)) {
      out.found(1);
    }
    return 1;
  }

  private ObjectKind followed(Side side, Optional<LinkTarget> target) {
    return follows()
        ? target
            .filter(LinkTarget::isSymbolic)
            .flatMap(LinkTarget::object)
            .map(ObjectKind::of)
            .orElse(side.kind())
        : side.kind();
  }

  private long compare(
      Side one,
      Optional<LinkTarget> first,
      Side other,
      Optional<LinkTarget> second,
      boolean isSame) {
    if (one.kind() != other.kind()) {
      if (out.options().namesIncomparable()) {
        out.line(
            "Not comparable: <"
                + one.path()
                + "> is of type "
                + one.kind().symbol()
                + " and <"
                + other.path()
                + "> is of type "
                + other.kind().symbol());
      }
      state.notComparable();
      return 0;
    }
    if (isSame && (follows() || !one.kind().isLink())) {
      if (out.options().verbose() || out.options().report()) {
        out.objects(title(one.kind(), first, second), one.path(), other.path());
        out.found(0);
      }
      return 0;
    }
    return switch (one.kind()) {
      case DATASET -> datasets(one, other);
      case NAMED_DATATYPE -> datatypes(one, other);
      case GROUP -> groups(one, other);
      case SOFT_LINK, OTHER_LINK -> links(one, first.orElseThrow(), other, second.orElseThrow());
    };
  }

  private static String title(
      ObjectKind kind, Optional<LinkTarget> first, Optional<LinkTarget> second) {
    return kind == ObjectKind.OTHER_LINK && !(areExternal(first) && areExternal(second))
        ? "user defined link"
        : kind.title();
  }

  private static boolean areExternal(Optional<LinkTarget> target) {
    return target.flatMap(LinkTarget::link).filter(l -> l instanceof Link.External).isPresent();
  }

  private long datasets(Side one, Side other) {
    Dataset first = one.file().root().dataset(one.path());
    Dataset second = other.file().root().dataset(other.path());
    long found;
    if (out.options().verbose() || out.options().report()) {
      out.objects("dataset", one.path(), other.path());
      found = datasets.compare(first, second, one.path(), other.path());
      out.found(found);
    } else {
      found = datasets.compare(first, second, one.path(), other.path());
      if (found > 0 && !out.options().quiet()) {
        out.objects("dataset", one.path(), other.path());
        out.found(found);
      }
    }
    return found + attributes(one, first, other, second);
  }

  private long datatypes(Side one, Side other) {
    NamedDatatype first = one.file().root().namedDatatype(one.path());
    NamedDatatype second = other.file().root().namedDatatype(other.path());
    long found = first.datatype().equals(second.datatype()) ? 0 : 1;
    name("datatype", one, other, found);
    return found + attributes(one, first, other, second);
  }

  private long groups(Side one, Side other) {
    name("group", one, other, 0);
    return attributes(one, one.object(), other, other.object());
  }

  private long links(Side one, LinkTarget first, Side other, LinkTarget second) {
    long found =
        first.link().map(ObjectDiff::comparable).equals(second.link().map(ObjectDiff::comparable))
            ? 0
            : 1;
    name(title(one.kind(), Optional.of(first), Optional.of(second)), one, other, found);
    return found;
  }

  /// What two links have to have in common.
  private static String comparable(Link link) {
    return switch (link) {
      case Link.Soft soft -> soft.target();
      case Link.External external -> external.file() + '\0' + external.target();
      case Link.UserDefined user -> user.linkClass() + " of " + user.size();
      case Link.Hard hard -> "at " + hard.address();
    };
  }

  private void name(String title, Side one, Side other, long found) {
    if (isNamed(found)) {
      out.objects(title, one.path(), other.path());
    }
    if (out.options().verbose()) {
      out.found(found);
    }
  }

  private boolean isNamed(long found) {
    return (out.options().verbose() || found > 0) && !out.options().quiet();
  }

  private long attributes(Side one, Hdf5Object first, Side other, Hdf5Object second) {
    return withoutAttributes.covers(one.path(), one.kind())
        ? 0
        : attributes.compare(first, second, one.path(), other.path());
  }
}
