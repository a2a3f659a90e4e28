package io.hyperslab.cli.exchange;

import io.hyperslab.array.NdArray;
import io.hyperslab.cli.json.JsonElements;
import io.hyperslab.cli.json.JsonText;
import io.hyperslab.cli.json.ShortestText;
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
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.function.IntFunction;
import tools.jackson.core.JsonGenerator;

/// Elements as the cells of a table: numbers, `true` and `false`, names of enumerations,
/// `1.0+2.0j`, texts, sequences as JSON, other bytes as hexadecimal digits.
final class CellTexts {
  private final boolean enumNumbers;
  private final References references;

  /// @param enumNumbers whether enumerations are numbers
  CellTexts(boolean enumNumbers, References references) {
    this.enumNumbers = enumNumbers;
    this.references = references;
  }

  /// Whether cells of a datatype stand in quotes: what comes back as text.
  boolean areQuoted(Datatype type) {
    return switch (type) {
      case StringType _, VariableLength _, Opaque _, Time _, Reference _ -> true;
      case Enumeration names -> !names.isBoolean() && !enumNumbers;
      default -> false;
    };
  }

  /// The texts of all elements, by their place in C order.
  ///
  /// @param leaf no compounds but complex numbers
  IntFunction<String> of(NdArray leaf) {
    return switch (leaf.datatype()) {
      case FixedPoint type -> integers(leaf, type.size(), type.signed());
      case Bitfield type -> integers(leaf, type.size(), false);
      case FloatingPoint type -> ShortestText.of(leaf, type);
      case StringType _ -> {
        String[] texts = leaf.toStrings();
        yield i -> texts[i];
      }
      case Enumeration type -> enumeration(leaf, type);
      case Complex type -> complex(leaf, type.base());
      case Compound type -> {
        if (type.members().getFirst().type() instanceof FloatingPoint part) {
          yield complex(leaf, part);
        }
        throw new IllegalStateException("a cell of " + type);
      }
      case VariableLength _ -> sequences(leaf);
      case Opaque type -> bytes(leaf, type);
      case Time type -> bytes(leaf, type);
      case Reference _ -> i -> references.path(leaf, i);
      case ArrayType type -> throw new IllegalStateException("elements of an array are " + type);
    };
  }

  private static IntFunction<String> integers(NdArray leaf, long size, boolean signed) {
    if (size < Long.BYTES || signed && size == Long.BYTES) {
      long[] values = leaf.toLongs();
      return i -> Long.toString(values[i]);
    }
    BigInteger[] values = leaf.toBigIntegers();
    return i -> values[i].toString();
  }

  private IntFunction<String> enumeration(NdArray leaf, Enumeration type) {
    BigInteger[] values = leaf.toBigIntegers();
    if (enumNumbers) {
      return i -> values[i].toString();
    }
    return i ->
        type.nameOf(values[i])
            .map(name -> type.isBoolean() ? values[i].signum() == 0 ? "false" : "true" : name)
            .orElseGet(values[i]::toString);
  }

  private static IntFunction<String> complex(NdArray leaf, FloatingPoint part) {
    IntFunction<String> real = ShortestText.of(leaf.real(), part);
    IntFunction<String> imaginary = ShortestText.of(leaf.imaginary(), part);
    return i -> {
      String second = imaginary.apply(i);
      return real.apply(i) + (second.startsWith("-") ? "" : "+") + second + "j";
    };
  }

  private IntFunction<String> sequences(NdArray leaf) {
    NdArray flat = leaf.reshape(leaf.size());
    JsonElements.Style style = new JsonElements.Style(true, !enumNumbers);
    return i -> {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = JsonText.generator(text)) {
        JsonElements.References paths =
            (out, array, at) -> out.writeString(references.path(array, at));
        new JsonElements(json, style, paths).write(flat.sequence(i));
      }
      return text.toString();
    };
  }

  private static IntFunction<String> bytes(NdArray leaf, Datatype type) {
    NdArray flat = leaf.reshape(leaf.size());
    return i -> JsonElements.hex(flat.getBytes(i), type);
  }
}
