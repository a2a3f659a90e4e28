package io.hyperslab.internal.metadata;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import io.hyperslab.internal.metadata.SuperblockLocator.Place;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Opens files of which a commit was cut off.
///
/// - Guard bit clear: the file is as it should be, whatever lies behind its end.
/// - Guard bit set, and a complete journal that belongs to the superblock: the commit counts. It is
///   completed, or looked at as if it were.
/// - Guard bit set, no such journal: either no byte was changed in place, or all were; if the order
///   of writes was kept or forced, that is. Somebody must look at the whole file to know.
public final class Recovery {
  private static final String STRUCTURE = "superblock";

  private Recovery() {}

  /// Looks at a file that may be broken.
  @FunctionalInterface
  public interface Verification {
    /// Reads all structures of a file whose guard bit is set, but which has no journal.
    ///
    /// @param file its superblock, as if the bit were clear
    /// @throws io.hyperslab.error.Hdf5Exception if anything is wrong with it
    void verify(Located file) throws IOException;

    /// Believes nothing.
    ///
    /// @return refuses all files
    static Verification refusal() {
      return file -> {
        throw new MalformedFileException(
            STRUCTURE,
            0,
            "guard bit",
            "set: a commit was cut off, and its journal is not there",
            "clear, or a complete journal behind the end of the file");
      };
    }
  }

  /// The state that a file has, or will have once the commit that was cut off is completed. Nothing
  /// is written.
  ///
  /// @param verification decides on a file with the guard bit and without a journal
  /// @throws MalformedFileException if there is no superblock, or a broken one
  public static CommittedState view(Storage storage, Limits limits, Verification verification)
      throws IOException {
    Place place = SuperblockLocator.find(storage);
    Optional<Redo> redo = redo(storage, place, limits);
    if (redo.isPresent()) {
      return CommittedState.after(redo.get(), place, limits);
    }
    Located located = SuperblockLocator.decode(storage, place, limits);
    if (place.guarded()) {
      verification.verify(located);
    }
    return CommittedState.of(located);
  }

  /// Completes the commit of a file that was cut off, if there is one. To be called by whoever has
  /// the file for himself. A crash meanwhile does no harm: the next call does it again.
  ///
  /// @param verification decides on a file with the guard bit and without a journal
  /// @return the superblock, the guard bit clear
  /// @throws MalformedFileException if there is no superblock, or a broken one; then the file is as
  ///   it was
  public static Located complete(WritableStorage storage, Limits limits, Verification verification)
      throws IOException {
    Place place = SuperblockLocator.find(storage);
    if (!place.guarded()) {
      return SuperblockLocator.decode(storage, place, limits);
    }
    Optional<Redo> redo = redo(storage, place, limits);
    WrittenFile file = new WrittenFile(storage, place.position(), 0, new Counters());
    if (redo.isPresent()) {
      redo.get().prepare(file).run(true);
    } else {
      verification.verify(SuperblockLocator.decode(storage, place, limits));
      Redo.release(file, place.bytes());
    }
    file.force();
    return SuperblockLocator.locate(storage, limits);
  }

  /// Whether the superblock says that a writer has the file open: one that died, if nobody has.
  ///
  /// @throws MalformedFileException if there is no superblock, or a broken one
  public static boolean isMarked(Storage storage, Limits limits) throws IOException {
    return SuperblockLocator.locate(storage, limits).isMarked();
  }

  /// Takes away the mark that a writer left who died, if there is one. To be called by whoever has
  /// the file for himself, once no commit is cut off. The file ends where the storage ends from
  /// then on: libhdf5 moves the end that is stored only when it closes a file.
  ///
  /// @param verification decides whether the file is sound
  /// @throws MalformedFileException if there is no superblock, or a broken one; then the file is as
  ///   it was
  /// @throws UnsupportedFeatureException if its addresses are too narrow for its end; likewise
  public static void unmark(WritableStorage storage, Limits limits, Verification verification)
      throws IOException {
    Located located = SuperblockLocator.locate(storage, limits);
    if (!located.isMarked()) {
      return;
    }
    verification.verify(located);
    Superblock superblock = located.superblock();
    long end = end(located);
    byte[] unmarked = extended(superblock.withFileConsistencyFlags(0), located, end);
    if (end > located.size()) {
      storage.truncate(end);
    }
    storage.write(located.baseAddress(), MemorySegment.ofArray(unmarked));
    storage.force();
  }

  private static long end(Located located) {
    return Math.max(located.size(), located.baseAddress() + located.storedEnd());
  }

  /// The bytes of a superblock that says that the file ends at a position.
  private static byte[] extended(Superblock superblock, Located located, long end) {
    int bits = Byte.SIZE * superblock.sizeOfOffsets();
    if (bits < Long.SIZE && end >= (1L << bits) - 1) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          located.baseAddress(),
          "end of file address",
          String.valueOf(end),
          "less than " + ((1L << bits) - 1) + ", as addresses have " + bits + " bits");
    }
    return superblock.withExtent(located.baseAddress(), end).toBytes();
  }

  /// Takes away the mark of a writer as [#unmark] does, but from any file, and in superblocks of
  /// every version: those before 3 have it too, though no library minds it.
  public static void clearFlags(WritableStorage storage, Limits limits) throws IOException {
    unmark(storage, limits, _ -> {});
    Located located = SuperblockLocator.locate(storage, limits);
    if (located.superblock().fileConsistencyFlags() != 0) {
      byte[] cleared = located.superblock().withFileConsistencyFlags(0).toBytes();
      storage.write(located.baseAddress(), MemorySegment.ofArray(cleared));
      storage.force();
    }
  }

  /// Makes a file and its superblock agree on where it ends: behind what is there, behind what the
  /// superblock says, and not before a position. To be called by whoever has the file for himself,
  /// once no commit is cut off.
  ///
  /// @param least where it ends at least, in bytes from the storage's beginning
  /// @throws MalformedFileException if there is no superblock, or a broken one, or one with the
  ///   mark of a writer; then the file is as it was
  /// @throws UnsupportedFeatureException if its addresses are too narrow for its end; likewise
  public static void extend(WritableStorage storage, Limits limits, long least) throws IOException {
    Located located = SuperblockLocator.locate(storage, limits);
    located.requireClean();
    long end = Math.max(least, end(located));
    byte[] extended = extended(located.superblock(), located, end);
    if (located.size() < end) {
      storage.truncate(end);
    }
    storage.write(located.baseAddress(), MemorySegment.ofArray(extended));
    storage.force();
  }

  /// Where a file ends, in bytes from the storage's beginning: behind what is there, and behind
  /// what the superblock says.
  ///
  /// @throws MalformedFileException if there is no superblock, or a broken one
  public static long end(Storage storage, Limits limits) throws IOException {
    return end(SuperblockLocator.locate(storage, limits));
  }

  /// Where the superblock is, whatever it says.
  ///
  /// @throws MalformedFileException if there is none
  public static long superblockPosition(Storage storage) throws IOException {
    return SuperblockLocator.find(storage).position();
  }

  /// A commit that was cut off.
  ///
  /// @param guarded whether there is one: whether the guard bit is set
  /// @param complete whether its journal is there, so that it counts
  /// @param structures what it has still to put in place
  /// @param bytes how many those are
  public record Pending(boolean guarded, boolean complete, long structures, long bytes) {}

  /// Looks for a commit that was cut off. Nothing is written.
  ///
  /// @throws MalformedFileException if there is no superblock
  public static Pending pending(Storage storage, Limits limits) throws IOException {
    Place place = SuperblockLocator.find(storage);
    Optional<Redo> redo = redo(storage, place, limits);
    long bytes = 0;
    Collection<Image> images =
        redo.<Collection<Image>>map(r -> r.images().values()).orElse(List.of());
    for (Image image : images) {
      bytes += image.size();
    }
    return new Pending(
        place.guarded(),
        redo.isPresent(),
        redo.map(found -> (long) found.images().size()).orElse(0L),
        bytes);
  }

  private static Optional<Redo> redo(Storage storage, Place place, Limits limits)
      throws IOException {
    return place.guarded()
        ? StoredJournal.read(new StoredBytes(storage, place.position()), place.bytes(), limits)
        : Optional.empty();
  }
}
