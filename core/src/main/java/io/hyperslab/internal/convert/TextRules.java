package io.hyperslab.internal.convert;

import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Text;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What becomes of texts that go from one datatype to another.
///
/// If they are to be exact, a text is what this library reads of an element, and it is refused
/// where the target would be read as another one: as [FixedTextWriter] and [VariableTextWriter]
/// refuse it. Otherwise it is what libhdf5 takes for one, for which a NUL ends a text that is
/// padded with NULs too, and it is cut, between two characters.
///
/// @param source how texts are stored before
/// @param target how they are after
/// @param exact whether none may be changed
record TextRules(StringType source, StringType target, boolean exact) {
  /// How many bytes of a text are looked at to name it in a message.
  private static final long NAMED = 256;

  /// How many bytes before the place where a text is cut may belong to a character there.
  private static final long LONGEST_CHARACTER = 4;

  /// The text of an element of fixed size, without its padding.
  MemorySegment text(MemorySegment element) {
    return switch (source.padding()) {
      case SPACE_PADDED -> withoutTrailing(element, (byte) ' ');
      case NULL_PADDED -> exact ? withoutTrailing(element, (byte) 0) : untilNul(element);
      case NULL_TERMINATED -> untilNul(element);
    };
  }

  private static MemorySegment withoutTrailing(MemorySegment bytes, byte pad) {
    long length = bytes.byteSize();
    while (length > 0 && bytes.get(ValueLayout.JAVA_BYTE, length - 1) == pad) {
      length--;
    }
    return bytes.asSlice(0, length);
  }

  /// The bytes of a text of variable length that count.
  static MemorySegment untilNul(MemorySegment bytes) {
    long length = 0;
    while (length < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    return bytes.asSlice(0, length);
  }

  /// What of a text goes to the target: all of it, if it is to be exact.
  ///
  /// @param index the element's
  /// @throws DatatypeMismatchException if the target would be read as another text
  MemorySegment kept(MemorySegment text, long index) {
    if (!exact) {
      return target instanceof FixedString fixed
          ? text.asSlice(0, cut(text, room(fixed)))
          : untilNul(text);
    }
    boolean held = target instanceof FixedString fixed ? isHeld(text, fixed) : hasNoNul(text);
    if (!held && isUnwritten(text)) {
      return text.asSlice(0, 0);
    }
    if (!held) {
      throw refused(index, text, expected());
    }
    requireAscii(text, index);
    return text;
  }

  private String expected() {
    return target instanceof FixedString fixed
        ? FixedTextWriter.expected(fixed)
        : VariableTextWriter.EXPECTED;
  }

  private static long room(FixedString type) {
    return type.padding() == Padding.NULL_TERMINATED ? type.size() - 1 : type.size();
  }

  private static byte pad(FixedString type) {
    return (byte) (type.padding() == Padding.SPACE_PADDED ? ' ' : 0);
  }

  private static boolean isHeld(MemorySegment text, FixedString type) {
    long length = text.byteSize();
    boolean endsWithPad = length > 0 && text.get(ValueLayout.JAVA_BYTE, length - 1) == pad(type);
    return length <= room(type)
        && !endsWithPad
        && (type.padding() != Padding.NULL_TERMINATED || hasNoNul(text));
  }

  private static boolean hasNoNul(MemorySegment text) {
    return untilNul(text).byteSize() == text.byteSize();
  }

  /// Whether a text is all that was never written of an element: NULs, which are no padding where
  /// spaces are. Nobody meant them, so they are not refused.
  private boolean isUnwritten(MemorySegment text) {
    return text.byteSize() == source.size() && withoutTrailing(text, (byte) 0).byteSize() == 0;
  }

  /// How many bytes of at most `room` make whole characters.
  private static long cut(MemorySegment text, long room) {
    if (text.byteSize() <= room) {
      return text.byteSize();
    }
    long start = Math.max(0, room - LONGEST_CHARACTER);
    byte[] around = text.asSlice(start, room + 1 - start).toArray(ValueLayout.JAVA_BYTE);
    return start + TextBytes.cut(around, (int) (room - start));
  }

  /// Stores a text that has room in an element of fixed size.
  void put(MemorySegment text, MemorySegment element) {
    long length = text.byteSize();
    MemorySegment.copy(text, 0, element, 0, length);
    element.asSlice(length).fill(pad((FixedString) target));
  }

  /// Whether the target has fewer characters than the source. Of what is ASCII by its name, every
  /// byte is copied: much of it is no ASCII.
  boolean requiresAscii() {
    return exact
        && source.characterSet() != CharacterSet.ASCII
        && target.characterSet() == CharacterSet.ASCII;
  }

  /// Checks that the target has the characters of a text, if it must. Bytes that are no UTF-8 are
  /// as welcome as everywhere; see [Text].
  ///
  /// @param index the element's; -1 if nobody knows
  /// @throws DatatypeMismatchException if it has not
  void requireAscii(MemorySegment text, long index) {
    if (!requiresAscii()) {
      return;
    }
    String characters = Text.decode(text.toArray(ValueLayout.JAVA_BYTE));
    if (!characters.chars().allMatch(c -> c < 0x80 || c >= 0xdc80 && c <= 0xdcff)) {
      throw refused(index, text, "ASCII text, or Conversion.CLIP");
    }
  }

  private static DatatypeMismatchException refused(
      long index, MemorySegment text, String expected) {
    String item = index < 0 ? "text" : "value of element " + index;
    byte[] first = text.asSlice(0, Math.min(NAMED, text.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    String found = FixedTextWriter.found(Text.decode(first), text.byteSize());
    return new DatatypeMismatchException(null, -1, item, found, expected);
  }
}
