package io.hyperslab.internal.format.message;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.datatype.DatatypeCodec;
import java.util.OptionalLong;

/// One link of a new-style group (`FMT4 IV.A.2.g`), in its header or its fractal heap.
///
/// | bytes         | field                                          |
/// |---------------|------------------------------------------------|
/// | 1             | Version, 1                                     |
/// | 1             | Flags                                          |
/// | 1             | Link type; flag bit 3                          |
/// | 8             | Creation Order; flag bit 2                     |
/// | 1             | Link Name Character Set; flag bit 4            |
/// | 1, 2, 4, 8    | Length of Link Name; width in flag bits 0, 1   |
/// | length        | Link Name                                      |
/// | the rest      | Link Information                               |
///
/// Link information: a hard link's object header address; a soft link's length (2 bytes) and value;
/// a user-defined link's length (2 bytes) and data, which for external links (64) is a byte of
/// version and flags, the file's name and the object's path, each with a NUL.
///
/// @param name the link's name, at least one character
/// @param characterSet the declared character set of the name
/// @param creationOrder when the link was made relative to others, if tracked
/// @param target where it leads
public record LinkMessage(
    String name, CharacterSet characterSet, OptionalLong creationOrder, Target target)
    implements HeaderMessage {
  private static final int NAME_WIDTH_MASK = 0x03;
  private static final int CREATION_ORDER_STORED = 0x04;
  private static final int TYPE_STORED = 0x08;
  private static final int CHARACTER_SET_STORED = 0x10;
  private static final int KNOWN_FLAGS = 0x1f;
  private static final int HARD = 0;
  private static final int SOFT = 1;
  private static final int EXTERNAL = 64;

  /// The bytes of no name, when none is likely.
  public static final byte[] NONE_LIKELY = {};

  /// Where a link leads.
  public sealed interface Target permits Hard, Soft, External, UserDefined {}

  /// To an object of this file.
  ///
  /// @param objectHeaderAddress the object
  public record Hard(long objectHeaderAddress) implements Target {}

  /// To whatever a path names at the time.
  ///
  /// @param path from the group that holds the link, or from the root
  public record Soft(String path) implements Target {}

  /// To an object of another file.
  ///
  /// @param fileName the other file
  /// @param path the object's path in it
  public record External(String fileName, String path) implements Target {}

  /// To what an application knows.
  ///
  /// @param type 65 to 255
  /// @param data the application's own bytes; not to be modified
  public record UserDefined(int type, byte[] data) implements Target {}

  /// Decodes the message.
  public static LinkMessage decode(Cursor cursor) {
    return decode(cursor, "", NONE_LIKELY);
  }

  /// The same for one that is likely to have a certain name, which is not made anew then.
  ///
  /// @param likely the name
  /// @param likelyBytes its bytes if it is plain; else [#NONE_LIKELY]
  public static LinkMessage decode(Cursor cursor, String likely, byte[] likelyBytes) {
    cursor.version(1, 1);
    int flags = cursor.u8("Flags", 0, KNOWN_FLAGS);
    int type = (flags & TYPE_STORED) != 0 ? cursor.u8() : HARD;
    OptionalLong creationOrder =
        (flags & CREATION_ORDER_STORED) != 0 ? OptionalLong.of(cursor.i64()) : OptionalLong.empty();
    CharacterSet characterSet =
        (flags & CHARACTER_SET_STORED) != 0
            ? DatatypeCodec.characterSet(cursor, "Link Name Character Set", cursor.u8())
            : CharacterSet.ASCII;
    long nameLength = cursor.unsigned(1 << (flags & NAME_WIDTH_MASK), "Length of Link Name");
    String name =
        likelyBytes.length > 0 && cursor.passesOver(likelyBytes, nameLength)
            ? likely
            : cursor.paddedText(nameLength);
    if (name.isEmpty()) {
      throw cursor.malformed("Link Name", "empty", "at least one character");
    }
    Target target = target(cursor, type);
    return new LinkMessage(name, characterSet, creationOrder, target);
  }

  @Override
  public void encode(Encoder out) {
    byte[] nameBytes = Text.encode(name);
    int nameWidth = nameBytes.length > 0xffff ? 2 : nameBytes.length > 0xff ? 1 : 0;
    int type = type();
    out.u8(1)
        .u8(
            nameWidth
                | (creationOrder.isPresent() ? CREATION_ORDER_STORED : 0)
                | (type != HARD ? TYPE_STORED : 0)
                | (characterSet != CharacterSet.ASCII ? CHARACTER_SET_STORED : 0));
    if (type != HARD) {
      out.u8(type);
    }
    creationOrder.ifPresent(out::i64);
    if (characterSet != CharacterSet.ASCII) {
      out.u8(DatatypeCodec.characterSetNumber(characterSet));
    }
    out.unsigned(nameBytes.length, 1 << nameWidth).bytes(nameBytes);
    encodeTarget(out);
  }

  private static Target target(Cursor cursor, int type) {
    if (type == HARD) {
      return new Hard(cursor.address("Object Header Address"));
    }
    if (type == SOFT) {
      return new Soft(nonEmpty(cursor, cursor.paddedText(cursor.u16()), "Soft Link Value"));
    }
    if (type < EXTERNAL) {
      throw cursor.malformed("Link type", type, "0, 1, or 64 to 255");
    }
    Cursor data = cursor.slice(cursor.u16(), cursor.structure());
    return type == EXTERNAL
        ? decodeExternal(data)
        : new UserDefined(type, data.bytes(data.remaining()));
  }

  /// Decodes the data of an external link.
  public static External decodeExternal(Cursor data) {
    int versionAndFlags = data.u8();
    if (versionAndFlags >> 4 != 0) {
      throw data.unsupported("External Link version", versionAndFlags >> 4, "0");
    }
    String fileName = nonEmpty(data, data.terminatedText("file name"), "file name");
    return new External(fileName, data.terminatedText("object path"));
  }

  private static String nonEmpty(Cursor cursor, String text, String item) {
    if (text.isEmpty()) {
      throw cursor.malformed(item, Text.quote(text), "at least one character");
    }
    return text;
  }

  private int type() {
    return switch (target) {
      case Hard _ -> HARD;
      case Soft _ -> SOFT;
      case External _ -> EXTERNAL;
      case UserDefined userDefined -> userDefined.type();
    };
  }

  private void encodeTarget(Encoder out) {
    switch (target) {
      case Hard hard -> out.address(hard.objectHeaderAddress());
      case Soft soft -> {
        byte[] path = Text.encode(soft.path());
        out.u16(path.length).bytes(path);
      }
      case External external -> {
        byte[] fileName = Text.encode(external.fileName());
        byte[] path = Text.encode(external.path());
        // A byte of version and flags, and a NUL behind each text.
        out.u16(fileName.length + path.length + 3);
        out.u8(0).bytes(fileName).u8(0).bytes(path).u8(0);
      }
      case UserDefined userDefined -> out.u16(userDefined.data().length).bytes(userDefined.data());
    }
  }
}
