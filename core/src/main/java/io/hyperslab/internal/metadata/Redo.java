package io.hyperslab.internal.metadata;

import io.hyperslab.internal.format.superblock.Superblock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.NavigableMap;

/// What turns a file whose journal is complete into its next state. It may be repeated any number
/// of times, from the beginning, until it has succeeded.
///
/// @param images what to put in place
/// @param superblock the superblock after it, without the guard bit
/// @param end the end of the file after it
record Redo(NavigableMap<Long, Image> images, byte[] superblock, long end) {
  /// Sets or clears the guard bit of the superblock that is stored.
  ///
  /// @param superblock any bytes of the same version
  static void guard(WrittenFile file, byte[] superblock, boolean on) throws IOException {
    byte version = superblock[Superblock.VERSION_POSITION];
    byte[] guarded = {(byte) (on ? version | Superblock.GUARD : version)};
    file.overwrite(Superblock.VERSION_POSITION, MemorySegment.ofArray(guarded));
  }

  /// Puts everything in place, and then takes guard and journal away.
  ///
  /// @param force whether the medium is forced in between, so that the journal goes last
  void run(WrittenFile file, boolean force) throws IOException {
    for (Map.Entry<Long, Image> image : images.entrySet()) {
      file.overwrite(image.getKey(), image.getValue());
    }
    byte[] guarded = superblock.clone();
    guarded[Superblock.VERSION_POSITION] =
        (byte) (guarded[Superblock.VERSION_POSITION] | Superblock.GUARD);
    file.overwrite(0, MemorySegment.ofArray(guarded));
    if (force) {
      file.force();
    }
    guard(file, superblock, false);
    file.resize(end);
  }
}
