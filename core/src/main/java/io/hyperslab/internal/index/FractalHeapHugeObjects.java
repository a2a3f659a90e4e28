package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.HugeObjectRecord;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.format.heap.FractalHeapId;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.lang.foreign.MemorySegment;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The objects of a fractal heap that are too large for its blocks, each in space of its own.
final class FractalHeapHugeObjects {
  private static final int NODE_SIZE = 512;
  private static final int SPLIT_PERCENT = 100;
  private static final int MERGE_PERCENT = 40;

  private final Transaction transaction;
  private final FormatContext context;
  private final FractalHeapDraft draft;
  private final FractalHeapHeader header;
  private final boolean direct;
  private @Nullable BTreeV2Editor<HugeObjectRecord> open;

  FractalHeapHugeObjects(Transaction transaction, FractalHeapDraft draft) {
    this.transaction = transaction;
    this.context = transaction.context();
    this.draft = draft;
    this.header = draft.stored;
    this.direct = header.hugeIdsAreDirect(context);
  }

  private BTreeV2RecordType<HugeObjectRecord> type() {
    return direct ? HugeObjectRecord.DIRECT : HugeObjectRecord.INDIRECT;
  }

  private BTreeV2Editor<HugeObjectRecord> tree() {
    BTreeV2Editor<HugeObjectRecord> known = open;
    if (known == null) {
      known = BTreeV2Editor.open(transaction, draft.hugeObjectsTree, type());
      open = known;
    }
    return known;
  }

  /// Adds an object.
  FractalHeapId insert(byte[] object) {
    long key = direct ? 0 : nextKey();
    if (!Address.isDefined(draft.hugeObjectsTree)) {
      int recordSize =
          direct ? HugeObjectRecord.directSize(context) : HugeObjectRecord.indirectSize(context);
      draft.hugeObjectsTree =
          BTreeV2Editor.create(
              transaction, type(), NODE_SIZE, recordSize, SPLIT_PERCENT, MERGE_PERCENT);
    }
    BTreeV2Editor<HugeObjectRecord> tree = tree();
    long address = transaction.allocate(SpaceKind.RAW, object.length);
    transaction.writeRaw(address, MemorySegment.ofArray(object));
    FractalHeapId id =
        direct
            ? new FractalHeapId.HugeDirect(address, object.length, 0, object.length)
            : new FractalHeapId.HugeIndirect(key);
    HugeObjectRecord added = new HugeObjectRecord(address, object.length, 0, object.length, key);
    if (!tree.insert(added, order(id))) {
      throw new MalformedFileException(
          FractalHeapHeader.STRUCTURE,
          header.address(),
          "next huge object ID",
          String.valueOf(key),
          "an ID that is not in use");
    }
    draft.hugeSize += object.length;
    draft.hugeObjects++;
    return id;
  }

  private long nextKey() {
    if ((draft.flags & FractalHeapHeader.HUGE_IDS_WRAPPED) != 0) {
      throw new UnsupportedFeatureException(
          FractalHeapHeader.STRUCTURE,
          header.address(),
          "flags",
          "huge IDs wrapped",
          "huge IDs not wrapped, for changes");
    }
    int bits = 8 * Math.min(header.hugeKeyWidth(), context.sizeOfLengths());
    long most = bits == Long.SIZE ? Long.MAX_VALUE : (1L << bits) - 1;
    if (draft.nextHugeObjectId < 0 || draft.nextHugeObjectId >= most - 1) {
      throw new LimitExceededException(
          FractalHeapHeader.STRUCTURE,
          header.address(),
          "next huge object ID",
          String.valueOf(draft.nextHugeObjectId),
          "less than " + (most - 1));
    }
    return ++draft.nextHugeObjectId;
  }

  private static ToIntFunction<HugeObjectRecord> order(FractalHeapId id) {
    return switch (id) {
      case FractalHeapId.HugeDirect wanted ->
          found -> {
            int byAddress = Long.compareUnsigned(found.address(), wanted.address());
            return byAddress != 0 ? byAddress : Long.compare(found.length(), wanted.length());
          };
      case FractalHeapId.HugeIndirect wanted ->
          found -> Long.compareUnsigned(found.id(), wanted.key());
      default -> throw new IllegalArgumentException("not a huge object: " + id);
    };
  }

  private HugeObjectRecord find(FractalHeapId id) {
    if (!Address.isDefined(draft.hugeObjectsTree)) {
      throw missing(id);
    }
    return tree().find(order(id)).orElseThrow(() -> missing(id));
  }

  private MalformedFileException missing(FractalHeapId id) {
    return new MalformedFileException(
        FractalHeapId.STRUCTURE,
        header.address(),
        "identifier",
        id.toString(),
        "that of a huge object of this heap");
  }

  /// The bytes of an object.
  byte[] object(FractalHeapId id) {
    HugeObjectRecord found = find(id);
    return transaction
        .reader()
        .read(found.address(), found.length(), FractalHeap.HUGE_OBJECT)
        .bytes(found.length());
  }

  /// Removes an object.
  void remove(FractalHeapId id) {
    HugeObjectRecord found = find(id);
    tree().remove(order(id));
    transaction.free(found.address(), found.length());
    draft.hugeSize -= found.length();
    draft.hugeObjects--;
    if (tree().size() == 0) {
      deleteTree();
    }
  }

  private void deleteTree() {
    tree().delete();
    open = null;
    draft.hugeObjectsTree = Address.UNDEFINED;
    draft.nextHugeObjectId = 0;
    draft.hugeSize = 0;
    draft.hugeObjects = 0;
    draft.flags &= ~FractalHeapHeader.HUGE_IDS_WRAPPED;
  }

  /// Overwrites an object by one of the same size.
  ///
  /// @return false if the sizes differ
  boolean replace(FractalHeapId id, byte[] object) {
    HugeObjectRecord found = find(id);
    if (found.length() != object.length) {
      return false;
    }
    transaction.writeRaw(found.address(), MemorySegment.ofArray(object));
    return true;
  }

  /// Writes what has changed.
  void write() {
    if (open != null) {
      open.save();
    }
  }

  /// Frees all objects.
  void freeAll() {
    if (!Address.isDefined(draft.hugeObjectsTree)) {
      return;
    }
    write();
    for (HugeObjectRecord found :
        BTreeV2.open(transaction.reader(), draft.hugeObjectsTree, type())) {
      transaction.free(found.address(), found.length());
    }
    deleteTree();
  }
}
