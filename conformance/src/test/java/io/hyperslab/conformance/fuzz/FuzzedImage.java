package io.hyperslab.conformance.fuzz;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.storage.Storage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/// What a fuzzer made: the address of a structure, and the image of a file that it is in.
///
/// Checksums would keep a fuzzer out. So when the library says that one is wrong it is put right,
/// as the library says it should be, and the read begins anew.
final class FuzzedImage {
  private static final int HEADER = Integer.BYTES;
  private static final int MOST_REPAIRS = 64;
  private static final int WIDTH = 8;

  private final int address;
  private final byte[] image;

  private FuzzedImage(int address, byte[] image) {
    this.address = address;
    this.image = image;
  }

  /// @param input four bytes of address, then the image; too short an input is an empty image
  static FuzzedImage of(byte[] input) {
    if (input.length < HEADER) {
      return new FuzzedImage(0, new byte[0]);
    }
    int address = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return new FuzzedImage(address, Arrays.copyOfRange(input, HEADER, input.length));
  }

  long address() {
    return address;
  }

  byte[] image() {
    return image;
  }

  /// The four characters at the address, or fewer.
  String signature() {
    int from = Math.clamp(address, 0, image.length);
    return new String(
        image,
        from,
        Math.min(4, image.length - from),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /// Reads the structure.
  ///
  /// @param read decodes it with a fresh reader; only what is no [Hdf5Exception] escapes
  void read(Consumer<MetadataReader> read) {
    repairing(() -> read.accept(reader()));
  }

  /// Reads the image again and again until no more checksum is in the way.
  void repairing(Runnable read) {
    for (int i = 0; i < MOST_REPAIRS; i++) {
      try {
        read.run();
        return;
      } catch (MalformedFileException e) {
        if (!repair(e)) {
          return;
        }
      } catch (Hdf5Exception _) {
        return;
      }
    }
  }

  /// Puts a checksum right.
  ///
  /// @return whether the refusal was about a checksum that could be found
  boolean repair(MalformedFileException refusal) {
    if (!refusal.item().equals("checksum")) {
      return false;
    }
    int stored = Integer.parseUnsignedInt(refusal.found().substring(2), 16);
    int computed = Integer.parseUnsignedInt(refusal.expected().substring(2), 16);
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    long from = Math.clamp(refusal.address().orElse(0), 0, image.length);
    for (int at = (int) from; at + Integer.BYTES <= image.length; at++) {
      if (bytes.getInt(at) == stored) {
        bytes.putInt(at, computed);
        return true;
      }
    }
    return false;
  }

  private MetadataReader reader() {
    FormatContext context = new FormatContext(WIDTH, WIDTH, image.length, Limits.defaults());
    return new MetadataReader(Storage.memory(image), 0, context);
  }
}
