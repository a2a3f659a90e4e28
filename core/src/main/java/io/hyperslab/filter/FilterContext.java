package io.hyperslab.filter;

import io.hyperslab.error.FilterException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// What a filter is told about the data it decodes or encodes: its client data, and how large the
/// decoded data are and the result may be.
///
/// A context belongs to one chunk and one filter of its pipeline, and to one thread.
public final class FilterContext {
  private static final long LARGEST_HEAP_SEGMENT = Integer.MAX_VALUE - 8L;

  private final int filterId;
  private final String filterName;
  private final int[] clientData;
  private final OptionalLong decodedSize;
  private final long maximumSize;
  private final boolean encoding;
  private final LongFunction<MemorySegment> memory;

  /// The context of a decode.
  ///
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
    this(
        filterId,
        filterName,
        clientData.clone(),
        decodedSize,
        maximumSize,
        false,
        FilterContext::newMemory);
  }

  private FilterContext(
      int filterId,
      String filterName,
      int[] clientData,
      OptionalLong decodedSize,
      long maximumSize,
      boolean encoding,
      LongFunction<MemorySegment> memory) {
    this.filterId = filterId;
    this.filterName = filterName;
    this.clientData = clientData;
    this.decodedSize = decodedSize;
    this.maximumSize = maximumSize;
    this.encoding = encoding;
    this.memory = memory;
  }

  /// The context of an encode.
  ///
  /// @param filterId number and name of the filter, for error messages
  /// @param clientData the filter's parameters as they will be stored in the file
  /// @param decodedSize the number of bytes that the filter is given
  /// @param maximumSize the most bytes that the filter may encode to
  public static FilterContext forEncoding(
      int filterId, String filterName, int[] clientData, long decodedSize, long maximumSize) {
    return new FilterContext(
        filterId,
        filterName,
        clientData.clone(),
        OptionalLong.of(decodedSize),
        maximumSize,
        true,
        FilterContext::newMemory);
  }

  /// This context, with other memory for results than new one.
  ///
  /// @param memory answers a size, which has been checked, with a segment of that size whose bytes
  ///   may have any value
  public FilterContext withMemory(LongFunction<MemorySegment> memory) {
    return new FilterContext(
        filterId, filterName, clientData, decodedSize, maximumSize, encoding, memory);
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

  /// The exact number of bytes that the filter must decode to, or is given to encode; empty when a
  /// later filter of the pipeline hides it.
  public OptionalLong decodedSize() {
    return decodedSize;
  }

  /// The most bytes that the filter's result may have.
  public long maximumSize() {
    return maximumSize;
  }

  /// Memory for the result, zeroed. It is the filter's until it returns, and not to be kept: other
  /// chunks will be put there.
  ///
  /// @throws FilterException if `size` is more than [#maximumSize()], or in a decode is not
  ///   [#decodedSize()]
  public MemorySegment allocate(long size) {
    return room(size).fill((byte) 0);
  }

  /// The same as [#allocate], but with anything in it, for filters that write every byte of what
  /// they return.
  ///
  /// @throws FilterException if `size` is more than [#maximumSize()], or in a decode is not
  ///   [#decodedSize()]
  public MemorySegment room(long size) {
    if (!encoding && decodedSize.isPresent() && decodedSize.getAsLong() != size) {
      throw malformed("decoded size", size, decodedSize.getAsLong());
    }
    if (size < 0 || size > maximumSize) {
      throw malformed(encoding ? "encoded size" : "decoded size", size, "at most " + maximumSize);
    }
    return memory.apply(size);
  }

  /// New memory: on the heap below 2 GiB, outside it above.
  private static MemorySegment newMemory(long size) {
    return size <= LARGEST_HEAP_SEGMENT
        ? MemorySegment.ofArray(new byte[(int) size])
        : Arena.ofAuto().allocate(size, Long.BYTES);
  }

  /// An exception of this filter: `item` is `found`, expected `expected`.
  public FilterException malformed(String item, Object found, Object expected) {
    return new FilterException(
        filterId, filterName, item, String.valueOf(found), String.valueOf(expected));
  }
}
