package io.hyperslab.cli.xml;

import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;

/// Prints datatypes.
///
/// It calls itself as deep as a datatype is nested, which the library limits.
final class XmlTypes {
  private final XmlLines lines;

  XmlTypes(XmlLines lines) {
    this.lines = lines;
  }

  /// Prints a datatype within the element `DataType`.
  void printWrapped(int level, Datatype type) {
    lines.element(level, "DataType", () -> print(level + 1, type));
  }

  private void print(int level, Datatype type) {
    switch (type) {
      case FixedPoint integer ->
          atomic(
              level,
              "IntegerType ByteOrder=\""
                  + order(integer)
                  + "\" Sign=\""
                  + integer.signed()
                  + "\" Size=\""
                  + integer.size()
                  + "\" /");
      case FloatingPoint number -> atomic(level, floatingPoint(number));
      case Bitfield bits ->
          atomic(
              level,
              "BitfieldType ByteOrder=\"" + order(bits) + "\" Size=\"" + bits.size() + "\"/");
      case Time _ -> atomic(level, "TimeType /");
      case StringType text -> atomic(level, text(text));
      case Opaque opaque ->
          atomic(
              level,
              "OpaqueType Tag=\""
                  + Latin1.ofName(opaque.tag())
                  + "\" Size=\""
                  + opaque.size()
                  + "\"/");
      case Reference _ ->
          lines.element(
              level,
              "AtomicType",
              () ->
                  lines.element(
                      level + 1,
                      "ReferenceType",
                      () -> lines.tag(level + 2, "ObjectReferenceType /")));
      case Enumeration enumeration ->
          lines.element(level, "AtomicType", () -> enumeration(level + 1, enumeration));
      case Compound compound ->
          lines.element(level, "CompoundType", () -> fields(level + 1, compound));
      case VariableLength sequence ->
          lines.element(level, "VLType", () -> printWrapped(level + 1, sequence.base()));
      case ArrayType array -> array(level, array);
      case Complex _ -> lines.comment(level, "unknown datatype");
    }
  }

  private void atomic(int level, String tag) {
    lines.element(level, "AtomicType", () -> lines.tag(level + 1, tag));
  }

  private static String order(NumericType type) {
    return switch (type.order()) {
      case LITTLE_ENDIAN -> "LE";
      case BIG_ENDIAN -> "BE";
      case VAX -> type instanceof FloatingPoint ? "VAX" : "ERROR_UNKNOWN";
    };
  }

  private static String floatingPoint(FloatingPoint type) {
    return "FloatType ByteOrder=\""
        + order(type)
        + "\" Size=\""
        + type.size()
        + "\" SignBitLocation=\""
        + type.signLocation()
        + "\" ExponentBits=\""
        + type.exponentSize()
        + "\" ExponentLocation=\""
        + type.exponentLocation()
        + "\" MantissaBits=\""
        + type.mantissaSize()
        + "\" MantissaLocation=\""
        + type.mantissaLocation()
        + "\" /";
  }

  private static String text(StringType type) {
    String characters =
        switch (type.characterSet()) {
          case ASCII -> "H5T_CSET_ASCII";
          case UTF8 -> "unknown_cset";
        };
    String padding =
        switch (type.padding()) {
          case NULL_TERMINATED -> "H5T_STR_NULLTERM";
          case NULL_PADDED -> "H5T_STR_NULLPAD";
          case SPACE_PADDED -> "H5T_STR_SPACEPAD";
        };
    String size = type instanceof VariableString ? "H5T_VARIABLE" : Long.toString(type.size());
    return "StringType Cset=\""
        + characters
        + "\" StrSize=\""
        + size
        + "\" StrPad=\""
        + padding
        + "\"/";
  }

  private void enumeration(int level, Enumeration type) {
    lines.tag(level, "EnumType Nelems=\"" + type.members().size() + '"');
    lines.element(level, "DataType", () -> print(level, type.base()));
    for (Enumeration.Member member : type.members()) {
      String name = XmlText.name(Latin1.ofName(member.name()));
      lines.element(level + 1, "EnumElement", () -> lines.text(level + 2, name));
      String value = member.value().toString();
      lines.element(level + 1, "EnumValue", () -> lines.text(level + 2, value));
    }
    lines.end(level, "EnumType");
  }

  private void fields(int level, Compound type) {
    for (Compound.Member member : MemoryForm.sorted(type)) {
      String name = XmlText.name(Latin1.ofName(member.name()));
      lines.tag(level, "Field FieldName=\"" + name + '"');
      printWrapped(level + 1, member.type());
      lines.end(level, "Field");
    }
  }

  private void array(int level, ArrayType type) {
    lines.tag(level, "ArrayType Ndims=\"" + type.dimensions().size() + '"');
    for (long extent : type.dimensions()) {
      lines.tag(level + 1, "ArrayDimension DimSize=\"" + extent + "\"/");
    }
    printWrapped(level + 1, type.base());
    lines.end(level, "ArrayType");
  }
}
