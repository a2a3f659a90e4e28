package io.hyperslab.internal.format.datatype;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.bytes.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Encoded datatypes (`FMT4 IV.A.2.d`): a [DatatypeHeader], then what the class needs.
///
/// | class | datatype        | properties                                                        |
/// |-------|-----------------|-------------------------------------------------------------------|
/// | 0     | fixed-point     | Bit Offset (2), Bit Precision (2)                                 |
/// | 1     | floating-point  | offset, precision (2 each); exponent location, size, mantissa location, size (1 each); Exponent Bias (4) |
/// | 2     | time            | Bit Precision (2)                                                 |
/// | 3     | string          | none                                                              |
/// | 4     | bit field       | Bit Offset (2), Bit Precision (2)                                 |
/// | 5     | opaque          | tag, padded with NULs to a multiple of 8                          |
/// | 6     | compound        | members                                                           |
/// | 7     | reference       | none                                                              |
/// | 8     | enumerated      | base type, names, values                                          |
/// | 9     | variable-length | base type                                                         |
/// | 10    | array           | Dimensionality (1), Reserved (3, before version 3), sizes (4 each), permutations (4 each, before version 3), base type |
/// | 11    | complex         | base type; version 5, HDF5 2.0                                    |
public final class DatatypeCodec {
  /// No deeper than this, whatever the limits say: decoding recurses.
  private static final int MAXIMUM_DEPTH = 512;

  private static final int MAXIMUM_ARRAY_RANK = 32;
  private static final int MOST_MEMBERS = 0xffff;
  private static final int LARGEST_TAG = 0xf8;
  private static final int STANDARD_REFERENCE = 2;
  private static final int STANDARD_REFERENCE_VERSION = 1;

  private DatatypeCodec() {}

  /// Decodes one datatype and all that it is made of.
  public static Datatype decode(Cursor cursor) {
    return decode(cursor, 1).type();
  }

  /// Decodes one datatype together with what its encoding says of itself.
  public static DecodedDatatype decodeStated(Cursor cursor) {
    return decode(cursor, 1);
  }

  /// The version that libhdf5 encodes a datatype in where nothing calls for a newer one: 1; with an
  /// array in it 2, with a number in VAX order 3, with a reference of HDF5 1.12 4, with a complex
  /// number 5.
  public static int lowestVersion(Datatype type) {
    return DatatypeVersions.lowest(type);
  }

  /// Writes one datatype and all that it is made of, as libhdf5 does.
  ///
  /// @param version compounds, enumerations and arrays, which newer versions store in fewer bytes,
  ///   are written in at least this one: that of [DecodedDatatype] to repeat an encoding, 1 in
  ///   files for HDF5 before 1.8, 3 otherwise. No effect unless above [#lowestVersion]
  /// @throws IllegalArgumentException if the format has no room for the datatype, if its members or
  ///   fields overlap or reach outside, or if its sizes are not those of the file (see [#inFile])
  /// @throws LimitExceededException if the file's limits would not let it be read again
  public static void encode(Encoder out, Datatype type, int version) {
    Encoder encoded = new Encoder(out.context());
    write(encoded, type, version > lowestVersion(type) ? version : 1);
    byte[] bytes = encoded.toBytes();
    requireSame(type, bytes, out.context());
    out.bytes(bytes);
  }

  /// Bytes that libhdf5 takes to encode what it has decoded; empty if it cannot be encoded here.
  public static OptionalLong encodedSize(FormatContext context, DecodedDatatype decoded) {
    Encoder encoded = new Encoder(context);
    int lowest = lowestVersion(decoded.type());
    try {
      write(encoded, decoded.type(), decoded.version() > lowest ? decoded.version() : 1);
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty(); // Members that overlap can be read, but not written.
    }
    return OptionalLong.of(encoded.toBytes().length);
  }

  /// A datatype that could not be read again must not get into a file.
  private static void requireSame(Datatype type, byte[] bytes, FormatContext context) {
    Datatype stored;
    try {
      stored = decode(Cursor.over(bytes, 0, "datatype", context));
    } catch (MalformedFileException | UnsupportedFeatureException e) {
      throw new IllegalArgumentException("no datatype that can be stored: " + e.getMessage(), e);
    }
    if (!stored.equals(type)) {
      throw new IllegalArgumentException(
          "the datatype %s of %d bytes would be stored as %s of %d bytes"
              .formatted(type, type.size(), stored, stored.size()));
    }
  }

  /// The same datatype with the sizes that variable-length data and references have in a file;
  /// members of a compound that stand behind such data move.
  ///
  /// @param sizeOfOffsets bytes of the file's addresses
  public static Datatype inFile(Datatype type, int sizeOfOffsets) {
    long heapId = sizeOfOffsets + 4L;
    return switch (type) {
      case VariableLength t -> new VariableLength(4 + heapId, inFile(t.base(), sizeOfOffsets));
      case VariableString t -> new VariableString(4 + heapId, t.padding(), t.characterSet());
      case Reference t ->
          switch (t.kind()) {
            case OBJECT -> new Reference(sizeOfOffsets, t.kind());
            case REGION -> new Reference(heapId, t.kind());
            case STANDARD -> new Reference(1 + 1 + 4 + heapId, t.kind());
          };
      case ArrayType t -> new ArrayType(t.dimensions(), inFile(t.base(), sizeOfOffsets));
      case Compound t -> CompoundCodec.inFile(t, sizeOfOffsets);
      default -> type;
    };
  }

  /// @param floor the version that compounds, enumerations and arrays have at least
  static void write(Encoder out, Datatype type, int floor) {
    int version = DatatypeVersions.of(type, floor);
    switch (type) {
      case FixedPoint t -> NumericCodec.encode(out, t, version);
      case FloatingPoint t -> NumericCodec.encode(out, t, version);
      case Time t -> NumericCodec.encode(out, t, version);
      case FixedString t -> {
        int bits = paddingNumber(t.padding()) | characterSetNumber(t.characterSet()) << 4;
        new DatatypeHeader(version, 3, bits, t.size()).encode(out);
      }
      case Bitfield t -> NumericCodec.encode(out, t, version);
      case Opaque t -> encode(out, t, version);
      case Compound t -> CompoundCodec.encode(out, t, version, floor);
      case Reference t -> {
        int bits =
            switch (t.kind()) {
              case OBJECT -> 0;
              case REGION -> 1;
              case STANDARD -> STANDARD_REFERENCE | STANDARD_REFERENCE_VERSION << 4;
            };
        new DatatypeHeader(version, 7, bits, t.size()).encode(out);
      }
      case Enumeration t -> EnumerationCodec.encode(out, t, version);
      case VariableLength t -> {
        new DatatypeHeader(version, 9, 0, t.size()).encode(out);
        write(out, t.base(), floor);
      }
      case VariableString t -> {
        int text = paddingNumber(t.padding()) << 4 | characterSetNumber(t.characterSet()) << 8;
        new DatatypeHeader(version, 9, 1 | text, t.size()).encode(out);
        write(out, FixedPoint.UINT8, 1);
      }
      case ArrayType t -> encode(out, t, version, floor);
      case Complex t -> {
        new DatatypeHeader(version, 11, 1, t.size()).encode(out);
        write(out, t.base(), 1);
      }
    }
  }

  private static int paddingNumber(Padding padding) {
    return switch (padding) {
      case NULL_TERMINATED -> 0;
      case NULL_PADDED -> 1;
      case SPACE_PADDED -> 2;
    };
  }

  /// The number that stands for a character set in the file.
  public static int characterSetNumber(CharacterSet characterSet) {
    return switch (characterSet) {
      case ASCII -> 0;
      case UTF8 -> 1;
    };
  }

  private static void encode(Encoder out, Opaque type, int version) {
    byte[] tag = Text.encode(type.tag());
    int room = (tag.length + 7) / 8 * 8;
    if (room > LARGEST_TAG) {
      throw new IllegalArgumentException(
          "the tag of opaque data has %d bytes, at most %d fit".formatted(tag.length, LARGEST_TAG));
    }
    new DatatypeHeader(version, 5, room, type.size()).encode(out);
    out.bytes(tag).zeros(room - tag.length);
  }

  private static void encode(Encoder out, ArrayType type, int version, int floor) {
    new DatatypeHeader(version, 10, 0, type.size()).encode(out);
    boolean old = version < 3;
    out.u8(type.dimensions().size()).zeros(old ? 3 : 0);
    for (long dimension : type.dimensions()) {
      out.u32(dimension);
    }
    for (int i = 0; i < type.dimensions().size() && old; i++) {
      out.u32(i);
    }
    write(out, type.base(), floor);
  }

  /// Checks the number of members of a compound or enumeration.
  ///
  /// @throws IllegalArgumentException if the class bit field has no room for it
  static int memberCount(int count) {
    if (count > MOST_MEMBERS) {
      throw new IllegalArgumentException(
          count + " members are more than a datatype can have, " + MOST_MEMBERS);
    }
    return count;
  }

  static DecodedDatatype decode(Cursor cursor, int depth) {
    int limit = Math.min(MAXIMUM_DEPTH, cursor.context().limits().datatypeDepth());
    if (depth > limit) {
      throw cursor.exceeds("nesting of a datatype", depth, limit);
    }
    DatatypeHeader header = DatatypeHeader.decode(cursor);
    Datatype type =
        switch (header.typeClass()) {
          case 0 -> NumericCodec.fixedPoint(cursor, header);
          case 1 -> NumericCodec.floatingPoint(cursor, header);
          case 2 -> NumericCodec.time(cursor, header);
          case 3 -> fixedString(cursor, header);
          case 4 -> NumericCodec.bitfield(cursor, header);
          case 5 -> opaque(cursor, header);
          case 6 -> CompoundCodec.decode(cursor, header, depth);
          case 7 -> reference(cursor, header);
          case 8 -> EnumerationCodec.decode(cursor, header, depth);
          case 9 -> variableLength(cursor, header, depth);
          case 10 -> array(cursor, header, depth);
          case 11 -> complex(cursor, header, depth);
          default -> throw cursor.unsupported("datatype class", header.typeClass(), "0 to 11");
        };
    return new DecodedDatatype(type, header.size(), header.version());
  }

  private static Datatype fixedString(Cursor cursor, DatatypeHeader header) {
    Padding padding = padding(cursor, header.field(0, 4));
    return new FixedString(header.size(), padding, characterSet(cursor, header.field(4, 4)));
  }

  private static Padding padding(Cursor cursor, int number) {
    return switch (number) {
      case 0 -> Padding.NULL_TERMINATED;
      case 1 -> Padding.NULL_PADDED;
      case 2 -> Padding.SPACE_PADDED;
      default -> throw cursor.malformed("Padding Type", number, "0 to 2");
    };
  }

  private static CharacterSet characterSet(Cursor cursor, int number) {
    return characterSet(cursor, "Character Set", number);
  }

  /// The character set of that number.
  ///
  /// @param field the field that holds it, for an error message
  /// @throws io.hyperslab.error.MalformedFileException if there is none
  public static CharacterSet characterSet(Cursor cursor, String field, int number) {
    return switch (number) {
      case 0 -> CharacterSet.ASCII;
      case 1 -> CharacterSet.UTF8;
      default -> throw cursor.malformed(field, number, "0 or 1");
    };
  }

  private static Datatype opaque(Cursor cursor, DatatypeHeader header) {
    return new Opaque(header.size(), cursor.paddedText(header.field(0, 8)));
  }

  private static Datatype reference(Cursor cursor, DatatypeHeader header) {
    int sizeOfOffsets = cursor.context().sizeOfOffsets();
    return switch (header.field(0, 4)) {
      case 0 -> new Reference(atLeast(cursor, header, sizeOfOffsets), Reference.Kind.OBJECT);
      case 1 -> new Reference(atLeast(cursor, header, sizeOfOffsets + 4), Reference.Kind.REGION);
      // Type, flags, size of the encoding, global heap ID.
      case 2, 3, 4 -> new Reference(1 + 1 + 4 + sizeOfOffsets + 4, Reference.Kind.STANDARD);
      default -> throw cursor.unsupported("reference type", header.field(0, 4), "0 to 4");
    };
  }

  private static long atLeast(Cursor cursor, DatatypeHeader header, int least) {
    if (header.size() < least) {
      throw cursor.malformed("Size of a reference", header.size(), "at least " + least);
    }
    return header.size();
  }

  private static Datatype variableLength(Cursor cursor, DatatypeHeader header, int depth) {
    DecodedDatatype base = decode(cursor, depth + 1);
    // Sequence length, global heap ID.
    long size = 4L + cursor.context().sizeOfOffsets() + 4;
    return switch (header.field(0, 4)) {
      case 0 -> new VariableLength(size, base.type());
      case 1 ->
          new VariableString(
              size, padding(cursor, header.field(4, 4)), characterSet(cursor, header.field(8, 4)));
      default -> throw cursor.malformed("Type", header.field(0, 4), "0 or 1");
    };
  }

  private static Datatype array(Cursor cursor, DatatypeHeader header, int depth) {
    int rank = cursor.u8("Dimensionality", 1, MAXIMUM_ARRAY_RANK);
    boolean old = header.version() < 3;
    cursor.skip(old ? 3 : 0);
    List<Long> dimensions = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      dimensions.add(cursor.u32());
    }
    cursor.skip(old ? 4L * rank : 0);
    DecodedDatatype base = decode(cursor, depth + 1);
    long statedSize = arraySize(cursor, dimensions, base.statedSize());
    if (statedSize != header.size()) {
      throw cursor.malformed("Size of an array", header.size(), String.valueOf(statedSize));
    }
    return arrayOf(cursor, dimensions, base.type());
  }

  /// An array type whose size is known to be within the limits.
  static ArrayType arrayOf(Cursor cursor, List<Long> dimensions, Datatype base) {
    arraySize(cursor, dimensions, base.size());
    return new ArrayType(dimensions, base);
  }

  /// The bytes of an array of elements of `size` bytes.
  ///
  /// @throws io.hyperslab.error.MalformedFileException if a dimension is 0
  static long arraySize(Cursor cursor, List<Long> dimensions, long size) {
    long limit = cursor.context().limits().datatypeSize();
    long total = size;
    for (long dimension : dimensions) {
      if (dimension == 0) {
        throw cursor.malformed("Dimension Size of an array", 0, "at least 1");
      }
      if (total > limit / dimension) {
        throw cursor.exceeds("size of a datatype", Saturated.multiply(total, dimension), limit);
      }
      total *= dimension;
    }
    return total;
  }

  private static Datatype complex(Cursor cursor, DatatypeHeader header, int depth) {
    if (!header.bit(0) || header.field(1, 2) != 0) {
      throw cursor.unsupported(
          "Class Bit Field of a complex number",
          "0x" + Integer.toHexString(header.bits()),
          "0x1, two parts of one type, real and imaginary");
    }
    DecodedDatatype base = decode(cursor, depth + 1);
    if (!(base.type() instanceof FloatingPoint part)) {
      throw cursor.malformed("Base Type of a complex number", base.type(), "floating-point");
    }
    if (header.size() != 2 * part.size()) {
      throw cursor.malformed("Size of a complex number", header.size(), "" + 2 * part.size());
    }
    return new Complex(part);
  }
}
