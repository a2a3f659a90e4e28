package io.hyperslab.filter;

import io.hyperslab.error.FilterException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// What a filter is told about the data it decodes: its client data and how large the result is.
///
/// A context belongs to one chunk and one filter of its pipeline, and to one thread.
public final class FilterContext {
  private static final long LARGEST_HEAP_SEGMENT = Integer.MAX_VALUE - 8L;

  private final int filterId;
  private final String filterName;
  private final int[] clientData;
  private final OptionalLong decodedSize;
  private final long maximumSize;

  /// @param filterId number and name of the filter, for error messages
  /// @param clientData the filter's parameters as stored in the file
  /// @param decodedSize the exact number of bytes that the filter must decode to, when known
  /// @param maximumSize the most bytes that the filter may decode to
  public FilterContext(
      int filterId,
      String filterName,
      int[] clientData,
      OptionalLong decodedSize,
      long maximumSize) {
    this.filterId = filterId;
    this.filterName = filterName;
    this.clientData = clientData.clone();
    this.decodedSize = decodedSize;
    this.maximumSize = maximumSize;
  }

  /// How many client data values there are.
  public int clientDataCount() {
    return clientData.length;
  }

  /// One client data value.
  ///
  /// @throws FilterException if the file has fewer values
  public int clientData(int index) {
    if (index >= clientData.length) {
      throw malformed("number of client data values", clientData.length, "more than " + index);
    }
    return clientData[index];
  }

  /// The exact number of bytes that the filter must decode to; empty when a later filter of the
  /// pipeline hides it.
  public OptionalLong decodedSize() {
    return decodedSize;
  }

  /// The most bytes that the filter may decode to.
  public long maximumSize() {
    return maximumSize;
  }

  /// Memory for the result, zeroed: on the heap below 2 GiB, outside it above.
  ///
  /// @throws FilterException if `size` is not [#decodedSize()] or is more than [#maximumSize()]
  public MemorySegment allocate(long size) {
    if (decodedSize.isPresent() && decodedSize.getAsLong() != size) {
      throw malformed("decoded size", size, decodedSize.getAsLong());
    }
    if (size < 0 || size > maximumSize) {
      throw malformed("decoded size", size, "at most " + maximumSize);
    }
    return size <= LARGEST_HEAP_SEGMENT
        ? MemorySegment.ofArray(new byte[(int) size])
        : Arena.ofAuto().allocate(size, 8);
  }

  /// An exception of this filter: `item` is `found`, expected `expected`.
  public FilterException malformed(String item, Object found, Object expected) {
    return new FilterException(
        filterId, filterName, item, String.valueOf(found), String.valueOf(expected));
  }
}
