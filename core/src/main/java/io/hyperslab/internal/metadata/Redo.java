package io.hyperslab.internal.metadata;

import io.hyperslab.internal.format.superblock.Superblock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/// What turns a file whose journal is complete into its next state. It may be repeated any number
/// of times, from the beginning, until it has succeeded.
///
/// @param images what to put in place
/// @param superblock the superblock after it, without the guard bit
/// @param end the end of the file after it
record Redo(NavigableMap<Long, Image> images, byte[] superblock, long end) {
  /// Bytes in memory and where they belong.
  private record Patch(long address, MemorySegment bytes) {}

  /// Everything that can be done before the guard bit is set.
  ///
  /// @param file where it is put in place
  Prepared prepare(WrittenFile file) {
    return new Prepared(file, this);
  }

  /// Clears the guard bit of a file that is as it should be otherwise.
  ///
  /// @param superblock any bytes of the same version, without the guard bit
  static void release(WrittenFile file, byte[] superblock) throws IOException {
    file.overwrite(Superblock.VERSION_POSITION, release(superblock));
  }

  private static MemorySegment release(byte[] superblock) {
    return MemorySegment.ofArray(superblock).asSlice(Superblock.VERSION_POSITION, 1);
  }

  /// The superblock from the byte with the guard bit on, which is set.
  private static MemorySegment guarded(byte[] superblock) {
    byte[] guarded = superblock.clone();
    byte version = guarded[Superblock.VERSION_POSITION];
    guarded[Superblock.VERSION_POSITION] = (byte) (version | Superblock.GUARD);
    return MemorySegment.ofArray(guarded).asSlice(Superblock.VERSION_POSITION);
  }

  /// A redo ready to run. While the guard bit is set other libraries refuse the file, so that time
  /// is kept short: nothing is left to do in it but to write what is in memory.
  static final class Prepared {
    private final WrittenFile file;
    private final MemorySegment guard;
    private final MemorySegment superblock;
    private final List<Patch> patches = new ArrayList<>();
    private final List<Map.Entry<Long, Image>> stored = new ArrayList<>();
    private final MemorySegment release;
    private final long end;

    private Prepared(WrittenFile file, Redo redo) {
      this.file = file;
      Staging staging = file.staging();
      staging.clear();
      this.superblock = staging.put(guarded(redo.superblock));
      this.guard = superblock.asSlice(0, 1);
      this.release = staging.put(release(redo.superblock));
      this.end = redo.end;
      for (Map.Entry<Long, Image> image : redo.images.entrySet()) {
        if (image.getValue() instanceof Image.Held held) {
          patches.add(new Patch(image.getKey(), staging.put(MemorySegment.ofArray(held.bytes()))));
        } else {
          stored.add(image);
        }
      }
    }

    /// Sets the guard bit, puts everything in place, and takes guard and journal away.
    ///
    /// Without forces one write sets the bit and changes the superblock: at most a hundred bytes of
    /// one page, of which the one with the bit is the first. No process dies in the middle of them,
    /// and if one did, the bit would be set and the journal still be believed.
    ///
    /// @param force whether the medium is forced in between, so that the guard is there first, and
    ///   the journal goes last
    void run(boolean force) throws IOException {
      if (force) {
        file.overwrite(Superblock.VERSION_POSITION, guard);
        file.force();
      }
      file.overwrite(Superblock.VERSION_POSITION, superblock);
      for (Patch patch : patches) {
        file.overwrite(patch.address, patch.bytes);
      }
      for (Map.Entry<Long, Image> image : stored) {
        file.overwrite(image.getKey(), image.getValue());
      }
      if (force) {
        file.force();
      }
      file.overwrite(Superblock.VERSION_POSITION, release);
      file.resize(end);
    }
  }
}
