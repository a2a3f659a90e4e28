package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Filter 3: the data, followed by its Fletcher checksum as a 32-bit little-endian number.
///
/// Libraries before 1.6.3 wrote the bytes of both halves of the checksum swapped on little-endian
/// machines; libhdf5 accepts that form too, and so does this filter. [FletcherKernel] has the
/// checksum.
public final class Fletcher32Filter implements Filter {
  private static final int CHECKSUM_SIZE = Integer.BYTES;

  private static final ValueLayout.OfInt STORED_CHECKSUM =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public int id() {
    return 3;
  }

  @Override
  public String name() {
    return "fletcher32";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    long size = encoded.byteSize() - CHECKSUM_SIZE;
    if (size < 0) {
      throw context.malformed("encoded size", encoded.byteSize(), "at least " + CHECKSUM_SIZE);
    }
    MemorySegment data = encoded.asSlice(0, size);
    int stored = encoded.get(STORED_CHECKSUM, size);
    int computed = FletcherKernel.checksum(data);
    if (stored != computed && stored != swapBytesOfHalves(computed)) {
      throw context.malformed("checksum", hexadecimal(stored), hexadecimal(computed));
    }
    return data;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    long size = decoded.byteSize();
    MemorySegment encoded = context.room(size + CHECKSUM_SIZE);
    MemorySegment.copy(decoded, 0, encoded, 0, size);
    encoded.set(STORED_CHECKSUM, size, FletcherKernel.checksum(decoded));
    return Optional.of(encoded);
  }

  @Override
  public OptionalLong encodedSize(long decodedSize) {
    return OptionalLong.of(decodedSize + CHECKSUM_SIZE);
  }

  private static int swapBytesOfHalves(int checksum) {
    return Integer.rotateLeft(Integer.reverseBytes(checksum), Short.SIZE);
  }

  private static String hexadecimal(int checksum) {
    return String.format(Locale.ROOT, "0x%08x", checksum);
  }
}
