package io.hyperslab.filter;

import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/// One filter of a chunk's pipeline (`FMT4 IV.A.2.l`), identified by its registered number. Every
/// filter can decode; one that can also encode says so by [#encodes()].
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

  /// Whether the filter can also encode.
  default boolean encodes() {
    return false;
  }

  /// Applies the filter, so that [#decode] yields `decoded` again, or for a filter that is made to
  /// lose precision, what stands for it.
  ///
  /// A filter may decline data that it cannot make smaller or cannot represent. A chunk is then
  /// stored without it if the filter is optional in the pipeline, and cannot be written otherwise.
  ///
  /// @param decoded the data, at least one byte; not to be modified
  /// @param context made by [FilterContext#forEncoding]
  /// @return the encoded bytes: a segment obtained from [FilterContext#allocate(long)] or a slice
  ///   of one, or `decoded` itself if encoding changes nothing; empty if the filter declines
  /// @throws io.hyperslab.error.FilterException if the client data are not valid
  /// @throws UnsupportedFeatureException if the filter can only decode, see [#encodes()]
  default Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    throw new UnsupportedFeatureException(
        "filter pipeline", -1, "filter", id() + " (" + name() + ")", "a filter that can encode");
  }
}
