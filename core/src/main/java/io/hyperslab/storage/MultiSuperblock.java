package io.hyperslab.storage;

import io.hyperslab.error.MalformedFileException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Finds the driver information of a split or multi file: decodes as much of the superblock as that
/// takes (`FMT4 II.A`, `II.B`, `II.C`).
///
/// Checksums are left to whoever reads the file through the assembled store and meets the same
/// bytes again: the superblock, and its extension at the address that was assumed for it here.
final class MultiSuperblock {
  private static final String SUPERBLOCK = "Superblock";
  private static final String EXTENSION = "Superblock Extension";
  private static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";
  private static final int SUPERBLOCK_SIZE = 64; // version 1 with the driver information's address
  private static final int BLOCK_SIZE = 1 << 16; // more than six names can take
  private static final int DRIVER_INFO_MESSAGE = 0x14;
  private static final long UNDEFINED = -1;

  /// Reads a part of a file whose members are not known yet.
  interface Bytes {
    /// Up to `length` bytes from an unsigned 64-bit address on; fewer where the member ends.
    byte[] at(long address, int length) throws IOException;
  }

  private final Bytes file;

  private MultiSuperblock(Bytes file) {
    this.file = file;
  }

  /// Reads the driver information.
  ///
  /// @throws MalformedFileException if the file has none, or none of the multi driver
  static DriverInformation readDriverInformation(Bytes file) throws IOException {
    return new MultiSuperblock(file).read();
  }

  private DriverInformation read() throws IOException {
    ByteBuffer bytes = block(0, SUPERBLOCK_SIZE);
    boolean extended;
    long address;
    try {
      if (!text(bytes, SIGNATURE.length()).equals(SIGNATURE)) {
        throw malformed(SUPERBLOCK, 0, "signature", "absent", "\\211HDF at offset 0");
      }
      int version = bytes.get() & 0xff;
      if (version > 3) {
        throw malformed(SUPERBLOCK, 0, "version", String.valueOf(version), "0 to 3");
      }
      extended = version >= 2;
      address = extended ? extensionAddress(bytes) : blockAddress(bytes, version);
    } catch (BufferUnderflowException e) {
      throw tooShort(SUPERBLOCK, 0, bytes);
    }
    if (address == UNDEFINED) {
      throw malformed(
          SUPERBLOCK, 0, "address of driver information", "undefined", "defined in a multi file");
    }
    return extended ? readExtension(address) : readBlock(address);
  }

  private static long blockAddress(ByteBuffer bytes, int version) {
    skip(bytes, 4);
    int sizeOfOffsets = bytes.get();
    skip(bytes, version == 0 ? 10 : 14);
    skip(bytes, 3L * sizeOfOffsets); // base, free space info, end of file
    return address(bytes, sizeOfOffsets);
  }

  private static long extensionAddress(ByteBuffer bytes) {
    int sizeOfOffsets = bytes.get();
    skip(bytes, 2);
    skip(bytes, sizeOfOffsets); // base address
    return address(bytes, sizeOfOffsets);
  }

  private static long address(ByteBuffer bytes, int sizeOfOffsets) {
    return switch (sizeOfOffsets) {
      case 4 -> {
        int value = bytes.getInt();
        yield value == -1 ? UNDEFINED : value & 0xffff_ffffL;
      }
      case 8 -> bytes.getLong();
      default ->
          throw malformed(
              SUPERBLOCK, 0, "Size of Offsets", String.valueOf(sizeOfOffsets), "4 or 8");
    };
  }

  /// The Driver Information Block.
  private DriverInformation readBlock(long address) throws IOException {
    String structure = "Driver Information Block";
    ByteBuffer block = block(address, BLOCK_SIZE);
    try {
      requireVersion0(block, structure, address);
      skip(block, 3);
      long size = block.getInt() & 0xffff_ffffL;
      requireMulti(block, structure, address);
      return DriverInformation.decode(take(block, size), address);
    } catch (BufferUnderflowException e) {
      throw tooShort(structure, address, block);
    }
  }

  /// The Driver Info message (`FMT4 IV.A.2.u`) in the first chunk of the superblock extension,
  /// which is an object header of version 2 (`FMT4 IV.A.1.b`).
  private DriverInformation readExtension(long address) throws IOException {
    ByteBuffer header = block(address, BLOCK_SIZE);
    try {
      int flags = enterFirstChunk(header, address);
      int creationOrder = (flags & 4) == 0 ? 0 : 2;
      while (header.remaining() >= 4 + creationOrder) {
        int type = header.get() & 0xff;
        int size = header.getShort() & 0xffff;
        skip(header, 1 + creationOrder);
        byte[] message = take(header, size);
        if (type == DRIVER_INFO_MESSAGE) {
          return readMessage(buffer(message), address);
        }
      }
    } catch (BufferUnderflowException e) {
      throw tooShort(EXTENSION, address, header);
    }
    throw malformed(EXTENSION, address, "Driver Info message", "absent", "in the first chunk");
  }

  /// Passes over the header's prefix and limits the buffer to the messages of the first chunk.
  private static int enterFirstChunk(ByteBuffer header, long address) {
    if (!text(header, 4).equals("OHDR") || header.get() != 2) {
      throw malformed(
          EXTENSION, address, "object header", "none of version 2", "OHDR and version 2");
    }
    int flags = header.get();
    int times = (flags & 0x20) == 0 ? 0 : 16;
    int phaseChange = (flags & 0x10) == 0 ? 0 : 4;
    skip(header, times + phaseChange);
    long size =
        switch (flags & 3) {
          case 0 -> header.get() & 0xff;
          case 1 -> header.getShort() & 0xffff;
          case 2 -> header.getInt() & 0xffff_ffffL;
          default -> header.getLong();
        };
    if (size >= 0 && size < header.remaining()) {
      header.limit(header.position() + (int) size);
    }
    return flags;
  }

  private static DriverInformation readMessage(ByteBuffer message, long address) {
    String structure = "Driver Info message";
    requireVersion0(message, structure, address);
    requireMulti(message, structure, address);
    int size = message.getShort() & 0xffff;
    return DriverInformation.decode(take(message, size), address);
  }

  private static void requireVersion0(ByteBuffer bytes, String structure, long address) {
    int version = bytes.get() & 0xff;
    if (version != 0) {
      throw malformed(structure, address, "version", String.valueOf(version), "0");
    }
  }

  private static void requireMulti(ByteBuffer bytes, String structure, long address) {
    String found = text(bytes, 8);
    if (!found.equals(DriverInformation.IDENTIFICATION)) {
      throw malformed(
          structure,
          address,
          "Driver Identification",
          found.replaceAll("[^ -~]", "?"),
          DriverInformation.IDENTIFICATION);
    }
  }

  private ByteBuffer block(long address, int length) throws IOException {
    return buffer(file.at(address, length));
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(ByteBuffer bytes, int length) {
    return new String(take(bytes, length), StandardCharsets.ISO_8859_1);
  }

  private static void skip(ByteBuffer bytes, long count) {
    requireRemaining(bytes, count);
    bytes.position(bytes.position() + (int) count);
  }

  private static byte[] take(ByteBuffer bytes, long count) {
    requireRemaining(bytes, count);
    byte[] taken = new byte[(int) count];
    bytes.get(taken);
    return taken;
  }

  private static void requireRemaining(ByteBuffer bytes, long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
  }

  private static MalformedFileException tooShort(String structure, long address, ByteBuffer bytes) {
    return malformed(structure, address, "size", bytes.limit() + " bytes", "more");
  }

  private static MalformedFileException malformed(
      String structure, long address, String item, String found, String expected) {
    return new MalformedFileException(structure, address, item, found, expected);
  }
}
