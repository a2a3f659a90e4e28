package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Texts of one datatype stored as another, from each form to each.
class TextRulesTest {
  private static final String REFUSED = "refused";

  /// How texts are stored.
  enum Form {
    TERMINATED,
    PADDED,
    SPACES,
    VARIABLE;

    StringType type(long size, CharacterSet characters) {
      return switch (this) {
        case TERMINATED -> new FixedString(size, Padding.NULL_TERMINATED, characters);
        case PADDED -> new FixedString(size, Padding.NULL_PADDED, characters);
        case SPACES -> new FixedString(size, Padding.SPACE_PADDED, characters);
        case VARIABLE -> Datatypes.variableString(characters);
      };
    }
  }

  private final ListedHeap heap = new ListedHeap();

  /// One element behind another one.
  private NdArray element(StringType type, byte[] stored) {
    byte[] elements = new byte[2 * (int) type.size()];
    MemorySegment memory = MemorySegment.ofArray(elements);
    if (type instanceof FixedString) {
      assertThat(stored).hasSize((int) type.size());
      MemorySegment.copy(MemorySegment.ofArray(stored), 0, memory, type.size(), stored.length);
    } else {
      heap.put(stored, stored.length, memory, type.size());
    }
    return NdArray.of(memory, type, new long[] {2}, heap);
  }

  private String converted(NdArray elements, StringType to, Conversion conversion) {
    ListedHeap target = new ListedHeap();
    MemorySegment out = MemorySegment.ofArray(new byte[2 * (int) to.size()]);
    out.fill((byte) (to instanceof FixedString ? 0x55 : 0));
    RawConverter.forReading(elements.datatype(), to, conversion, elements.indirectData(), target)
        .convert(elements.segment(), 0, out, 0, 2);
    return NdArray.of(out, to, new long[] {2}, target).toStrings()[1];
  }

  private String exact(NdArray elements, StringType to) {
    try {
      return converted(elements, to, Conversion.EXACT);
    } catch (DatatypeMismatchException e) {
      assertThat(e).hasMessageContaining("element 1").hasMessageContaining("Conversion.CLIP");
      return REFUSED;
    }
  }

  private static Map<Form, String> expected(
      String terminated, String padded, String spaces, String variable) {
    return Map.of(
        Form.TERMINATED,
        terminated,
        Form.PADDED,
        padded,
        Form.SPACES,
        spaces,
        Form.VARIABLE,
        variable);
  }

  private static String visible(String text) {
    return text.replace('\0', '~').replace(' ', '_');
  }

  private static byte[] bytes(String visible) {
    return visible.replace('~', '\0').replace('_', ' ').getBytes(StandardCharsets.UTF_8);
  }

  /// `~` is a NUL, `_` a space; stored are five bytes, and there is room for six (with the NUL).
  @ParameterizedTest
  @CsvSource({
    // from, stored, to TERMINATED, PADDED, SPACES, VARIABLE
    "TERMINATED, ab~~~, ab, ab, ab, ab",
    "TERMINATED, ab~xy, ab, ab, ab, ab",
    "TERMINATED, ~abcd, '', '', '', ''",
    "TERMINATED, ~~~~~, '', '', '', ''",
    "TERMINATED, abcde, abcde, abcde, abcde, abcde",
    "TERMINATED, _ab~~, _ab, _ab, _ab, _ab",
    "TERMINATED, ab_~x, ab_, ab_, refused, ab_",
    "PADDED, ab~~~, ab, ab, ab, ab",
    "PADDED, abcde, abcde, abcde, abcde, abcde",
    "PADDED, ~~~~~, '', '', '', ''",
    "PADDED, a~b~~, refused, a~b, a~b, refused",
    "PADDED, ~~~~b, refused, ~~~~b, ~~~~b, refused",
    "PADDED, ab_~~, ab_, ab_, refused, ab_",
    "PADDED, _____, _____, _____, refused, _____",
    "SPACES, ab___, ab, ab, ab, ab",
    "SPACES, abcde, abcde, abcde, abcde, abcde",
    "SPACES, _a_b_, _a_b, _a_b, _a_b, _a_b",
    "SPACES, _____, '', '', '', ''",
    "SPACES, a~b__, refused, a~b, a~b, refused",
    "SPACES, ab~~~, refused, refused, ab~~~, refused",
    "SPACES, ab~__, refused, refused, ab~, refused",
    // Never written.
    "SPACES, ~~~~~, '', '', ~~~~~, ''",
    "VARIABLE, ab, ab, ab, ab, ab",
    "VARIABLE, '', '', '', '', ''",
    "VARIABLE, ab~xy, ab, ab, ab, ab",
    "VARIABLE, ab_, ab_, ab_, refused, ab_",
    "VARIABLE, abcde, abcde, abcde, abcde, abcde",
  })
  void exactTextsAreTheSameOrRefused(
      Form from, String stored, String terminated, String padded, String spaces, String variable) {
    NdArray elements = element(from.type(5, CharacterSet.UTF8), bytes(stored));
    Map<Form, String> expected = expected(terminated, padded, spaces, variable);
    for (Form to : Form.values()) {
      String found = exact(elements, to.type(6, CharacterSet.UTF8));
      assertThat(visible(found)).as("to %s", to).isEqualTo(expected.get(to));
      if (!found.equals(REFUSED) && !stored.equals("~~~~~")) {
        assertThat(found).isEqualTo(elements.toStrings()[1]);
      }
    }
  }

  /// libhdf5 ends a text at a NUL also where NULs are its padding.
  @ParameterizedTest
  @CsvSource({
    "TERMINATED, ab_~x, ab_, ab_, ab, ab_",
    "PADDED, a~b~~, a, a, a, a",
    "PADDED, ab_~~, ab_, ab_, ab, ab_",
    "SPACES, a~b__, a, a~b, a~b, a",
    "SPACES, ab~~~, ab, ab, ab~~~, ab",
    "SPACES, ~~~~~, '', '', ~~~~~, ''",
    "VARIABLE, ab~xy, ab, ab, ab, ab"
  })
  void clippedTextsAreNeverRefused(
      Form from, String stored, String terminated, String padded, String spaces, String variable) {
    NdArray elements = element(from.type(5, CharacterSet.UTF8), bytes(stored));
    Map<Form, String> expected = expected(terminated, padded, spaces, variable);
    for (Form to : Form.values()) {
      assertThat(visible(converted(elements, to.type(6, CharacterSet.ASCII), Conversion.CLIP)))
          .as("to %s", to)
          .isEqualTo(expected.get(to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void textsThatAreTooLongAreRefusedOrCutBetweenCharacters(Form from) {
    for (String text : new String[] {"éé", "a€", "\ud83d\ude00", "abcd"}) {
      byte[] stored = text.getBytes(StandardCharsets.UTF_8);
      byte[] ended = Arrays.copyOf(stored, stored.length + (from == Form.TERMINATED ? 1 : 0));
      NdArray elements = element(from.type(ended.length, CharacterSet.UTF8), ended);
      for (Form to : new Form[] {Form.TERMINATED, Form.PADDED, Form.SPACES}) {
        int end = to == Form.TERMINATED ? 1 : 0;
        assertThat(exact(elements, to.type(stored.length + end, CharacterSet.UTF8)))
            .isEqualTo(text);
        for (int room = 1; room < stored.length; room++) {
          StringType type = to.type(room + end, CharacterSet.UTF8);
          assertThat(exact(elements, type)).isEqualTo(REFUSED);
          String cut = converted(elements, type, Conversion.CLIP);
          assertThat(text).startsWith(cut);
          int next = text.offsetByCodePoints(cut.length(), 1);
          assertThat(text.substring(0, next).getBytes(StandardCharsets.UTF_8))
              .hasSizeGreaterThan(room);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAsciiTypeTakesNoOtherCharactersUnlessAsked(Form from) {
    byte[] stored = "aé".getBytes(StandardCharsets.UTF_8);
    NdArray elements = element(from.type(3, CharacterSet.UTF8), stored);
    NdArray misnamed = element(from.type(3, CharacterSet.ASCII), stored);
    NdArray noUtf8 = element(from.type(3, CharacterSet.UTF8), new byte[] {'a', (byte) 0xe9, 'b'});
    for (Form to : Form.values()) {
      StringType type = to.type(4, CharacterSet.ASCII);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .as("%s to %s", from, to)
          .isThrownBy(() -> converted(elements, type, Conversion.EXACT))
          .withMessageContaining("ASCII text");
      assertThat(converted(elements, type, Conversion.CLIP)).isEqualTo("aé");
      // What is read as such a text all the time can be read in another form.
      assertThat(exact(misnamed, type)).isEqualTo("aé");
      assertThat(exact(misnamed, to.type(4, CharacterSet.UTF8))).isEqualTo("aé");
      assertThat(exact(noUtf8, type)).isEqualTo(noUtf8.toStrings()[1]);
    }
  }

  /// A view of texts as others, and elements of other texts, go the same way.
  @Test
  void bytesBehindTextsAreThePadding() {
    StringType from = Form.TERMINATED.type(5, CharacterSet.ASCII);
    NdArray elements = element(from, bytes("ab~xy"));
    MemorySegment out = MemorySegment.ofArray(new byte[16]);
    for (Form to : new Form[] {Form.TERMINATED, Form.PADDED, Form.SPACES}) {
      out.fill((byte) 0x55);
      StringType type = to.type(8, CharacterSet.ASCII);
      RawConverter.forReading(from, type, Conversion.EXACT, heap, heap)
          .convert(elements.segment(), 0, out, 0, 2);
      byte[] expected = Arrays.copyOf(bytes("ab"), 8);
      Arrays.fill(expected, 2, 8, (byte) (to == Form.SPACES ? ' ' : 0));
      assertThat(NdArray.of(out, type, 2).getBytes(1)).isEqualTo(expected);
    }
  }
}
