package io.hyperslab.array;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.number.HeapRoom;
import io.hyperslab.internal.number.NumberArrays;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Elements that are text, or have names, or are described by a descriptor.
final class TextElements {
  private static final ValueLayout.OfInt COUNT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

  /// Bytes of texts after which their room is taken.
  private static final int STEP = 1 << 16;

  /// The bytes of a descriptor besides the address: count and index.
  private static final int DESCRIPTOR_FIXED_PART = 8;

  /// What a text of variable length is a sequence of.
  static final FixedPoint CHARACTER = FixedPoint.of(1, ByteOrder.LITTLE_ENDIAN, false);

  private TextElements() {}

  /// Texts, or the names of enumeration values; a value without a name is its number.
  static String[] strings(MemorySegment raw, Datatype type, long count, IndirectData indirect) {
    if (type instanceof VariableString variable) {
      return variable(raw, variable, count, indirect);
    }
    if (type instanceof FixedString fixed) {
      return fixed(raw, fixed, count);
    }
    if (type instanceof Enumeration enumeration) {
      return names(raw, enumeration, count);
    }
    throw new DatatypeMismatchException(
        "datatype", -1, "datatype", type.toString(), "text or an enumeration");
  }

  private static String[] fixed(MemorySegment raw, FixedString type, long count) {
    int number = NumberArrays.arrayLength(raw, count, type.size());
    if (type.size() > Integer.MAX_VALUE - 8L) {
      throw new LimitExceededException(
          "datatype", -1, "size of a text", type.size() + " bytes", "at most 2^31 bytes");
    }
    HeapRoom room = HeapRoom.beside(raw);
    room.take(number, HeapRoom.TEXT);
    String[] out = Memory.array(String.class, number);
    byte[] bytes = new byte[(int) type.size()];
    long owed = 0;
    for (int i = 0; i < number; i++) {
      MemorySegment.copy(raw, ValueLayout.JAVA_BYTE, i * type.size(), bytes, 0, bytes.length);
      int length = length(bytes, type.padding());
      owed += length;
      if (owed >= STEP) {
        room.take(1, owed);
        owed = 0;
      }
      out[i] = Text.decode(bytes, 0, length);
    }
    room.take(1, owed);
    return out;
  }

  private static int length(byte[] bytes, Padding padding) {
    if (padding == Padding.NULL_TERMINATED) {
      return untilNul(bytes);
    }
    byte pad = (byte) (padding == Padding.SPACE_PADDED ? ' ' : 0);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == pad) {
      length--;
    }
    return length;
  }

  private static int untilNul(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return length;
  }

  private static String[] variable(
      MemorySegment raw, VariableString type, long count, IndirectData indirect) {
    String[] out = Memory.array(String.class, NumberArrays.arrayLength(raw, count, type.size()));
    HeapRoom room = HeapRoom.beside(raw);
    int[] next = new int[1];
    indirect.texts(
        raw,
        type.size(),
        count,
        (bytes, offset, length) -> {
          // Asked now that the text was found: a length that the file does not have is the file's
          // mistake, not a want of room.
          room.take(1, HeapRoom.TEXT + (long) length);
          // libhdf5 hands such texts out as C strings: the first NUL ends them.
          out[next[0]++] = Text.decodeTerminated(bytes, offset, length);
        });
    return out;
  }

  private static String[] names(MemorySegment raw, Enumeration type, long count) {
    Map<BigInteger, String> names = new HashMap<>();
    type.members().forEach(member -> names.putIfAbsent(member.value(), member.name()));
    HeapRoom room = HeapRoom.beside(raw);
    room.take(count, HeapRoom.REFERENCE);
    String[] out = Memory.array(String.class, NumberArrays.arrayLength(raw, count, type.size()));
    NumberArrays.enumerationValues(
        raw,
        type,
        count,
        (i, value) -> {
          String name = names.get(value);
          out[i] = name == null ? number(value, room) : name;
        });
    return out;
  }

  private static String number(BigInteger value, HeapRoom room) {
    String number = value.toString();
    room.take(1, HeapRoom.TEXT + number.length());
    return number;
  }

  /// Whether the element's address is null, which is not the same as an empty sequence.
  static boolean isNull(MemorySegment descriptor) {
    for (long i = 4; i < descriptor.byteSize() - 4; i++) {
      if (descriptor.get(ValueLayout.JAVA_BYTE, i) != 0) {
        return false;
      }
    }
    return true;
  }

  /// The number of elements that the descriptor claims; a null sequence has none.
  static long claimedCount(MemorySegment descriptor) {
    if (descriptor.byteSize() < DESCRIPTOR_FIXED_PART) {
      throw new MalformedFileException(
          "datatype",
          -1,
          "size of a variable-length descriptor",
          Long.toString(descriptor.byteSize()),
          "at least " + DESCRIPTOR_FIXED_PART);
    }
    return isNull(descriptor) ? 0 : Integer.toUnsignedLong(descriptor.get(COUNT, 0));
  }

  /// The elements of one sequence.
  static MemorySegment sequence(MemorySegment descriptor, Datatype base, IndirectData indirect) {
    long count = claimedCount(descriptor);
    if (count == 0) {
      return MemorySegment.NULL;
    }
    MemorySegment elements = indirect.variableLength(descriptor, base);
    long size = base.size();
    if (size < 1 || count > Long.MAX_VALUE / size || elements.byteSize() != count * size) {
      throw new MalformedFileException(
          "global heap object",
          -1,
          "size of a variable-length element",
          elements.byteSize() + " bytes",
          count + " elements of " + size + " bytes");
    }
    return elements;
  }

  /// The base type of a sequence.
  static Datatype sequenceBase(Datatype type) {
    if (type instanceof VariableLength variable) {
      return variable.base();
    }
    throw new DatatypeMismatchException(
        "datatype", -1, "datatype", type.toString(), "a sequence of variable length");
  }

  /// Stores one text of fixed size, or the value of one name, exactly.
  static void put(String text, Datatype type, MemorySegment to, long offset) {
    switch (type) {
      case FixedString fixed -> put(text, fixed, Conversion.EXACT, to, offset);
      case Enumeration enumeration -> {
        Enumeration.Member member =
            enumeration.members().stream()
                .filter(m -> m.name().equals(text))
                .findFirst()
                .orElseThrow(() -> refused(Text.quote(text), "a name of " + type));
        MemorySegment value = NumberArrays.storedValue(enumeration, member);
        MemorySegment.copy(value, 0, to, offset, value.byteSize());
      }
      default ->
          throw new DatatypeMismatchException(
              "datatype", -1, "datatype", type.toString(), "text of fixed size or an enumeration");
    }
  }

  /// Stores one text; under [Conversion#CLIP] one that is too long is cut between two characters,
  /// and a character that ASCII does not have is stored as UTF-8.
  static void put(
      String text, FixedString type, Conversion conversion, MemorySegment to, long offset) {
    boolean plain = isAscii(text);
    byte[] bytes = plain ? text.getBytes(StandardCharsets.ISO_8859_1) : Text.encode(text);
    boolean terminated = type.padding() == Padding.NULL_TERMINATED;
    long most = terminated ? type.size() - 1 : type.size();
    int room = (int) Math.min(most, terminated ? untilNul(bytes) : bytes.length);
    if (conversion == Conversion.EXACT) {
      if (bytes.length > most || length(bytes, type.padding()) != bytes.length) {
        throw refused(Text.quote(text), "a text that " + type + " holds");
      }
      if (!plain) {
        requireCharacters(text, bytes, type);
      }
    }
    while (room > 0 && room < bytes.length && (bytes[room] & 0xc0) == 0x80) {
      room--;
    }
    byte pad = (byte) (type.padding() == Padding.SPACE_PADDED ? ' ' : 0);
    MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, offset, room);
    to.asSlice(offset + room, type.size() - room).fill(pad);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static void requireCharacters(String text, byte[] bytes, FixedString type) {
    if (!Text.decode(bytes).equals(text)) {
      throw refused(Text.quote(text), "text without half surrogates");
    }
    // Bytes that are no UTF-8 are as welcome as they were when they were read.
    if (type.characterSet() == StringType.CharacterSet.ASCII
        && !text.chars().allMatch(c -> c < 0x80 || c >= 0xdc80 && c <= 0xdcff)) {
      throw refused(Text.quote(text), "ASCII text");
    }
  }

  private static DatatypeMismatchException refused(String found, String expected) {
    return new DatatypeMismatchException(null, -1, "text", found, expected);
  }
}
