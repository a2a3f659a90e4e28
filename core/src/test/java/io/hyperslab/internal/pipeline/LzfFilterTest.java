package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LzfFilterTest extends FilterBattery {
  LzfFilterTest() {
    super(new LzfFilter(), "lzf.bin");
  }

  @Test
  void decodesLiteralsAndBothFormsOfMatches() {
    byte[] stored = {3, 'a', 'b', 'c', 'd', 1 << 5, 3, (byte) (7 << 5), 2, 0};
    assertThat(decode(stored)).isEqualTo("abcdabcccccccccccc");
  }

  @Test
  void refusesMatchesFromBeforeTheData() {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(new byte[] {0, 'a', 1 << 5, 1}))
        .withMessageContaining("distance of a back reference is 2, expected at most 1");
  }

  @Test
  void refusesRunsThatAreCutOff() {
    for (byte[] cut : new byte[][] {{2, 'a', 'b'}, {0, 'a', 1 << 5}, {0, 'a', (byte) 0xE0, 0}}) {
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() -> decode(cut))
          .withMessageContaining("cut off");
    }
  }

  private static String decode(byte[] stored) {
    FilterContext context = new FilterContext(32000, "lzf", new int[0], OptionalLong.empty(), 1000);
    MemorySegment decoded = new LzfFilter().decode(MemorySegment.ofArray(stored), context);
    return new String(bytes(decoded), StandardCharsets.US_ASCII);
  }
}
