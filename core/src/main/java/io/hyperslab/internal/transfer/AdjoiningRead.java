package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.convert.Projection;
import io.hyperslab.internal.layout.ByteRange;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.NumberConversion;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads elements that adjoin where they are stored, and of which one member is taken, or which
/// become other numbers: part by part, by several threads.
///
/// [PieceReader] can do that too, but makes a read of its own of each piece. Here a part is two
/// numbers, and what is done with it so little code that the JVM soon has compiled it.
public final class AdjoiningRead {
  /// Bytes of a part, which stays in a processor's second cache while it is converted; more only
  /// where requests cost so much that this does not count.
  private static final long PART = 1L << 19;

  /// More parts than this are not handed out at once.
  private static final long MOST_PARTS = 1 << 20;

  private final ByteRange source;
  private final Step step;
  private final MemorySegment target;

  /// What is done to each element.
  ///
  /// @param size bytes of one as it is stored
  /// @param offset where in it that is which is taken
  /// @param made bytes of what becomes of it
  /// @param conversion makes it; nothing if it is copied
  private record Step(long size, long offset, long made, Optional<NumberConversion> conversion) {
    /// @param size bytes of an element
    /// @param offset where in it that is which is taken
    /// @param taken its datatype
    /// @return nothing if more has to be done
    static Optional<Step> of(
        long size, long offset, Datatype taken, Datatype target, Conversion conversion) {
      if (taken.equals(target)) {
        return taken.hasIndirectData()
            ? Optional.empty()
            : Optional.of(new Step(size, offset, target.size(), Optional.empty()));
      }
      boolean isAll = taken.size() == size;
      boolean areNumbers = NumberCodec.isNumber(taken) && NumberCodec.isNumber(target);
      return isAll && areNumbers && !(target instanceof Enumeration)
          ? Optional.of(
              new Step(
                  size,
                  0,
                  target.size(),
                  Optional.of(NumberConversion.of(taken, target, conversion))))
          : Optional.empty();
    }

    /// @param first the number of the first element
    void run(MemorySegment elements, MemorySegment target, long first, long count) {
      if (conversion.isPresent()) {
        conversion.get().run(elements, 0, size, target, first * made, made, count);
      } else {
        StridedCopy.copy(elements, offset, size, target, first * made, made, made, count);
      }
    }
  }

  /// @param source the bytes of the elements
  /// @param step what is done to each
  /// @param target the whole result
  private AdjoiningRead(ByteRange source, Step step, MemorySegment target) {
    this.source = source;
    this.step = step;
    this.target = target;
  }

  /// Reads selected elements, if they adjoin and no more than that has to be done to them.
  ///
  /// @param projection what is taken of each
  /// @param target of the shape of what is taken, contiguous, and for any thread
  /// @return whether it did; if not, nothing was read
  /// @throws DatatypeMismatchException if a value does not fit; not always the first such one
  public static boolean read(
      DatasetReader reader,
      ResolvedSelection selection,
      Projection projection,
      Conversion conversion,
      NdArray target) {
    OptionalLong offset = projection.offset();
    MemorySegment memory = target.segment();
    if (offset.isEmpty()
        || memory.isReadOnly()
        || !(selection instanceof GridSelection grid)
        || grid.elementCount() == 0
        || Runs.runLength(grid) != grid.elementCount()) {
      return false;
    }
    long size = reader.datatype().size();
    Optional<ByteRange> source =
        reader.adjoining(Runs.start(grid) * size, grid.elementCount() * size);
    Optional<Step> step =
        Step.of(size, offset.getAsLong(), projection.base(), target.datatype(), conversion);
    if (source.isEmpty() || step.isEmpty()) {
      return false;
    }
    return new AdjoiningRead(source.get(), step.get(), memory)
        .run(reader.dataset().file(), grid.elementCount());
  }

  private boolean run(FileModel file, long count) {
    if (step.size < 1 || step.size > PART) {
      return false;
    }
    Parallelism parallelism = file.settings().parallelism();
    long least = parallelism.leastPart(file.reader().requestCost(), count * step.size);
    long most = Math.max(PART, least) / step.size;
    if (count / most >= MOST_PARTS) {
      return false;
    }
    Workers.run(
        parallelism,
        (int) Math.ceilDiv(count, most),
        number -> read(number * most, Math.min(most, count - number * most)));
    return true;
  }

  private void read(long first, long count) {
    try (PooledMemory memory = PooledMemory.take(count * step.size)) {
      MemorySegment elements = memory.segment();
      source.read(first * step.size, elements);
      step.run(elements, target, first, count);
    }
  }
}
