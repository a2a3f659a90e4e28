package io.hyperslab.internal.pipeline;

import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4Compressor;
import io.airlift.compress.v3.lz4.Lz4Decompressor;
import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyDecompressor;
import io.airlift.compress.v3.zstd.ZstdDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.ToLongBiFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The codecs that several filters use inside of their own framing.
enum BlockCodec {
  BLOSCLZ {
    @Override
    BlockDecoder decoder(FilterContext context) {
      return (encoded, decoded) -> BloscLzKernel.decode(encoded, decoded, context);
    }

    @Override
    BlockEncoder encoder(int level) {
      return new ShrinkingEncoder(BloscLzEncoder::encode);
    }
  },
  /// LZ4 blocks, also those of the encoder LZ4HC.
  LZ4 {
    @Override
    BlockDecoder decoder(FilterContext context) {
      return decoderOf(Lz4Decompressor.create(), context);
    }

    @Override
    BlockEncoder encoder(int level) {
      return new LibraryEncoder(Lz4Compressor.create());
    }
  },
  SNAPPY {
    @Override
    BlockDecoder decoder(FilterContext context) {
      return decoderOf(SnappyDecompressor.create(), context);
    }

    @Override
    BlockEncoder encoder(int level) {
      return new LibraryEncoder(SnappyCompressor.create());
    }
  },
  /// zlib streams (RFC 1950).
  ZLIB {
    @Override
    BlockDecoder decoder(FilterContext context) {
      return (encoded, decoded) -> inflate(encoded, decoded, context);
    }

    @Override
    BlockEncoder encoder(int level) {
      return new ShrinkingEncoder((decoded, encoded) -> Deflation.deflate(decoded, encoded, level));
    }
  },
  /// Zstandard frames (RFC 8878), one or several in a row.
  ZSTD {
    @Override
    BlockDecoder decoder(FilterContext context) {
      return decoderOf(ZstdDecompressor.create(), context);
    }

    @Override
    BlockEncoder encoder(int level) {
      return new LibraryEncoder(
          ZstdNativeCompressor.isEnabled()
              ? new ZstdNativeCompressor(level)
              : new ZstdJavaCompressor());
    }
  };

  /// A new decoder.
  ///
  /// @param context makes the exceptions
  abstract BlockDecoder decoder(FilterContext context);

  /// A new encoder.
  ///
  /// @param level how much effort to make, in the codec's own numbers; a hint for all but zlib
  abstract BlockEncoder encoder(int level);

  /// An encoder that gives up when a block does not shrink.
  private record ShrinkingEncoder(ToLongBiFunction<MemorySegment, MemorySegment> codec)
      implements BlockEncoder {
    @Override
    public long room(long size) {
      return size;
    }

    @Override
    public long encode(MemorySegment decoded, MemorySegment encoded) {
      long size = codec.applyAsLong(decoded, encoded.asSlice(0, decoded.byteSize()));
      return size < 0 ? decoded.byteSize() : size;
    }
  }

  private static BlockDecoder decoderOf(Decompressor decompressor, FilterContext context) {
    return (encoded, decoded) -> {
      requireInt("encoded size", encoded.byteSize(), context);
      requireInt("decoded size", decoded.byteSize(), context);
      try {
        int size = decompressor.decompress(encoded, decoded);
        if (size < 0 || size > decoded.byteSize()) {
          throw context.malformed("decoded size", size, "at most " + decoded.byteSize());
        }
        return size;
      } catch (MalformedInputException
          | IllegalArgumentException
          | IllegalStateException
          | ArithmeticException
          | IndexOutOfBoundsException e) {
        // What the library throws for bad input differs between its codecs and their native twins.
        throw invalid(e, context);
      }
    };
  }

  private static long inflate(MemorySegment encoded, MemorySegment decoded, FilterContext context) {
    Inflater inflater = new Inflater();
    try {
      requireInt("encoded size", encoded.byteSize(), context);
      requireInt("decoded size", decoded.byteSize(), context);
      inflater.setInput(encoded.asByteBuffer());
      ByteBuffer target = decoded.asByteBuffer();
      int size;
      do {
        size = inflater.inflate(target);
      } while (size > 0 && target.hasRemaining());
      // The stream's end marker and checksum may follow the last byte.
      if (inflater.inflate(ByteBuffer.allocate(1)) > 0 || !inflater.finished()) {
        throw context.malformed("zlib stream", "unfinished", "at most " + decoded.byteSize());
      }
      return target.position();
    } catch (DataFormatException e) {
      throw invalid(e, context);
    } finally {
      inflater.end();
    }
  }

  private static void requireInt(String item, long size, FilterContext context) {
    if (size > Integer.MAX_VALUE) {
      throw context.malformed(item + " of a block", size, "at most " + Integer.MAX_VALUE);
    }
  }

  private static FilterException invalid(Throwable cause, FilterContext context) {
    FilterException failure =
        context.malformed("compressed block", "invalid (" + cause.getMessage() + ")", "valid");
    failure.initCause(cause);
    return failure;
  }
}
