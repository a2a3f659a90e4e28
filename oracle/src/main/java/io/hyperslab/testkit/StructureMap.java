package io.hyperslab.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Where the structures of a valid file are, and where their addresses are stored: what a mutation
/// aims at. Found by signature and by shape, without decoding.
final class StructureMap {
  private static final Set<String> SIGNATURES =
      Set.of(
          "TREE", "SNOD", "HEAP", "GCOL", "OHDR", "OCHK", "BTHD", "BTIN", "BTLF", "FRHP", "FHDB",
          "FHIB", "FSHD", "FSSE", "SMTB", "SMLI", "FAHD", "FADB", "EAHD", "EAIB", "EASB", "EADB",
          "MDCI");
  private static final int SUPERBLOCK_SIZE = 96;
  private static final int WINDOW = 128;
  private static final int LONGEST_HEADER = 4096;

  /// Bytes that a mutation may aim at.
  record Window(int start, int length) {}

  private final FileImage image;
  private final List<Window> windows = new ArrayList<>();
  private final Set<Long> addresses = new HashSet<>();
  private final int[] addressSites;

  private StructureMap(FileImage image, List<ChecksummedExtent> extents) {
    this.image = image;
    add(image.base(), SUPERBLOCK_SIZE);
    extents.forEach(extent -> add(extent.start(), extent.length()));
    for (int at = image.base() + SUPERBLOCK_SIZE / 2; at + 16 <= image.length(); at++) {
      if (isSignature(at)) {
        add(at, WINDOW);
      } else if ((at - image.base()) % 8 == 0) {
        headerVersion1(at);
      }
    }
    addressSites = findSites();
  }

  static StructureMap of(FileImage image, List<ChecksummedExtent> extents) {
    return new StructureMap(image, extents);
  }

  private void add(int start, int length) {
    windows.add(new Window(start, Math.min(length, image.length() - start)));
    addresses.add((long) start - image.base());
  }

  private boolean isSignature(int at) {
    byte[] bytes = image.bytes();
    for (int i = 0; i < 4; i++) {
      if (bytes[at + i] < 'A' || bytes[at + i] > 'Z') {
        return false;
      }
    }
    return SIGNATURES.contains(
        new String(bytes, at, 4, java.nio.charset.StandardCharsets.US_ASCII));
  }

  /// An object header of version 1 has no signature: version, reserved byte, number of messages,
  /// reference count, size (`FMT4 IV.A.1.a`).
  private void headerVersion1(int at) {
    byte[] bytes = image.bytes();
    int messages = bytes[at + 2] & 0xff | (bytes[at + 3] & 0xff) << 8;
    int references = image.word(at + 4);
    int size = image.word(at + 8);
    if (bytes[at] == 1
        && bytes[at + 1] == 0
        && messages > 0
        && references > 0
        && references < 100
        && size >= 8
        && size <= LONGEST_HEADER
        && size % 8 == 0) {
      add(at, 16 + size);
    }
  }

  private int[] findSites() {
    int width = image.sizeOfOffsets();
    return IntStream.rangeClosed(image.base(), image.length() - width)
        .filter(at -> {
          long value = image.number(at, width);
          return value > 0 && addresses.contains(value);
        })
        .toArray();
  }

  /// Never empty: the superblock is one.
  List<Window> windows() {
    return windows;
  }

  /// The structures' addresses as the file stores them; never empty.
  long[] addresses() {
    return addresses.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /// Positions at which the address of a structure is stored.
  int[] addressSites() {
    return addressSites.clone();
  }
}
