package io.hyperslab.storage;

import io.hyperslab.error.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The multi driver's Driver Information (`FMT4 II.B`): which member files there are, and where in
/// the address space each belongs.
///
/// @param members the member files; the first holds the superblock
record DriverInformation(List<Member> members) {
  /// The Driver Identification of the multi driver, which the split driver uses too.
  static final String IDENTIFICATION = "NCSAmult";

  private static final String STRUCTURE = "Driver Information Block";
  private static final int USAGE_TYPES = 6;

  /// A member file.
  ///
  /// @param start its Address, an unsigned 64-bit number
  /// @param end its End of Address: how many bytes of it are in use
  /// @param ending what follows the name of the whole in the file's name
  record Member(long start, long end, String ending) {}

  /// Decodes the Driver Information field.
  ///
  /// @param bytes the field
  /// @param address where its structure is in the first member, for error messages
  static DriverInformation decode(byte[] bytes, long address) {
    ByteBuffer field = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int count = countMembers(field, address);
      long[] starts = new long[count];
      long[] ends = new long[count];
      for (int i = 0; i < count; i++) {
        starts[i] = field.getLong();
        ends[i] = field.getLong();
      }
      List<Member> members = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        members.add(new Member(starts[i], ends[i], ending(field, address)));
      }
      requireSound(members, address);
      return new DriverInformation(List.copyOf(members));
    } catch (BufferUnderflowException e) {
      throw malformed(address, "size", bytes.length + " bytes", "room for every member file");
    }
  }

  /// The Member Mapping sends each of six kinds of content to the kind whose file holds it; 0
  /// stands for itself. The members are described in the order in which the mapping first names
  /// them.
  private static int countMembers(ByteBuffer field, long address) {
    boolean[] seen = new boolean[USAGE_TYPES + 1];
    int count = 0;
    for (int type = 1; type <= USAGE_TYPES; type++) {
      int mapped = field.get() & 0xff;
      if (mapped > USAGE_TYPES) {
        throw malformed(address, "Member Mapping", String.valueOf(mapped), "0 to 6");
      }
      int member = mapped == 0 ? type : mapped;
      count += seen[member] ? 0 : 1;
      seen[member] = true;
    }
    field.getShort(); // reserved
    return count;
  }

  /// Reads a Name: `%s`, which stands for the name of the whole, and an ending. No other form is
  /// accepted, for it would let the file name any file of the machine.
  private static String ending(ByteBuffer field, long address) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    for (byte next = field.get(); next != 0; next = field.get()) {
      name.write(next);
    }
    int padding = Math.min(-(name.size() + 1) & 7, field.remaining());
    field.position(field.position() + padding);
    String text = name.toString(StandardCharsets.UTF_8);
    if (!text.matches("%s[^%/\\\\:]+")) {
      throw malformed(address, "Name of Member File", '"' + text + '"', "%s and a plain ending");
    }
    return text.substring(2);
  }

  private static void requireSound(List<Member> members, long address) {
    if (members.getFirst().start() != 0) {
      throw malformed(address, "Address of Member File 1", hex(members.getFirst().start()), "0x0");
    }
    if (members.stream().mapToLong(Member::start).distinct().count() < members.size()) {
      throw malformed(address, "Address of Member File", "used twice", "one for each member file");
    }
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static MalformedFileException malformed(
      long address, String item, String found, String expected) {
    return new MalformedFileException(STRUCTURE, address, item, found, expected);
  }
}
