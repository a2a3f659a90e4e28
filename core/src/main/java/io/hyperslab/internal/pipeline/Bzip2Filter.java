package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Filter 307: one bzip2 stream per chunk. Client data: the encoder's block size in units of
/// 100,000 bytes, 1 to 9, of no use for decoding. Bytes after the end of the stream are ignored.
public final class Bzip2Filter implements Filter {
  private static final int LARGEST_LEVEL = 9;

  @Override
  public int id() {
    return 307;
  }

  @Override
  public String name() {
    return "bzip2";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    if (context.decodedSize().isEmpty()) {
      GrowingOutput output = new GrowingOutput(context);
      new Bzip2Stream(encoded, output::room, context).decode();
      return output.toSegment();
    }
    MemorySegment decoded = context.allocate(context.decodedSize().getAsLong());
    SegmentPieces pieces = new SegmentPieces(decoded);
    long size =
        new Bzip2Stream(
                encoded,
                () -> {
                  if (!pieces.hasNext()) {
                    throw context.malformed("decoded size", "more", decoded.byteSize());
                  }
                  return pieces.next();
                },
                context)
            .decode();
    if (size != decoded.byteSize()) {
      throw context.malformed("decoded size", size, decoded.byteSize());
    }
    return decoded;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines data that grow by more than bzip2 promises, which does not happen.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    int level = context.clientDataCount() > 0 ? context.clientData(0) : LARGEST_LEVEL;
    if (level < 1 || level > LARGEST_LEVEL) {
      throw context.malformed("bzip2 block size", level, "1 to " + LARGEST_LEVEL);
    }
    long size = decoded.byteSize();
    long largest = size + size / 100 + 600;
    MemorySegment encoded = context.allocate(Math.min(largest, context.maximumSize()));
    BitWriter bits = new BitWriter(encoded);
    return Bzip2Encoder.encode(decoded, level, bits)
        ? Optional.of(encoded.asSlice(0, bits.bytes()))
        : Optional.empty();
  }
}
