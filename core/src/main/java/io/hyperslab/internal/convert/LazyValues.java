package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Values of which some may lie in a file, and are fetched from there while they are converted: an
/// [NdArray] has its texts and sequences wherever it was read.
///
/// Whoever holds what a reader of that file may wait for must not convert them.
public final class LazyValues {
  /// Bytes of elements that are worth to be in memory before they are written.
  private static final long MOST = 1 << 22;

  private static final ClassValue<Boolean> HOLDS_ARRAYS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return holdsArrays(type, new HashSet<>());
        }
      };

  private LazyValues() {}

  /// Whether some of the values may have to be fetched.
  ///
  /// @param value as for [ElementWriter]
  public static boolean isLazy(Object value) {
    return value instanceof NdArray array
        ? RawConverter.hasSequences(array.datatype())
            && !(array.indirectData() instanceof MemoryHeap)
        : HOLDS_ARRAYS.get(value.getClass());
  }

  private static boolean holdsArrays(Class<?> type, Set<Class<?>> seen) {
    if (type.isArray()) {
      return holdsArrays(type.getComponentType(), seen);
    }
    if (type == NdArray.class) {
      return true;
    }
    if (type.isRecord() && seen.add(type)) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (holdsArrays(component.getType(), seen)) {
          return true;
        }
      }
    }
    return false;
  }

  /// The elements that values are, with all that they describe in memory.
  ///
  /// @param value as for [ElementWriter]
  /// @return nothing if there are so many that they are better fetched while they are written, or
  ///   if memory cannot hold what such elements describe
  /// @throws io.hyperslab.error.DatatypeMismatchException as [ElementWriter#elements(Object)] does
  public static Optional<NdArray> fetched(Object value, Datatype type, Conversion conversion) {
    if (!MemoryHeap.holds(type)) {
      return Optional.empty();
    }
    MemoryHeap heap = new MemoryHeap();
    ElementWriter writer = new ElementWriter(type, conversion, heap);
    long[] shape = writer.shapeOf(value);
    if (ArrayPlan.count(shape) > MOST / Math.max(1, type.size())) {
      return Optional.empty();
    }
    MemorySegment elements = writer.elements(value);
    return Optional.of(NdArray.of(elements, type, shape, heap));
  }
}
