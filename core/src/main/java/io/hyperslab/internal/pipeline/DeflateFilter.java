package io.hyperslab.internal.pipeline;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Filter 1: a zlib stream (RFC 1950) per chunk. Client data: the level, 0 to 9, of no use for
/// decoding.
///
/// Bytes after the end of the stream are ignored, as libhdf5 does; a stream that is incomplete, or
/// that holds more or fewer bytes than the chunk has, is refused.
public final class DeflateFilter implements Filter {
  /// The largest expansion the format can express: a match of 258 bytes in two bits.
  private static final long LARGEST_EXPANSION = 4 * 258;

  private static final int LARGEST_LEVEL = 9;

  @Override
  public int id() {
    return 1;
  }

  @Override
  public String name() {
    return "deflate";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    Inflater inflater = new Inflater();
    try {
      Inflation inflation = new Inflation(inflater, new SegmentPieces(encoded), context);
      return context.decodedSize().isPresent()
          ? inflation.ofSize(context.decodedSize().getAsLong(), encoded.byteSize())
          : inflation.ofUnknownSize();
    } finally {
      inflater.end();
    }
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines like libhdf5: not when the data do not shrink, only when they grow beyond reason.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    int level = context.clientDataCount() == 1 ? context.clientData(0) : -1;
    if (level < 0 || level > LARGEST_LEVEL) {
      throw context.malformed("deflate level", level, "0 to " + LARGEST_LEVEL);
    }
    MemorySegment source = EncodedBytes.resident(decoded, context).segment();
    long largest = Deflation.largestEncodedSize(source.byteSize());
    MemorySegment room = context.allocate(Math.min(largest, context.maximumSize()));
    long size = Deflation.deflate(source, room, level);
    return size < 0 ? Optional.empty() : Optional.of(room.asSlice(0, size));
  }

  /// One run of the inflater over one chunk.
  private record Inflation(Inflater inflater, SegmentPieces input, FilterContext context) {

    MemorySegment ofSize(long size, long encodedSize) {
      if (size / LARGEST_EXPANSION > encodedSize) {
        throw context.malformed("encoded size", encodedSize, "enough for " + size + " bytes");
      }
      MemorySegment result = context.allocate(size);
      SegmentPieces output = new SegmentPieces(result);
      while (output.hasNext()) {
        if (!fill(output.next())) {
          throw context.malformed("decoded size", inflater.getBytesWritten(), size);
        }
      }
      // The stream's end marker and checksum may follow the last byte.
      if (fill(ByteBuffer.allocate(1))) {
        throw context.malformed("decoded size", "over " + size, size);
      }
      return result;
    }

    MemorySegment ofUnknownSize() {
      GrowingOutput output = new GrowingOutput(context);
      boolean isFull = true;
      while (isFull) {
        isFull = fill(output.room());
      }
      return output.toSegment();
    }

    /// Inflates until `target` is full (true) or the stream has ended before (false).
    private boolean fill(ByteBuffer target) {
      try {
        while (target.hasRemaining()) {
          if (inflater.finished()) {
            return false;
          }
          if (inflater.needsInput()) {
            inflater.setInput(nextInput());
          }
          if (inflater.inflate(target) == 0 && inflater.needsDictionary()) {
            throw context.malformed("zlib stream", "in need of a dictionary", "self-contained");
          }
        }
        return true;
      } catch (DataFormatException e) {
        FilterException failure =
            context.malformed("zlib stream", "invalid (" + e.getMessage() + ")", "valid");
        failure.initCause(e);
        throw failure;
      }
    }

    private ByteBuffer nextInput() {
      if (!input.hasNext()) {
        throw context.malformed(
            "zlib stream", "cut off after " + inflater.getBytesWritten() + " bytes", "complete");
      }
      return input.next();
    }
  }
}
