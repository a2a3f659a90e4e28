package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;

/// Filter 32020: integers in StreamVByte ([StreamVByteKernel]), then Zstandard frames (RFC 8878).
/// Before them is the size of the decoded data, as a 32-bit little-endian number.
///
/// Client data: version (0 or 1), bytes of an integer (1, 2 or 4; 0 leaves StreamVByte out),
/// whether differences are stored, and the level of Zstandard (0 leaves it out; 1 when missing).
public final class VbzFilter implements Filter {
  private static final int VERSION = 0;
  private static final int INTEGER_SIZE = 1;
  private static final int USES_DIFFERENCES = 2;
  private static final int LEVEL = 3;

  private static final long HEADER = Integer.BYTES;

  @Override
  public int id() {
    return 32020;
  }

  @Override
  public String name() {
    return "vbz";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    int integerSize = integerSize(context);
    boolean differences = context.clientData(USES_DIFFERENCES) != 0;
    EncodedBytes input = EncodedBytes.resident(encoded, context);
    long size = Integer.toUnsignedLong(input.littleEndianInt(0));
    if (size > context.maximumSize()) {
      throw context.malformed("decoded size", size, "at most " + context.maximumSize());
    }
    EncodedBytes content = input.slice(HEADER, input.size() - HEADER);
    boolean isCompressed = context.clientDataCount() <= LEVEL || context.clientData(LEVEL) != 0;
    MemorySegment stream =
        isCompressed
            ? decompress(content, StreamVByteKernel.largestEncodedSize(size, integerSize))
            : content.segment();
    if (integerSize == 0) {
      return context.allocate(size).copyFrom(exactly(stream, size, context));
    }
    StreamVByteKernel kernel = new StreamVByteKernel(stream, usesNibbles(context), context);
    kernel.checkSize(size, integerSize);
    MemorySegment decoded = context.allocate(size);
    kernel.decode(decoded, integerSize, differences);
    return decoded;
  }

  private static int integerSize(FilterContext context) {
    int version = context.clientData(VERSION);
    if (version != 0 && version != 1) {
      throw context.malformed("version", version, "0 or 1");
    }
    int size = context.clientData(INTEGER_SIZE);
    if (size < 0 || size == 3 || size > Integer.BYTES) {
      throw context.malformed("bytes of an integer", size, "0, 1, 2 or 4");
    }
    return size;
  }

  /// Version 1 differs from version 0 for integers of one byte only.
  private static boolean usesNibbles(FilterContext context) {
    return context.clientData(VERSION) == 1 && context.clientData(INTEGER_SIZE) == 1;
  }

  /// The content of all frames, of which no more than `mostBytes` can be of use.
  private static MemorySegment decompress(EncodedBytes frames, long mostBytes) {
    long room = Math.min(ZstdFrames.largestDecodedSize(frames), mostBytes);
    MemorySegment content = Scratch.ofSize(room);
    BlockDecoder decoder = BlockCodec.ZSTD.decoder(frames.context());
    return content.asSlice(0, decoder.decode(frames.segment(), content));
  }

  private static MemorySegment exactly(MemorySegment content, long size, FilterContext context) {
    if (content.byteSize() != size) {
      throw context.malformed("decoded size", content.byteSize(), size);
    }
    return content;
  }
}
