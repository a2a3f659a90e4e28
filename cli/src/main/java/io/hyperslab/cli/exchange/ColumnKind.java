package io.hyperslab.cli.exchange;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import java.util.EnumSet;
import java.util.Set;

/// What all cells of a column have been, and the datatype that holds them without loss.
final class ColumnKind {
  private static final long MOST_EXACT = 1L << 53;
  private static final int LONG_DIGITS = 19;
  private static final String MOST_UNSIGNED = "18446744073709551615";

  private final Set<CellKind> kinds = EnumSet.noneOf(CellKind.class);
  private boolean negative;
  private boolean unsigned;
  private boolean huge;
  private boolean inexact;

  /// Takes a cell.
  ///
  /// @param quoted whether it is a text whatever it looks like
  void add(String text, boolean quoted) {
    CellKind kind = quoted ? CellKind.TEXT : CellKind.of(text);
    kinds.add(kind);
    if (kind == CellKind.INTEGER) {
      addInteger(text);
    }
  }

  private void addInteger(String text) {
    negative |= text.charAt(0) == '-';
    if (text.length() < LONG_DIGITS) {
      long value = Long.parseLong(text);
      inexact |= value > MOST_EXACT || value < -MOST_EXACT;
      return;
    }
    inexact = true;
    try {
      Long.parseLong(text);
    } catch (NumberFormatException _) {
      String digits = text.charAt(0) == '+' ? text.substring(1) : text;
      unsigned = true;
      huge |=
          digits.length() > MOST_UNSIGNED.length()
              || digits.length() == MOST_UNSIGNED.length() && digits.compareTo(MOST_UNSIGNED) > 0
              || digits.charAt(0) == '-';
    }
  }

  /// Takes the cells of another column, too.
  ColumnKind add(ColumnKind other) {
    kinds.addAll(other.kinds);
    negative |= other.negative;
    unsigned |= other.unsigned;
    huge |= other.huge;
    inexact |= other.inexact;
    return this;
  }

  /// Whether there is a text.
  boolean hasText() {
    return kinds.contains(CellKind.TEXT);
  }

  /// Whether there are nothing but texts, or nothing at all.
  boolean isText() {
    return datatype().equals(Datatypes.VARIABLE_STRING);
  }

  /// The datatype: integers, numbers, booleans, or text for everything that is none of these, or
  /// not always. Nothing is NaN among numbers.
  Datatype datatype() {
    boolean some = kinds.contains(CellKind.EMPTY);
    boolean flags = kinds.contains(CellKind.BOOLEAN);
    boolean integers = kinds.contains(CellKind.INTEGER);
    boolean floating = kinds.contains(CellKind.FLOATING);
    boolean complex = kinds.contains(CellKind.COMPLEX);
    boolean numbers = integers || floating || complex;
    if (hasText() || huge || flags && (some || numbers) || !flags && !numbers) {
      return Datatypes.VARIABLE_STRING;
    }
    if (flags) {
      return Datatypes.BOOLEAN;
    }
    if (floating || complex || some) {
      Datatype wanted = complex ? Datatypes.COMPLEX128 : Datatypes.FLOAT64;
      return inexact ? Datatypes.VARIABLE_STRING : wanted;
    }
    if (unsigned) {
      return negative ? Datatypes.VARIABLE_STRING : Datatypes.UINT64;
    }
    return Datatypes.INT64;
  }
}
