package io.hyperslab.cli.digest;

import io.hyperslab.error.LimitExceededException;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Takes the canonical stream of one value: counts and hashes it, and keeps its beginning.
final class DataHash {
  private static final int BUFFER = 1 << 16;

  private final MessageDigest sha256 = sha256();
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[BUFFER];
  private final MemorySegment bufferSegment = MemorySegment.ofArray(buffer);
  private final int headLength;
  private final long limit;
  private int used;
  private long handedOn;

  /// @param headLength how many bytes of the beginning are kept
  /// @param limit the most bytes that are taken. Sequences may refer to the same data again and
  ///   again, so a small file can describe a stream without end.
  DataHash(int headLength, long limit) {
    this.headLength = headLength;
    this.limit = limit;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Takes bytes of a segment.
  void add(MemorySegment bytes, long offset, long length) {
    long done = 0;
    while (done < length) {
      int part = (int) Math.min(length - done, room());
      MemorySegment.copy(bytes, offset + done, bufferSegment, used, part);
      used += part;
      done += part;
    }
  }

  /// Takes numbers of `width` bytes, most significant byte first, in the opposite order.
  void addReversed(MemorySegment bytes, long offset, int width, long count) {
    for (long i = 0; i < count; i++) {
      long last = offset + (i + 1) * width - 1;
      for (int k = 0; k < width; k++) {
        addByte(bytes.get(ValueLayout.JAVA_BYTE, last - k));
      }
    }
  }

  /// Takes all bytes.
  void add(byte[] bytes) {
    add(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  /// Takes a number as 4 bytes, least significant first.
  void addU32(long value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      addByte((byte) (value >>> shift));
    }
  }

  /// Takes a number as 8 bytes, least significant first.
  void addU64(long value) {
    addU32(value);
    addU32(value >>> Integer.SIZE);
  }

  /// Takes one byte.
  void addByte(byte value) {
    room();
    buffer[used++] = value;
  }

  private int room() {
    if (used == BUFFER) {
      drain();
    }
    return BUFFER - used;
  }

  private void drain() {
    head.write(buffer, 0, Math.min(used, headLength - head.size()));
    sha256.update(buffer, 0, used);
    handedOn += used;
    used = 0;
    if (handedOn > limit) {
      throw new LimitExceededException(
          null, -1, "size of the data with that of its sequences", "larger", limit + " bytes");
    }
  }

  /// The stream that was taken; nothing is taken afterwards.
  Result finish() {
    drain();
    HexFormat hex = HexFormat.of();
    return new Result(handedOn, hex.formatHex(sha256.digest()), hex.formatHex(head.toByteArray()));
  }

  /// A stream.
  ///
  /// @param length its length in bytes
  /// @param sha256 its hash, in hexadecimal
  /// @param head its beginning, in hexadecimal
  record Result(long length, String sha256, String head) {}
}
