package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// Filter 6: elements as their distance from the smallest one, in as few bits as the largest
/// distance needs.
///
/// The encoded form: the number of bits (4 bytes, little-endian), the size of the minimum (1 byte),
/// the minimum (16 bytes, little-endian, the unused ones zero), then the distances, the most
/// significant bit first. The distance of all one bits stands for the fill value when there is one.
/// Floating-point distances are multiples of a power of ten.
public final class ScaleOffsetFilter implements Filter {
  private static final int HEADER_SIZE = 21;
  private static final ValueLayout.OfInt HEADER_BITS =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER_SIZE_OF_MINIMUM = 4;
  private static final int HEADER_MINIMUM = 5;
  private static final ValueLayout.OfLong MINIMUM =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public int id() {
    return 6;
  }

  @Override
  public String name() {
    return "scaleoffset";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    ScaleOffsetParameters parameters = ScaleOffsetParameters.parse(context);
    if (parameters.isStoredUnchanged()) {
      return encoded;
    }
    if (encoded.byteSize() < HEADER_SIZE) {
      throw context.malformed("encoded size", encoded.byteSize(), "at least " + HEADER_SIZE);
    }
    int fullBits = parameters.size() * Byte.SIZE;
    long bits = Integer.toUnsignedLong(encoded.get(HEADER_BITS, 0));
    if (bits > fullBits) {
      throw context.malformed("minimum number of bits", bits, "at most " + fullBits);
    }
    MemorySegment packed = encoded.asSlice(HEADER_SIZE);
    if (bits > 0 && parameters.elements() > packed.byteSize() * Byte.SIZE / bits) {
      throw context.malformed(
          "encoded size",
          encoded.byteSize(),
          "enough for " + parameters.elements() + " elements of " + bits + " bits");
    }
    MemorySegment decoded = context.allocate(parameters.elements() * parameters.size());
    ScaleOffsetKernel kernel =
        new ScaleOffsetKernel(parameters, (int) bits, minimum(encoded), decoded);
    if (bits == fullBits) {
      kernel.copy(packed);
    } else {
      kernel.unpack(new BitReader(packed));
    }
    return decoded;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines integers that do not fit the number of bits asked for; libhdf5 would truncate them.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    ScaleOffsetParameters parameters = ScaleOffsetParameters.parse(context);
    if (parameters.isStoredUnchanged()) {
      return Optional.of(decoded);
    }
    if (decoded.byteSize() != parameters.elements() * parameters.size()) {
      throw context.malformed(
          "decoded size",
          decoded.byteSize(),
          parameters.elements() + " elements of " + parameters.size() + " bytes");
    }
    ScaleOffsetEncoder encoder = new ScaleOffsetEncoder(parameters, decoded);
    return encoder.plan().map(plan -> encode(encoder, plan, context));
  }

  private static MemorySegment encode(
      ScaleOffsetEncoder encoder, ScaleOffsetEncoder.Plan plan, FilterContext context) {
    ScaleOffsetParameters parameters = encoder.parameters();
    boolean isWhole = plan.bits() == parameters.size() * Byte.SIZE;
    long bits = parameters.elements() * plan.bits();
    // A byte more than whole bytes of bits, even if no bits are left for it: as libhdf5.
    MemorySegment encoded = context.allocate(HEADER_SIZE + bits / Byte.SIZE + (isWhole ? 0 : 1));
    encoded.set(HEADER_BITS, 0, plan.bits());
    encoded.set(ValueLayout.JAVA_BYTE, HEADER_SIZE_OF_MINIMUM, (byte) Long.BYTES);
    encoded.set(MINIMUM, HEADER_MINIMUM, plan.minimum());
    MemorySegment packed = encoded.asSlice(HEADER_SIZE);
    if (isWhole) {
      encoder.copy(packed);
    } else if (plan.bits() > 0) {
      encoder.pack(plan, new BitWriter(packed));
    }
    return encoded;
  }

  /// The minimum, of which at most 8 bytes count.
  private static long minimum(MemorySegment encoded) {
    int stored = encoded.get(ValueLayout.JAVA_BYTE, HEADER_SIZE_OF_MINIMUM) & 0xFF;
    long minimum = 0;
    for (int i = 0; i < Math.min(stored, Long.BYTES); i++) {
      long next = encoded.get(ValueLayout.JAVA_BYTE, HEADER_MINIMUM + i) & 0xFF;
      minimum |= next << (Byte.SIZE * i);
    }
    return minimum;
  }
}
