package io.hyperslab.internal.metadata;

/// The operations that a transaction consists of, each whole or not at all, and each maybe made of
/// others. Belongs to one thread.
final class Operations {
  private final Images images;
  private final AddressSpace space;
  private final SuperblockState superblock;
  private final Spill spill;
  private final StructureCache cache;
  private int depth;

  /// @param images what has changed
  /// @param space where
  /// @param superblock changes with them
  /// @param spill relieves memory of changes that nobody undoes any more
  /// @param cache holds what was decoded of the changed file
  Operations(
      Images images,
      AddressSpace space,
      SuperblockState superblock,
      Spill spill,
      StructureCache cache) {
    this.images = images;
    this.space = space;
    this.superblock = superblock;
    this.spill = spill;
    this.cache = cache;
  }

  /// Begins an operation, maybe as part of one that goes on.
  Begun begin() {
    Begun begun = new Begun(images.begin(), space.mark(), superblock.currentOrNull());
    depth++;
    return begun;
  }

  /// Ends the operation that was begun last.
  ///
  /// @param done whether its changes stay
  void end(Begun begun, boolean done) {
    depth--;
    if (!done) {
      images.undo(begun.images());
      space.undo(begun.space());
      superblock.restore(begun.superblock());
      cache.clear();
    }
    settle();
  }

  /// Between operations, nothing needs to be undone any more.
  void settle() {
    if (depth == 0) {
      images.keep();
      space.keep();
      spill.relieve();
    }
  }

  /// @throws IllegalStateException within an operation
  void requireNone() {
    if (depth > 0) {
      throw new IllegalStateException("an operation has not ended");
    }
  }
}
