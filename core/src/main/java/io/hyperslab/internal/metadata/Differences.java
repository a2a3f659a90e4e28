package io.hyperslab.internal.metadata;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Narrows images to the bytes that differ from what is stored, so that less is written twice, and
/// joins those that are close to each other, so that there are fewer writes.
final class Differences {
  /// So many equal bytes between two differences are written with them: each write takes some of
  /// the time for which the file is guarded, and a few hundred bytes more take hardly any.
  private static final int GAP = 256;

  /// The longest range that is looked at. Larger ones are raw data, which differ all over.
  private static final int LONGEST = 1 << 16;

  private final StoredBytes stored;
  private final NavigableMap<Long, Image> narrowed = new TreeMap<>();
  private final List<Map.Entry<Long, Image.Held>> near = new ArrayList<>();
  private long end;

  private Differences(StoredBytes stored) {
    this.stored = stored;
  }

  /// The images that make the same of what is stored.
  ///
  /// @param images by address; none overlaps another
  /// @param stored where they belong; it must stay as it is until they are there
  static NavigableMap<Long, Image> of(NavigableMap<Long, Image> images, StoredBytes stored)
      throws IOException {
    Differences differences = new Differences(stored);
    // What lies between two images may be what a third is made from: that must not be written.
    boolean joins = images.values().stream().allMatch(Image.Held.class::isInstance);
    for (Map.Entry<Long, Image> image : images.entrySet()) {
      differences.add(image.getKey(), image.getValue(), joins ? GAP : 0);
    }
    differences.flush();
    return differences.narrowed;
  }

  private void add(long address, Image image, int gap) throws IOException {
    if (!(image instanceof Image.Held held) || held.size() > LONGEST) {
      narrowed.put(address, image);
      return;
    }
    boolean joined =
        !near.isEmpty()
            && address - end <= gap
            && address + held.size() - near.getFirst().getKey() <= LONGEST;
    if (!joined) {
      flush();
    }
    near.add(Map.entry(address, held));
    end = address + held.size();
  }

  /// Compares the images that are near each other.
  private void flush() throws IOException {
    if (near.isEmpty()) {
      return;
    }
    long start = near.getFirst().getKey();
    byte[] before = stored.read(start, (int) (end - start));
    if (before.length < end - start) {
      // The storage ends there: it grows before the images are put in place.
      near.forEach(image -> narrowed.put(image.getKey(), image.getValue()));
    } else {
      byte[] after = before.clone();
      for (Map.Entry<Long, Image.Held> image : near) {
        byte[] bytes = image.getValue().bytes();
        System.arraycopy(bytes, 0, after, (int) (image.getKey() - start), bytes.length);
      }
      compare(start, before, after);
    }
    near.clear();
  }

  private void compare(long start, byte[] before, byte[] after) {
    int from = nextDifference(before, after, 0);
    while (from < after.length) {
      int to = from + 1;
      int next = nextDifference(before, after, to);
      while (next < after.length && next - to <= GAP) {
        to = next + 1;
        next = nextDifference(before, after, to);
      }
      narrowed.put(start + from, new Image.Held(Arrays.copyOfRange(after, from, to)));
      from = next;
    }
  }

  /// The first difference at an index or behind it; the length if there is none.
  private static int nextDifference(byte[] before, byte[] after, int from) {
    int length = after.length;
    int found = Arrays.mismatch(before, from, length, after, from, length);
    return found < 0 ? length : from + found;
  }
}
