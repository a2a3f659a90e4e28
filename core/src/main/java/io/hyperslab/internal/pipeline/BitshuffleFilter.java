package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// Filter 32008: blocks of elements with their bits in rows ([BitshuffleKernel]), each block
/// perhaps compressed.
///
/// | client data | |
/// |---|---|
/// | 0, 1 | version of the encoder |
/// | 2 | size of an element in bytes |
/// | 3 | elements per block, a multiple of 8; 0: 8 KiB worth of them, at least 128 |
/// | 4 | compression: 0 none, 2 LZ4, 3 Zstandard |
/// | 5 | the level of Zstandard, a hint for encoding |
///
/// The last block is shorter, and as many elements as do not fill it to a multiple of 8 follow as
/// they are. Compressed data start with their decoded size (8 bytes) and the decoded size of a
/// block (4 bytes, overruling the client data), and each block with its stored size (4 bytes), all
/// big-endian.
public final class BitshuffleFilter implements Filter {
  private static final int LZ4 = 2;
  private static final int ZSTD = 3;
  private static final long HEADER = Long.BYTES + Integer.BYTES;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  @Override
  public int id() {
    return 32008;
  }

  @Override
  public String name() {
    return "bitshuffle";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    long elementSize = elementSize(context);
    int compression = value(context, 4);
    EncodedBytes input = EncodedBytes.resident(encoded, context);
    return switch (compression) {
      case 0 -> unshuffle(input, elementSize);
      case LZ4 -> decompress(input, elementSize, BlockCodec.LZ4.decoder(context));
      case ZSTD -> decompress(input, elementSize, BlockCodec.ZSTD.decoder(context));
      default -> throw context.malformed("compression", compression, "0, 2 or 3");
    };
  }

  private static MemorySegment unshuffle(EncodedBytes input, long elementSize) {
    FilterContext context = input.context();
    long stated = Integer.toUnsignedLong(value(context, 3));
    Blocks blocks = Blocks.of(input.size(), elementSize, stated, context);
    MemorySegment decoded = context.allocate(input.size());
    BitshuffleKernel kernel = new BitshuffleKernel();
    for (long done = 0; done < decoded.byteSize(); done += blocks.sizeAt(done)) {
      MemorySegment source = input.segment().asSlice(done, blocks.sizeAt(done));
      kernel.unshuffle(source, decoded.asSlice(done, source.byteSize()), elementSize);
    }
    return decoded;
  }

  private static MemorySegment decompress(
      EncodedBytes input, long elementSize, BlockDecoder decoder) {
    FilterContext context = input.context();
    long size = input.bigEndianLong(0);
    long stated = Integer.toUnsignedLong(input.bigEndianInt(Long.BYTES)) / elementSize;
    Blocks blocks = Blocks.of(size, elementSize, stated, context);
    long smallest = HEADER + blocks.count() * Integer.BYTES + blocks.leftover();
    if (input.size() < smallest) {
      throw context.malformed("encoded size", input.size(), "at least " + smallest);
    }
    MemorySegment decoded = context.allocate(size);
    MemorySegment bits = Scratch.ofSize(Math.min(blocks.blockSize(), size));
    BitshuffleKernel kernel = new BitshuffleKernel();
    long at = HEADER;
    for (long done = 0; done < size - blocks.leftover(); done += blocks.sizeAt(done)) {
      long storedSize = Integer.toUnsignedLong(input.bigEndianInt(at));
      MemorySegment stored = input.slice(at + Integer.BYTES, storedSize).segment();
      MemorySegment block = bits.asSlice(0, blocks.sizeAt(done));
      if (decoder.decode(stored, block) != block.byteSize()) {
        throw context.malformed("decoded size of a block", "less", block.byteSize());
      }
      kernel.unshuffle(block, decoded.asSlice(done, block.byteSize()), elementSize);
      at += Integer.BYTES + storedSize;
    }
    MemorySegment rest = input.slice(at, blocks.leftover()).segment();
    MemorySegment.copy(rest, 0, decoded, size - rest.byteSize(), rest.byteSize());
    return decoded;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines data that are not whole elements, but not data that do not shrink.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    long elementSize = elementSize(context);
    long size = decoded.byteSize();
    if (size % elementSize != 0) {
      return Optional.empty();
    }
    long stated = Integer.toUnsignedLong(value(context, 3));
    Blocks blocks = Blocks.of(size, elementSize, stated, context);
    if (value(context, 4) != 0 && blocks.blockSize() > LibraryEncoder.LARGEST_BLOCK) {
      return Optional.empty();
    }
    MemorySegment source = EncodedBytes.resident(decoded, context).segment();
    return Optional.of(
        switch (value(context, 4)) {
          case 0 -> shuffle(source, blocks, elementSize, context);
          case LZ4 -> compress(source, blocks, elementSize, BlockCodec.LZ4.encoder(0), context);
          case ZSTD -> {
            int level =
                context.clientDataCount() > 5 ? context.clientData(5) : ZstdFilter.DEFAULT_LEVEL;
            yield compress(source, blocks, elementSize, BlockCodec.ZSTD.encoder(level), context);
          }
          default -> throw context.malformed("compression", context.clientData(4), "0, 2 or 3");
        });
  }

  private static MemorySegment shuffle(
      MemorySegment source, Blocks blocks, long elementSize, FilterContext context) {
    MemorySegment encoded = context.allocate(source.byteSize());
    BitshuffleKernel kernel = new BitshuffleKernel();
    for (long done = 0; done < source.byteSize(); done += blocks.sizeAt(done)) {
      MemorySegment block = source.asSlice(done, blocks.sizeAt(done));
      kernel.shuffle(block, encoded.asSlice(done, block.byteSize()), elementSize);
    }
    return encoded;
  }

  private static MemorySegment compress(
      MemorySegment source,
      Blocks blocks,
      long elementSize,
      BlockEncoder encoder,
      FilterContext context) {
    long size = source.byteSize();
    long blockSize = Math.min(blocks.blockSize(), size);
    long roomOfBlock = Integer.BYTES + encoder.room(blockSize);
    MemorySegment encoded =
        context.allocate(HEADER + blocks.count() * roomOfBlock + blocks.leftover());
    encoded.set(LONG, 0, size);
    encoded.set(INT, Long.BYTES, (int) blocks.header(elementSize));
    MemorySegment bits = Scratch.ofSize(blockSize);
    BitshuffleKernel kernel = new BitshuffleKernel();
    long at = HEADER;
    for (long done = 0; done < size - blocks.leftover(); done += blocks.sizeAt(done)) {
      MemorySegment block = bits.asSlice(0, blocks.sizeAt(done));
      kernel.shuffle(source.asSlice(done, block.byteSize()), block, elementSize);
      long storedSize = encoder.encode(block, encoded.asSlice(at + Integer.BYTES));
      encoded.set(INT, at, (int) storedSize);
      at += Integer.BYTES + storedSize;
    }
    MemorySegment.copy(source, size - blocks.leftover(), encoded, at, blocks.leftover());
    return encoded.asSlice(0, at + blocks.leftover());
  }

  private static long elementSize(FilterContext context) {
    long elementSize = Integer.toUnsignedLong(context.clientData(2));
    if (elementSize == 0) {
      throw context.malformed("element size", 0, "at least 1");
    }
    return elementSize;
  }

  private static int value(FilterContext context, int index) {
    return context.clientDataCount() > index ? context.clientData(index) : 0;
  }

  /// The elements of a block when nothing states them.
  private static long defaultBlock(long elementSize) {
    return Math.max(8192 / elementSize & -Byte.SIZE, 128);
  }

  /// How data of `size` bytes are cut into blocks of `blockSize` bytes, with `leftover` bytes, less
  /// than eight elements, at their end.
  private record Blocks(long size, long blockSize, long leftover) {

    static Blocks of(long size, long elementSize, long stated, FilterContext context) {
      if (size < 0 || size % elementSize != 0) {
        throw context.malformed("decoded size", size, "a multiple of " + elementSize);
      }
      if (stated % Byte.SIZE != 0) {
        throw context.malformed("elements per block", stated, "a multiple of 8");
      }
      long elements = stated == 0 ? defaultBlock(elementSize) : stated;
      boolean several = elements <= size / elementSize;
      long blockSize = several ? elements * elementSize : Math.max(size, 1);
      return new Blocks(size, blockSize, size % (Byte.SIZE * elementSize));
    }

    /// The size of a block as it is stated in compressed data: where the only block ends early, the
    /// next whole one.
    long header(long elementSize) {
      long unit = Byte.SIZE * elementSize;
      return Math.ceilDiv(blockSize, unit) * unit;
    }

    long count() {
      return Math.ceilDiv(size - leftover, blockSize);
    }

    /// The size of the block that starts after `done` bytes; of the leftover if that is next.
    long sizeAt(long done) {
      long shuffled = size - leftover;
      return done < shuffled ? Math.min(blockSize, shuffled - done) : leftover;
    }
  }
}
