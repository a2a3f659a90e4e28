package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.ContinuationBlock;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.MessageType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The blocks of one object header that is being edited, and the rules by which its messages share
/// their room.
///
/// A message goes where it fits best. If it fits nowhere, and nothing was made since the header
/// was, its block becomes larger where it is. Else the last continuation block becomes larger,
/// which means that it moves: few large blocks are read faster than many small ones. Only when it
/// is large already, another one is made. The first block never moves, as the object's address is
/// its address. Continuation blocks without a message are given up.
final class HeaderRoom {
  private static final String STRUCTURE = "Object Header";

  /// Bytes beyond which a continuation block does not grow any more. One message may still need a
  /// larger one.
  static final int LARGE_BLOCK = 1 << 15;

  /// Makes a block larger where it is, if the space behind it is free.
  @FunctionalInterface
  interface Extension {
    /// Whether the block has so much room now, because it was made larger or had it.
    ///
    /// @param capacity bytes for messages that it needs
    boolean extend(HeaderBlock block, int capacity);
  }

  private final long headerAddress;
  private final MessageShape shape;
  private final FormatContext context;
  private final Extension extension;
  private final List<HeaderBlock> blocks = new ArrayList<>();
  private final List<HeaderBlock> dropped = new ArrayList<>();

  HeaderRoom(long headerAddress, MessageShape shape, FormatContext context, Extension extension) {
    this.headerAddress = headerAddress;
    this.shape = shape;
    this.context = context;
    this.extension = extension;
  }

  /// The blocks, that with the prefix first, and each behind the one that leads to it.
  List<HeaderBlock> blocks() {
    return blocks;
  }

  /// Blocks that are not needed any more.
  List<HeaderBlock> dropped() {
    return dropped;
  }

  private HeaderBlock first() {
    return blocks.getFirst();
  }

  /// The continuation block that may grow, or null while there is none.
  private @Nullable HeaderBlock growing() {
    return blocks.size() > 1 ? blocks.getLast() : null;
  }

  /// Finds or makes room for a message, and puts it there.
  void place(RawMessage message) {
    int size = shape.sizeOf(message);
    HeaderBlock block = bestFit(size);
    if (block == null) {
      block = grow(size);
    }
    block.append(message, null);
  }

  /// Replaces a message by one of any size; unless it fits, the message moves.
  void replace(HeaderBlock block, int position, RawMessage message) {
    int more = shape.sizeOf(message) - shape.sizeOf(block.message(position));
    if (more > block.free() && block == growing() && block.used() + more <= LARGE_BLOCK) {
      extend(block, more);
    }
    if (more <= block.free()) {
      block.replace(position, message);
    } else {
      block.remove(position);
      place(message);
      dropIfEmpty(block);
    }
  }

  void remove(HeaderBlock block, int position) {
    block.remove(position);
    dropIfEmpty(block);
  }

  /// The block whose free room is least but enough, the first such.
  private @Nullable HeaderBlock bestFit(int size) {
    HeaderBlock best = null;
    for (HeaderBlock block : blocks) {
      if (block.free() >= size && (best == null || block.free() < best.free())) {
        best = block;
      }
    }
    return best;
  }

  private HeaderBlock grow(int size) {
    HeaderBlock growing = growing();
    if (growing == null
        && first().used() + size <= LARGE_BLOCK
        && extension.extend(first(), first().used() + size)) {
      return first();
    }
    if (growing != null && growing.used() + size <= LARGE_BLOCK) {
      extend(growing, size);
      return growing;
    }
    return addBlock(size);
  }

  /// Gives a continuation block room for `size` bytes more; and, if it has to move, half as much as
  /// it had for later: so a header that grows by many small messages is not moved for each.
  private void extend(HeaderBlock block, int size) {
    if (extension.extend(block, block.used() + size)) {
      requireLength(block);
      return;
    }
    int comfortable = Math.min(block.capacity() + block.capacity() / 2, LARGE_BLOCK);
    resize(block, Math.max(block.used() + size, comfortable));
  }

  private void resize(HeaderBlock block, int capacity) {
    block.resize(shape.aligned(capacity));
    requireLength(block);
  }

  private HeaderBlock addBlock(int size) {
    int limit = context.limits().chunksPerHeader();
    if (blocks.size() > limit) {
      throw new LimitExceededException(
          STRUCTURE,
          headerAddress,
          "continuation blocks of one object header",
          String.valueOf(blocks.size()),
          "at most " + limit);
    }
    HeaderBlock block = new HeaderBlock(shape, shape.aligned(Math.max(size, linkSize())));
    requireLength(block);
    HeaderBlock parent = parent(block);
    byte[] data = new byte[shape.aligned(context.sizeOfOffsets() + context.sizeOfLengths())];
    Cursor body = Cursor.over(data, headerAddress, STRUCTURE, context);
    parent.append(new RawMessage(MessageType.CONTINUATION.number(), 0, 0, body), block);
    blocks.add(block);
    return block;
  }

  /// A block with room for the message that leads to a new one.
  private HeaderBlock parent(HeaderBlock block) {
    int size = linkSize();
    HeaderBlock parent = bestFit(size);
    if (parent == null) {
      parent = growing();
      if (parent != null) {
        extend(parent, size);
      } else {
        parent = first();
        makeRoom(parent, size, block);
      }
    }
    return parent;
  }

  /// Bytes of a continuation message.
  private int linkSize() {
    return shape.prefixSize() + shape.aligned(context.sizeOfOffsets() + context.sizeOfLengths());
  }

  /// Moves messages out of a block until it has free room.
  private void makeRoom(HeaderBlock block, int size, HeaderBlock target) {
    int position = smallest(block, size - block.free());
    if (position >= 0) {
      move(block, position, target);
    }
    while (block.free() < size) {
      if (block.size() == 0) {
        throw new UnsupportedFeatureException(
            STRUCTURE,
            headerAddress,
            "size of the first block",
            String.valueOf(block.capacity()),
            "at least " + size + ", room for a continuation message");
      }
      move(block, block.size() - 1, target);
    }
  }

  private void move(HeaderBlock from, int position, HeaderBlock to) {
    RawMessage message = from.remove(position);
    resize(to, to.capacity() + shape.sizeOf(message));
    to.append(message, null);
  }

  /// The smallest message of at least `size` bytes, or -1. Attributes, whose order users see, come
  /// after all others.
  private int smallest(HeaderBlock block, int size) {
    int best = -1;
    for (int i = 0; i < block.size(); i++) {
      if (shape.sizeOf(block.message(i)) >= size
          && (best < 0 || cost(block.message(i)) < cost(block.message(best)))) {
        best = i;
      }
    }
    return best;
  }

  private int cost(RawMessage message) {
    boolean attribute = message.type() == MessageType.ATTRIBUTE.number();
    return shape.sizeOf(message) + (attribute ? 1 << 20 : 0);
  }

  /// Gives up a block without messages, and then maybe the one that led to it.
  void dropIfEmpty(HeaderBlock block) {
    HeaderBlock empty = block;
    while (empty != first() && empty.size() == 0) {
      HeaderBlock parent = parentOf(empty);
      parent.remove(parent.positionOf(empty));
      blocks.remove(empty);
      dropped.add(empty);
      empty = parent;
    }
  }

  /// The block that leads to a continuation block.
  private HeaderBlock parentOf(HeaderBlock block) {
    for (HeaderBlock candidate : blocks) {
      if (candidate.positionOf(block) >= 0) {
        return candidate;
      }
    }
    throw new IllegalStateException("a block that nothing leads to");
  }

  /// Decides the sizes of all blocks and which of them are to be written: one that leads to a block
  /// of another size is, and no block keeps more free room than one NIL message can cover.
  void settle() {
    // Every block stands behind the one that leads to it.
    for (HeaderBlock block : blocks.reversed()) {
      if (block.changed() && block.free() > shape.prefixSize() + shape.largest()) {
        block.resize(shape.aligned(block.used() + linkSize()));
      }
      if (block != first() && block.lengthChanged()) {
        parentOf(block).change();
      }
    }
  }

  /// A block's size must fit the field of the message that leads to it.
  private void requireLength(HeaderBlock block) {
    int bits = 8 * context.sizeOfLengths();
    long size = (long) block.capacity() + ContinuationBlock.overhead(shape.version());
    // All bits set is reserved.
    if (bits < Long.SIZE && size >= (1L << bits) - 1) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          headerAddress,
          "size of a continuation block",
          String.valueOf(size),
          "a number of " + context.sizeOfLengths() + " bytes");
    }
  }
}
