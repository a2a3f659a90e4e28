package io.hyperslab.internal.model;

import io.hyperslab.array.IndirectData.Texts;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Spares;
import io.hyperslab.internal.index.GlobalHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The texts of many descriptors (`FMT4 IV.B`): a block of descriptors is decoded, the heap is told
/// what is going to be asked for, and texts that turn out to lie in one block are handed over
/// together. Belongs to one thread and one call.
final class HeapTexts implements AutoCloseable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Descriptors that are looked at together.
  private static final int BLOCK = 8192;

  /// Descriptors that need no large block.
  private static final int FEW = 512;

  /// Bytes of a descriptor.
  private static final int LONGEST = Integer.BYTES + Long.BYTES + Integer.BYTES;

  private static final Spares<Room> SPARES =
      new Spares<>(Runtime.getRuntime().availableProcessors(), () -> new Room(BLOCK));

  /// What an object takes in its collection besides its data and its header, at most.
  private static final int PADDING = 7;

  private final FormatContext context;
  private final GlobalHeap.Objects objects;
  private final long limit;
  private final FileModel file;

  private final int size;

  private final Room room;
  private final byte[] descriptors;
  private final long[] addresses;
  private final int[] indices;
  private final int[] lengths;
  private final int[] offsets;

  /// Memory for a block.
  private static final class Room {
    private final byte[] descriptors;
    private final long[] addresses;
    private final int[] indices;
    private final int[] lengths;
    private final int[] offsets;

    /// @param most descriptors
    private Room(int most) {
      this.descriptors = new byte[most * LONGEST];
      this.addresses = new long[most];
      this.indices = new int[most];
      this.lengths = new int[most];
      this.offsets = new int[most];
    }
  }

  /// @param count descriptors that are going to be visited
  HeapTexts(FileModel file, long count) {
    this.file = file;
    this.context = file.reader().context();
    this.objects = file.globalHeap().objects();
    this.limit = file.settings().limits().variableLengthElement();
    this.size = Integer.BYTES + context.sizeOfOffsets() + Integer.BYTES;
    this.room = count > FEW ? SPARES.take() : new Room((int) count);
    this.descriptors = room.descriptors;
    this.addresses = room.addresses;
    this.indices = room.indices;
    this.lengths = room.lengths;
    this.offsets = room.offsets;
  }

  /// Gives the memory back.
  @Override
  public void close() {
    objects.close();
    if (addresses.length == BLOCK) {
      SPARES.give(room);
    }
  }

  /// Hands over the texts in the order of their descriptors.
  ///
  /// @param elements their descriptors, of this file's width, one after the other
  void visit(MemorySegment elements, long count, Texts texts) {
    for (long first = 0; first < count; first += BLOCK) {
      int some = (int) Math.min(BLOCK, count - first);
      MemorySegment.copy(
          elements, ValueLayout.JAVA_BYTE, first * size, descriptors, 0, some * size);
      decode(some);
      handOver(some, texts);
    }
  }

  private void decode(int count) {
    int present = 0;
    long lowest = Long.MAX_VALUE;
    long highest = 0;
    long bytes = 0;
    long stored = 0;
    long address = 0;
    int width = context.sizeOfOffsets();
    byte[] from = descriptors;
    for (int i = 0; i < count; i++) {
      int at = i * size;
      long next = width == Long.BYTES ? (long) LONG.get(from, at + Integer.BYTES) : narrow(at);
      int length = next == 0 ? 0 : (int) INT.get(from, at);
      if (length != 0) {
        if (next != stored) {
          address = address(at + Integer.BYTES);
          stored = next;
          lowest = Math.min(lowest, address);
          highest = Math.max(highest, address);
        }
        if (length < 0 || length > limit) {
          HeapData.requireAllowed(file, Integer.toUnsignedLong(length), address);
          // What no array can hold no object has.
          length = length < 0 ? Integer.MAX_VALUE : length;
        }
        bytes += (long) length + PADDING;
        present++;
      }
      addresses[i] = address;
      indices[i] = (int) INT.get(from, at + Integer.BYTES + width);
      lengths[i] = length;
    }
    objects.expect(present, lowest, highest, bytes);
  }

  private long narrow(int at) {
    return cursor(at + Integer.BYTES).bits(context.sizeOfOffsets());
  }

  private long address(int at) {
    return cursor(at).address("global heap collection address");
  }

  private Cursor cursor(int at) {
    Cursor cursor = Cursor.over(descriptors, -1, HeapData.STRUCTURE, context);
    cursor.seek(at);
    return cursor;
  }

  @SuppressWarnings("ReferenceEquality") // it is the block itself that has to be the same
  private void handOver(int count, Texts texts) {
    int begin = 0;
    byte[] block = objects.block();
    int i = objects.findAll(addresses, indices, lengths, offsets, 0, count);
    while (i < count) {
      int length = lengths[i];
      if (length == 0) {
        offsets[i] = 0;
      } else {
        long index = Integer.toUnsignedLong(indices[i]);
        objects.find(addresses[i], index);
        if (objects.length() < length) {
          throw HeapData.tooShort(addresses[i], index, objects.length(), length, 1);
        }
        if (objects.block() != block) {
          texts.takeAll(block, offsets, lengths, begin, i);
          block = objects.block();
          begin = i;
        }
        offsets[i] = objects.offset();
      }
      i = objects.findAll(addresses, indices, lengths, offsets, i + 1, count);
    }
    texts.takeAll(block, offsets, lengths, begin, count);
  }
}
