package io.hyperslab.array;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.MalformedFileException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Texts as numpy has them, four bytes a character, to UTF-8 and back; wherever they are in the
/// elements.
final class NpyTexts {
  private static final int UNIT = 4;
  private static final String BIG = NpyTypes.TAG + ">U";
  private static final String LITTLE = NpyTypes.TAG + "<U";

  private NpyTexts() {}

  /// Whether elements are texts of numpy. Any file may have such a tag; believed are those that go
  /// with the size of the elements.
  static boolean isText(Datatype type) {
    if (!(type instanceof Opaque opaque) || opaque.size() % UNIT != 0) {
      return false;
    }
    long characters = opaque.size() / UNIT;
    return opaque.tag().equals(LITTLE + characters) || opaque.tag().equals(BIG + characters);
  }

  /// Whether the size of elements in numpy is that of the longest of their texts.
  static boolean needsLengths(Datatype type) {
    return switch (type) {
      case FixedString text -> text.characterSet() != CharacterSet.ASCII;
      case StringType _ -> true;
      case ArrayType array -> needsLengths(array.base());
      case Compound compound -> compound.members().stream().anyMatch(m -> needsLengths(m.type()));
      default -> false;
    };
  }

  /// The datatype with UTF-8 in place of texts of numpy. A character takes at most as many bytes.
  static Datatype decoded(Datatype type) {
    return switch (type) {
      case Opaque opaque when isText(opaque) ->
          new FixedString(opaque.size(), Padding.NULL_PADDED, CharacterSet.UTF8);
      case ArrayType array -> new ArrayType(array.dimensions(), decoded(array.base()));
      case Compound compound -> {
        List<Compound.Member> members = new ArrayList<>();
        for (Compound.Member m : compound.members()) {
          members.add(new Compound.Member(m.name(), m.offset(), decoded(m.type())));
        }
        yield new Compound(compound.size(), members);
      }
      default -> type;
    };
  }

  /// The elements with UTF-8 in place of texts of numpy; the same ones if they have none.
  static NdArray decode(NdArray stored) {
    Datatype type = decoded(stored.datatype());
    if (type.equals(stored.datatype())) {
      return stored;
    }
    NdArray result = NdArray.zeros(type, stored.shape());
    convert(stored, result);
    return result;
  }

  /// The elements as numpy has them.
  ///
  /// @param type made by [NpyDescriptions#stored] for them
  static NdArray encode(NdArray elements, Datatype type) {
    NdArray result = NdArray.zeros(type, elements.shape());
    convert(elements, result);
    return result;
  }

  /// Recursion goes no deeper than compounds are nested.
  private static void convert(NdArray from, NdArray to) {
    if (isText(from.datatype()) && to.datatype() instanceof FixedString text) {
      decode(from, to, text);
    } else if (isText(to.datatype()) && !from.datatype().equals(to.datatype())) {
      encode(from, to);
    } else if (from.datatype() instanceof Compound && to.datatype() instanceof Compound compound) {
      for (Compound.Member member : compound.members()) {
        convert(from.field(member.name()), to.field(member.name()));
      }
    } else {
      to.copyFrom(from, Conversion.CLIP);
    }
  }

  private static ValueLayout.OfInt unit(NdArray texts) {
    boolean big = texts.datatype() instanceof Opaque type && type.tag().startsWith(BIG);
    return ValueLayout.JAVA_INT_UNALIGNED.withOrder(
        big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private static void decode(NdArray from, NdArray to, FixedString type) {
    long size = from.datatype().size();
    ValueLayout.OfInt unit = unit(from);
    MemorySegment characters = from.segment();
    NdArray result = NdArray.zeros(type, to.shape());
    MemorySegment memory = result.memory();
    StringBuilder text = new StringBuilder();
    for (long start = 0; start < characters.byteSize(); start += size) {
      long end = start + size;
      while (end > start && characters.get(unit, end - UNIT) == 0) {
        end -= UNIT;
      }
      text.setLength(0);
      for (long at = start; at < end; at += UNIT) {
        text.appendCodePoint(valid(characters.get(unit, at)));
      }
      // Both are as large as each other: see decoded().
      TextElements.put(text.toString(), type, Conversion.EXACT, memory, start);
    }
    to.copyFrom(result);
  }

  private static int valid(int character) {
    boolean storedByte = character >= 0xdc80 && character <= 0xdcff;
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    if (half && !storedByte || !Character.isValidCodePoint(character)) {
      throw new MalformedFileException(
          "npy file", -1, "character", "0x" + Integer.toHexString(character), "one of Unicode");
    }
    return character;
  }

  /// What holds the longest of these texts.
  static Opaque stored(NdArray texts) {
    long longest = 1;
    for (String text : texts.toStrings()) {
      longest = Math.max(longest, text.codePointCount(0, text.length()));
    }
    return new Opaque(UNIT * longest, LITTLE + longest);
  }

  private static void encode(NdArray from, NdArray to) {
    long size = to.datatype().size();
    ValueLayout.OfInt unit = unit(to);
    NdArray packed = NdArray.zeros(to.datatype(), to.shape());
    MemorySegment memory = packed.memory();
    String[] texts = from.toStrings();
    for (int i = 0; i < texts.length; i++) {
      int[] points = texts[i].codePoints().toArray();
      for (int k = 0; k < points.length; k++) {
        memory.set(unit, i * size + (long) k * UNIT, points[k]);
      }
    }
    to.copyFrom(packed);
  }
}
