package io.hyperslab.internal.metadata;

import io.hyperslab.internal.bytes.Encodable;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.Arrays;

/// Bytes that count instead of what is stored at some address.
sealed interface Image {
  /// A structure as it is kept: decoded, but in files with narrow fields as bytes. What does not
  /// fit these has to be found out by the operation that makes it.
  static Image of(long size, Encodable structure, FormatContext context) {
    Decoded image = new Decoded(size, structure, context);
    boolean narrow = context.sizeOfOffsets() < Long.BYTES || context.sizeOfLengths() < Long.BYTES;
    return narrow ? image.encoded() : image;
  }

  /// How many there are, at least 1.
  long size();

  /// Part of them.
  Image slice(long from, long to);

  /// Bytes in memory.
  ///
  /// @param bytes not to be changed
  record Held(byte[] bytes) implements Image {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public Image slice(long from, long to) {
      return new Held(Arrays.copyOfRange(bytes, (int) from, (int) to));
    }
  }

  /// A structure in memory. It becomes bytes when somebody needs them: most structures change many
  /// times before they are stored.
  ///
  /// @param size bytes that it is encoded as
  /// @param structure never changes
  /// @param context the file's widths
  record Decoded(long size, Encodable structure, FormatContext context) implements Image {
    /// The structure's bytes.
    ///
    /// @throws IllegalStateException if they are not as many as was said
    Held encoded() {
      Encoder out = new Encoder(context, (int) size);
      encode(out);
      return new Held(out.takeBytes());
    }

    /// Writes the structure's bytes.
    ///
    /// @param out at position 0
    /// @throws IllegalStateException if they are not as many as was said
    void encode(Encoder out) {
      structure.encode(out);
      if (out.size() != size) {
        throw new IllegalStateException(
            out.size() + " bytes of a structure that was to have " + size);
      }
    }

    @Override
    public Image slice(long from, long to) {
      return encoded().slice(from, to);
    }
  }

  /// Bytes that are stored somewhere else in the file, or beyond its end.
  ///
  /// @param source where, relative to the base address
  record Stored(long source, long size) implements Image {
    @Override
    public Image slice(long from, long to) {
      return new Stored(source + from, to - from);
    }
  }

  /// The same, as bytes if it is in memory.
  default Image asBytes() {
    return this instanceof Decoded decoded ? decoded.encoded() : this;
  }
}
