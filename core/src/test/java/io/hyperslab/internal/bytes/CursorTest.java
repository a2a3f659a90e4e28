package io.hyperslab.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CursorTest {
  private static final byte[] STORED = {
    (byte) 0x81, 0x02, (byte) 0x83, 0x04, (byte) 0x85, 0x06, (byte) 0x87, 0x08, (byte) 0x89
  };

  private static Cursor over(byte[] bytes) {
    return Cursor.over(bytes, 0, "structure", new FormatContext(8, 8, 100, Limits.defaults()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 81, 89",
    "2, 281, 8908",
    "3, 830281, 890887",
    "4, 4830281, 89088706",
    "5, 8504830281, 8908870685",
    "6, 68504830281, 890887068504",
    "7, 87068504830281, 89088706850483",
    "8, 887068504830281, 8908870685048302",
  })
  void readsNumbersOfAnyWidthWhateverIsBehindThem(int width, String first, String last) {
    Cursor cursor = over(STORED);
    assertThat(cursor.bits(width)).isEqualTo(Long.parseUnsignedLong(first, 16));
    assertThat(cursor.position()).isEqualTo(width);
    cursor.seek(STORED.length - width);
    assertThat(cursor.bits(width)).isEqualTo(Long.parseUnsignedLong(last, 16));
    assertThat(cursor.remaining()).isZero();
  }

  @Test
  void readsNoNumberBeyondItsEndThoughTheBlockGoesOn() {
    Cursor part = over(STORED).slice(3, "part");
    assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> part.bits(4));
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "abcdefgh, 8", "abcdefghijk, 11"})
  void endsTextsAtTheFirstNul(String text, int length) {
    byte[] padded = (text + "\0\0x\0").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(over(padded).paddedText(padded.length)).isEqualTo(text);
    assertThat(over(padded).paddedText(length)).isEqualTo(text);
    Cursor cursor = over(padded);
    assertThat(cursor.terminatedText("text")).isEqualTo(text);
    assertThat(cursor.position()).isEqualTo(length + 1);
  }

  @Test
  void refusesTextWhoseNulComesBehindItsEnd() {
    Cursor part = over(new byte[] {'a', 'b', 0}).slice(2, "part");
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> part.terminatedText("text"));
  }
}
