package io.hyperslab.internal.format.message;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.datatype.DatatypeCodec;

/// A named value attached to an object (`FMT4 IV.A.2.m`), in its header or its fractal heap.
///
/// | bytes | version 1                  | version 2      | version 3                            |
/// |-------|----------------------------|----------------|--------------------------------------|
/// | 1     | Version                    | Version        | Version                              |
/// | 1     | Reserved                   | Flags          | Flags                                |
/// | 2     | Name Size                  | Name Size      | Name Size                            |
/// | 2     | Datatype Size              | Datatype Size  | Datatype Size                        |
/// | 2     | Dataspace Size             | Dataspace Size | Dataspace Size                       |
/// | 1     | -                          | -              | Name Character Set Encoding          |
/// | sizes | Name, Datatype, Dataspace, each padded to 8 bytes | unpadded | unpadded            |
/// | rest  | Data                       | Data           | Data                                 |
///
/// Flag bit 0: the datatype is shared, bit 1: the dataspace is.
///
/// @param version 1 to 3
/// @param name the attribute's name
/// @param characterSet the declared character set of the name
/// @param datatype the type of the elements, here or elsewhere
/// @param dataspace size and shape, here or elsewhere
/// @param data the elements, and padding behind them; its length is not yet checked against
///   datatype and dataspace; not to be modified
public record AttributeMessage(
    int version,
    String name,
    CharacterSet characterSet,
    Sharable<DatatypeMessage> datatype,
    Sharable<DataspaceMessage> dataspace,
    byte[] data)
    implements HeaderMessage {
  private static final int DATATYPE_SHARED = 0x01;
  private static final int DATASPACE_SHARED = 0x02;

  /// Decodes the message.
  public static AttributeMessage decode(Cursor cursor) {
    int version = cursor.version(1, 3);
    int flags = cursor.u8();
    if (version == 1) {
      flags = 0;
    } else if ((flags & ~(DATATYPE_SHARED | DATASPACE_SHARED)) != 0) {
      throw cursor.malformed("Flags", "0x" + Integer.toHexString(flags), "bits 2 to 7 zero");
    }
    int nameSize = cursor.u16();
    int datatypeSize = cursor.u16();
    int dataspaceSize = cursor.u16();
    CharacterSet characterSet =
        version == 3
            ? DatatypeCodec.characterSet(cursor, "Name Character Set Encoding", cursor.u8())
            : CharacterSet.ASCII;
    int alignment = alignment(version);
    String name = part(cursor, nameSize, alignment, "Attribute Message").terminatedText("Name");
    Cursor datatype = part(cursor, datatypeSize, alignment, "Datatype Message");
    Cursor dataspace = part(cursor, dataspaceSize, alignment, "Dataspace Message");
    return new AttributeMessage(
        version,
        name,
        characterSet,
        (flags & DATATYPE_SHARED) != 0
            ? Sharable.elsewhere(datatype)
            : new Sharable.Here<>(DatatypeMessage.decode(datatype)),
        (flags & DATASPACE_SHARED) != 0
            ? Sharable.elsewhere(dataspace)
            : new Sharable.Here<>(DataspaceMessage.decode(dataspace)),
        cursor.bytes(cursor.remaining()));
  }

  /// Whether an attribute has a name, of which the bytes are given. Checks of the name what
  /// [#decode(Cursor)] does, and nothing of the rest.
  ///
  /// @param body the message data, not shared; this cursor stays where it is
  public static boolean isNamed(Cursor body, byte[] name) {
    Cursor cursor = body.rest("Attribute Message");
    boolean hasCharacterSet = cursor.version(1, 3) == 3;
    cursor.skip(1);
    int nameSize = cursor.u16();
    cursor.skip(hasCharacterSet ? 5 : 4);
    return cursor.slice(nameSize, "Attribute Message").isTerminated(name, "Name");
  }

  @Override
  public void encode(Encoder out) {
    byte[] nameBytes = Text.encode(name);
    out.u8(version).u8(version == 1 ? 0 : flags());
    out.u16(nameBytes.length + 1);
    int sizes = out.size();
    out.zeros(4);
    if (version == 3) {
      out.u8(DatatypeCodec.characterSetNumber(characterSet));
    }
    out.bytes(nameBytes).u8(0);
    pad(out, nameBytes.length + 1);
    part(out, datatype, sizes);
    part(out, dataspace, sizes + 2);
    out.bytes(data);
  }

  /// Writes a part, and its size where that belongs.
  private void part(Encoder out, Sharable<?> part, int sizePosition) {
    int start = out.size();
    part.encode(out);
    int size = out.size() - start;
    out.patch16(sizePosition, size);
    pad(out, size);
  }

  private void pad(Encoder out, int size) {
    int alignment = alignment(version);
    out.zeros((alignment - size % alignment) % alignment);
  }

  private int flags() {
    return (datatype instanceof Sharable.Elsewhere ? DATATYPE_SHARED : 0)
        | (dataspace instanceof Sharable.Elsewhere ? DATASPACE_SHARED : 0);
  }

  private static int alignment(int version) {
    return version == 1 ? 8 : 1;
  }

  private static Cursor part(Cursor cursor, int size, int alignment, String structure) {
    Cursor part = cursor.slice(size, structure);
    int padding = (alignment - size % alignment) % alignment;
    cursor.skip(Math.min(padding, cursor.remaining()));
    return part;
  }
}
