package io.hyperslab.internal.pipeline;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Filter 1: a zlib stream (RFC 1950) per chunk. Client data: the level, 0 to 9, of no use for
/// decoding.
///
/// Bytes after the end of the stream are ignored, as libhdf5 does; a stream that is incomplete, or
/// that holds more or fewer bytes than the chunk has, is refused.
///
/// Streams are decoded and encoded by libdeflate ([Libdeflate]) where the platform has it and the
/// program may call it, or else by the platform's zlib. That one also decodes where the size is not
/// known before, and whatever libdeflate refuses: it has the last word, and the words for it.
/// libdeflate lets pass a few streams with unused codes that zlib refuses and no encoder makes,
/// their size and checksum being right.
///
/// The level is zlib's: [DeflateChoice] looks for the fastest way to about the size that zlib gets
/// at that level. Measured on 51 samples, most of them from public files, of numbers, the same
/// numbers shuffled, text, images, noise and zeros, as size compared with zlib's:
///
/// | level | chunks | geometric mean | worst |
/// |---|---|---|---|
/// | 1 | 1 MiB | 0.75 | 1.05 |
/// | 4 | 1 MiB | 0.97 | 1.05 |
/// | 4 | 256 KiB | 0.98 | 1.02 |
/// | 4 | 64 KiB | 0.98 | 1.01 |
/// | 4 | 16 KiB, 4 KiB | 0.99 | 1.07 |
/// | 6 | 1 MiB, 256 KiB | 0.98 | 1.04 |
/// | 6 | 64 KiB | 0.99 | 1.05 |
/// | 9 | 1 MiB | 1.00 | 1.06 |
///
/// The worst cases are very regular data and streams of less than about a kilobyte. What decides
/// was tuned with the same samples; other data may do worse. The same bytes give the same stream on
/// each run; with and without libdeflate they give different ones.
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
    return context.decodedSize().isPresent()
        ? decode(encoded, context.decodedSize().getAsLong(), context)
        : inflate(encoded, context, Inflation::ofUnknownSize);
  }

  private static MemorySegment decode(MemorySegment encoded, long size, FilterContext context) {
    if (size / LARGEST_EXPANSION > encoded.byteSize()) {
      throw context.malformed("encoded size", encoded.byteSize(), "enough for " + size + " bytes");
    }
    MemorySegment target = context.room(size);
    Optional<Libdeflate> library = Libdeflate.availableToDecode(size);
    if (library.isPresent() && library.get().inflate(encoded, target)) {
      return target;
    }
    // The platform's decoder knows why, if something is wrong at all.
    return inflate(encoded, context, inflation -> inflation.into(target));
  }

  private static MemorySegment inflate(
      MemorySegment encoded, FilterContext context, Function<Inflation, MemorySegment> run) {
    Inflater inflater = new Inflater();
    try {
      return run.apply(new Inflation(inflater, new SegmentPieces(encoded), context));
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
    long largest = Deflation.largestEncodedSize(decoded.byteSize());
    MemorySegment room = context.room(Math.min(largest, context.maximumSize()));
    long size = Deflation.deflate(decoded, room, level);
    return size < 0 ? Optional.empty() : Optional.of(room.asSlice(0, size));
  }

  /// One run of the inflater over one chunk.
  private record Inflation(Inflater inflater, SegmentPieces input, FilterContext context) {

    MemorySegment into(MemorySegment target) {
      SegmentPieces output = new SegmentPieces(target);
      while (output.hasNext()) {
        if (!fill(output.next())) {
          throw context.malformed("decoded size", inflater.getBytesWritten(), target.byteSize());
        }
      }
      // The stream's end marker and checksum may follow the last byte.
      if (fill(ByteBuffer.allocate(1))) {
        throw context.malformed("decoded size", "over " + target.byteSize(), target.byteSize());
      }
      return target;
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
