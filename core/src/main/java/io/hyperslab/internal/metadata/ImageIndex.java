package io.hyperslab.internal.metadata;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Images by address: a sorted list in leaves, made for many insertions near each other, most of
/// them at the end. Addresses are not boxed, and what is near in the file is near in memory.
///
/// A *position* names an image until the next change; -1 is none. Belongs to one thread at a time.
final class ImageIndex {
  static final long NONE = -1;

  private static final int LEAF_SIZE = 128;

  private static final class Leaf {
    private final long[] addresses = new long[LEAF_SIZE];
    private final @Nullable Image[] images = new Image[LEAF_SIZE];
    private int count;

    /// The slot of the last address that is not larger, or -1.
    private int floor(long address) {
      int last = count - 1;
      if (last < 0 || addresses[last] <= address) {
        return last;
      }
      int found = Arrays.binarySearch(addresses, 0, count, address);
      return found >= 0 ? found : -found - 2;
    }

    private void insert(int slot, long address, Image image) {
      System.arraycopy(addresses, slot, addresses, slot + 1, count - slot);
      System.arraycopy(images, slot, images, slot + 1, count - slot);
      addresses[slot] = address;
      images[slot] = image;
      count++;
    }

    private void remove(int slot) {
      count--;
      System.arraycopy(addresses, slot + 1, addresses, slot, count - slot);
      System.arraycopy(images, slot + 1, images, slot, count - slot);
      images[count] = null;
    }

    /// Moves the slots from `from` on to a new leaf.
    private Leaf split(int from) {
      Leaf right = new Leaf();
      right.count = count - from;
      System.arraycopy(addresses, from, right.addresses, 0, right.count);
      System.arraycopy(images, from, right.images, 0, right.count);
      Arrays.fill(images, from, count, null);
      count = from;
      return right;
    }
  }

  /// Without empty ones.
  private Leaf[] leaves = new Leaf[1];

  private int leafCount;
  private int size;

  /// The leaf that was looked for last.
  private int recent;

  boolean isEmpty() {
    return size == 0;
  }

  /// How many images there are.
  int size() {
    return size;
  }

  void clear() {
    leaves = new Leaf[1];
    leafCount = 0;
    size = 0;
  }

  /// The last leaf that begins at an address or before it, or -1.
  private int leafFor(long address) {
    int low = 0;
    int high = leafCount - 1;
    if (high >= 0 && leaves[high].addresses[0] <= address) {
      return high;
    }
    // The thread that changes images looks for them without a lock, too.
    int last = recent;
    if (last < high
        && leaves[last].addresses[0] <= address
        && address < leaves[last + 1].addresses[0]) {
      return last;
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (leaves[middle].addresses[0] <= address) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    recent = Math.max(high, 0);
    return high;
  }

  private static long position(int leaf, int slot) {
    return (long) leaf << Integer.SIZE | slot;
  }

  private Leaf leaf(long position) {
    return leaves[(int) (position >>> Integer.SIZE)];
  }

  /// The position of the image with the largest address that is not larger than the given one.
  long floor(long address) {
    int leaf = leafFor(address);
    return leaf < 0 ? NONE : position(leaf, leaves[leaf].floor(address));
  }

  /// The position of the first image.
  long first() {
    return size == 0 ? NONE : 0;
  }

  /// The position behind another one, or the first one for [#NONE].
  long next(long position) {
    if (position == NONE) {
      return first();
    }
    int leaf = (int) (position >>> Integer.SIZE);
    if ((int) position + 1 < leaves[leaf].count) {
      return position + 1;
    }
    return leaf + 1 < leafCount ? position(leaf + 1, 0) : NONE;
  }

  long address(long position) {
    return leaf(position).addresses[(int) position];
  }

  Image image(long position) {
    Image image = leaf(position).images[(int) position];
    if (image == null) {
      throw new IllegalStateException("no image at a position");
    }
    return image;
  }

  /// The image at exactly that address.
  @Nullable Image get(long address) {
    long position = floor(address);
    return position != NONE && address(position) == address ? image(position) : null;
  }

  /// Puts an image in the place of the one at a position.
  ///
  /// @return the one that was there
  Image replace(long position, Image image) {
    Image before = image(position);
    leaf(position).images[(int) position] = image;
    return before;
  }

  /// Puts an image at an address.
  ///
  /// @return the one that was there
  @Nullable Image put(long address, Image image) {
    int number = leafFor(address);
    if (number < 0) {
      if (leafCount == 0) {
        insertLeaf(0, new Leaf());
      }
      number = 0;
    }
    Leaf leaf = leaves[number];
    int slot = leaf.floor(address);
    if (slot >= 0 && leaf.addresses[slot] == address) {
      Image before = leaf.images[slot];
      leaf.images[slot] = image;
      return before;
    }
    insert(number, slot + 1, address, image);
    return null;
  }

  private void insert(int number, int slot, long address, Image image) {
    Leaf leaf = leaves[number];
    size++;
    if (leaf.count < LEAF_SIZE) {
      leaf.insert(slot, address, image);
      return;
    }
    // What grows at the end leaves full leaves behind.
    boolean atEnd = number == leafCount - 1 && slot == LEAF_SIZE;
    Leaf right = leaf.split(atEnd ? LEAF_SIZE : LEAF_SIZE / 2);
    insertLeaf(number + 1, right);
    if (slot > leaf.count || atEnd) {
      right.insert(slot - leaf.count, address, image);
    } else {
      leaf.insert(slot, address, image);
    }
  }

  private void insertLeaf(int number, Leaf leaf) {
    if (leafCount == leaves.length) {
      leaves = Arrays.copyOf(leaves, 2 * leafCount);
    }
    System.arraycopy(leaves, number, leaves, number + 1, leafCount - number);
    leaves[number] = leaf;
    leafCount++;
  }

  /// Takes the image at exactly that address away.
  ///
  /// @return the image, or null if there was none
  @Nullable Image remove(long address) {
    long position = floor(address);
    if (position == NONE || address(position) != address) {
      return null;
    }
    Image removed = image(position);
    int number = (int) (position >>> Integer.SIZE);
    Leaf leaf = leaves[number];
    leaf.remove((int) position);
    size--;
    if (leaf.count == 0) {
      leafCount--;
      System.arraycopy(leaves, number + 1, leaves, number, leafCount - number);
      leaves = leafCount == 0 ? new Leaf[1] : leaves;
      if (leafCount > 0) {
        Arrays.fill(leaves, leafCount, leafCount + 1, null);
      }
    }
    return removed;
  }
}
