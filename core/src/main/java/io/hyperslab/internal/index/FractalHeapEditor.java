package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.format.heap.FractalHeapId;
import io.hyperslab.internal.format.heap.FreeSpaceSections;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Changes a fractal heap without filters (`FMT4 III.G`).
///
/// Blocks are changed in memory; [#save()] hands them to the transaction, and before that nobody
/// else is sure to see a change. The heap's header stays where it is. When an operation throws,
/// what the editor has in memory is of no use any more. Used by one thread at a time.
public final class FractalHeapEditor {
  private final Transaction transaction;
  private final FormatContext context;
  private final FractalHeapHeader header;
  private final FractalHeapDraft draft;
  private final FractalHeapBlocks blocks;
  private final FractalHeapHugeObjects hugeObjects;
  private final FractalHeapFreeSpace freeSpace;
  private @Nullable FractalHeapHoles holes;

  /// Where objects were put last; its hole is still one as a whole.
  private @Nullable FractalHeapRun run;

  private boolean changed;

  private FractalHeapEditor(Transaction transaction, FractalHeapHeader header) {
    this.transaction = transaction;
    this.context = transaction.context();
    this.header = header;
    this.draft = new FractalHeapDraft(header);
    this.blocks = new FractalHeapBlocks(transaction, draft);
    this.hugeObjects = new FractalHeapHugeObjects(transaction, draft);
    this.freeSpace = new FractalHeapFreeSpace(transaction, draft);
  }

  /// Makes an empty heap.
  ///
  /// @return the address of its header
  public static long create(Transaction transaction, FractalHeapSettings settings) {
    long address =
        transaction.allocate(SpaceKind.METADATA, FractalHeapHeader.length(transaction.context()));
    Encoder out = transaction.encoder();
    settings.header(address, transaction.context()).encode(out);
    transaction.write(address, out.toBytes());
    return address;
  }

  /// An editor of the heap whose header is at `address`.
  ///
  /// @throws UnsupportedFeatureException if the heap is filtered
  public static FractalHeapEditor open(Transaction transaction, long address) {
    FractalHeapHeader header = FractalHeap.header(transaction.reader(), address);
    if (header.isFiltered()) {
      throw new UnsupportedFeatureException(
          FractalHeapHeader.STRUCTURE, address, "I/O filters", "present", "none, for changes");
    }
    return new FractalHeapEditor(transaction, header);
  }

  /// Bytes of objects that the heap at `address` is sure to have room for.
  public static long room(Transaction transaction, long address) {
    FractalHeapHeader header = FractalHeap.header(transaction.reader(), address);
    // Blocks have prefixes, and space is lost at their ends: less than half of the rest.
    long rest = (1L << Math.min(62, header.table().maximumHeapSize())) - header.managedSpace();
    return rest / 2 - header.table().maximumDirectBlockSize();
  }

  /// Adds an object.
  ///
  /// @param object at least one byte
  /// @return its identifier, of as many bytes as the heap's identifiers have
  /// @throws LimitExceededException if the heap's address space is full
  public byte[] insert(byte[] object) {
    return insert(object, 0, object.length);
  }

  /// Adds an object. Many objects that are added one after the other lie one behind the other.
  ///
  /// @param source has the object
  /// @param from where it starts
  /// @param length its bytes, at least one
  /// @return its identifier, of as many bytes as the heap's identifiers have
  /// @throws LimitExceededException if the heap's address space is full
  public byte[] insert(byte[] source, int from, int length) {
    if (length == 0) {
      throw new IllegalArgumentException("an object has at least one byte");
    }
    changed = true;
    FractalHeapId id;
    if (length > header.maximumManagedSize()) {
      requireLength(length);
      id = hugeObjects.insert(Arrays.copyOfRange(source, from, from + length));
    } else if (length <= header.maximumTinySize()) {
      draft.tinySize += length;
      draft.tinyObjects++;
      id =
          new FractalHeapId.Tiny(
              Cursor.over(
                  source, from, length, header.address(), FractalHeapId.STRUCTURE, context));
    } else {
      id = insertManaged(source, from, length);
    }
    return id.encode(context, header);
  }

  private void requireLength(long length) {
    int bits = 8 * context.sizeOfLengths();
    if (bits < Long.SIZE && length >= (1L << bits) - 1) {
      throw new LimitExceededException(
          FractalHeapId.STRUCTURE,
          header.address(),
          "length of object",
          String.valueOf(length),
          "less than " + ((1L << bits) - 1));
    }
  }

  private FractalHeapId insertManaged(byte[] source, int from, int length) {
    FractalHeapRun present = run;
    if (present == null || !present.hasRoom(length)) {
      present = beginRun(length);
    }
    long offset = present.put(source, from, length);
    draft.managedObjects++;
    draft.freeSpace -= length;
    return new FractalHeapId.Managed(offset, length);
  }

  private FractalHeapRun beginRun(int length) {
    endRun();
    FractalHeapHoles known = holes();
    OptionalLong hole = known.find(length);
    FractalHeapBlock block;
    long offset;
    if (hole.isPresent()) {
      offset = hole.getAsLong();
      block = blocks.block(offset);
      requireInside(block, offset, known.size(offset), FreeSpaceSections.STRUCTURE);
    } else {
      block = blocks.allocate(length);
      offset = known.add(block.start(), block.end() - block.start());
      known.untouched(offset, block.end());
    }
    long size = known.size(offset);
    FractalHeapRun begun = new FractalHeapRun(block, offset, offset + size);
    begun.prepare(transaction, known.isUntouched(offset, size));
    run = begun;
    return begun;
  }

  /// Takes what a run has filled out of its hole. Before anything else is done with blocks.
  private void endRun() {
    FractalHeapRun ended = run;
    if (ended != null) {
      run = null;
      holes().take(ended.start(), ended.used());
    }
  }

  private void requireInside(FractalHeapBlock block, long offset, long length, String structure) {
    if (offset < block.start() || length > block.end() - offset) {
      throw new MalformedFileException(
          structure,
          header.address(),
          "extent",
          offset + " + " + length,
          "in a direct block, such as from " + block.start() + " to " + block.end());
    }
  }

  private FractalHeapHoles holes() {
    FractalHeapHoles known = holes;
    if (known == null) {
      known = freeSpace.take();
      holes = known;
    }
    return known;
  }

  /// The bytes of an object, as it is with all changes so far.
  ///
  /// @param heapId its identifier; may be longer than the heap's identifiers are
  public byte[] object(byte[] heapId) {
    return switch (decode(heapId)) {
      case FractalHeapId.Managed managed -> {
        FractalHeapBlock block = blockOf(managed);
        int start = (int) (managed.offset() - block.offset());
        yield Arrays.copyOfRange(block.content.bytes(), start, start + (int) managed.length());
      }
      case FractalHeapId.Tiny tiny -> tiny.data().bytes(tiny.data().remaining());
      case FractalHeapId.HugeDirect huge -> hugeObjects.object(huge);
      case FractalHeapId.HugeIndirect huge -> hugeObjects.object(huge);
    };
  }

  private FractalHeapBlock blockOf(FractalHeapId.Managed id) {
    endRun();
    FractalHeapBlock block = blocks.block(id.offset());
    requireInside(block, id.offset(), id.length(), FractalHeapId.STRUCTURE);
    return block;
  }

  /// Removes an object.
  ///
  /// @param heapId its identifier; may be longer than the heap's identifiers are
  public void remove(byte[] heapId) {
    changed = true;
    switch (decode(heapId)) {
      case FractalHeapId.Managed managed -> remove(managed);
      case FractalHeapId.Tiny tiny -> {
        draft.tinySize -= tiny.data().remaining();
        draft.tinyObjects--;
      }
      case FractalHeapId.HugeDirect huge -> hugeObjects.remove(huge);
      case FractalHeapId.HugeIndirect huge -> hugeObjects.remove(huge);
    }
  }

  private FractalHeapId decode(byte[] heapId) {
    return FractalHeapId.decode(
        Cursor.over(heapId, header.address(), FractalHeapId.STRUCTURE, context), draft.header());
  }

  private void remove(FractalHeapId.Managed id) {
    FractalHeapBlock block = blockOf(id);
    FractalHeapHoles known = holes();
    long hole = known.add(id.offset(), id.length());
    draft.managedObjects--;
    draft.freeSpace += id.length();
    if (known.size(hole) == block.end() - block.start()) {
      known.remove(hole);
      blocks.release(block);
    }
  }

  /// Overwrites an object by one of the same size.
  ///
  /// @param heapId its identifier
  /// @return false, and nothing is changed, if the sizes differ or the object is in the identifier
  ///   itself
  public boolean replace(byte[] heapId, byte[] object) {
    return switch (decode(heapId)) {
      case FractalHeapId.Managed managed -> replace(managed, object);
      case FractalHeapId.Tiny _ -> false;
      case FractalHeapId.HugeDirect huge -> hugeObjects.replace(huge, object);
      case FractalHeapId.HugeIndirect huge -> hugeObjects.replace(huge, object);
    };
  }

  private boolean replace(FractalHeapId.Managed id, byte[] object) {
    if (id.length() != object.length) {
      return false;
    }
    blockOf(id).put(id.offset(), object);
    changed = true;
    return true;
  }

  /// Objects in the heap.
  public long size() {
    return draft.managedObjects + draft.hugeObjects + draft.tinyObjects;
  }

  /// Writes all changes so far.
  public void save() {
    if (!changed) {
      return;
    }
    endRun();
    hugeObjects.write();
    blocks.write();
    if (holes != null) {
      freeSpace.write(holes);
      holes = null;
    }
    FractalHeapHeader current = draft.header();
    long length = FractalHeapHeader.length(context);
    transaction.write(
        header.address(), length, current::encode, FractalHeapHeader.class, current, 2 * length);
    changed = false;
  }

  /// Frees the whole heap, its header included; the editor is of no use afterwards.
  public void delete() {
    endRun();
    hugeObjects.freeAll();
    freeSpace.delete();
    blocks.freeAll();
    transaction.free(header.address(), FractalHeapHeader.length(context));
  }
}
