package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.convert.RawConverter;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Copies elements of sources into the result of a read.
///
/// @param type the virtual dataset's datatype
/// @param heaps where the elements' variable-length data is
/// @param target the result
record VirtualCopy(Datatype type, SourceHeaps heaps, MemorySegment target) {
  /// Copies some elements of a source.
  ///
  /// @param elements which ones
  /// @param runs visits runs of them: their numbers among the elements, and in the result
  void copy(SourceReader source, ResolvedSelection elements, Consumer<RunVisitor> runs) {
    MemorySegment read = read(source, elements);
    RawConverter converter = source.converter(type);
    long fromSize = source.datatype().size();
    long toSize = type.size();
    runs.accept((stored, result, length) ->
        converter.convert(read, stored * fromSize, target, result * toSize, length));
  }

  private MemorySegment read(SourceReader source, ResolvedSelection elements) {
    NdArray read = source.read(elements);
    if (source.datatype().hasIndirectData()) {
      heaps.adopt(read, source);
    }
    return read.segment();
  }
}
