package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;

/// Filter 2: the bytes of the elements by their place in the element, first all first bytes, then
/// all second bytes. What does not fill an element follows unchanged. Client data: the size of an
/// element in bytes.
public final class ShuffleFilter implements Filter {
  @Override
  public int id() {
    return 2;
  }

  @Override
  public String name() {
    return "shuffle";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    long elementSize = elementSize(context);
    if (isOrdered(encoded, elementSize)) {
      return encoded;
    }
    MemorySegment decoded = context.room(encoded.byteSize());
    ShuffleKernel.unshuffle(encoded, decoded, elementSize);
    return decoded;
  }

  /// Decodes to where the elements belong in a larger array.
  ///
  /// @param rows of the size of `encoded`
  static void decode(MemorySegment encoded, FilterContext context, ChunkRows rows) {
    long elementSize = elementSize(context);
    if (isOrdered(encoded, elementSize)) {
      rows.put(0, encoded);
    } else {
      ShuffleKernel.unshuffle(encoded, rows, elementSize);
    }
  }

  @Override
  public boolean encodes() {
    return true;
  }

  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    long elementSize = elementSize(context);
    if (elementSize == 1 || decoded.byteSize() / elementSize <= 1) {
      return Optional.of(decoded);
    }
    MemorySegment encoded = context.room(decoded.byteSize());
    ShuffleKernel.shuffle(decoded, encoded, elementSize);
    return Optional.of(encoded);
  }

  @Override
  public OptionalLong encodedSize(long decodedSize) {
    return OptionalLong.of(decodedSize);
  }

  /// Whether the planes are the elements.
  private static boolean isOrdered(MemorySegment encoded, long elementSize) {
    return elementSize == 1 || encoded.byteSize() / elementSize <= 1;
  }

  private static long elementSize(FilterContext context) {
    if (context.clientDataCount() != 1) {
      throw context.malformed("number of client data values", context.clientDataCount(), 1);
    }
    long elementSize = Integer.toUnsignedLong(context.clientData(0));
    if (elementSize == 0) {
      throw context.malformed("element size", 0, "at least 1");
    }
    return elementSize;
  }
}
