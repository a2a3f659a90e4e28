package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.MalformedFileException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of the split and multi drivers, written out here byte by byte after `FMT4 II.A`, `II.B`
/// and `IV.A.2.u`, with the addresses that libhdf5 1.6 and 2.0 chose.
final class MultiStorageTest extends StorageContract {
  private static final long RAW = Long.MAX_VALUE;
  private static final int BLOCK = 96; // behind a superblock of version 0
  private static final byte[] SPLIT_MAPPING = {1, 1, 3, 1, 1, 1};

  private record Part(long start, long end, String template) {}

  /// A split file without raw data. Its metadata is overwritten once it is open, for the contract
  /// wants content of its own choice.
  @Override
  Storage open(Path directory, byte[] content) throws IOException {
    byte[] head = version0(info(SPLIT_MAPPING, part(0, 1, "%s-m.h5"), part(RAW, 0, "%s-r.h5")));
    write(directory, "one-m.h5", Arrays.copyOf(head, content.length));
    Storage storage = Storage.split(directory.resolve("one"));
    write(directory, "one-m.h5", content);
    return storage;
  }

  private static Part part(long start, long end, String template) {
    return new Part(start, end, template);
  }

  private static byte[] info(byte[] mapping, Part... parts) {
    ByteBuffer bytes = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(mapping).putShort((short) 0);
    for (Part part : parts) {
      bytes.putLong(part.start()).putLong(part.end());
    }
    for (Part part : parts) {
      bytes.put(part.template().getBytes(StandardCharsets.UTF_8)).put((byte) 0);
      bytes.position(bytes.position() + (-bytes.position() & 7));
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static byte[] version0(byte[] info) {
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK + 16 + info.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0}); // versions, sizes of offsets and lengths
    bytes.putShort((short) 4).putShort((short) 16).putInt(0); // K values, consistency flags
    bytes.putLong(0).putLong(-1).putLong(2048).putLong(BLOCK); // ..., driver information block
    bytes.position(BLOCK);
    bytes.putInt(0).putInt(info.length);
    bytes.put("NCSAmult".getBytes(StandardCharsets.US_ASCII)).put(info);
    return bytes.array();
  }

  private static byte[] version3(long extension) {
    ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.put(new byte[] {3, 8, 8, 0});
    bytes.putLong(0).putLong(extension).putLong(48).putLong(extension + 200);
    return bytes.array();
  }

  /// A superblock extension: times and phase change, a NIL message, the Driver Info message.
  private static byte[] extension(byte[] info) {
    ByteBuffer bytes = ByteBuffer.allocate(64 + info.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("OHDR".getBytes(StandardCharsets.US_ASCII)).put((byte) 2).put((byte) 0x35);
    bytes.put(new byte[16 + 4]);
    bytes.putShort((short) (6 + 3 + 6 + 11 + info.length));
    bytes.put((byte) 0).putShort((short) 3).put((byte) 0).putShort((short) 0).put(new byte[3]);
    bytes.put((byte) 0x14).putShort((short) (11 + info.length)).put((byte) 0).putShort((short) 1);
    bytes.put((byte) 0).put("NCSAmult".getBytes(StandardCharsets.US_ASCII));
    bytes.putShort((short) info.length).put(info).putInt(0);
    return bytes.array();
  }

  private static void write(Path directory, String name, byte... bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  private void writeSplit(byte... raw) throws IOException {
    byte[] info = info(SPLIT_MAPPING, part(0, 2048, "%s-m.h5"), part(RAW, 3, "%s-r.h5"));
    write(directory, "x-m.h5", version0(info));
    write(directory, "x-r.h5", raw);
  }

  private static int readAt(Storage storage, long address) throws IOException {
    long position = storage.addresses().position(address);
    byte[] bytes = new byte[1];
    return storage.read(position, MemorySegment.ofArray(bytes)) == 1 ? bytes[0] : -1;
  }

  @Test
  void findsTheRawDataOfASplitFileAtItsAddresses() throws IOException {
    writeSplit((byte) 11, (byte) 12, (byte) 13);
    try (Storage storage = Storage.split(directory.resolve("x"))) {
      assertThat(readAt(storage, 1)).isEqualTo('H');
      assertThat(readAt(storage, RAW)).isEqualTo(11);
      assertThat(readAt(storage, RAW + 2)).isEqualTo(13); // 2^63 + 1 as an unsigned number
      assertThat(storage.addresses().position(RAW + 3)).isEqualTo(AddressMap.NONE);
      assertThat(storage.name()).isEqualTo(directory.resolve("x").toString());
      assertThat(storage.path()).contains(directory.resolve("x-m.h5"));
    }
  }

  @Test
  void keepsTheMembersApart() throws IOException {
    writeSplit((byte) 11, (byte) 12, (byte) 13);
    try (Storage storage = Storage.split(directory.resolve("x"))) {
      long end = Files.size(directory.resolve("x-m.h5"));
      byte[] bytes = new byte[8];
      assertThat(storage.read(end - 1, MemorySegment.ofArray(bytes))).isEqualTo(1);
      assertThat(storage.read(end, MemorySegment.ofArray(bytes))).isEqualTo(-1);
    }
  }

  @Test
  void fallsBackToTheOldNamesOfSplitFiles() throws IOException {
    byte[] info = info(SPLIT_MAPPING, part(0, 2048, "%s.meta"), part(RAW, 1, "%s.raw"));
    write(directory, "x.meta", version0(info));
    write(directory, "x.raw", (byte) 11);
    try (Storage storage = Storage.split(directory.resolve("x"))) {
      assertThat(readAt(storage, RAW)).isEqualTo(11);
    }
  }

  @Test
  void findsTheDriverInfoMessageOfASplitFile() throws IOException {
    byte[] info = info(SPLIT_MAPPING, part(0, 500, "%s-m.h5"), part(RAW, 1, "%s-r.h5"));
    byte[] superblock = version3(48);
    byte[] extension = extension(info);
    byte[] metadata = Arrays.copyOf(superblock, superblock.length + extension.length);
    System.arraycopy(extension, 0, metadata, superblock.length, extension.length);
    write(directory, "x-m.h5", metadata);
    write(directory, "x-r.h5", (byte) 11);
    try (Storage storage = Storage.split(directory.resolve("x"))) {
      assertThat(readAt(storage, RAW)).isEqualTo(11);
    }
  }

  /// libhdf5 1.8 and later: member i at i times a sixth of 2^64 - 2, the extension in the last.
  @Test
  void findsTheDriverInfoMessageOfAMultiFileInItsObjectHeaders() throws IOException {
    long sixth = 0x2aaa_aaaa_aaaa_aaaaL;
    byte[] info =
        info(
            new byte[6],
            part(0, 48, "%s-s.h5"),
            part(sixth, 1, "%s-b.h5"),
            part(2 * sixth, 1, "%s-r.h5"),
            part(3 * sixth, 0, "%s-g.h5"),
            part(4 * sixth, 1, "%s-l.h5"),
            part(5 * sixth, 200, "%s-o.h5"));
    write(directory, "x-s.h5", version3(0xd555_5555_5555_5552L));
    write(directory, "x-b.h5", (byte) 21);
    write(directory, "x-r.h5", (byte) 22);
    write(directory, "x-l.h5", (byte) 24);
    write(directory, "x-o.h5", extension(info));
    try (Storage storage = Storage.multi(directory.resolve("x"))) {
      assertThat(readAt(storage, sixth)).isEqualTo(21);
      assertThat(readAt(storage, 2 * sixth)).isEqualTo(22);
      assertThat(storage.addresses().position(3 * sixth)).isEqualTo(AddressMap.NONE);
      assertThat(readAt(storage, 0xaaaa_aaaa_aaaa_aaa8L)).isEqualTo(24);
      assertThat(readAt(storage, 0xd555_5555_5555_5552L)).isEqualTo('O');
    }
  }

  @Test
  void readsAMultiFileWithASuperblockOfVersion0() throws IOException {
    byte[] info =
        info(
            new byte[] {1, 2, 3, 1, 1, 2},
            part(0, 2048, "%s-s.h5"),
            part(0x7fff_ffff_ffff_fffdL, 2, "%s-b.h5"),
            part(0x3333_3333_3333_3332L, 2, "%s-r.h5"));
    write(directory, "x-s.h5", version0(info));
    write(directory, "x-b.h5", (byte) 21, (byte) 22, (byte) 23, (byte) 24);
    write(directory, "x-r.h5", (byte) 31, (byte) 32);
    try (Storage storage = Storage.multi(directory.resolve("x"))) {
      assertThat(readAt(storage, 0x8000_0000_0000_0000L)).isEqualTo(24);
      assertThat(readAt(storage, 0x3333_3333_3333_3333L)).isEqualTo(32);
    }
  }

  @Test
  void missesAFileThatIsNotEmpty() throws IOException {
    writeSplit((byte) 1);
    Files.delete(directory.resolve("x-r.h5"));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Storage.split(directory.resolve("x")))
        .withMessageContaining("x-r.h5");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Storage.split(directory.resolve("y")))
        .withMessageContaining("y-m.h5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "%s",
        "%s/../r",
        "../%s-r.h5",
        "%s%s",
        "%s-%d.h5",
        "%s\\r",
        "%s:r",
        ""
      })
  void refusesANameThatLeadsElsewhere(String template) throws IOException {
    byte[] info = info(SPLIT_MAPPING, part(0, 2048, "%s-m.h5"), part(RAW, 0, template));
    write(directory, "x-m.h5", version0(info));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Storage.split(directory.resolve("x")))
        .satisfies(e -> assertThat(e.item()).isEqualTo("Name of Member File"));
  }

  @Test
  void refusesMembersAtOneAddressAndASuperblockElsewhere() throws IOException {
    byte[] twice = info(SPLIT_MAPPING, part(0, 1, "%s-m.h5"), part(0, 0, "%s-r.h5"));
    byte[] elsewhere = info(SPLIT_MAPPING, part(8, 1, "%s-m.h5"), part(0, 0, "%s-r.h5"));
    for (byte[] info : new byte[][] {twice, elsewhere}) {
      write(directory, "x-m.h5", version0(info));
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> Storage.split(directory.resolve("x")))
          .satisfies(e -> assertThat(e.structure()).contains("Driver Information Block"));
    }
  }

  @Test
  void refusesAFileOfAnotherDriver() throws IOException {
    byte[] bytes = version0(new byte[8]);
    System.arraycopy("NCSAfami".getBytes(StandardCharsets.US_ASCII), 0, bytes, BLOCK + 8, 8);
    write(directory, "x-m.h5", bytes);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Storage.split(directory.resolve("x")))
        .satisfies(e -> assertThat(e.found()).isEqualTo("NCSAfami"));
  }

  @Test
  void meetsDamageWithItsOwnExceptionsOnly() throws IOException {
    byte[] info = info(SPLIT_MAPPING, part(0, 500, "%s-m.h5"), part(RAW, 0, "%s-r.h5"));
    byte[] superblock = version3(48);
    byte[] extension = extension(info);
    byte[] extended = Arrays.copyOf(superblock, superblock.length + extension.length);
    System.arraycopy(extension, 0, extended, superblock.length, extension.length);
    Random random = new Random(3);
    int refused = 0;
    for (byte[] sound : new byte[][] {version0(info), extended}) {
      for (int i = 0; i < 400; i++) {
        byte[] damaged =
            Arrays.copyOf(sound, i % 3 == 0 ? random.nextInt(sound.length) : sound.length);
        for (int k = 0; k < 3 && damaged.length > 0; k++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        write(directory, "x-m.h5", damaged);
        refused += opens() ? 0 : 1;
      }
    }
    assertThat(refused).isBetween(200, 800);
  }

  private boolean opens() {
    try (Storage storage = Storage.split(directory.resolve("x"))) {
      return storage.size() > 0;
    } catch (MalformedFileException | IOException e) {
      return false;
    }
  }
}
