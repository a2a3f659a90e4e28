package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Decodes a chunk of Blosc 1 or Blosc 2, block by block: header, starts of the blocks (4 bytes
/// each), blocks in any order.
///
/// A block is one stream, or one per byte of an element ([BloscChunkHeader#streams]): its stored
/// size (4 bytes) and data, which are as they are if no smaller than decoded. In Blosc 2 a size of
/// 0 means zeros, a negative one a run of that byte. A chunk belongs to one thread.
final class BloscChunk {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int RUN_TOKEN = 1;

  private final BloscChunkHeader header;
  private final EncodedBytes stored;
  private final FilterContext context;
  private final BloscPipeline pipeline;
  private final BlockDecoder decoder;
  private long consumed;

  private BloscChunk(BloscChunkHeader header, EncodedBytes stored) {
    this.header = header;
    this.stored = stored;
    this.context = stored.context();
    this.pipeline = new BloscPipeline(header);
    this.decoder = decoder();
  }

  /// The chunk at the start of `bytes`.
  static BloscChunk decode(EncodedBytes bytes) {
    BloscChunkHeader header = BloscChunkHeader.decode(bytes);
    BloscChunk chunk = new BloscChunk(header, bytes.slice(0, header.cbytes()));
    chunk.requireBlockStarts();
    return chunk;
  }

  /// A chunk without stored bytes.
  static BloscChunk ofSpecial(
      BloscSpecial special, int typesize, int nbytes, int blocksize, FilterContext context) {
    return new BloscChunk(
        BloscChunkHeader.ofSpecial(special, typesize, nbytes, blocksize),
        new EncodedBytes(MemorySegment.NULL, context));
  }

  /// Decoded size in bytes.
  int nbytes() {
    return header.nbytes();
  }

  /// Decoded size of block `block` in bytes.
  int blockSize(int block) {
    return (int) Math.min(header.blocksize(), nbytes() - (long) block * header.blocksize());
  }

  /// Stored size in bytes.
  int cbytes() {
    return header.cbytes();
  }

  /// How many blocks there are.
  int blocks() {
    return nbytes() == 0 ? 0 : Math.ceilDiv(nbytes(), header.blocksize());
  }

  /// Decodes the whole chunk.
  ///
  /// @param target of [#nbytes()] bytes
  void decode(MemorySegment target) {
    MemorySegment first = target.asSlice(0, header.blocksize());
    for (int block = 0; block < blocks(); block++) {
      long start = (long) block * header.blocksize();
      decodeBlock(block, target.asSlice(start, blockSize(block)), first);
    }
  }

  /// Decodes one block.
  ///
  /// @param target of [#blockSize(int)] bytes
  /// @param first block 0, decoded before any other
  void decodeBlock(int block, MemorySegment target, MemorySegment first) {
    if (header.special() != BloscSpecial.NONE) {
      fill(target);
    } else if (header.memcpyed()) {
      long at = header.size() + (long) block * header.blocksize();
      target.copyFrom(stored.slice(at, target.byteSize()).segment());
    } else {
      MemorySegment filtered = pipeline.input(target);
      decodeStreams(block, filtered);
      pipeline.undo(filtered, target, block == 0 ? MemorySegment.NULL : first);
    }
  }

  private void decodeStreams(int block, MemorySegment target) {
    int length = blockSize(block);
    int streams = header.streams(length, length < header.blocksize());
    if (length % streams != 0) {
      throw context.malformed("blocksize", length, "a multiple of " + streams);
    }
    long at = Integer.toUnsignedLong(stored.littleEndianInt(header.size() + 4L * block));
    int streamLength = length / streams;
    for (int stream = 0; stream < streams; stream++) {
      long start = (long) stream * streamLength;
      at = decodeStream(at, target.asSlice(start, streamLength));
    }
  }

  /// Decodes the stream at `at` and returns where the next one is.
  private long decodeStream(long at, MemorySegment target) {
    int size = stored.littleEndianInt(at);
    long data = at + Integer.BYTES;
    if (size == 0 && header.hasRuns()) {
      target.fill((byte) 0);
      return data;
    }
    if (size < 0 && header.hasRuns()) {
      int token = stored.unsignedByte(data);
      if (token != RUN_TOKEN || size < -0xFF) {
        throw context.malformed("token of a stream", token + ", " + size, "a run of a byte");
      }
      target.fill((byte) -size);
      return data + 1;
    }
    MemorySegment source = stored.slice(data, size).segment();
    consumed += size;
    if (consumed > header.cbytes()) {
      // Blocks that share their bytes would make small chunks take any time.
      throw context.malformed("size of all streams", consumed, "at most " + header.cbytes());
    }
    if (size == target.byteSize()) {
      target.copyFrom(source);
    } else if (decoder.decode(source, target) != target.byteSize()) {
      throw context.malformed("decoded size of a stream", "less", target.byteSize());
    }
    return data + size;
  }

  private void fill(MemorySegment target) {
    int size = valueSize();
    if (target.byteSize() % size != 0) {
      throw context.malformed("size of a block", target.byteSize(), "a multiple of " + size);
    }
    switch (header.special()) {
      case VALUE -> repeat(stored.slice(header.size(), size).segment(), target);
      case NAN -> repeat(notANumber(size), target);
      default -> target.fill((byte) 0);
    }
  }

  private int valueSize() {
    return switch (header.special()) {
      case VALUE -> Math.max(header.cbytes() - header.size(), 1);
      case NAN -> header.typesize();
      default -> 1;
    };
  }

  private MemorySegment notANumber(int size) {
    MemorySegment value = MemorySegment.ofArray(new byte[size]);
    switch (size) {
      case Float.BYTES -> value.set(INT, 0, Float.floatToIntBits(Float.NaN));
      case Double.BYTES -> value.set(LONG, 0, Double.doubleToLongBits(Double.NaN));
      default -> throw context.malformed("typesize of a chunk of NaN", size, "4 or 8");
    }
    return value;
  }

  /// Fills `target` with copies of `value`, by copying what is filled already.
  private static void repeat(MemorySegment value, MemorySegment target) {
    MemorySegment.copy(value, 0, target, 0, value.byteSize());
    long done = value.byteSize();
    while (done < target.byteSize()) {
      long length = Math.min(done, target.byteSize() - done);
      MemorySegment.copy(target, 0, target, done, length);
      done += length;
    }
  }

  private void requireBlockStarts() {
    if (header.special() != BloscSpecial.NONE) {
      return;
    }
    long data = header.memcpyed() ? nbytes() : (long) blocks() * Integer.BYTES;
    if (data > header.cbytes() - header.size()) {
      throw context.malformed("cbytes", header.cbytes(), "at least " + (header.size() + data));
    }
  }

  private BlockDecoder decoder() {
    if (header.special() != BloscSpecial.NONE || header.memcpyed()) {
      // Nothing will be decoded, and the number of the codec may be any.
      return (source, target) -> 0;
    }
    BlockCodec codec =
        switch (header.codecNumber()) {
          case 0 -> BlockCodec.BLOSCLZ;
          case 1 -> BlockCodec.LZ4;
          case 2 -> BlockCodec.SNAPPY;
          case 3 -> BlockCodec.ZLIB;
          case 4 -> BlockCodec.ZSTD;
          default -> throw context.malformed("Blosc codec", header.codecNumber(), "0 to 4");
        };
    return codec.decoder(context);
  }
}
