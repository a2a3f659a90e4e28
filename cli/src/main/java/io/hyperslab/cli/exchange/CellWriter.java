package io.hyperslab.cli.exchange;

import io.hyperslab.array.NdArray;
import io.hyperslab.cli.json.JsonText;
import io.hyperslab.cli.text.NameBytes;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Puts the texts of cells into elements: the way back of [CellTexts].
@FunctionalInterface
interface CellWriter {
  /// Digits of a `long` that is no more than one for sure.
  int SAFE_DIGITS = 18;

  /// Puts a text into an element.
  ///
  /// @param row the element's index
  /// @throws DatatypeMismatchException if the datatype does not hold it
  void put(int row, String text);

  /// What writes elements.
  ///
  /// @param leaf one axis
  /// @param store takes what elements of variable length describe
  static CellWriter of(NdArray leaf, TextStore store) {
    return switch (leaf.datatype()) {
      case FixedPoint _, Bitfield _ -> (row, text) -> putInteger(leaf, row, text);
      case FloatingPoint type -> floating(leaf, type);
      case FixedString _ -> (row, text) -> leaf.setString(text, row);
      case VariableString type -> variableText(leaf, type, store);
      case Enumeration type -> (row, text) -> leaf.setBigInteger(value(type, text), row);
      case Complex _ -> complex(leaf);
      case Compound type when Column.isComplex(type) -> complex(leaf);
      case VariableLength type -> sequence(leaf, type, store);
      case Opaque type -> bytes(leaf, type);
      case Time type -> bytes(leaf, type);
      default ->
          throw new DatatypeMismatchException(
              null, -1, "datatype", leaf.datatype().toString(), "one that text can be read as");
    };
  }

  private static DatatypeMismatchException refused(String text, Datatype type) {
    return new DatatypeMismatchException(null, -1, "value", "'" + text + "'", type.toString());
  }

  private static void putInteger(NdArray leaf, int row, String text) {
    if (CellKind.of(text) != CellKind.INTEGER && !text.matches("[+-]?[0-9]+")) {
      throw refused(text, leaf.datatype());
    }
    if (text.length() <= SAFE_DIGITS) {
      leaf.setLong(Long.parseLong(text), row);
    } else {
      leaf.setBigInteger(new BigInteger(text), row);
    }
  }

  private static CellWriter floating(NdArray leaf, FloatingPoint type) {
    CellWriter writer = decimal(leaf, type);
    return (row, text) -> {
      if (text.isEmpty()) {
        leaf.setDouble(Double.NaN, row);
      } else {
        writer.put(row, text);
      }
    };
  }

  /// The number of the datatype that is nearest to a decimal number.
  private static CellWriter decimal(NdArray leaf, FloatingPoint type) {
    boolean wide = type.size() > Double.BYTES;
    return (row, text) -> {
      if (!CellKind.isNumber(text)) {
        throw refused(text, type);
      }
      double nearest = CellKind.number64(text);
      if (Double.isFinite(nearest) && wide) {
        set(leaf, row, NdArray.zeros(type, 1), new BigDecimal(text));
      } else if (!type.isIeee() || wide) {
        leaf.view(Selection.slice(row, row + 1L))
            .copyFrom(NdArray.of(new double[] {nearest}), Conversion.CLIP);
      } else {
        double value = rounded(text, nearest, type);
        if (Double.isInfinite(value) && Double.isFinite(nearest)) {
          throw refused(text, type);
        }
        leaf.setDouble(value, row);
      }
    };
  }

  private static void set(NdArray leaf, int row, NdArray scratch, BigDecimal value) {
    try {
      scratch.setBigDecimal(value, 0);
    } catch (DatatypeMismatchException _) {
      // More digits than the datatype has: a double's are what is left.
      scratch.copyFrom(NdArray.of(new double[] {value.doubleValue()}), Conversion.CLIP);
    }
    leaf.setBytes(scratch.getBytes(0), row);
  }

  private static double rounded(String text, double nearest, FloatingPoint type) {
    if (type.size() == Double.BYTES || !Double.isFinite(nearest)) {
      return nearest;
    }
    float single = Float.parseFloat(text);
    return type.size() == Float.BYTES ? single : Float.float16ToFloat(Float.floatToFloat16(single));
  }

  private static CellWriter variableText(NdArray leaf, VariableString type, TextStore store) {
    return (row, text) -> {
      if (text.indexOf('\0') >= 0) {
        throw refused(text.replace("\0", "\\0"), type);
      }
      byte[] bytes = NameBytes.of(text);
      leaf.setBytes(store.put(bytes, bytes.length, type.size()), row);
    };
  }

  private static BigInteger value(Enumeration type, String text) {
    Optional<BigInteger> named =
        type.valueOf(type.isBoolean() ? text.toUpperCase(Locale.ROOT) : text);
    if (named.isPresent()) {
      return named.get();
    }
    if (!text.matches("[+-]?[0-9]{1,40}")) {
      throw refused(text, type);
    }
    return new BigInteger(text);
  }

  private static CellWriter complex(NdArray leaf) {
    NdArray real = leaf.real();
    NdArray imaginary = leaf.imaginary();
    CellWriter first = of(real, new TextStore());
    CellWriter second = of(imaginary, new TextStore());
    return (row, text) -> {
      int split = ComplexText.split(text);
      if (split > 0) {
        first.put(row, text.substring(0, split));
        second.put(row, text.substring(split, text.length() - 1));
      } else if (text.endsWith("j")) {
        first.put(row, "0");
        second.put(row, text.substring(0, text.length() - 1));
      } else {
        first.put(row, text);
        second.put(row, text.isEmpty() ? "" : "0");
      }
    };
  }

  private static CellWriter bytes(NdArray leaf, Datatype type) {
    return (row, text) -> {
      if (text.length() != 2 + 2 * type.size() || !text.startsWith("0x")) {
        throw refused(text, type);
      }
      try {
        leaf.setBytes(HexFormat.of().parseHex(text, 2, text.length()), row);
      } catch (IllegalArgumentException e) {
        throw refused(text, type);
      }
    };
  }

  private static CellWriter sequence(NdArray leaf, VariableLength type, TextStore store) {
    return (row, text) -> {
      List<String> values = text.isEmpty() ? List.of() : values(text, type);
      NdArray elements = NdArray.zeros(type.base(), values.size());
      if (!values.isEmpty()) {
        CellWriter writer = of(elements, store);
        for (int i = 0; i < values.size(); i++) {
          writer.put(i, values.get(i));
        }
      }
      byte[] bytes = elements.segment().toArray(ValueLayout.JAVA_BYTE);
      leaf.setBytes(store.put(bytes, values.size(), type.size()), row);
    };
  }

  /// The values in an array of JSON; those in arrays inside as JSON again.
  private static List<String> values(String text, VariableLength type) {
    List<String> values = new ArrayList<>();
    try (JsonParser json = JsonText.factory().createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw refused(text, type);
      }
      JsonToken token = json.nextToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        if (token.isStructStart()) {
          int start = (int) json.currentTokenLocation().getCharOffset();
          json.skipChildren();
          values.add(text.substring(start, (int) json.currentLocation().getCharOffset()));
        } else {
          values.add(json.getString());
        }
        token = json.nextToken();
      }
      if (token == null || json.nextToken() != null) {
        throw refused(text, type);
      }
    } catch (JacksonException e) {
      throw refused(text, type);
    }
    return values;
  }
}
