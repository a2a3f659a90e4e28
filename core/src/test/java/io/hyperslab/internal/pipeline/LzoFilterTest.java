package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LzoFilterTest extends FilterBattery {
  LzoFilterTest() {
    super(new LzoFilter(), "lzo.bin");
  }

  @Test
  void decodesEveryFormOfBackReference() {
    // Four literals; 3 bytes from 4 back, then literal "x"; 2 bytes from 2 back; 4 bytes from 1
    // back, then "yz"; 2 bytes from 3 back; the end.
    byte[] stored = {
      21, 'a', 'b', 'c', 'd', 0x4D, 0, 'x', 0x04, 0, 0x22, 2, 0, 'y', 'z', 0x08, 0, 0x11, 0, 0
    };
    assertThat(new String(bytes(decode(stored)), StandardCharsets.US_ASCII))
        .isEqualTo("abcdabcxcxxxxxyzxy");
  }

  @Test
  void decodesReferencesToFarBytes() throws IOException {
    byte[] expected = new byte[56_300];
    for (int start : new int[] {0, 38_000, 56_000}) {
      for (int i = 0; i < 300; i++) {
        expected[start + i] = (byte) ((i * (long) i * 2_654_435_761L & 0xFFFFFFFFL) >>> 13);
      }
    }
    byte[] stored = Bzip2FilterTest.resource("lzo-large.bin");
    assertThat(bytes(decode(stored))).isEqualTo(expected);
  }

  @Test
  void refusesReferencesToBytesBeforeTheData() {
    byte[] stored = {21, 'a', 'b', 'c', 'd', 0x50, 0, 0x11, 0, 0};
    refuses("distance of a back reference", stored);
    byte[] far = {0x11, 4, 0, 0x11, 0, 0};
    refuses("distance of a back reference", far);
  }

  @Test
  void refusesDataWithoutEnd() {
    refuses("LZO data", new byte[0]);
    refuses("LZO data", new byte[] {21, 'a', 'b', 'c', 'd'});
    refuses("LZO data", new byte[] {0, 0, 0, 0});
  }

  @Test
  void refusesOtherBytesBehindTheEnd() {
    refuses("bytes behind the LZO data", new byte[] {18, 'a', 0x11, 0, 0, 0});
    refuses("bytes behind the LZO data", new byte[] {18, 'a', 0x11, 0, 0, 0, 0, 0, 0});
  }

  @Test
  void checksTheChecksumAndTheSizeBehindTheEnd() {
    byte[] good = {18, 'a', 0x11, 0, 0, 0x62, 0, 0x62, 0, 1, 0, 0, 0};
    assertThat(bytes(decode(good))).containsExactly('a');
    refuses("checksum", new byte[] {18, 'a', 0x11, 0, 0, 0x63, 0, 0x62, 0, 1, 0, 0, 0});
    refuses("decoded size", new byte[] {18, 'a', 0x11, 0, 0, 0x62, 0, 0x62, 0, 2, 0, 0, 0});
  }

  private static void refuses(String item, byte[] stored) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(stored))
        .withMessageContaining(item);
  }

  private static MemorySegment decode(byte[] stored) {
    FilterContext context =
        new FilterContext(305, "lzo", new int[] {1}, OptionalLong.empty(), 1 << 20);
    return new LzoFilter().decode(MemorySegment.ofArray(stored), context);
  }
}
