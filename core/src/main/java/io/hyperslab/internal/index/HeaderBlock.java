package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.header.RawMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One block of an object header that is being edited: messages, and free room.
///
/// The image of a changed block has its messages one after the other and all its room behind them,
/// as one NIL message or, where it is too small for one, a gap. So room never falls to pieces, and
/// no NIL message stands beside a gap or another one: libhdf5 asserts the first, and joins
/// neighbours without a look at whether the sum fits the two bytes of a size.
final class HeaderBlock {
  /// A message, and the block that it leads to if it is a continuation.
  private record Slot(RawMessage message, @Nullable HeaderBlock next) {}

  private final MessageShape shape;
  private final List<Slot> slots = new ArrayList<>();

  /// Where the block is, undefined as long as it is nowhere.
  private long address = Address.UNDEFINED;

  /// Bytes for messages that the block has in the file.
  private int storedCapacity;

  /// Bytes for messages that it is to have.
  private int capacity;

  private int used;
  private int nilCount;
  private boolean changed;
  private boolean extended;

  /// A block that is not in the file yet.
  ///
  /// @param capacity bytes for messages
  HeaderBlock(MessageShape shape, int capacity) {
    this.shape = shape;
    this.capacity = capacity;
    this.changed = true;
  }

  long address() {
    return address;
  }

  int capacity() {
    return capacity;
  }

  int storedCapacity() {
    return storedCapacity;
  }

  /// Bytes that messages take.
  int used() {
    return used;
  }

  /// Bytes that no message takes.
  int free() {
    return capacity - used;
  }

  /// Messages, those of type NIL not counted.
  int size() {
    return slots.size();
  }

  RawMessage message(int position) {
    return slots.get(position).message();
  }

  /// The block that a message leads to.
  @Nullable HeaderBlock next(int position) {
    return slots.get(position).next();
  }

  boolean changed() {
    return changed;
  }

  void change() {
    changed = true;
  }

  /// The block is in the file as it is here.
  ///
  /// @param newNilCount messages of type NIL there
  void stored(long newAddress, int newNilCount) {
    address = newAddress;
    storedCapacity = capacity;
    nilCount = newNilCount;
    changed = false;
    extended = false;
  }

  /// Whether the block that leads here is to tell another length.
  boolean lengthChanged() {
    return extended || capacity != storedCapacity;
  }

  /// The block has become larger in the file, where it is.
  void extended(int newCapacity) {
    capacity = newCapacity;
    storedCapacity = newCapacity;
    changed = true;
    extended = true;
  }

  void resize(int newCapacity) {
    capacity = newCapacity;
    changed = true;
  }

  /// @param next the block that the message leads to
  void append(RawMessage message, @Nullable HeaderBlock next) {
    slots.add(new Slot(message, next));
    used += shape.sizeOf(message);
    changed = true;
  }

  void replace(int position, RawMessage message) {
    Slot before = slots.set(position, new Slot(message, slots.get(position).next()));
    used += shape.sizeOf(message) - shape.sizeOf(before.message());
    changed = true;
  }

  RawMessage remove(int position) {
    RawMessage removed = slots.remove(position).message();
    used -= shape.sizeOf(removed);
    changed = true;
    return removed;
  }

  /// Where the message is that leads to a block, or -1.
  int positionOf(HeaderBlock next) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).next() == next) {
        return i;
      }
    }
    return -1;
  }

  /// Messages of type NIL in the block's image.
  int nilCount() {
    return !changed ? nilCount : free() >= shape.prefixSize() ? 1 : 0;
  }

  /// The block as it is in the file now.
  ///
  /// @param size bytes of the whole block
  ObjectHeaderBlocks.Block toStored(long size) {
    List<RawMessage> messages = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      messages.add(slot.message());
    }
    return new ObjectHeaderBlocks.Block(address, size, capacity, messages, nilCount());
  }

  /// Writes messages, NIL message and gap of a changed block.
  static void encode(Encoder out, MessageShape shape, ObjectHeaderBlocks.Block block) {
    int end = out.size() + block.capacity();
    List<RawMessage> messages = block.messages();
    for (int i = 0; i < messages.size(); i++) {
      messages.get(i).encode(out, shape.version(), shape.tracked());
    }
    int free = end - out.size();
    if (free >= shape.prefixSize()) {
      // In version 1, what a block of a foreign size has beyond a multiple of 8 bytes is a gap.
      int room = free - shape.prefixSize();
      int size = shape.version() == 1 ? room - room % 8 : room;
      RawMessage.encodeNil(out, shape.version(), shape.tracked(), size);
    }
    out.padTo(end);
  }
}
