package io.hyperslab.internal.metadata;

import io.hyperslab.internal.format.journal.JournalHeader;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.Durability;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;

/// Makes all that a transaction has changed the file's next state, at one moment.
///
/// 1. What is in new space is written where it belongs; the rest of that space becomes zeros.
/// 2. A journal of everything that changes in committed space is written behind the file, but for
///    its footer, without which it does not count.
/// 3. *Force:* both are on the medium, and the guard bit of the commit before is not any more.
/// 4. The footer is written, and the guard bit set in the superblock: nobody takes the file for a
///    sound one now.
/// 5. *Force:* this is the moment. From here on a crash is repaired by [Recovery].
/// 6. What changes is put in place.
/// 7. *Force:* it is on the medium.
/// 8. The guard bit is cleared, the journal cut off.
///
/// The forces are made with [Durability#FULL] only: without, the order of the writes is enough,
/// because what a dead process wrote is not lost. Until the guard bit is set a failure to write
/// changes nothing, and the commit may be tried again; from there on it leaves open what the medium
/// holds.
///
/// While the guard bit is set no other library opens the file. So everything is prepared before,
/// and only bytes that differ from what is stored are put in place.
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
    NavigableMap<Long, Image> inPlace = writeNewSpace();
    if (before.length == 0) {
      writeFirst(end, force);
      return;
    }
    NavigableMap<Long, Image> changed = Differences.of(inPlace, file.stored());
    if (changed.isEmpty() && Arrays.equals(before, after)) {
      // The commit is new space alone, to which nothing leads that was there before.
      file.resize(end);
      if (force) {
        file.force();
      }
      return;
    }
    Redo.Prepared redo = new Redo(changed, after, end).prepare(file);
    if (durability == Durability.NONE) {
      putInPlace(redo, false);
      return;
    }
    writeJournal(changed, end, force);
    putInPlace(redo, force);
  }

  private void putInPlace(Redo.Prepared redo, boolean force) throws IOException {
    boolean done = false;
    try {
      redo.run(force);
      done = true;
    } finally {
      if (!done) {
        file.fail();
      }
    }
  }

  /// Writes the images of new space, and zeros where it was never written.
  ///
  /// @return the images of committed space
  NavigableMap<Long, Image> writeNewSpace() throws IOException {
    NavigableMap<Long, Image> inPlace = NewSpace.write(file, images, space);
    Ranges zeros = new Ranges();
    space.fresh().forEach((from, to) -> images.unwritten().forEachIn(from, to, zeros::add));
    space.temporary().forEach(zeros::remove);
    for (Map.Entry<Long, Long> range : zeros.byStart().entrySet()) {
      file.writeZeros(range.getKey(), range.getValue());
    }
    return inPlace;
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
  private void writeJournal(NavigableMap<Long, Image> changed, long end, boolean force)
      throws IOException {
    long journal = file.aligned(Math.max(Math.max(space.committedEnd(), end), space.end()));
    JournalHeader header = new JournalHeader(number, end, changed.size(), before, after);
    boolean done = false;
    try {
      JournalWriter writer = JournalWriter.write(file, journal, header, changed);
      if (force) {
        file.force();
      }
      writer.complete();
      done = true;
    } finally {
      if (!done && !file.hasFailed()) {
        file.dropJournal(journal);
      }
    }
  }
}
