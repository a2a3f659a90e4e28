package io.hyperslab.internal.metadata;

/// Finds space for requests, and takes it back; what it is for, and what still needs it, is the
/// business of [AddressSpace]. The same requests always get the same addresses.
///
/// Belongs to one thread, except for [#end()].
sealed interface Allocator permits BlockAllocator, PageAllocator, SplitAllocator {
  /// A state to go back to.
  sealed interface Mark permits BlockAllocator.Blocks, PageAllocator.End, SplitAllocator.Both {}

  /// An allocator as the policy wants it.
  ///
  /// @param base position of address 0
  /// @param used up to where space is in use
  /// @param created whether that space is a new file's superblock
  static Allocator of(
      SpacePolicy policy, long base, int sizeOfOffsets, long used, boolean created) {
    SpaceEnd end = new SpaceEnd(base, sizeOfOffsets, used);
    if (policy.structuresEnd() > 0) {
      SpaceEnd structures = new SpaceEnd(base, sizeOfOffsets, policy.structuresEnd());
      return new SplitAllocator(
          new BlockAllocator(policy, base, structures, created ? policy.structuresEnd() : 0),
          new BlockAllocator(policy, base, end, 0));
    }
    return policy.pageSize() == 0
        ? new BlockAllocator(policy, base, end, created ? used : 0)
        : new PageAllocator(policy.pageSize(), end, created ? used : 0);
  }

  /// The end of the space that was given out.
  long end();

  /// The end of the space that the superblock tells, if it is to end at `end`.
  default long storedEnd(long end) {
    return end;
  }

  /// Takes space.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if addresses do not reach so far
  long take(SpaceKind kind, long size);

  /// Takes space at an address, if the rest of the block from which small requests are served
  /// starts there and has room.
  ///
  /// @return whether it did
  default boolean takeAt(SpaceKind kind, long address, long size) {
    return false;
  }

  /// Up to where space is set aside, together with what ends at an address.
  long endOfReserved(long to);

  /// Takes space back.
  void give(long from, long to);

  /// The parts of a range that are given out, or were in use before, in ascending order.
  void forEachTaken(long from, long to, Ranges.Visitor visitor);

  /// How things are now.
  Mark mark();

  /// Goes back to a mark, once everything that was taken since has been given back. What comes next
  /// finds space where it would have found it then.
  void restore(Mark mark);

  /// Gives free space at the end back to the medium.
  ///
  /// @param least the end is not to be before that
  void shrink(long least);

  /// Where the free space starts that reaches up to an address; that address if there is none.
  long startOfFreeBefore(long at);

  /// The first address from `at` on where the space may end.
  long possibleEnd(long at);

  /// Ends the preference for space that lies together with what was taken last.
  void release();

  /// Sets the end, or the first possible one behind that, and forgets what lies beyond.
  void cut(long newEnd);

  /// The free space, in ascending order of each kind.
  void forEachFree(Ranges.Visitor visitor);
}
