package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Filter 5: elements without the bits that their datatype does not use, packed with the most
/// significant bit first.
///
/// Client data: the number of values, whether the data is stored as it is, the number of elements,
/// then the datatype ([NbitType]). Bits that are not stored are lost and decode to zero.
public final class NbitFilter implements Filter {
  private static final int NUMBER_OF_VALUES = 0;
  private static final int NEED_NOT_COMPRESS = 1;
  private static final int NUMBER_OF_ELEMENTS = 2;
  private static final int TYPE = 3;

  @Override
  public int id() {
    return 5;
  }

  @Override
  public String name() {
    return "nbit";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    checkClientData(context);
    if (context.clientData(NEED_NOT_COMPRESS) != 0) {
      return encoded;
    }
    long elements = Integer.toUnsignedLong(context.clientData(NUMBER_OF_ELEMENTS));
    NbitType type = NbitType.parse(context, TYPE);
    if (elements > context.maximumSize() / type.size()) {
      throw context.malformed(
          "number of elements", elements, "at most " + context.maximumSize() / type.size());
    }
    long bits = encoded.byteSize() * Byte.SIZE;
    if (elements > bits / type.bits()) {
      throw context.malformed(
          "encoded size", encoded.byteSize(), "enough for " + elements + " elements");
    }
    MemorySegment decoded = context.allocate(elements * type.size());
    type.decode(elements, new BitReader(encoded), decoded, 0);
    return decoded;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    checkClientData(context);
    if (context.clientData(NEED_NOT_COMPRESS) != 0) {
      return Optional.of(decoded);
    }
    long elements = Integer.toUnsignedLong(context.clientData(NUMBER_OF_ELEMENTS));
    NbitType type = NbitType.parse(context, TYPE);
    if (decoded.byteSize() % type.size() != 0 || decoded.byteSize() / type.size() != elements) {
      throw context.malformed(
          "decoded size", decoded.byteSize(), elements + " elements of " + type.size() + " bytes");
    }
    // A byte more than whole bytes of bits, even if no bits are left for it: as libhdf5.
    MemorySegment encoded = context.allocate(elements * type.bits() / Byte.SIZE + 1);
    BitWriter bits = new BitWriter(encoded);
    type.encode(elements, decoded, 0, bits);
    bits.finish();
    return Optional.of(encoded);
  }

  private static void checkClientData(FilterContext context) {
    if (context.clientData(NUMBER_OF_VALUES) != context.clientDataCount()) {
      throw context.malformed(
          "number of client data values",
          context.clientDataCount(),
          Integer.toUnsignedString(context.clientData(NUMBER_OF_VALUES)));
    }
  }
}
