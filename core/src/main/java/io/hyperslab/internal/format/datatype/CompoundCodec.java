package io.hyperslab.internal.format.datatype;

import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Compound datatypes (class 6): class bit field bits 0 to 15 number of members, and each
///
/// | field                  | version 1            | version 2            | version 3 on           |
/// |------------------------|----------------------|----------------------|------------------------|
/// | Name, with a NUL       | padded to 8          | padded to 8          | unpadded               |
/// | Byte Offset of Member  | 4                    | 4                    | what the size needs    |
/// | Dimensionality         | 1                    | -                    | -                      |
/// | Reserved               | 3                    | -                    | -                      |
/// | Dimension Permutation  | 4                    | -                    | -                      |
/// | Reserved               | 4                    | -                    | -                      |
/// | Dimension Sizes        | 4 × 4                | -                    | -                      |
/// | Member Type            | datatype             | datatype             | datatype               |
///
/// A version 1 member of dimensionality above 0 is an array, as version 2 has a class for.
final class CompoundCodec {
  private static final int MAXIMUM_MEMBER_RANK = 4;
  private static final int SMALLEST_MEMBER = 10;

  /// A member with the offset and size that the encoding states.
  private record StatedMember(String name, long offset, Datatype type, long statedSize) {}

  private CompoundCodec() {}

  static Compound decode(Cursor cursor, DatatypeHeader header, int depth) {
    int count = header.field(0, 16);
    int limit = cursor.context().limits().datatypeMembers();
    if (count > limit) {
      throw cursor.exceeds("members of a datatype", count, limit);
    }
    cursor.count(count, SMALLEST_MEMBER, "Number of Members");
    if (count == 0) {
      throw cursor.malformed("Number of Members", 0, "at least 1");
    }
    List<StatedMember> members = new ArrayList<>(count);
    TreeMap<Long, Long> occupied = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      StatedMember member = member(cursor, header, depth);
      checkPlace(cursor, header, member, occupied);
      members.add(member);
    }
    Compound compound = moved(header.size(), members);
    long sizeLimit = cursor.context().limits().datatypeSize();
    if (compound.size() > sizeLimit) {
      throw cursor.exceeds("size of a datatype", compound.size(), sizeLimit);
    }
    return compound;
  }

  /// The same compound in a file of other widths.
  static Compound inFile(Compound type, int sizeOfOffsets) {
    List<StatedMember> members = new ArrayList<>(type.members().size());
    for (Compound.Member member : type.members()) {
      Datatype inFile = DatatypeCodec.inFile(member.type(), sizeOfOffsets);
      members.add(new StatedMember(member.name(), member.offset(), inFile, member.type().size()));
    }
    return moved(type.size(), members);
  }

  private static StatedMember member(Cursor cursor, DatatypeHeader header, int depth) {
    String name = EnumerationCodec.name(cursor, header);
    long offset =
        header.version() >= 3
            ? cursor.unsigned(offsetWidth(header.size()), "Byte Offset of Member")
            : cursor.u32();
    List<Long> dimensions = header.version() == 1 ? memberDimensions(cursor) : List.of();
    DecodedDatatype decoded = DatatypeCodec.decode(cursor, depth + 1);
    if (dimensions.isEmpty()) {
      return new StatedMember(name, offset, decoded.type(), decoded.statedSize());
    }
    return new StatedMember(
        name,
        offset,
        DatatypeCodec.arrayOf(cursor, dimensions, decoded.type()),
        DatatypeCodec.arraySize(cursor, dimensions, decoded.statedSize()));
  }

  private static List<Long> memberDimensions(Cursor cursor) {
    int rank = cursor.u8("Dimensionality", 0, MAXIMUM_MEMBER_RANK);
    cursor.skip(3 + 4 + 4);
    List<Long> dimensions = new ArrayList<>(rank);
    for (int i = 0; i < MAXIMUM_MEMBER_RANK; i++) {
      long dimension = cursor.u32();
      if (i < rank) {
        dimensions.add(dimension);
      }
    }
    return dimensions;
  }

  /// @param floor the version that members which gain from it have at least
  static void encode(Encoder out, Compound type, int version, int floor) {
    int count = DatatypeCodec.memberCount(type.members().size());
    DatatypeHeader header = new DatatypeHeader(version, 6, count, type.size());
    header.encode(out);
    int raised = DatatypeVersions.lastRaising(type);
    for (int i = 0; i < count; i++) {
      Compound.Member member = type.members().get(i);
      EnumerationCodec.putName(out, header, member.name());
      if (version >= 3) {
        out.unsigned(member.offset(), offsetWidth(type.size()));
      } else {
        out.u32(member.offset());
      }
      if (version == 1) {
        out.zeros(1 + 3 + 4 + 4 + 4 * MAXIMUM_MEMBER_RANK);
      }
      DatatypeCodec.write(out, member.type(), i <= raised ? version : floor);
    }
  }

  /// The bytes that hold any offset in an element of that size.
  private static int offsetWidth(long size) {
    return (64 - Long.numberOfLeadingZeros(size) + 7) / 8;
  }

  /// Refuses a member that reaches out of the element or starts inside an earlier one, as libhdf5
  /// does.
  private static void checkPlace(
      Cursor cursor,
      DatatypeHeader header,
      StatedMember member,
      NavigableMap<Long, Long> occupied) {
    if (member.offset() > header.size() - member.statedSize()) {
      throw cursor.malformed(
          "place of a member",
          member.statedSize() + " bytes at " + member.offset(),
          "inside the element of " + header.size() + " bytes");
    }
    Map.Entry<Long, Long> before = occupied.floorEntry(member.offset());
    if (before != null && before.getValue() > member.offset()) {
      throw cursor.malformed(
          "Byte Offset of Member", member.offset(), "outside the member at " + before.getKey());
    }
    occupied.put(member.offset(), member.offset() + member.statedSize());
  }

  /// Moves the members that stand behind one whose size in the file is not the stated one.
  private static Compound moved(long statedSize, List<StatedMember> members) {
    List<Integer> byOffset = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      byOffset.add(i);
    }
    byOffset.sort(Comparator.comparingLong(i -> members.get(i).offset()));
    long[] shift = new long[members.size()];
    long moved = 0;
    for (int i : byOffset) {
      shift[i] = moved;
      moved += members.get(i).type().size() - members.get(i).statedSize();
    }
    List<Compound.Member> result = new ArrayList<>(members.size());
    for (int i = 0; i < shift.length; i++) {
      StatedMember member = members.get(i);
      result.add(new Compound.Member(member.name(), member.offset() + shift[i], member.type()));
    }
    return new Compound(statedSize + moved, result);
  }
}
