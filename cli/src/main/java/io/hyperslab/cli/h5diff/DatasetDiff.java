package io.hyperslab.cli.h5diff;

import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.StorageLayout;
import io.hyperslab.cli.compare.ElementSource;
import io.hyperslab.cli.compare.NativeSize;
import io.hyperslab.cli.compare.PairedPieces;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MissingFilterException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// Compares datasets.
final class DatasetDiff {
  /// Datasets of as many bytes and more are compared in strips.
  private static final long LEAST_BYTES_IN_STRIPS = 256L << 20;

  private static final int LAST_BUILT_IN_FILTER = 6;

  private final DiffOutput out;
  private final DiffState state;
  private final Optional<SubsetRequest> subsetOfOne;
  private final Optional<SubsetRequest> subsetOfOther;
  private final Consumer<RuntimeException> failures;
  private final TypeCheck types;
  private final ReferenceDiff references;

  /// @param failures is told what could not be read
  DatasetDiff(
      DiffOutput out,
      DiffState state,
      Optional<SubsetRequest> subsetOfOne,
      Optional<SubsetRequest> subsetOfOther,
      Consumer<RuntimeException> failures) {
    this.out = out;
    this.state = state;
    this.subsetOfOne = subsetOfOne;
    this.subsetOfOther = subsetOfOther;
    this.failures = failures;
    types = new TypeCheck(out, state);
    references = new ReferenceDiff(out, state, this, failures);
  }

  ReferenceDiff references() {
    return references;
  }

  /// Compares the elements of two datasets.
  ///
  /// @return how many differ
  long compare(Dataset one, Dataset other, String nameOfOne, String nameOfOther) {
    if (!hasFilters(one) || !hasFilters(other)) {
      state.notComparable();
      state.failed(DiffState.UNREADABLE);
      return 0;
    }
    return elements(one, other, nameOfOne, nameOfOther, Optional.empty());
  }

  private boolean hasFilters(Dataset dataset) {
    if (dataset.filters().stream().mapToInt(FilterInfo::id).max().orElse(0)
        <= LAST_BUILT_IN_FILTER) {
      return true;
    }
    try {
      long[] shape = dataset.shape();
      long[] first = new long[shape.length];
      Arrays.fill(first, 1);
      if (dataset.size() > 0 && shape.length > 0) {
        dataset.read(Selection.box(new long[shape.length], first));
      }
      return true;
    } catch (MissingFilterException e) {
      failures.accept(e);
      return false;
    }
  }

  /// Compares the elements of two datasets that references lead to.
  long elements(
      Dataset one, Dataset other, String nameOfOne, String nameOfOther, ElementTable outer) {
    return elements(one, other, nameOfOne, nameOfOther, Optional.of(outer));
  }

  private long elements(
      Dataset one,
      Dataset other,
      String nameOfOne,
      String nameOfOther,
      Optional<ElementTable> outer) {
    boolean areThere = areThere(one, other, nameOfOne, nameOfOther);
    TypeCheck.Subject first = subject(one, nameOfOne);
    TypeCheck.Subject second = subject(other, nameOfOther);
    if (!types.passes(first, second) || !areThere || !types.signsPass(first, second)) {
      return 0;
    }
    ElementDiff.Subjects subjects =
        new ElementDiff.Subjects(
            ElementSource.of(one),
            ElementSource.of(other),
            basename(nameOfOne),
            basename(nameOfOther));
    long size = Math.max(nativeSize(one.datatype()), nativeSize(other.datatype()));
    boolean inStrips =
        subsetOfOne.isPresent()
            || subsetOfOther.isPresent()
            || size > 0 && one.size() >= (LEAST_BYTES_IN_STRIPS + size - 1) / size;
    try {
      return inStrips ? strips(subjects, size, outer) : whole(subjects, outer);
    } catch (Hdf5Exception
        | UncheckedIOException
        | IndexOutOfBoundsException // a hyperslab that the dataset has not
        | IllegalArgumentException e) { // or none at all
      state.failed(DiffState.ERROR);
      failures.accept(e);
      return 0;
    }
  }

  /// Whether both have elements, or are virtual.
  private boolean areThere(Dataset one, Dataset other, String nameOfOne, String nameOfOther) {
    if (one.storageSize() != 0 && other.storageSize() != 0) {
      return true;
    }
    boolean isVirtual =
        one.layout() == StorageLayout.VIRTUAL || other.layout() == StorageLayout.VIRTUAL;
    if (out.options().namesIncomparable()) {
      String both = "<" + nameOfOne + "> or <" + nameOfOther + "> is ";
      out.line(
          isVirtual
              ? "Warning: " + both + "a virtual dataset"
              : "Not comparable: " + both + "an empty dataset");
    }
    if (!isVirtual) {
      state.notComparable();
    }
    return isVirtual;
  }

  private static TypeCheck.Subject subject(Dataset dataset, String name) {
    return new TypeCheck.Subject(name, dataset.datatype(), dataset.shape(), dataset.maxShape());
  }

  private long whole(ElementDiff.Subjects subjects, Optional<ElementTable> outer) {
    long[] extent = subjects.one().dataspace().shape();
    ElementPosition position = new ElementPosition(extent, new long[extent.length]);
    ElementDiff diff = new ElementDiff(subjects, out, state, references, position);
    new PairedPieces(subjects.one(), subjects.other()).readAll(diff);
    outer.ifPresent(table -> table.headingDue(diff.table().headingDue()));
    return diff.found();
  }

  private long strips(ElementDiff.Subjects subjects, long size, Optional<ElementTable> outer) {
    long[] found = {0};
    new StripReader(subjects.one(), subsetOfOne, subjects.other(), subsetOfOther, size)
        .readAll((origin, count, one, other) -> {
          ElementPosition position =
              new ElementPosition(subjects.one().dataspace().shape(), origin).within(subsetOfOne);
          ElementDiff diff = new ElementDiff(subjects, out, state, references, position);
          diff.pieces(0, count, one, other);
          outer.ifPresent(table -> table.headingDue(diff.table().headingDue()));
          found[0] += diff.found();
        });
    return found[0];
  }

  private static long nativeSize(Datatype type) {
    return switch (type) {
      case FixedPoint integer -> NativeSize.of(integer);
      case FloatingPoint number -> NativeSize.of(number);
      default -> MemoryForm.size(type);
    };
  }

  /// The last name of a path.
  private static String basename(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1);
  }
}
