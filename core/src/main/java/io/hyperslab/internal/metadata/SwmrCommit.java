package io.hyperslab.internal.metadata;

import io.hyperslab.storage.Durability;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Makes changes part of a file that other programs read meanwhile (single writer, multiple
/// readers): in an order in which whoever follows the file from its superblock down finds, at any
/// moment, the state before or the state after, of each dataset.
///
/// 1. New space is written; nothing leads there yet.
/// 2. The superblock says where the file ends now.
/// 3. What changes in place is written, what is led to before what leads there: elements, blocks of
///    chunk indexes, their headers, and last the object headers with the extents. Each structure is
///    one write. A reader that sees half of it finds the checksum wrong and reads it again.
///
/// Elements that are stored already are written only where they differ. There is neither guard nor
/// journal: readers would stumble over the one, and the other is for changes that count at one
/// moment. Space that is given up keeps its content, since readers may still be on their way there.
///
/// With [Durability#FULL] the medium is forced after each step and each kind of structure.
///
/// @param changes what has changed
/// @param raw which committed space holds elements
record SwmrCommit(Commit changes, Ranges raw) {
  private static final int SIGNATURE = 4;

  /// What is written in place, in this order.
  private enum Kind {
    ELEMENTS,
    PAGE,
    DATA_BLOCK,
    SECONDARY_BLOCK,
    INDEX_BLOCK,
    INDEX_HEADER,
    HEADER_CONTINUATION,
    HEADER;

    private static Kind of(Image image) {
      if (!(image instanceof Image.Held held) || held.size() < SIGNATURE) {
        return PAGE;
      }
      return switch (new String(held.bytes(), 0, SIGNATURE, StandardCharsets.ISO_8859_1)) {
        case "FADB", "EADB" -> DATA_BLOCK;
        case "EASB" -> SECONDARY_BLOCK;
        case "EAIB" -> INDEX_BLOCK;
        case "FAHD", "EAHD", "BTHD" -> INDEX_HEADER;
        case "OCHK" -> HEADER_CONTINUATION;
        case "OHDR" -> HEADER;
        // Pages of data blocks have no signature.
        default -> PAGE;
      };
    }
  }

  /// Runs the commit.
  void run(Durability durability) throws IOException {
    boolean force = durability == Durability.FULL;
    WrittenFile file = changes.file();
    NavigableMap<Long, Image> changed = changes.writeNewSpace();
    file.reach(changes.space().endAfterCommit());
    force(file, force);
    Map<Kind, NavigableMap<Long, Image>> inPlace = sorted(changed);
    boolean done = false;
    try {
      if (!Arrays.equals(changes.before(), changes.after())) {
        file.overwrite(0, MemorySegment.ofArray(changes.after()));
        force(file, force);
      }
      for (NavigableMap<Long, Image> images : inPlace.values()) {
        for (Map.Entry<Long, Image> image : images.entrySet()) {
          file.overwrite(image.getKey(), image.getValue());
        }
        force(file, force);
      }
      done = true;
    } finally {
      if (!done) {
        file.fail();
      }
    }
  }

  private static void force(WrittenFile file, boolean force) throws IOException {
    if (force) {
      file.force();
    }
  }

  private Map<Kind, NavigableMap<Long, Image>> sorted(NavigableMap<Long, Image> changed)
      throws IOException {
    Map<Kind, NavigableMap<Long, Image>> sorted = new EnumMap<>(Kind.class);
    changed.forEach((address, image) -> {
      boolean elements = raw.containsAll(address, address + image.size());
      sorted
          .computeIfAbsent(elements ? Kind.ELEMENTS : Kind.of(image), _ -> new TreeMap<>())
          .put(address, image);
    });
    NavigableMap<Long, Image> elements = sorted.get(Kind.ELEMENTS);
    if (elements != null) {
      sorted.put(Kind.ELEMENTS, Differences.of(elements, changes.file().stored()));
    }
    return sorted;
  }
}
