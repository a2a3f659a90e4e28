package io.hyperslab.internal.metadata;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.journal.JournalFooter;
import io.hyperslab.internal.format.journal.JournalHeader;
import io.hyperslab.internal.format.journal.JournalImage;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.AddressMap;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// A journal behind a file, as far as it can be believed: whoever made the file may have made it
/// up.
final class StoredJournal {
  private final StoredBytes stored;
  private final JournalFooter footer;
  private final JournalHeader header;

  private StoredJournal(StoredBytes stored, JournalFooter footer, JournalHeader header) {
    this.stored = stored;
    this.footer = footer;
    this.header = header;
  }

  /// The journal that a file with the guard bit has.
  ///
  /// @param superblock the bytes from the signature on, without the guard bit
  /// @return nothing if there is none that is complete and belongs to this file
  static Optional<Redo> read(StoredBytes stored, byte[] superblock, Limits limits)
      throws IOException {
    try {
      return readOrRefuse(stored, superblock, limits);
    } catch (Hdf5Exception e) {
      // Not a journal: a commit that was cut off before it counted leaves any bytes.
      return Optional.empty();
    }
  }

  private static Optional<Redo> readOrRefuse(StoredBytes stored, byte[] superblock, Limits limits)
      throws IOException {
    long size = stored.storage().size() - stored.base();
    if (size < JournalHeader.SIZE + JournalFooter.SIZE) {
      return Optional.empty();
    }
    JournalFooter footer =
        JournalFooter.decode(
            cursor(stored, size - JournalFooter.SIZE, JournalFooter.SIZE, JournalFooter.STRUCTURE));
    if (footer.journalSize() < JournalHeader.SIZE + JournalFooter.SIZE
        || footer.journalAddress() != size - footer.journalSize()) {
      return Optional.empty();
    }
    JournalHeader header =
        JournalHeader.decode(
            cursor(stored, footer.journalAddress(), JournalHeader.SIZE, JournalHeader.STRUCTURE));
    StoredJournal journal = new StoredJournal(stored, footer, header);
    return journal.belongsTo(superblock, limits) && journal.isComplete()
        ? journal.redo()
        : Optional.empty();
  }

  private static Cursor cursor(StoredBytes stored, long address, int length, String structure)
      throws IOException {
    return Cursor.over(stored.read(address, length), address, structure, JournalHeader.CONTEXT);
  }

  private boolean belongsTo(byte[] superblock, Limits limits) {
    int length = header.superblockAfter().length;
    if (superblock.length < length || !header.belongsTo(Arrays.copyOf(superblock, length))) {
      return false;
    }
    Superblock after = Superblock.decode(header.superblockAfter(), 0, limits);
    return after.size() == length
        && (isSplit() || after.endOfFileAddress() - after.baseAddress() == header.endOfAddress())
        && header.endOfAddress() >= length
        && header.endOfAddress() <= footer.journalAddress();
  }

  /// Whether the superblock tells the end of structures alone, because raw data is elsewhere.
  private boolean isSplit() {
    return !stored.storage().addresses().equals(AddressMap.identity());
  }

  /// Whether header, places and footer are what was written.
  private boolean isComplete() throws IOException {
    long room = footer.journalSize() - JournalHeader.SIZE - JournalFooter.SIZE;
    if (header.imageCount() > room / JournalImage.SIZE) {
      return false;
    }
    CRC32C crc = new CRC32C();
    stored.forEachPiece(
        footer.journalAddress(),
        JournalHeader.SIZE + header.imageCount() * JournalImage.SIZE,
        (at, piece) -> crc.update(piece.asByteBuffer()));
    stored.forEachPiece(
        footer.journalAddress() + footer.journalSize() - JournalFooter.SIZE,
        JournalFooter.CHECKED_SIZE,
        (at, piece) -> crc.update(piece.asByteBuffer()));
    return (int) crc.getValue() == footer.checksum();
  }

  private Optional<Redo> redo() throws IOException {
    List<JournalImage> places = places();
    if (!areSeparate(places)) {
      return Optional.empty();
    }
    NavigableMap<Long, Image> images = new TreeMap<>();
    for (JournalImage place : places) {
      if (stored.checksum(place.source(), place.size()) != place.checksum()) {
        return Optional.empty();
      }
      images.put(place.address(), new Image.Stored(place.source(), place.size()));
    }
    return Optional.of(new Redo(images, header.superblockAfter(), header.endOfAddress()));
  }

  private List<JournalImage> places() throws IOException {
    List<JournalImage> places = new ArrayList<>();
    byte[] one = new byte[JournalImage.SIZE];
    stored.forEachPiece(
        footer.journalAddress() + JournalHeader.SIZE,
        header.imageCount() * JournalImage.SIZE,
        (at, piece) -> {
          // Pieces are a multiple of a place, but for the last one.
          for (long from = 0; from < piece.byteSize(); from += one.length) {
            MemorySegment.ofArray(one).copyFrom(piece.asSlice(from, one.length));
            places.add(
                JournalImage.decode(
                    Cursor.over(one, 0, JournalHeader.STRUCTURE, JournalHeader.CONTEXT)));
          }
        });
    return places;
  }

  /// Whether all images lie inside the file behind its superblock, in order, and whether what one
  /// is made from is nothing that another changes. No byte is the source of two, so that a small
  /// file cannot make much work.
  private boolean areSeparate(List<JournalImage> places) {
    long end = header.superblockAfter().length;
    for (JournalImage place : places) {
      if (place.size() < 1
          || place.address() < end
          || place.size() > header.endOfAddress() - place.address()) {
        return false;
      }
      end = place.address() + place.size();
    }
    List<JournalImage> bySource = new ArrayList<>(places);
    bySource.sort(Comparator.comparingLong(JournalImage::source));
    long sourceEnd = header.superblockAfter().length;
    long last = footer.journalAddress() + footer.journalSize() - JournalFooter.SIZE;
    int next = 0;
    for (JournalImage place : bySource) {
      if (place.source() < sourceEnd || place.size() > last - place.source()) {
        return false;
      }
      sourceEnd = place.source() + place.size();
      while (next < places.size()
          && places.get(next).address() + places.get(next).size() <= place.source()) {
        next++;
      }
      if (next < places.size() && places.get(next).address() < sourceEnd) {
        return false;
      }
    }
    return true;
  }
}
