package io.hyperslab.cli.find;

import io.hyperslab.Dataset;
import io.hyperslab.StorageLayout;
import io.hyperslab.TypedData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// The elements of a dataset that a condition holds for, found piece by piece.
final class Matches {
  /// One of them.
  ///
  /// @param index where it is
  /// @param value what it is
  record Match(List<Long> index, Value value) {
    Match {
      index = List.copyOf(index);
    }
  }

  private final Condition condition;
  private final long most;
  private final List<Match> first = new ArrayList<>();
  private long count;

  /// @param most how many are kept; all are counted
  Matches(Condition condition, long most) {
    this.condition = condition;
    this.most = most;
  }

  /// How many there are.
  long count() {
    return count;
  }

  /// The first of them.
  List<Match> first() {
    return first;
  }

  /// Looks at all elements.
  void search(Dataset dataset, References references) {
    Columns columns = new Columns(references, Columns.ALL);
    int rank = dataset.dataspace().rank();
    long[] shape = dataset.shape();
    if (isUnwritten(dataset)) {
      searchFill(dataset, columns, shape);
      return;
    }
    Optional<DoublePredicate> numbers =
        isDouble(dataset) ? Numbers.of(condition, dataset.datatype()) : Optional.empty();
    new ElementWalk(dataset)
        .forEachPiece((elements, start) -> {
          Column column = columns.of(elements, rank);
          if (numbers.isPresent()) {
            searchNumbers(elements, numbers.get(), column, shape, start);
          } else {
            searchValues(elements, column, shape, start);
          }
        });
  }

  /// Whether all elements are the fill value, since none was ever stored; there may be very many.
  private static boolean isUnwritten(Dataset dataset) {
    return dataset.size() > 0
        && dataset.layout() != StorageLayout.VIRTUAL
        && dataset.storageSize() == 0;
  }

  private void searchFill(Dataset dataset, Columns columns, long... shape) {
    Value fill = columns.of(dataset.read(Selection.at(new long[shape.length])), 0).at();
    if (condition.test(fill)) {
      count = dataset.size();
      for (long ordinal = 0; ordinal < Math.min(most, count); ordinal++) {
        keep(fill, shape, ordinal);
      }
    }
  }

  /// Whether all elements are numbers that a `double` holds.
  private static boolean isDouble(TypedData data) {
    return switch (data.datatype()) {
      case FixedPoint type -> type.size() <= Integer.BYTES;
      case FloatingPoint type -> type.isIeee() && type.size() <= Double.BYTES;
      default -> false;
    };
  }

  private void searchNumbers(
      NdArray elements, DoublePredicate predicate, Column column, long[] shape, long start) {
    double[] values = elements.toDoubles();
    for (int i = 0; i < values.length; i++) {
      if (predicate.test(values[i])) {
        if (first.size() < most) {
          keep(column.at(indexOf(i, elements.shape())), shape, start + i);
        }
        count++;
      }
    }
  }

  private void searchValues(NdArray elements, Column column, long[] shape, long start) {
    long[] extent = Arrays.copyOf(elements.shape(), shape.length);
    long[] index = new long[shape.length];
    long ordinal = start;
    do {
      Value value = column.at(index);
      if (condition.test(value)) {
        if (first.size() < most) {
          keep(value, shape, ordinal);
        }
        count++;
      }
      ordinal++;
    } while (ElementWalk.next(index, extent));
  }

  private void keep(Value value, long[] shape, long ordinal) {
    first.add(new Match(Arrays.stream(indexOf(ordinal, shape)).boxed().toList(), value));
  }

  private static long[] indexOf(long ordinal, long[] shape) {
    long[] index = new long[shape.length];
    long rest = ordinal;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }
}
