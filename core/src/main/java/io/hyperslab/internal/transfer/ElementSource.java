package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.ResolvedSelection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Elements to write, by their numbers in the C order of the selection: as many as there are, or a
/// few again and again.
final class ElementSource {
  /// Takes elements that lie together.
  @FunctionalInterface
  interface PieceVisitor {
    /// Takes one piece.
    ///
    /// @param first the number of the first element
    /// @param piece the elements' bytes; not to be kept
    void piece(long first, MemorySegment piece);
  }

  /// Bytes of repeated elements that are put together at once.
  private static final long BLOCK = 1 << 20;

  private final MemorySegment elements;
  private final long elementSize;

  /// Elements after which they begin anew.
  private final long period;

  /// @param elements at least one, one after the other: element `i` of the selection is element `i`
  ///   of these, modulo how many they are; not modified
  ElementSource(MemorySegment elements, long elementSize) {
    this.elements = elements;
    this.elementSize = elementSize;
    this.period = elements.byteSize() / elementSize;
  }

  /// Elements for a selection.
  ///
  /// @throws IllegalArgumentException if the selection has no multiple of their number
  static ElementSource of(MemorySegment elements, long elementSize, ResolvedSelection selection) {
    ElementSource source = new ElementSource(elements, elementSize);
    if (selection.elementCount() % source.period != 0) {
      throw new IllegalArgumentException(
          source.period + " elements for a selection of " + selection.elementCount());
    }
    return source;
  }

  /// The elements, none repeated.
  MemorySegment elements() {
    return elements;
  }

  /// The same elements where nobody can take the memory away from under a copy.
  ElementSource lasting() {
    return elements.isNative()
        ? new ElementSource(
            MemorySegment.ofArray(elements.toArray(ValueLayout.JAVA_BYTE)), elementSize)
        : this;
  }

  /// Copies elements to memory.
  void copy(long first, long count, MemorySegment target, long offset) {
    long done = 0;
    while (done < count) {
      long at = (first + done) % period;
      long length = Math.min(count - done, period - at);
      MemorySegment.copy(
          elements, at * elementSize, target, offset + done * elementSize, length * elementSize);
      done += length;
      // What was copied holds whole periods: it can be copied from, in ever larger pieces.
      while (done % period == 0 && done < count) {
        long again = Math.min(done, count - done);
        MemorySegment.copy(
            target, offset, target, offset + done * elementSize, again * elementSize);
        done += again;
      }
    }
  }

  /// Whether these are the elements one after the other, none repeated.
  boolean isPlain(long count) {
    return period == count;
  }

  /// Visits elements in pieces that lie together.
  void forEachPiece(long first, long count, PieceVisitor visitor) {
    long at = first % period;
    if (at + count <= period) {
      visitor.piece(first, elements.asSlice(at * elementSize, count * elementSize));
      return;
    }
    long most = Math.max(1, BLOCK / elementSize);
    MemorySegment block =
        MemorySegment.ofArray(new byte[Math.toIntExact(Math.min(most, count) * elementSize)]);
    for (long done = 0; done < count; done += most) {
      long length = Math.min(most, count - done);
      MemorySegment piece = block.asSlice(0, length * elementSize);
      copy(first + done, length, piece, 0);
      visitor.piece(first + done, piece);
    }
  }
}
