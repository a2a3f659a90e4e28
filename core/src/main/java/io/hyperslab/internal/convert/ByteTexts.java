package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/// The bytes of texts, and what they say in a character set that the file does not know of.
///
/// @param charset of the texts, whatever their datatype says
/// @param onError what happens to bytes that are none of its characters
public record ByteTexts(Charset charset, CodingErrorAction onError) {
  private static final byte[] NOTHING = {};

  /// The bytes of each text, without its padding or terminator.
  ///
  /// @throws DatatypeMismatchException if the elements are no text
  public static byte[][] bytes(NdArray elements) {
    MemorySegment raw = elements.segment();
    Datatype type = elements.datatype();
    byte[][] texts = Memory.array(byte[].class, elements.arrayLength());
    HeapRoom room = HeapRoom.beside(raw);
    for (int i = 0; i < texts.length; i++) {
      MemorySegment element = raw.asSlice(i * type.size(), type.size());
      texts[i] =
          switch (type) {
            case FixedString fixed -> fixed(element, fixed);
            case VariableString _ -> variable(element, elements.indirectData());
            default -> throw noText(type);
          };
      room.take(1, HeapRoom.TEXT + texts[i].length);
    }
    return texts;
  }

  /// The refusal of elements that are no text.
  public static DatatypeMismatchException noText(Datatype type) {
    return new DatatypeMismatchException("datatype", -1, "datatype", type.toString(), "text");
  }

  private static byte[] fixed(MemorySegment element, FixedString type) {
    if (type.size() > Integer.MAX_VALUE - 8L) {
      throw new LimitExceededException(
          "datatype", -1, "size of a text", type.size() + " bytes", "at most 2^31 bytes");
    }
    byte[] bytes = element.toArray(ValueLayout.JAVA_BYTE);
    return switch (type.padding()) {
      case NULL_TERMINATED -> Arrays.copyOf(bytes, TextBytes.untilNul(bytes));
      case NULL_PADDED -> withoutPadding(bytes, (byte) 0);
      default -> withoutPadding(bytes, (byte) ' ');
    };
  }

  private static byte[] withoutPadding(byte[] bytes, byte pad) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == pad) {
      length--;
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /// The bytes of one text of variable length up to its first NUL, as libhdf5 hands it out.
  static byte[] variable(MemorySegment element, IndirectData indirect) {
    VariableLength sequence = new VariableLength(element.byteSize(), FixedPoint.UINT8);
    byte[] bytes =
        NdArray.of(element, sequence, new long[0], indirect)
            .sequence()
            .segment()
            .toArray(ValueLayout.JAVA_BYTE);
    int length = TextBytes.untilNul(bytes);
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /// The texts.
  ///
  /// @throws DatatypeMismatchException if the elements are no text; or if errors are reported, and
  ///   one has bytes that are none of the character set
  public String[] strings(NdArray elements) {
    byte[][] bytes = bytes(elements);
    String[] texts = Memory.array(String.class, bytes.length);
    CharsetDecoder decoder =
        charset.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError);
    for (int i = 0; i < texts.length; i++) {
      try {
        texts[i] = decoder.decode(ByteBuffer.wrap(bytes[i])).toString();
        // The text takes the room of its bytes.
        bytes[i] = NOTHING;
      } catch (CharacterCodingException e) {
        throw new DatatypeMismatchException(
            null,
            -1,
            "text of element " + i,
            Text.quote(Text.decode(bytes[i])),
            "text in " + charset.name());
      }
    }
    return texts;
  }
}
