package io.hyperslab.cli.json;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import tools.jackson.core.JsonGenerator;

/// Writes elements of any datatype as JSON: arrays for axes and sequences, numbers, texts. NaN and
/// infinite numbers are the texts `NaN`, `Infinity` and `-Infinity`, since JSON has no such
/// numbers. Bytes without a meaning are texts of hexadecimal digits.
public final class JsonElements {
  /// What differs from use to use.
  ///
  /// @param compoundsByName whether compounds are objects; otherwise arrays of their members'
  ///   values
  /// @param enumNames whether values of enumerations are names, and booleans `true` and `false`;
  ///   otherwise numbers
  public record Style(boolean compoundsByName, boolean enumNames) {}

  /// Writes elements that point to something.
  @FunctionalInterface
  public interface References {
    /// Writes one reference.
    ///
    /// @param array of references
    /// @param index of the element, in C order
    void write(JsonGenerator json, NdArray array, int index);
  }

  private final JsonGenerator json;
  private final Style style;
  private final References references;

  /// @param json where they are written to
  /// @param references what is done about references
  public JsonElements(JsonGenerator json, Style style, References references) {
    this.json = json;
    this.style = style;
    this.references = references;
  }

  /// Writes a whole array: nested arrays, or a single value.
  public void write(NdArray array) {
    IntConsumer element = writer(array);
    nested(array.shape(), 0, 0, element);
  }

  /// What writes the element of a place, in C order, of an array that fits into memory.
  public IntConsumer writer(NdArray array) {
    return switch (array.datatype()) {
      case FixedPoint type -> integers(array, type.size(), type.signed());
      case Bitfield type -> integers(array, type.size(), false);
      case FloatingPoint type -> {
        IntFunction<String> texts = ShortestText.of(array, type);
        yield i -> floating(texts.apply(i));
      }
      case Time type -> hex(array, type);
      case StringType _ -> {
        String[] texts = array.toStrings();
        yield i -> json.writeString(texts[i]);
      }
      case Enumeration type -> enumeration(array, type);
      case Complex type -> complex(array, type);
      case Compound type -> compound(array, type);
      case VariableLength _ -> sequences(array);
      case Opaque type -> hex(array, type);
      case Reference _ -> i -> references.write(json, array, i);
      case ArrayType type -> throw new IllegalStateException("elements of an array are " + type);
    };
  }

  private IntConsumer integers(NdArray array, long size, boolean signed) {
    if (size < Long.BYTES || signed && size == Long.BYTES) {
      long[] values = array.toLongs();
      return i -> json.writeNumber(values[i]);
    }
    BigInteger[] values = array.toBigIntegers();
    return i -> json.writeNumber(values[i]);
  }

  private void floating(String text) {
    switch (text) {
      case "nan" -> json.writeString("NaN");
      case "inf" -> json.writeString("Infinity");
      case "-inf" -> json.writeString("-Infinity");
      default -> json.writeNumber(text);
    }
  }

  private IntConsumer enumeration(NdArray array, Enumeration type) {
    BigInteger[] values = array.toBigIntegers();
    return i -> {
      Optional<String> name = style.enumNames() ? type.nameOf(values[i]) : Optional.empty();
      if (name.isEmpty()) {
        json.writeNumber(values[i]);
      } else if (type.isBoolean()) {
        json.writeBoolean(values[i].signum() != 0);
      } else {
        json.writeString(name.get());
      }
    };
  }

  private IntConsumer complex(NdArray array, Complex type) {
    IntFunction<String> real = ShortestText.of(array.real(), type.base());
    IntFunction<String> imaginary = ShortestText.of(array.imaginary(), type.base());
    return i -> {
      json.writeStartArray();
      floating(real.apply(i));
      floating(imaginary.apply(i));
      json.writeEndArray();
    };
  }

  /// Recursion goes no deeper than datatypes are nested.
  private IntConsumer compound(NdArray array, Compound type) {
    List<IntConsumer> members = new ArrayList<>();
    for (Compound.Member member : type.members()) {
      NdArray part = array.field(member.name());
      IntConsumer writer = writer(part);
      long[] inner = Arrays.copyOfRange(part.shape(), array.rank(), part.rank());
      int count = Math.toIntExact(array.size() == 0 ? 0 : part.size() / array.size());
      members.add(i -> nested(inner, 0, i * count, writer));
    }
    return i -> {
      if (style.compoundsByName()) {
        json.writeStartObject();
        for (int m = 0; m < members.size(); m++) {
          json.writeName(type.members().get(m).name());
          members.get(m).accept(i);
        }
        json.writeEndObject();
      } else {
        json.writeStartArray();
        members.forEach(member -> member.accept(i));
        json.writeEndArray();
      }
    };
  }

  private IntConsumer sequences(NdArray array) {
    NdArray flat = array.reshape(array.size());
    return i -> write(flat.sequence(i));
  }

  private IntConsumer hex(NdArray array, Datatype type) {
    NdArray flat = array.reshape(array.size());
    return i -> json.writeString(hex(flat.getBytes(i), type));
  }

  /// Bytes as hexadecimal digits behind `0x`.
  public static String hex(byte[] bytes, Datatype type) {
    if (bytes.length != type.size()) {
      throw new IllegalArgumentException(bytes.length + " bytes for " + type);
    }
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /// Writes a part of a nested array.
  ///
  /// @param first the place of its first element
  /// @return the place behind its last one
  private int nested(long[] shape, int axis, int first, IntConsumer element) {
    if (axis == shape.length) {
      element.accept(first);
      return first + 1;
    }
    json.writeStartArray();
    int at = first;
    for (long i = 0; i < shape[axis]; i++) {
      at = nested(shape, axis + 1, at, element);
    }
    json.writeEndArray();
    return at;
  }
}
