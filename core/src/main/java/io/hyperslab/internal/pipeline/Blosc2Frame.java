package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A contiguous frame of Blosc 2: header in MessagePack (numbers big-endian, at fixed places),
/// chunks, index chunk, trailer. It belongs to one thread.
///
/// | offset | size | field |
/// |---|---|---|
/// | 2 | 8 | `b2frame` and a zero |
/// | 11 | 4 | size of the header |
/// | 16 | 8 | size of the frame |
/// | 26 | 1 | type of the frame: 0 contiguous |
/// | 30 | 8 | decoded size of all chunks |
/// | 39 | 8 | stored size of all chunks |
/// | 48 | 4 | size of an element |
/// | 53 | 4 | size of a block, decoded |
/// | 58 | 4 | size of a chunk, decoded |
/// | 94 | | metalayers: marker, number, then name and place of each |
///
/// The index chunk decodes to a little-endian 8-byte number per chunk: its place after the header,
/// or if negative, in bits 56 to 58, the special value it consists of.
final class Blosc2Frame {
  private static final String MAGIC = "b2frame\0";
  private static final int SMALLEST_HEADER = 87;
  private static final int METALAYERS = 91;
  private static final int MAP_MARKER = 0xDE;
  private static final int STRING_MARKER = 0xA0;
  private static final int STRING_LENGTH = 0x1F;
  private static final int INT32_MARKER = 0xD2;
  private static final int BIN32_MARKER = 0xC6;
  private static final long SMALL_INDEX = 1 << 16;

  private final EncodedBytes frame;
  private final FilterContext context;
  private final long headerSize;
  private final long nbytes;
  private final long cbytes;
  private final int typesize;
  private final int blocksize;
  private final int chunksize;
  private long consumed;

  private Blosc2Frame(EncodedBytes frame) {
    this.frame = frame;
    this.context = frame.context();
    this.headerSize = field("header size", frame.bigEndianInt(11), SMALLEST_HEADER, frame.size());
    this.nbytes = field("decoded size", frame.bigEndianLong(30), 0, Long.MAX_VALUE);
    this.cbytes = field("stored size", frame.bigEndianLong(39), 0, frame.size() - headerSize);
    this.typesize = (int) field("typesize", frame.bigEndianInt(48), 1, Integer.MAX_VALUE);
    this.blocksize = (int) field("blocksize", frame.bigEndianInt(53), 0, Integer.MAX_VALUE);
    this.chunksize = (int) field("chunksize", frame.bigEndianInt(58), 0, Integer.MAX_VALUE);
  }

  /// The frame at the start of `bytes`.
  static Blosc2Frame decode(EncodedBytes bytes) {
    MemorySegment magic = MemorySegment.ofArray(MAGIC.getBytes(StandardCharsets.US_ASCII));
    if (bytes.slice(2, magic.byteSize()).segment().mismatch(magic) >= 0) {
      throw bytes.context().malformed("magic of a Blosc 2 frame", "another", "b2frame");
    }
    int type = bytes.unsignedByte(26);
    if (type != 0) {
      throw bytes.context().malformed("type of a Blosc 2 frame", type, 0);
    }
    return new Blosc2Frame(bytes.slice(0, bytes.bigEndianLong(16)));
  }

  /// Bytes of an element.
  int typesize() {
    return typesize;
  }

  /// How many chunks there are.
  long chunkCount() {
    return chunksize == 0 ? Math.min(nbytes, 1) : Math.ceilDiv(nbytes, chunksize);
  }

  /// The decoded index chunk.
  ///
  /// @param count how many chunks there must be
  EncodedBytes index(long count) {
    if (chunkCount() != count) {
      throw context.malformed("number of chunks in a Blosc 2 frame", chunkCount(), count);
    }
    BloscChunk index = chunkAt(headerSize + cbytes, frame.size());
    if (index.nbytes() != count * Long.BYTES) {
      throw context.malformed("size of a chunk index", index.nbytes(), count * Long.BYTES);
    }
    if (index.nbytes() > Math.max(context.maximumSize(), SMALL_INDEX)) {
      throw context.malformed("size of a chunk index", index.nbytes(), "less than the data");
    }
    MemorySegment entries = Scratch.ofSize(index.nbytes());
    index.decode(entries);
    return new EncodedBytes(entries, context);
  }

  /// The chunk that entry `number` of the index is about.
  BloscChunk chunk(EncodedBytes index, long number) {
    long place = index.littleEndianLong(number * Long.BYTES);
    if (place >= 0) {
      long at = headerSize + field("place of a chunk", place, 0, cbytes);
      BloscChunk chunk = chunkAt(at, headerSize + cbytes);
      // Chunks that share their bytes would make small frames take any time.
      consumed = field("size of all chunks", consumed + chunk.cbytes(), 0, cbytes);
      return chunk;
    }
    BloscSpecial special = BloscSpecial.ofNumber((int) (place >>> 56) & 7, context);
    int size = (int) Math.min(chunksize, nbytes - number * chunksize);
    if (special == BloscSpecial.NONE || special == BloscSpecial.VALUE) {
      throw context.malformed("place of a chunk", Long.toHexString(place), "in the frame");
    }
    // A frame of nothing else may have left the size of its blocks open.
    int block = blocksize == 0 ? size : Math.min(blocksize, size);
    // Chunks cannot express larger elements, and take their bytes as elements instead.
    int elementSize = typesize > 0xFF ? 1 : typesize;
    return BloscChunk.ofSpecial(special, elementSize, size, block, context);
  }

  /// The content of a metalayer, if the frame has it.
  Optional<EncodedBytes> metalayer(String name) {
    EncodedBytes header = frame.slice(0, headerSize);
    if (headerSize <= METALAYERS || header.unsignedByte(METALAYERS) != MAP_MARKER) {
      return Optional.empty();
    }
    int count = header.unsignedByte(METALAYERS + 1) << Byte.SIZE;
    count |= header.unsignedByte(METALAYERS + 2);
    long at = METALAYERS + 3L;
    for (int i = 0; i < count; i++) {
      int length = header.unsignedByte(at) & STRING_LENGTH;
      requireMarker(header, at, STRING_MARKER | length);
      EncodedBytes key = header.slice(at + 1, length);
      at += 1L + length;
      requireMarker(header, at, INT32_MARKER);
      if (name.contentEquals(text(key))) {
        return Optional.of(content(header, header.bigEndianInt(at + 1)));
      }
      at += 1L + Integer.BYTES;
    }
    return Optional.empty();
  }

  private EncodedBytes content(EncodedBytes header, int at) {
    requireMarker(header, at, BIN32_MARKER);
    return header.slice(at + 1L + Integer.BYTES, header.bigEndianInt(at + 1L));
  }

  private void requireMarker(EncodedBytes header, long at, int marker) {
    if (header.unsignedByte(at) != marker) {
      throw context.malformed("MessagePack marker", header.unsignedByte(at), marker);
    }
  }

  private static String text(EncodedBytes bytes) {
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < bytes.size(); i++) {
      text.append((char) bytes.unsignedByte(i));
    }
    return text.toString();
  }

  private BloscChunk chunkAt(long at, long end) {
    return BloscChunk.decode(frame.slice(at, end - at));
  }

  private long field(String item, long value, long smallest, long largest) {
    if (value < smallest || value > largest) {
      throw context.malformed(item + " of a Blosc 2 frame", value, smallest + " to " + largest);
    }
    return value;
  }
}
