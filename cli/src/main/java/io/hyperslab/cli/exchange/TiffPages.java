package io.hyperslab.cli.exchange;

import io.hyperslab.error.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/// The list of pages of a TIFF file: each says where the next one is.
final class TiffPages {
  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int BYTES_OF_ENTRY = 12;

  private TiffPages() {}

  /// Makes sure that the list has an end, for the decoder of the JDK counts pages until it finds
  /// one. What else is wrong with the file is left to the decoder.
  ///
  /// @param in a TIFF file; its position and its byte order are changed
  /// @throws MalformedFileException if the list leads back into itself
  static void requireEnd(ImageInputStream in) throws IOException {
    try {
      in.seek(0);
      boolean little = in.readUnsignedShort() == LITTLE_ENDIAN;
      in.setByteOrder(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      in.readUnsignedShort(); // the signature
      long met = 0;
      long period = 1;
      long steps = 0;
      // In a circle the page that is kept comes again once the period is long enough.
      for (long page = in.readUnsignedInt(); page != 0; page = next(in, page)) {
        if (page == met) {
          throw new MalformedFileException(
              "image", page, "list of pages", "one that leads back into itself", "an end");
        }
        if (++steps == period) {
          met = page;
          period *= 2;
          steps = 0;
        }
      }
    } catch (EOFException | IndexOutOfBoundsException e) {
      return; // the list ends where the file does
    }
  }

  private static long next(ImageInputStream in, long page) throws IOException {
    in.seek(page);
    int entries = in.readUnsignedShort();
    in.seek(page + 2 + (long) entries * BYTES_OF_ENTRY);
    return in.readUnsignedInt();
  }
}
