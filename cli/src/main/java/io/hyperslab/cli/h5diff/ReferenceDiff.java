package io.hyperslab.cli.h5diff;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5Object;
import io.hyperslab.StoredReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Compares what references lead to: the elements of datasets, and selections.
final class ReferenceDiff {
  /// References may lead to datasets of references, and those to others.
  private static final int DEEPEST = 8;

  private final DiffOutput out;
  private final DiffState state;
  private final DatasetDiff datasets;
  private final Consumer<RuntimeException> failures;
  private final Deque<Pair> inProgress = new ArrayDeque<>();
  private boolean hasTold;

  /// Two objects that are being compared because of references to them.
  private record Pair(Hdf5Object one, Hdf5Object other) {}

  /// @param failures is told the first reference that cannot be compared: there may be as many as
  ///   there are elements
  ReferenceDiff(
      DiffOutput out, DiffState state, DatasetDiff datasets, Consumer<RuntimeException> failures) {
    this.out = out;
    this.state = state;
    this.datasets = datasets;
    this.failures = failures;
  }

  /// Compares two references.
  ///
  /// @param subjects what they are in
  /// @param type their datatype
  /// @param table where the rows of what they are in go
  /// @return how many differences there are
  long compare(
      ElementDiff.Subjects subjects,
      Reference type,
      MemorySegment one,
      MemorySegment other,
      ElementTable table) {
    boolean firstIsNull = isZero(one);
    if (firstIsNull != isZero(other)) {
      return 1;
    }
    if (firstIsNull) {
      return 0;
    }
    try {
      StoredReference a = subjects.one().file().reference(type, one);
      StoredReference b = subjects.other().file().reference(type, other);
      if (a instanceof StoredReference.ToRegion first
          && b instanceof StoredReference.ToRegion second) {
        return new RegionDiff(out, state).compare(first, second);
      } else if (a instanceof StoredReference.ToObject first
          && b instanceof StoredReference.ToObject second) {
        return objects(
            subjects,
            subjects.one().file().dereference(first.target()),
            subjects.other().file().dereference(second.target()),
            table);
      }
      return 0;
    } catch (Hdf5Exception e) {
      if (type.kind() == Reference.Kind.OBJECT || e instanceof LimitExceededException) {
        state.failed(DiffState.ERROR);
        tell(e);
      }
      return 0;
    }
  }

  private void tell(RuntimeException failure) {
    if (!hasTold) {
      hasTold = true;
      failures.accept(failure);
    }
  }

  private long objects(
      ElementDiff.Subjects subjects, Hdf5Object one, Hdf5Object other, ElementTable table) {
    if (one.kind() != other.kind()) {
      out.print(
          "Different object types referenced: <"
              + subjects.nameOfOne()
              + "> and <"
              + subjects.nameOfOther()
              + ">");
      state.notComparable();
      state.failed(DiffState.ERROR);
      return 0;
    }
    if (one instanceof Dataset first && other instanceof Dataset second) {
      Pair pair = new Pair(one, other);
      if (inProgress.size() == DEEPEST || inProgress.contains(pair)) {
        return 0;
      }
      inProgress.push(pair);
      try {
        return datasets.elements(
            first, second, subjects.nameOfOne(), subjects.nameOfOther(), table);
      } finally {
        inProgress.pop();
      }
    }
    if (out.options().verbose()) {
      // The program prints the numbers of the kinds as if they were texts.
      out.line(
          "Warning: Comparison not possible of object types referenced: <(null)> and <(null)>");
    }
    state.notComparable();
    return 0;
  }

  private static boolean isZero(MemorySegment bytes) {
    for (long i = 0; i < bytes.byteSize(); i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) != 0) {
        return false;
      }
    }
    return true;
  }
}
