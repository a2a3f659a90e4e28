package io.hyperslab.internal.metadata;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import java.util.ArrayList;
import java.util.List;

/// Which space of a file is in use: the same requests always get the same addresses.
///
/// Every address below [#end()] is one of:
///
/// - committed: the last commit needs it;
/// - *fresh*: allocated since;
/// - *released*: committed, but freed since. It becomes free with the next commit;
/// - *temporary*: fresh, and free with the next commit;
/// - free: used again at once, as the [Allocator] likes.
///
/// Space that an operation frees stays untouched until the operation has succeeded, so that it can
/// be undone. Belongs to one thread.
final class AddressSpace {
  private record Range(long from, long to) {}

  /// How far the logs of the operation had come, and where space would have been taken next.
  record Mark(int allocated, int freed, Allocator.Mark allocator) {}

  private final SpacePolicy policy;
  private final Allocator allocator;
  private final long originalEnd;
  private final Ranges fresh = new Ranges();
  private final Ranges released = new Ranges();
  private final Ranges temporary = new Ranges();
  private final List<Range> allocated = new ArrayList<>();
  private final List<Range> freed = new ArrayList<>();
  private boolean keepsReleased;

  /// Whether space was given back because an operation failed.
  private boolean undone;

  private long committedEnd;

  /// @param base position of address 0
  /// @param sizeOfOffsets bytes of an address
  /// @param originalEnd up to where space was not given out by this object
  /// @param end where space may be given out from now on
  AddressSpace(SpacePolicy policy, long base, int sizeOfOffsets, long originalEnd, long end) {
    this.policy = policy;
    this.allocator = Allocator.of(policy, base, sizeOfOffsets, end, originalEnd < end);
    this.originalEnd = originalEnd;
    this.committedEnd = end;
  }

  /// The end of allocated space.
  long end() {
    return allocator.end();
  }

  /// The end of the space that the last commit knows.
  long committedEnd() {
    return committedEnd;
  }

  /// Up to where space was not given out by this object.
  long originalEnd() {
    return originalEnd;
  }

  /// What was allocated since the last commit and is in use.
  Ranges fresh() {
    return fresh;
  }

  /// What the next commit makes free although it was allocated since the last one.
  Ranges temporary() {
    return temporary;
  }

  /// Leaves committed space alone that is freed from now on: it is neither used again nor cut off.
  void keepReleased() {
    keepsReleased = true;
  }

  /// Checks that a range was given out, or was in use before.
  ///
  /// @throws MalformedFileException if the original file ends inside it
  void requireAllocated(long address, long size) {
    if (address < originalEnd && size > originalEnd - address) {
      throw new MalformedFileException(
          null,
          address,
          "extent",
          size + " bytes",
          "inside the file, which ended at 0x" + Long.toHexString(originalEnd));
    }
    if (address < 0 || size > end() - address) {
      throw new IllegalArgumentException(size + " bytes at " + address + " are not allocated");
    }
  }

  /// Whether committed space is left alone that is freed.
  boolean keepsReleased() {
    return keepsReleased;
  }

  /// How it is given out.
  SpacePolicy policy() {
    return policy;
  }

  /// Whether a commit would change nothing.
  boolean isUnchanged() {
    return fresh.isEmpty() && released.isEmpty() && freed.isEmpty();
  }

  /// Takes space.
  ///
  /// @throws LimitExceededException if addresses do not reach so far
  long allocate(SpaceKind kind, long size) {
    if (size < 1) {
      throw new IllegalArgumentException("size " + size + " is less than 1");
    }
    long address = allocator.take(kind, size);
    long to = allocator.endOfReserved(address + size);
    fresh.add(address, to);
    allocated.add(new Range(address, to));
    return address;
  }

  /// Takes the space behind an address, if a request for it would be served from there.
  ///
  /// @return whether it was taken
  boolean extend(SpaceKind kind, long end, long more) {
    if (!allocator.takeAt(kind, end, more)) {
      return false;
    }
    fresh.add(end, end + more);
    allocated.add(new Range(end, end + more));
    return true;
  }

  /// Takes space that the next commit makes free.
  long allocateTemporary(long size) {
    long address = allocate(SpaceKind.RAW, size);
    temporary.add(address, allocator.endOfReserved(address + size));
    return address;
  }

  /// Gives space back once the operation has succeeded. What a structure of the original file
  /// claims beyond that file's end is not its own.
  ///
  /// @return the end of what is given back: from the address to there, nobody needs the content any
  ///   more. The address itself if nothing is, because that space is never used again
  long free(long address, long size) {
    boolean original = address < originalEnd;
    if (address < 0 || original && !policy.reuseOriginal()) {
      return address;
    }
    // The size may be so large that their sum is none.
    long to = address + Math.min(size, (original ? originalEnd : end()) - address);
    if (to <= address) {
      return address;
    }
    freed.add(new Range(address, Math.min(allocator.endOfReserved(to), end())));
    return to;
  }

  /// Where the logs of the operation are now.
  Mark mark() {
    return new Mark(allocated.size(), freed.size(), allocator.mark());
  }

  /// Undoes what was done since. What comes next finds space where it would have found it.
  void undo(Mark mark) {
    freed.subList(mark.freed(), freed.size()).clear();
    List<Range> taken = allocated.subList(mark.allocated(), allocated.size());
    for (Range range : taken) {
      fresh.remove(range.from(), range.to());
      temporary.remove(range.from(), range.to());
      allocator.give(range.from(), range.to());
    }
    taken.clear();
    undone = true;
    allocator.restore(mark.allocator());
  }

  /// Makes what the operation did final: what it freed may be used from now on.
  void keep() {
    allocated.clear();
    if (freed.isEmpty() && !undone) {
      return;
    }
    for (Range range : freed) {
      // What is free already would be so once more after the commit, and in use by then.
      fresh.forEachGap(
          range.from(), range.to(), (from, to) -> allocator.forEachTaken(from, to, released::add));
      fresh.forEachIn(
          range.from(),
          range.to(),
          (from, to) -> {
            fresh.remove(from, to);
            allocator.give(from, to);
          });
    }
    freed.clear();
    undone = false;
    // Except for what the last commit has.
    allocator.shrink(committedEnd);
  }

  /// The end of the space that is in use after the commit that comes next.
  long endAfterCommit() {
    long at = end();
    long before;
    do {
      before = at;
      at = allocator.startOfFreeBefore(at);
      at = keepsReleased ? at : released.startOfRangeBefore(at);
      at = temporary.startOfRangeBefore(at);
    } while (at < before);
    return allocator.possibleEnd(at);
  }

  /// The end that the superblock tells after the commit that comes next.
  long storedEndAfterCommit() {
    return allocator.storedEnd(endAfterCommit());
  }

  /// A commit is complete.
  void committed() {
    long newEnd = endAfterCommit();
    if (!keepsReleased) {
      released.forEach(allocator::give);
    }
    temporary.forEach(allocator::give);
    allocator.release();
    forget();
    allocator.cut(newEnd);
    committedEnd = newEnd;
  }

  /// Goes back to the last commit.
  void rollback() {
    // Blocks are always taken beyond the committed end.
    fresh.forEach(allocator::give);
    allocator.release();
    forget();
    allocator.cut(committedEnd);
  }

  private void forget() {
    fresh.clear();
    released.clear();
    temporary.clear();
    allocated.clear();
    freed.clear();
  }

  /// The free space, in ascending order of each kind.
  void forEachFree(Ranges.Visitor visitor) {
    allocator.forEachFree(visitor);
  }
}
