package io.hyperslab.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds all checksummed metadata of a valid file without decoding it: at each signature, the
/// length is the one for which the bytes before agree with the checksum at its end. A chance match
/// is one in four billion tries.
///
/// Not found: direct blocks of a fractal heap that are filtered, and blocks far longer than any
/// that libhdf5 writes unless told to, of which no address and length is stored.
public final class ChecksummedExtents {
  private static final Set<String> SIGNATURES =
      Set.of(
          "OHDR", "OCHK", "BTHD", "BTIN", "BTLF", "FRHP", "FHDB", "FHIB", "FSHD", "FSSE", "SMTB",
          "SMLI", "FAHD", "FADB", "EAHD", "EAIB", "EASB", "EADB", "MDCI");

  private static final int SIGNATURE_SIZE = 4;
  private static final int CHECKSUM = 4;
  private static final int LONGEST_SCAN = 16 << 10;

  private final FileImage image;
  private final Map<Long, Set<Long>> referredLengths = new HashMap<>();
  private final Set<Integer> pageSizes = new HashSet<>();
  private final List<ChecksummedExtent> found = new ArrayList<>();

  private ChecksummedExtents(FileImage image) {
    this.image = image;
  }

  /// The extents in ascending order. Pages of arrays are extents of their own.
  ///
  /// @param bytes a valid file's image
  public static List<ChecksummedExtent> of(byte[] bytes) {
    ChecksummedExtents extents = new ChecksummedExtents(FileImage.of(bytes));
    extents.superblock();
    List<Integer> positions = extents.signatures();
    positions.forEach(extents::array);
    extents.references(positions);
    positions.forEach(extents::structure);
    extents.found.sort((x, y) -> Integer.compare(x.start(), y.start()));
    return List.copyOf(extents.found);
  }

  private void superblock() {
    if (image.superblockVersion() >= 2) {
      int length = 12 + 4 * image.sizeOfOffsets() + CHECKSUM;
      check(ChecksummedExtent.closing("superblock", image.base(), length));
    }
  }

  private boolean check(ChecksummedExtent extent) {
    if (!image.holds(extent.start(), extent.length()) || !extent.isIntact(image.bytes())) {
      return false;
    }
    found.add(extent);
    return true;
  }

  private List<Integer> signatures() {
    List<Integer> positions = new ArrayList<>();
    for (int at = image.base(); at + 2 * CHECKSUM <= image.length(); at++) {
      if (isCapital(at) && isCapital(at + 3) && SIGNATURES.contains(signature(at))) {
        positions.add(at);
      }
    }
    return positions;
  }

  private boolean isCapital(int at) {
    return image.bytes()[at] >= 'A' && image.bytes()[at] <= 'Z';
  }

  private String signature(int at) {
    byte[] bytes = image.bytes();
    return ""
        + (char) bytes[at]
        + (char) bytes[at + 1]
        + (char) bytes[at + 2]
        + (char) bytes[at + 3];
  }

  /// Learns the size of the pages of a fixed or extensible array from its header (`FMT4 VII.C, D`).
  private void array(int at) {
    if (image.length() - at < 16) {
      return;
    }
    byte[] bytes = image.bytes();
    int elementSize = bytes[at + 6] & 0xff;
    switch (signature(at)) {
      case "FAHD" -> page(bytes[at + 7], elementSize);
      case "EAHD" -> page(bytes[at + 11], elementSize);
      default -> {}
    }
  }

  private void page(int bits, int elementSize) {
    if (bits > 0 && bits < 20) {
      pageSizes.add((elementSize << bits) + CHECKSUM);
    }
  }

  /// Collects what the file stores as the address of a structure with a length after it.
  private void references(List<Integer> positions) {
    Set<Long> addresses = new HashSet<>();
    positions.forEach(at -> addresses.add((long) at - image.base()));
    int width = image.sizeOfOffsets() + image.sizeOfLengths();
    for (int at = image.base(); at + width <= image.length(); at++) {
      long address = image.number(at, image.sizeOfOffsets());
      if (addresses.contains(address)) {
        long length = image.number(at + image.sizeOfOffsets(), image.sizeOfLengths());
        if (length > 2 * CHECKSUM && length <= image.length()) {
          referredLengths.computeIfAbsent(address, _ -> new HashSet<>()).add(length);
        }
      }
    }
  }

  private void structure(int at) {
    String signature = signature(at);
    if (signature.equals("FHDB")) {
      directBlock(at);
    } else if (!referred(signature, at) && !scanned(signature, at) && signature.equals("OHDR")) {
      longHeader(at);
    }
  }

  private boolean referred(String signature, int at) {
    for (long length : referredLengths.getOrDefault((long) at - image.base(), Set.of())) {
      if (check(ChecksummedExtent.closing(signature, at, (int) length))) {
        return true;
      }
    }
    return false;
  }

  private boolean scanned(String signature, int at) {
    int longest = Math.min(LONGEST_SCAN, image.length() - at);
    for (int length = SIGNATURE_SIZE + CHECKSUM; length <= longest; length++) {
      int end = at + length - CHECKSUM;
      if (image.word(end) == Lookup3.of(image.bytes(), at, end)) {
        found.add(ChecksummedExtent.closing(signature, at, length));
        if (signature.equals("FADB") || signature.equals("EADB")) {
          pages(signature, at + length);
        }
        return true;
      }
    }
    return false;
  }

  /// The pages that follow the head of a paged data block, up to the first that was never written:
  /// it has no valid checksum. The last page may hold fewer elements.
  private void pages(String signature, int start) {
    for (int size : pageSizes) {
      int at = start;
      while (check(ChecksummedExtent.closing(signature, at, size))) {
        at += size;
      }
      shortPage(signature, at, size);
    }
  }

  private void shortPage(String signature, int at, int below) {
    for (int length = 1 + CHECKSUM; length < below && image.holds(at, length); length++) {
      if (check(ChecksummedExtent.closing(signature, at, length))) {
        return;
      }
    }
  }

  /// An object header longer than the scan: flags tell what precedes the size of chunk 0 (`FMT4
  /// IV.A.1.b`).
  private void longHeader(int at) {
    int flags = image.bytes()[at + 5];
    int sizeAt = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    if (image.holds(sizeAt, 8) && width > 1) {
      long end = sizeAt + width + image.number(sizeAt, width) + CHECKSUM;
      if (end > at && end <= image.length()) {
        check(ChecksummedExtent.closing("OHDR", at, (int) (end - at)));
      }
    }
  }

  /// A direct block of a fractal heap: its length is a power of two, and its checksum stands after
  /// the block offset, whose width the heap decides (`FMT4 III.G`).
  private void directBlock(int at) {
    int fixed = SIGNATURE_SIZE + 1 + image.sizeOfOffsets();
    for (int length = 32; image.holds(at, length); length *= 2) {
      for (int width = 1; width <= 8; width++) {
        if (check(new ChecksummedExtent("FHDB", at, length, at + fixed + width))) {
          return;
        }
      }
    }
  }
}
