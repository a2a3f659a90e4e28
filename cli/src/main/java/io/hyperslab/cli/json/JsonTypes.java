package io.hyperslab.cli.json;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import tools.jackson.core.JsonGenerator;

/// Datatypes as HDF5/JSON writes them. Those that it does not know (time, complex numbers,
/// references of HDF5 1.12) are written in the same manner.
final class JsonTypes {
  private final JsonGenerator json;

  JsonTypes(JsonGenerator json) {
    this.json = json;
  }

  /// Writes a datatype. Recursion goes no deeper than datatypes are nested.
  void write(Datatype type) {
    json.writeStartObject();
    json.writeStringProperty("class", "H5T_" + className(type));
    switch (type) {
      case FixedPoint t -> integer(t);
      case Bitfield t -> bits(t);
      case FloatingPoint t -> floating(t);
      case StringType t -> string(t);
      case Opaque t -> {
        json.writeNumberProperty("size", t.size());
        json.writeStringProperty("tag", t.tag());
      }
      case Compound t -> compound(t);
      case Enumeration t -> enumeration(t);
      case Reference t -> json.writeStringProperty("base", "H5T_STD_REF" + suffix(t));
      case VariableLength t -> nested(t.base());
      case Complex t -> nested(t.base());
      case ArrayType t -> {
        nested(t.base());
        json.writeName("dims");
        json.writeStartArray();
        t.dimensions().forEach(json::writeNumber);
        json.writeEndArray();
      }
      case Time t -> {
        json.writeNumberProperty("size", t.size());
        json.writeStringProperty("byteOrder", order(t.order()));
        json.writeNumberProperty("precision", t.precision());
      }
    }
    json.writeEndObject();
  }

  private static String className(Datatype type) {
    return switch (type) {
      case FixedPoint _ -> "INTEGER";
      case Bitfield _ -> "BITFIELD";
      case FloatingPoint _ -> "FLOAT";
      case StringType _ -> "STRING";
      case Opaque _ -> "OPAQUE";
      case Compound _ -> "COMPOUND";
      case Enumeration _ -> "ENUM";
      case Reference _ -> "REFERENCE";
      case VariableLength _ -> "VLEN";
      case Complex _ -> "COMPLEX";
      case ArrayType _ -> "ARRAY";
      case Time _ -> "TIME";
    };
  }

  private static String suffix(Reference type) {
    return switch (type.kind()) {
      case OBJECT -> "_OBJ";
      case REGION -> "_DSETREG";
      case STANDARD -> "";
    };
  }

  private void nested(Datatype base) {
    json.writeName("base");
    write(base);
  }

  private static boolean isPredefined(NumericType type) {
    return type.isFullWidth() && type.size() <= Long.BYTES && Long.bitCount(type.size()) == 1;
  }

  private static String endian(NumericType type) {
    return 8 * type.size() + (type.order() == ByteOrder.BIG_ENDIAN ? "BE" : "LE");
  }

  private void integer(FixedPoint type) {
    if (isPredefined(type)) {
      json.writeStringProperty("base", "H5T_STD_" + (type.signed() ? "I" : "U") + endian(type));
    } else {
      layout(type);
      json.writeStringProperty("signType", type.signed() ? "H5T_SGN_2" : "H5T_SGN_NONE");
    }
  }

  private void bits(Bitfield type) {
    if (isPredefined(type)) {
      json.writeStringProperty("base", "H5T_STD_B" + endian(type));
    } else {
      layout(type);
    }
  }

  private void floating(FloatingPoint type) {
    if (type.isIeee() && (type.size() == Float.BYTES || type.size() == Double.BYTES)) {
      json.writeStringProperty("base", "H5T_IEEE_F" + endian(type));
      return;
    }
    layout(type);
    json.writeNumberProperty("expBias", type.exponentBias());
    json.writeNumberProperty("expBits", type.exponentSize());
    json.writeNumberProperty("expBitPos", type.exponentLocation());
    json.writeNumberProperty("mantBits", type.mantissaSize());
    json.writeNumberProperty("mantBitPos", type.mantissaLocation());
    json.writeStringProperty(
        "mantNorm",
        switch (type.normalization()) {
          case NONE -> "H5T_NORM_NONE";
          case MOST_SIGNIFICANT_BIT_SET -> "H5T_NORM_MSBSET";
          case IMPLIED -> "H5T_NORM_IMPLIED";
        });
    json.writeNumberProperty("signBitPos", type.signLocation());
    json.writeStringProperty("intlbPad", padding(type.internalPadding()));
  }

  private void layout(NumericType type) {
    json.writeNumberProperty("size", type.size());
    json.writeNumberProperty("precision", type.precision());
    json.writeNumberProperty("bitOffset", type.bitOffset());
    json.writeStringProperty("byteOrder", order(type.order()));
    json.writeStringProperty("lsbPad", padding(type.lowPadding()));
    json.writeStringProperty("msbPad", padding(type.highPadding()));
  }

  private static String order(ByteOrder order) {
    return switch (order) {
      case LITTLE_ENDIAN -> "H5T_ORDER_LE";
      case BIG_ENDIAN -> "H5T_ORDER_BE";
      case VAX -> "H5T_ORDER_VAX";
    };
  }

  private static String padding(BitPadding padding) {
    return padding == BitPadding.ZERO ? "H5T_PAD_ZERO" : "H5T_PAD_ONE";
  }

  private void string(StringType type) {
    json.writeStringProperty(
        "charSet", type.characterSet() == CharacterSet.ASCII ? "H5T_CSET_ASCII" : "H5T_CSET_UTF8");
    json.writeStringProperty(
        "strPad",
        switch (type.padding()) {
          case NULL_TERMINATED -> "H5T_STR_NULLTERM";
          case NULL_PADDED -> "H5T_STR_NULLPAD";
          case SPACE_PADDED -> "H5T_STR_SPACEPAD";
        });
    if (type instanceof FixedString fixed) {
      json.writeNumberProperty("length", fixed.size());
    } else {
      json.writeStringProperty("length", "H5T_VARIABLE");
    }
  }

  private void compound(Compound type) {
    json.writeName("fields");
    json.writeStartArray();
    for (Compound.Member member : type.members()) {
      json.writeStartObject();
      json.writeStringProperty("name", member.name());
      json.writeName("type");
      write(member.type());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void enumeration(Enumeration type) {
    nested(type.base());
    json.writeName("members");
    json.writeStartArray();
    for (Enumeration.Member member : type.members()) {
      json.writeStartObject();
      json.writeStringProperty("name", member.name());
      json.writeNumberProperty("value", member.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
