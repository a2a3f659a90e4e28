package io.hyperslab.internal.format.datatype;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Enumerated datatypes (class 8): class bit field bits 0 to 15 number of members.
///
/// | bytes       | field                                                       |
/// |-------------|-------------------------------------------------------------|
/// | any         | Base Type, a fixed-point datatype                           |
/// | any         | Names, each with a NUL; padded to 8 before version 3        |
/// | size each   | Values, packed, in the base type                            |
final class EnumerationCodec {
  private EnumerationCodec() {}

  static Enumeration decode(Cursor cursor, DatatypeHeader header, int depth) {
    int count = header.field(0, 16);
    int limit = cursor.context().limits().datatypeMembers();
    if (count > limit) {
      throw cursor.exceeds("members of a datatype", count, limit);
    }
    DecodedDatatype decoded = DatatypeCodec.decode(cursor, depth + 1);
    if (!(decoded.type() instanceof FixedPoint base)) {
      throw cursor.malformed("Base Type of an enumeration", decoded.type(), "fixed-point");
    }
    if (base.size() != header.size()) {
      throw cursor.malformed("Size of an enumeration", header.size(), "" + base.size());
    }
    cursor.count(count, (int) Math.min(base.size() + 1, Integer.MAX_VALUE), "Number of Members");
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(name(cursor, header));
    }
    List<Enumeration.Member> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      members.add(new Enumeration.Member(names.get(i), value(cursor.bytes(base.size()), base)));
    }
    return new Enumeration(base, members);
  }

  static void encode(Encoder out, Enumeration type, int version) {
    int count = DatatypeCodec.memberCount(type.members().size());
    DatatypeHeader header = new DatatypeHeader(version, 8, count, type.size());
    header.encode(out);
    DatatypeCodec.write(out, type.base(), version);
    for (Enumeration.Member member : type.members()) {
      putName(out, header, member.name());
    }
    for (Enumeration.Member member : type.members()) {
      putValue(out, member, type.base());
    }
  }

  /// A name with its NUL and padding.
  static String name(Cursor cursor, DatatypeHeader header) {
    int start = cursor.position();
    String name = cursor.terminatedText("Name");
    if (header.padsNames()) {
      int length = cursor.position() - start;
      cursor.skip((8 - length % 8) % 8);
    }
    return name;
  }

  /// Writes a name with its NUL and padding.
  static void putName(Encoder out, DatatypeHeader header, String name) {
    byte[] bytes = Text.encode(name);
    out.bytes(bytes).u8(0);
    if (header.padsNames()) {
      out.zeros(7 - bytes.length % 8);
    }
  }

  private static void putValue(Encoder out, Enumeration.Member member, FixedPoint base) {
    int size = (int) base.size();
    byte[] number = member.value().toByteArray();
    boolean little = base.order() == ByteOrder.LITTLE_ENDIAN;
    byte[] stored = new byte[size];
    if (member.value().signum() < 0) {
      Arrays.fill(stored, (byte) -1);
    }
    // A value too large is refused when the encoding is compared with the datatype.
    for (int i = 0; i < Math.min(size, number.length); i++) {
      stored[little ? i : size - 1 - i] = number[number.length - 1 - i];
    }
    out.bytes(stored);
  }

  private static BigInteger value(byte[] stored, FixedPoint base) {
    byte[] bigEndian = stored;
    if (base.order() == ByteOrder.LITTLE_ENDIAN) {
      bigEndian = new byte[stored.length];
      for (int i = 0; i < stored.length; i++) {
        bigEndian[i] = stored[stored.length - 1 - i];
      }
    }
    return base.signed() ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian);
  }
}
