package io.hyperslab.cli.h5import;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/// The numbers of an input file, one after the other: native ones as they are, and text as C's
/// `scanf` reads it. An integer that is too large keeps its low bits.
final class NumberReader {
  private static final int BUFFER_BYTES = 1 << 16;

  /// No number that means anything is longer.
  private static final int MOST_CHARACTERS = 4096;

  private final BufferedInputStream in;
  private final InputClass inputClass;
  private final int size;
  private final StringBuilder word = new StringBuilder();

  /// @param in not closed
  /// @param bits of each number
  NumberReader(InputStream in, InputClass inputClass, int bits) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.inputClass = inputClass;
    this.size = bits / Byte.SIZE;
  }

  /// Reads numbers into memory, little-endian.
  ///
  /// @throws ImportRefusedException if there are fewer, or something else
  void read(byte[] target, int count) throws IOException, ImportRefusedException {
    if (!inputClass.isText()) {
      if (in.readNBytes(target, 0, count * size) < count * size) {
        throw new ImportRefusedException("it ends before all values were read");
      }
      return;
    }
    ByteBuffer numbers = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      long bits = inputClass.numbers() == NumberClass.FP ? floatingBits() : integer();
      switch (size) {
        case 1 -> numbers.put((byte) bits);
        case 2 -> numbers.putShort((short) bits);
        case 4 -> numbers.putInt((int) bits);
        default -> numbers.putLong(bits);
      }
    }
  }

  private long floatingBits() throws IOException, ImportRefusedException {
    String text = floatingWord();
    try {
      return size == Float.BYTES
          ? Float.floatToRawIntBits(Float.parseFloat(text))
          : Double.doubleToRawLongBits(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      throw noNumber();
    }
  }

  private String floatingWord() throws IOException, ImportRefusedException {
    int c = start();
    while (c >= '0' && c <= '9' || c == '.') {
      c = take(c);
    }
    if (c == 'e' || c == 'E') {
      c = take(c);
      c = c == '+' || c == '-' ? take(c) : c;
      while (c >= '0' && c <= '9') {
        c = take(c);
      }
    } else if (Character.isLetter(c)) {
      return special(c);
    }
    back(c);
    return word.toString();
  }

  private String special(int first) throws IOException, ImportRefusedException {
    int c = first;
    while (Character.isLetter(c)) {
      c = take(c);
    }
    back(c);
    String sign = word.charAt(0) == '-' ? "-" : "";
    String name = word.toString().toLowerCase(Locale.ROOT);
    return switch (name.startsWith("-") || name.startsWith("+") ? name.substring(1) : name) {
      case "nan" -> "NaN";
      case "inf", "infinity" -> sign + "Infinity";
      default -> throw noNumber();
    };
  }

  private long integer() throws IOException, ImportRefusedException {
    int c = start();
    boolean negative = !word.isEmpty() && word.charAt(0) == '-';
    boolean unsigned = inputClass.numbers() == NumberClass.UIN;
    long value = 0;
    int digits = 0;
    while (c >= '0' && c <= '9') {
      int digit = c - '0';
      value = unsigned ? unsignedNext(value, digit) : signedNext(value, digit, negative);
      digits++;
      c = in(c);
    }
    if (digits == 0) {
      throw noNumber();
    }
    if (size == Long.BYTES) {
      // 64 bits are read as a word, of which the end is not looked at.
      while (c >= 0 && !TokenScanner.isBlank(c)) {
        c = in(c);
      }
    }
    back(c);
    return negative && unsigned ? -value : value;
  }

  private static long signedNext(long value, int digit, boolean negative) {
    if (negative) {
      return value < (Long.MIN_VALUE + digit) / 10 ? Long.MIN_VALUE : 10 * value - digit;
    }
    return value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * value + digit;
  }

  private static long unsignedNext(long value, int digit) {
    return Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 10)) > 0
        ? -1L
        : 10 * value + digit;
  }

  /// The first character behind blanks and a sign, which is taken.
  private int start() throws IOException {
    word.setLength(0);
    int c = in(0);
    while (TokenScanner.isBlank(c)) {
      c = in(c);
    }
    if (c == '-' || c == '+') {
      word.append((char) c);
      c = in(c);
    }
    return c;
  }

  private int take(int c) throws IOException, ImportRefusedException {
    if (word.length() == MOST_CHARACTERS) {
      throw noNumber();
    }
    word.append((char) c);
    return in(c);
  }

  /// The next character, which can be given back.
  ///
  /// @param before the last one; not the end
  private int in(int before) throws IOException {
    in.mark(1);
    return before < 0 ? before : in.read();
  }

  private void back(int c) throws IOException {
    if (c >= 0) {
      in.reset();
    }
  }

  private static ImportRefusedException noNumber() {
    return new ImportRefusedException("it has something else where a number has to be, or ends");
  }
}
