package io.hyperslab.internal.format.datatype;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Saturated;
import java.util.ArrayList;
import java.util.List;

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

  private DatatypeCodec() {}

  /// Decodes one datatype and all that it is made of.
  public static Datatype decode(Cursor cursor) {
    return decode(cursor, 1).type();
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
    return new DecodedDatatype(type, header.size());
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
