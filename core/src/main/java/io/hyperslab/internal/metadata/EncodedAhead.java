package io.hyperslab.internal.metadata;

import io.hyperslab.internal.bytes.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Bytes of images that another thread makes while more images come, so that a commit of many finds
/// them. Those of new objects come in ascending order, and most of them stay as they are.
///
/// Nothing depends on it: bytes count for the very image alone that they were made of, and whoever
/// finds none encodes. Belongs to one thread, but for what it hands to others.
final class EncodedAhead {
  /// Bytes of new images that are worth another thread's attention.
  private static final long WORTH = 1 << 17;

  /// Bytes of images that are encoded ahead at most, if they may take so much memory.
  private static final long USUAL = 1 << 24;

  /// An object is often changed soon after it was made: so many images wait for more.
  private static final int YOUNG = 32;

  /// Bytes of an image that others encode.
  private static final int LARGEST = 1 << 14;

  private final ImageIndex index;
  private final List<Stretch> stretches = new ArrayList<>();
  private @Nullable Executor executor;
  private long most;

  /// From here on no image was handed to others.
  private long next;

  /// Bytes of all images when some were handed over last, and those that were.
  private long heldThen;

  private long handed;

  /// @param index the images
  EncodedAhead(ImageIndex index) {
    this.index = index;
  }

  /// Images are encoded ahead from now on.
  ///
  /// @param others runs what it is given sooner or later, or never
  /// @param memory bytes that images may take
  void begin(Executor others, long memory) {
    executor = others;
    most = Math.min(USUAL, memory / 2);
  }

  /// Hands images over if there are many new ones.
  ///
  /// @param held bytes of all images
  void note(long held) {
    Executor others = executor;
    heldThen = Math.min(heldThen, held);
    if (others == null || held - heldThen < WORTH || handed + held - heldThen > most) {
      return;
    }
    handed += held - heldThen;
    heldThen = held;
    Stretch stretch = stretch();
    if (stretch != null) {
      stretches.add(stretch);
      execute(others, stretch);
    }
  }

  private static void execute(Executor others, Stretch stretch) {
    try {
      others.execute(stretch);
    } catch (Throwable _) {
      // The operation that is ending has succeeded all the same.
    }
  }

  /// The images since the last ones that were handed over, but not the youngest.
  private @Nullable Stretch stretch() {
    long[] addresses = new long[1 << 10];
    Image[] images = new Image[1 << 10];
    int count = 0;
    long at = index.floor(next);
    at = at == ImageIndex.NONE || index.address(at) < next ? index.next(at) : at;
    for (; at != ImageIndex.NONE; at = index.next(at)) {
      if (count == addresses.length) {
        addresses = Arrays.copyOf(addresses, 2 * count);
        images = Arrays.copyOf(images, 2 * count);
      }
      addresses[count] = index.address(at);
      images[count++] = index.image(at);
    }
    count -= YOUNG;
    if (count <= 0) {
      return null;
    }
    next = addresses[count];
    return new Stretch(addresses, images, count);
  }

  /// Forgets everything; what no thread has begun with is not encoded any more. The images that
  /// there are now are left to whoever needs them, and take nothing of the room for those to come.
  ///
  /// @param held bytes of all images
  void clear(long held) {
    stretches.forEach(Stretch::take);
    stretches.clear();
    long last = index.floor(Long.MAX_VALUE);
    next = last == ImageIndex.NONE ? 0 : index.address(last) + 1;
    heldThen = held;
    handed = 0;
  }

  /// What is encoded, for one who goes through the images in ascending order.
  Sweep sweep() {
    return new Sweep(stretches);
  }

  /// Images one behind the other, and what another thread makes of them. Its lock is held while it
  /// does so.
  private static final class Stretch implements Runnable {
    private final long[] addresses;

    /// Null where there are no bytes of one.
    private final @Nullable Image[] images;

    private final int[] ends;
    private final int count;
    private byte[] bytes = {};
    private boolean begun;

    Stretch(long[] addresses, @Nullable Image[] images, int count) {
      this.addresses = addresses;
      this.images = images;
      this.count = count;
      this.ends = new int[count];
    }

    @Override
    public synchronized void run() {
      if (!begun) {
        begun = true;
        encodeAll();
      }
    }

    /// Sees to it that it does not begin any more, or waits until it has ended.
    synchronized void take() {
      if (!begun) {
        begun = true;
        Arrays.fill(images, null);
      }
    }

    private void encodeAll() {
      int done = 0;
      try {
        bytes = new byte[(int) WORTH];
        Encoder out = null;
        int used = 0;
        for (; done < count; done++) {
          Image image = images[done];
          int size = sizeAhead(image);
          if (used + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
          }
          if (size > 0 && image instanceof Image.Decoded decoded) {
            out = out == null ? new Encoder(decoded.context(), 1 << 10) : out;
            out.clear();
            decoded.encode(out);
            out.copyTo(bytes, used);
          } else if (size > 0 && image instanceof Image.Held held) {
            System.arraycopy(held.bytes(), 0, bytes, used, size);
          } else {
            images[done] = null;
          }
          used += size;
          ends[done] = used;
        }
      } catch (Throwable _) {
        // Whoever needs the bytes will meet it again.
      } finally {
        Arrays.fill(images, done, images.length, null);
      }
    }

    /// How many bytes to make of an image, 0 if it is left to others.
    private static int sizeAhead(@Nullable Image image) {
      boolean fit =
          switch (image) {
            case Image.Held _ -> true;
            case Image.Decoded decoded -> decoded.structure().isLasting();
            case null, default -> false;
          };
      return fit && image != null && image.size() <= LARGEST ? (int) image.size() : 0;
    }
  }

  /// Looks for the bytes of one image after the other.
  static final class Sweep {
    private final List<Stretch> stretches;
    private int following;
    private @Nullable Stretch current;
    private int at;

    private Sweep(List<Stretch> stretches) {
      this.stretches = stretches;
    }

    /// Whether the bytes of an image are known.
    ///
    /// @param address larger than any before
    @SuppressWarnings("ReferenceEquality") // the very image, not one like it
    boolean finds(long address, Image image) {
      Stretch stretch = stretchOf(address);
      if (stretch == null) {
        return false;
      }
      while (stretch.addresses[at] < address) {
        at++;
      }
      return stretch.addresses[at] == address && stretch.images[at] == image;
    }

    /// The first stretch that does not end before an address.
    private @Nullable Stretch stretchOf(long address) {
      Stretch stretch = current;
      while (stretch == null || stretch.addresses[stretch.count - 1] < address) {
        if (following == stretches.size()) {
          return null;
        }
        stretch = stretches.get(following++);
        stretch.take();
        current = stretch;
        at = 0;
      }
      return stretch;
    }

    private Stretch found() {
      Stretch stretch = current;
      if (stretch == null) {
        throw new IllegalStateException("nothing was found");
      }
      return stretch;
    }

    private int start() {
      return at == 0 ? 0 : found().ends[at - 1];
    }

    /// Bytes of the image that was found last.
    int size() {
      return found().ends[at] - start();
    }

    /// Copies the bytes of the image that was found last.
    void copyTo(byte[] target, int offset) {
      System.arraycopy(found().bytes, start(), target, offset, size());
    }

    /// The same bytes as an image.
    Image.Held held() {
      return new Image.Held(Arrays.copyOfRange(found().bytes, start(), found().ends[at]));
    }
  }
}
