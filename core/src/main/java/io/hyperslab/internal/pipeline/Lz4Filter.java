package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// Filter 32004: LZ4 blocks in the frame of the HDF5 plugin. Client data: the block size wanted in
/// bytes, 0 for 1 GiB, of no use for decoding. All numbers are big-endian.
///
/// | bytes | field |
/// |---|---|
/// | 8 | size of the decoded data |
/// | 4 | decoded size of a block, of all but the last |
/// | per block: 4 | stored size of the block; equal to its decoded size when stored as it is |
/// | | the block |
public final class Lz4Filter implements Filter {
  private static final long HEADER = Long.BYTES + Integer.BYTES;

  private static final long DEFAULT_BLOCK = 1 << 30;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /// LZ4's largest expansion: a byte of a match's length stands for 255 bytes.
  private static final long LARGEST_EXPANSION = 255;

  @Override
  public int id() {
    return 32004;
  }

  @Override
  public String name() {
    return "lz4";
  }

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    EncodedBytes input = EncodedBytes.resident(encoded, context);
    long size = input.bigEndianLong(0);
    if (size / LARGEST_EXPANSION > input.size()) {
      throw context.malformed("encoded size", input.size(), "enough for " + size + " bytes");
    }
    long blockSize = Integer.toUnsignedLong(input.bigEndianInt(Long.BYTES));
    if (blockSize == 0 && size != 0) {
      throw context.malformed("block size", 0, "at least 1");
    }
    MemorySegment decoded = context.room(size);
    BlockDecoder decoder = BlockCodec.LZ4.decoder(context);
    long at = HEADER;
    for (long done = 0; done < size; done += blockSize) {
      MemorySegment target = decoded.asSlice(done, Math.min(blockSize, size - done));
      at = decodeBlock(input, at, target, decoder);
    }
    return decoded;
  }

  @Override
  public boolean encodes() {
    return true;
  }

  /// Declines data of more than 2 GiB, but not data that do not shrink.
  @Override
  public Optional<MemorySegment> encode(MemorySegment decoded, FilterContext context) {
    long size = decoded.byteSize();
    long wanted = context.clientDataCount() > 0 ? Integer.toUnsignedLong(context.clientData(0)) : 0;
    long blockSize = Math.min(wanted == 0 ? DEFAULT_BLOCK : wanted, size);
    if (size > Integer.MAX_VALUE || blockSize > LibraryEncoder.LARGEST_BLOCK) {
      return Optional.empty();
    }
    MemorySegment source = EncodedBytes.resident(decoded, context).segment();
    BlockEncoder encoder = BlockCodec.LZ4.encoder(0);
    long roomOfBlock = Integer.BYTES + encoder.room(blockSize);
    MemorySegment encoded = context.room(HEADER + Math.ceilDiv(size, blockSize) * roomOfBlock);
    encoded.set(LONG, 0, size);
    encoded.set(INT, Long.BYTES, (int) blockSize);
    long at = HEADER;
    for (long done = 0; done < size; done += blockSize) {
      MemorySegment block = source.asSlice(done, Math.min(blockSize, size - done));
      at = encodeBlock(block, encoded, at, encoder);
    }
    return Optional.of(encoded.asSlice(0, at));
  }

  /// Encodes a block to `at` and returns where the next one goes.
  private static long encodeBlock(
      MemorySegment block, MemorySegment encoded, long at, BlockEncoder encoder) {
    MemorySegment target = encoded.asSlice(at + Integer.BYTES);
    long storedSize = encoder.encode(block, target);
    if (storedSize >= block.byteSize()) {
      storedSize = block.byteSize();
      MemorySegment.copy(block, 0, target, 0, storedSize);
    }
    encoded.set(INT, at, (int) storedSize);
    return at + Integer.BYTES + storedSize;
  }

  /// Decodes the block at `at` and returns where the next one is.
  private static long decodeBlock(
      EncodedBytes input, long at, MemorySegment target, BlockDecoder decoder) {
    long storedSize = Integer.toUnsignedLong(input.bigEndianInt(at));
    MemorySegment stored = input.slice(at + Integer.BYTES, storedSize).segment();
    if (storedSize == target.byteSize()) {
      target.copyFrom(stored);
    } else if (decoder.decode(stored, target) != target.byteSize()) {
      throw input.context().malformed("decoded size of a block", "less", target.byteSize());
    }
    return at + Integer.BYTES + storedSize;
  }
}
