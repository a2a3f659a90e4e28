package io.hyperslab.internal.metadata;

import io.hyperslab.internal.format.journal.JournalHeader;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.Durability;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Makes all that a transaction has changed the file's next state, at one moment.
///
/// 1. What is in new space is written where it belongs; the rest of that space becomes zeros.
/// 2. *Force:* new space is on the medium.
/// 3. A journal of everything that changes in committed space is written behind the file.
/// 4. The guard bit is set in the superblock: nobody takes the file for a sound one now.
/// 5. *Force:* this is the moment. From here on a crash is repaired by [Recovery].
/// 6. The images are put in place, the superblock last.
/// 7. *Force:* they are on the medium.
/// 8. The guard bit is cleared, the journal cut off.
///
/// The forces are made with [Durability#FULL] only: without, the order of the writes is enough,
/// because what a dead process wrote is not lost. Up to step 4 a failure changes nothing, and the
/// commit may be tried again; from there on it leaves open what the medium holds.
///
/// @param file the file
/// @param images everything that has changed
/// @param space which of it is new
/// @param number how many commits there were before
/// @param before the superblock that is stored; empty in a file that was never committed
/// @param after the next superblock
record Commit(
    WrittenFile file, Images images, AddressSpace space, long number, byte[] before, byte[] after) {

  /// Runs the commit.
  void run(Durability durability) throws IOException {
    boolean force = durability == Durability.FULL;
    long end = space.endAfterCommit();
    boolean written = writeNewSpace();
    if (before.length == 0) {
      writeFirst(end, force);
      return;
    }
    if (force && written) {
      file.force();
    }
    NavigableMap<Long, Image> changed = changedInPlace();
    if (durability != Durability.NONE) {
      writeJournal(changed, end);
    }
    boolean done = false;
    try {
      Redo.guard(file, before, true);
      if (force) {
        file.force();
      }
      new Redo(changed, after, end).run(file, force);
      done = true;
    } finally {
      if (!done) {
        file.fail();
      }
    }
  }

  /// Writes the images of new space, and zeros where it was never written.
  ///
  /// @return whether there is new space
  private boolean writeNewSpace() throws IOException {
    for (Map.Entry<Long, Image> entry : images.all().entrySet()) {
      long address = entry.getKey();
      Image image = entry.getValue();
      if (isNew(address, image)) {
        file.write(address, image);
        images.unwritten().remove(address, address + image.size());
      }
    }
    Ranges zeros = new Ranges();
    space.fresh().forEach((from, to) -> images.unwritten().forEachIn(from, to, zeros::add));
    space.temporary().forEach(zeros::remove);
    for (Map.Entry<Long, Long> range : zeros.byStart().entrySet()) {
      file.writeZeros(range.getKey(), range.getValue());
    }
    return !space.fresh().isEmpty();
  }

  private boolean isNew(long address, Image image) {
    return space.fresh().containsAll(address, address + image.size());
  }

  private NavigableMap<Long, Image> changedInPlace() {
    NavigableMap<Long, Image> changed = new TreeMap<>();
    images
        .all()
        .forEach((address, image) -> {
          if (!isNew(address, image)) {
            changed.put(address, image);
          }
        });
    return changed;
  }

  /// The first state of a file has none before it that must survive: without the superblock's
  /// signature, which comes last, there is no file.
  private void writeFirst(long end, boolean force) throws IOException {
    file.resize(end);
    MemorySegment superblock = MemorySegment.ofArray(after);
    long signature = Superblock.SIGNATURE.length();
    file.overwrite(signature, superblock.asSlice(signature));
    if (force) {
      file.force();
    }
    boolean done = false;
    try {
      file.overwrite(0, superblock.asSlice(0, signature));
      file.publish(force);
      done = true;
    } finally {
      if (!done) {
        file.fail();
      }
    }
  }

  /// Behind everything that counts before or after the commit, and behind what images are stored
  /// in.
  private void writeJournal(NavigableMap<Long, Image> changed, long end) throws IOException {
    long journal = file.aligned(Math.max(Math.max(space.committedEnd(), end), space.end()));
    boolean done = false;
    try {
      JournalWriter.write(
          file, journal, new JournalHeader(number, end, changed.size(), before, after), changed);
      done = true;
    } finally {
      if (!done) {
        file.dropJournal(journal);
      }
    }
  }
}
