package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The input of a filter with its own framing: every access outside of it is a
/// [io.hyperslab.error.FilterException].
///
/// @param segment the bytes, in memory and not a mapping of a file
/// @param context makes the exceptions
record EncodedBytes(MemorySegment segment, FilterContext context) {
  private static final ValueLayout.OfInt BIG_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt LITTLE_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LITTLE_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// The bytes in a form that native decoders can be trusted with: a page of a mapping that the
  /// file has lost by truncation would end the virtual machine, and a read-only array cannot be
  /// passed.
  static EncodedBytes resident(MemorySegment encoded, FilterContext context) {
    boolean plainMemory = encoded.isNative() && !encoded.isMapped();
    boolean plainArray = encoded.heapBase().orElse(null) instanceof byte[];
    return new EncodedBytes(
        plainMemory || plainArray ? encoded : Scratch.ofSize(encoded.byteSize()).copyFrom(encoded),
        context);
  }

  long size() {
    return segment.byteSize();
  }

  int unsignedByte(long at) {
    require(at, Byte.BYTES);
    return segment.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }

  int bigEndianInt(long at) {
    require(at, Integer.BYTES);
    return segment.get(BIG_INT, at);
  }

  long bigEndianLong(long at) {
    require(at, Long.BYTES);
    return segment.get(BIG_LONG, at);
  }

  int littleEndianInt(long at) {
    require(at, Integer.BYTES);
    return segment.get(LITTLE_INT, at);
  }

  long littleEndianLong(long at) {
    require(at, Long.BYTES);
    return segment.get(LITTLE_LONG, at);
  }

  EncodedBytes slice(long at, long length) {
    require(at, length);
    return new EncodedBytes(segment.asSlice(at, length), context);
  }

  private void require(long at, long length) {
    if (at < 0 || length < 0 || length > size() - at) {
      throw context.malformed("encoded bytes", size(), length + " from " + at + " on");
    }
  }
}
