package io.hyperslab.filter;

import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// One filter of a chunk's pipeline (`FMT4 IV.A.2.l`), identified by its registered number.
///
/// Implementations are stateless and safe for use by any number of threads. They are found by
/// [java.util.ServiceLoader] or registered when a file is opened.
public interface Filter {
  /// The registered filter number, 0 to 65535.
  int id();

  /// A short name for people, in the registry's spelling.
  String name();

  /// Undoes the filter.
  ///
  /// The input is hostile: whatever it holds, the filter returns exactly what was encoded or
  /// throws. It never reads outside `encoded` and never asks for more than
  /// [FilterContext#maximumSize()].
  ///
  /// @param encoded the filter's output as stored; not to be modified
  /// @return the decoded bytes: a segment obtained from [FilterContext#allocate(long)], or a slice
  ///   of `encoded` when decoding only removes bytes
  /// @throws io.hyperslab.error.FilterException if `encoded` or the client data are not valid
  MemorySegment decode(MemorySegment encoded, FilterContext context);

  /// The size of the filter's output for an input of `decodedSize` bytes when that size does not
  /// depend on the data (shuffle, a checksum); empty for compressors. It lets the pipeline know the
  /// exact size that the filters after this one must decode to.
  default OptionalLong encodedSize(long decodedSize) {
    return OptionalLong.empty();
  }
}
