package io.hyperslab.array;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Memory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// Arrays in and out of channels. Belongs to one call.
final class NpyChannel {
  /// Bytes at a time.
  private static final int PIECE = 1 << 20;

  /// How much more memory is asked for when bytes keep coming.
  private static final int GROWTH = 4;

  private static final String STRUCTURE = "npy file";

  private NpyChannel() {}

  /// Reads one array, and not a byte more.
  static NdArray read(ReadableByteChannel channel) throws IOException {
    NpyHeader header = readHeader(channel);
    NdArray stored = elements(memory(channel, header.size()), header);
    return NpyTexts.decode(stored);
  }

  /// Reads what stands before the elements, and not a byte more.
  static NpyHeader readHeader(ReadableByteChannel channel) throws IOException {
    ByteBuffer prefix = small(channel, NpyHeader.PREFIX);
    int version = NpyHeader.version(prefix);
    ByteBuffer field = small(channel, NpyHeader.lengthSize(version));
    long length =
        version == 1
            ? Short.toUnsignedLong(field.getShort(0))
            : Integer.toUnsignedLong(field.getInt(0));
    if (length > NpyHeader.LARGEST) {
      throw new LimitExceededException(
          "npy header", -1, "length", length + " bytes", "at most " + NpyHeader.LARGEST);
    }
    byte[] text = memory(channel, length).asByteBuffer().array();
    return NpyHeader.decode(text, version);
  }

  private static NdArray elements(MemorySegment memory, NpyHeader header) {
    if (!header.fortranOrder()) {
      return NdArray.of(memory, header.type(), header.shape());
    }
    int rank = header.shape().length;
    long[] reversed = new long[rank];
    int[] axes = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      reversed[axis] = header.shape()[rank - 1 - axis];
      axes[axis] = rank - 1 - axis;
    }
    NdArray array = NdArray.of(memory, header.type(), reversed);
    // Axes of array datatypes stay where they are.
    int[] order = new int[array.rank()];
    for (int axis = 0; axis < order.length; axis++) {
      order[axis] = axis < rank ? axes[axis] : axis;
    }
    return array.transpose(order);
  }

  private static ByteBuffer small(ReadableByteChannel channel, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    fill(channel, buffer, size);
    return buffer;
  }

  /// The next bytes; memory is taken as far as there are some.
  static MemorySegment memory(ReadableByteChannel channel, long size) throws IOException {
    long first = Math.min(size, PIECE);
    if (channel instanceof FileChannel file) {
      first = size;
      long available = file.size() - file.position();
      if (available < size) {
        throw tooShort(available, size);
      }
    }
    MemorySegment memory = Memory.allocate(first, STRUCTURE, -1);
    long done = 0;
    while (true) {
      while (done < memory.byteSize()) {
        long piece = Math.min(PIECE, memory.byteSize() - done);
        fill(channel, memory.asSlice(done, piece).asByteBuffer(), size);
        done += piece;
      }
      if (done == size) {
        return memory;
      }
      long larger = size / GROWTH < done ? size : done * GROWTH;
      MemorySegment grown = Memory.allocate(larger, STRUCTURE, -1);
      MemorySegment.copy(memory, 0, grown, 0, done);
      memory = grown;
    }
  }

  private static void fill(ReadableByteChannel channel, ByteBuffer buffer, long wanted)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw tooShort(buffer.position(), wanted);
      }
    }
  }

  private static MalformedFileException tooShort(long found, long wanted) {
    return new MalformedFileException(
        STRUCTURE,
        -1,
        "length",
        "short: it ends after " + found + " bytes of a part",
        wanted + " bytes");
  }

  /// Writes one array.
  static void write(NdArray array, WritableByteChannel channel) throws IOException {
    Datatype type = NpyDescriptions.stored(array);
    NdArray stored = type.equals(array.datatype()) ? array : NpyTexts.encode(array, type);
    NdArray turned = stored.transpose();
    boolean fortranOrder = !stored.isContiguous() && turned.isContiguous();
    drain(ByteBuffer.wrap(new NpyHeader(type, fortranOrder, stored.shape()).encode()), channel);
    drainElements(fortranOrder ? turned : stored, channel);
  }

  /// Writes elements in C order.
  ///
  /// @param type made by [NpyDescriptions#stored] for them
  static void writeElements(NdArray array, Datatype type, WritableByteChannel channel)
      throws IOException {
    drainElements(type.equals(array.datatype()) ? array : NpyTexts.encode(array, type), channel);
  }

  private static void drainElements(NdArray elements, WritableByteChannel channel)
      throws IOException {
    long elementSize = elements.datatype().size();
    long block = Math.min(elements.size(), Math.max(1, PIECE / elementSize));
    MemorySegment memory = Memory.allocate(block * elementSize, "elements", -1);
    StrideCursor cursor = elements.cursor();
    for (long done = 0; done < elements.size(); done += block) {
      long count = Math.min(block, elements.size() - done);
      cursor.gather(memory, 0, count);
      drain(memory, count * elementSize, channel);
    }
  }

  private static void drain(MemorySegment memory, long size, WritableByteChannel channel)
      throws IOException {
    for (long done = 0; done < size; done += PIECE) {
      drain(memory.asSlice(done, Math.min(PIECE, size - done)).asByteBuffer(), channel);
    }
  }

  static void drain(ByteBuffer bytes, WritableByteChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
