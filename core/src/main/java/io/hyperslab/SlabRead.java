package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.NumberTarget;
import io.hyperslab.internal.transfer.Workers;
import io.hyperslab.internal.transfer.Workers.Ahead;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Reads rows into two buffers in turn: while the visitor has one, the other is filled.
///
/// @param view what is read; it has a dimension
/// @param height rows of a slab, at least 1
record SlabRead(DataView view, long height) {
  private static final Parallelism ALONE = new Parallelism(1, Optional.empty());

  /// Visits all slabs.
  void forEach(SlabVisitor visitor) {
    long count = view.dataspace().shape()[0];
    if (view.datatype().hasIndirectData()) {
      for (long first = 0; first < count; first += height) {
        visitor.slab(first, view.select(rows(first, count)).read());
      }
    } else if (count > 0) {
      NdArray one = buffer(Math.min(height, count));
      forEach(visitor, one, count > height ? buffer(height) : one);
    }
  }

  /// Visits all slabs, which are read into the caller's buffers in turn.
  ///
  /// @param one memory for so many rows, or for all if they are fewer
  /// @param two the same
  void forEach(SlabVisitor visitor, NdArray one, NdArray two) {
    long count = view.dataspace().shape()[0];
    NdArray current = one;
    NdArray other = two;
    Ahead next = ahead(0, count, current);
    try {
      for (long first = 0; first < count; first += height) {
        next.join();
        NdArray slab = part(current, first, count);
        NdArray used = current;
        current = other;
        other = used;
        if (count - first > height) {
          next = ahead(first + height, count, current);
        }
        visitor.slab(first, slab);
      }
    } finally {
      next.cancel();
    }
  }

  private Ahead ahead(long first, long count, NdArray buffer) {
    return Workers.ahead(
        threads(view), () -> view.select(rows(first, count)).readInto(part(buffer, first, count)));
  }

  /// The threads that may read a view: the caller's alone in a file that changes. Whoever reads one
  /// may have to wait, which a thread that only helps must not.
  static Parallelism threads(DataView view) {
    FileModel file = view.owner().file().model();
    boolean still = !file.access().isWritable() && !file.settings().swmrRead();
    return still ? file.settings().parallelism() : ALONE;
  }

  private Selection rows(long first, long count) {
    return Selection.slice(first, first + Math.min(height, count - first));
  }

  private NdArray part(NdArray buffer, long first, long count) {
    return count - first >= height ? buffer : buffer.view(Selection.slice(0, count - first));
  }

  private NdArray buffer(long rows) {
    long[] shape = view.dataspace().shape();
    shape[0] = rows;
    long elements = 1;
    for (long extent : shape) {
      elements = Saturated.multiply(elements, extent);
    }
    return NdArray.of(memory(view.datatype(), elements), view.datatype(), shape);
  }

  /// A Java array of the same numbers, if there is one for them.
  private MemorySegment memory(Datatype type, long elements) {
    if (NumberCodec.isNumber(type) && elements <= Integer.MAX_VALUE - 8L) {
      for (Class<?> java : List.of(double.class, float.class, long.class, int.class, short.class)) {
        if (NumberTarget.isStoredAs(java, type)) {
          return NumberRead.numbers(java, (int) elements).memory();
        }
      }
    }
    return view.allocate(elements);
  }
}
