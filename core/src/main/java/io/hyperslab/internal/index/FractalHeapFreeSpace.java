package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.heap.FreeSpaceHeader;
import io.hyperslab.internal.format.heap.FreeSpaceSections;
import io.hyperslab.internal.format.heap.FreeSpaceSections.Section;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import org.jspecify.annotations.Nullable;

/// The stored list of the free space in a fractal heap that is being changed.
///
/// Only free space in direct blocks is kept in it. Sections of the other types stand for places
/// without a block: an editor sees these in the indirect blocks, and libhdf5 can do without them,
/// because it may leave such places unused. What was written stays in the file's cache as it is
/// used: many a change is made by an editor of its own.
final class FractalHeapFreeSpace {
  private static final int CLASSES = 4;
  private static final int SHRINK_PERCENT = 80;
  private static final int EXPAND_PERCENT = 120;

  /// Bytes of memory that a section takes when the list has just been read, of which a file has as
  /// few as four.
  private static final long SECTION_MEMORY = 200;

  private static final long MOST_SECTIONS = Runtime.getRuntime().maxMemory() / 4 / SECTION_MEMORY;

  private final Transaction transaction;
  private final FractalHeapDraft draft;

  FractalHeapFreeSpace(Transaction transaction, FractalHeapDraft draft) {
    this.transaction = transaction;
    this.draft = draft;
  }

  /// The header that is stored, null if there is none.
  private @Nullable FreeSpaceHeader stored() {
    if (!Address.isDefined(draft.freeSpaceManager)) {
      return null;
    }
    return FreeSpaceHeader.decode(
        transaction
            .reader()
            .read(
                draft.freeSpaceManager,
                FreeSpaceHeader.length(transaction.context()),
                FreeSpaceHeader.STRUCTURE));
  }

  /// The free space in direct blocks, to be changed and then written.
  FractalHeapHoles take() {
    if (!Address.isDefined(draft.freeSpaceManager)) {
      return new FractalHeapHoles(draft.stored.address());
    }
    FractalHeapHoles holes =
        transaction
            .reader()
            .cache()
            .get(
                draft.freeSpaceManager,
                FractalHeapHoles.class,
                this::read,
                FractalHeapHoles::memory);
    // It is going to be changed.
    transaction.forget(draft.freeSpaceManager);
    return holes;
  }

  private FractalHeapHoles read() {
    FractalHeapHoles holes = new FractalHeapHoles(draft.stored.address());
    FreeSpaceHeader header = stored();
    if (header == null || header.serializedSections() == 0) {
      return holes;
    }
    if (!Address.isDefined(header.listAddress())) {
      throw malformed("address of serialized section list", "undefined", "an address in the file");
    }
    if (header.serializedSections() > MOST_SECTIONS) {
      throw new LimitExceededException(
          FreeSpaceHeader.STRUCTURE,
          draft.freeSpaceManager,
          "number of serialized sections",
          String.valueOf(header.serializedSections()),
          "at most " + MOST_SECTIONS + ", for which the JVM has memory; see its -Xmx");
    }
    FreeSpaceSections list =
        FreeSpaceSections.decode(
            transaction
                .reader()
                .read(header.listAddress(), header.listSize(), FreeSpaceSections.STRUCTURE),
            header,
            draft.freeSpaceManager);
    for (Section section : list.sections()) {
      if (section.type() == Section.SINGLE) {
        add(holes, section);
      }
    }
    return holes;
  }

  private void add(FractalHeapHoles holes, Section section) {
    if (section.size() < 1
        || section.offset() < 1
        || section.size() > draft.managedSpace - section.offset()) {
      throw malformed(
          "free section",
          section.offset() + " + " + section.size(),
          "inside the heap, which ends at " + draft.managedSpace);
    }
    holes.add(section.offset(), section.size());
  }

  private MalformedFileException malformed(String item, String found, String expected) {
    return new MalformedFileException(
        FreeSpaceHeader.STRUCTURE, draft.freeSpaceManager, item, found, expected);
  }

  /// Stores the free space that there is now, instead of what was stored.
  ///
  /// @param holes not to be changed any more
  void write(FractalHeapHoles holes) {
    FreeSpaceHeader known = holes.stored();
    FreeSpaceHeader before = known == null ? stored() : known;
    if (holes.count() == 0) {
      delete();
      return;
    }
    if (before == null) {
      draft.freeSpaceManager =
          transaction.allocate(SpaceKind.METADATA, FreeSpaceHeader.length(transaction.context()));
    }
    HolesBySize bySize = holes.bySize();
    FreeSpaceHeader unplaced = header(holes, Address.UNDEFINED, 0);
    long size = FreeSpaceSections.length(transaction.context(), unplaced, bySize.differentSizes());
    long address;
    if (before != null && before.allocatedListSize() == size && hasList(before)) {
      address = before.listAddress();
    } else {
      freeList(before);
      address = transaction.allocate(SpaceKind.METADATA, size);
    }
    FreeSpaceHeader header = header(holes, address, size);
    long manager = draft.freeSpaceManager;
    transaction.write(
        address,
        size,
        out -> new FreeSpaceSections(manager, bySize.sections()).encode(out, header));
    holes.stored(header);
    transaction.write(
        draft.freeSpaceManager,
        FreeSpaceHeader.length(transaction.context()),
        header::encode,
        FractalHeapHoles.class,
        holes,
        holes.memory());
  }

  private FreeSpaceHeader header(FractalHeapHoles holes, long listAddress, long listSize) {
    return new FreeSpaceHeader(
        FreeSpaceHeader.FRACTAL_HEAP,
        holes.total(),
        holes.count(),
        holes.count(),
        0,
        CLASSES,
        SHRINK_PERCENT,
        EXPAND_PERCENT,
        draft.table.maximumHeapSize(),
        draft.table.maximumDirectBlockSize(),
        listAddress,
        listSize,
        listSize);
  }

  private static boolean hasList(FreeSpaceHeader header) {
    return Address.isDefined(header.listAddress()) && header.allocatedListSize() > 0;
  }

  private void freeList(@Nullable FreeSpaceHeader before) {
    if (before != null && hasList(before)) {
      transaction.free(before.listAddress(), before.allocatedListSize());
    }
  }

  /// Frees the list.
  void delete() {
    FreeSpaceHeader before = stored();
    freeList(before);
    if (before != null) {
      transaction.free(draft.freeSpaceManager, FreeSpaceHeader.length(transaction.context()));
    }
    draft.freeSpaceManager = Address.UNDEFINED;
  }
}
