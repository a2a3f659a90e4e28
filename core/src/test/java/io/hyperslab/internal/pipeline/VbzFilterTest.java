package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VbzFilterTest extends FilterBattery {
  VbzFilterTest() {
    super(new VbzFilter(), "vbz.bin");
  }

  @Test
  void decodesNumbersOfOneToFourBytes() {
    byte[] stored = {16, 0, 0, 0, (byte) 0b11_10_01_00, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(bytes(decode(stored, 0, 4, 0, 0)))
        .containsExactly(1, 0, 0, 0, 2, 3, 0, 0, 4, 5, 6, 0, 7, 8, 9, 10);
  }

  @Test
  void decodesNumbersOfNoneToFourNibbles() {
    byte[] stored = {4, 0, 0, 0, (byte) 0b11_10_01_00, 0x21, 0x43, 0x65, 0x07};
    assertThat(bytes(decode(stored, 1, 1, 0, 0))).containsExactly(0, 1, 0x32, 0x54);
  }

  @Test
  void addsUpDifferences() {
    byte[] stored = {8, 0, 0, 0, 0, 4, 3, 0, 1};
    assertThat(bytes(decode(stored, 1, 2, 1, 0))).containsExactly(2, 0, 0, 0, 0, 0, -1, -1);
  }

  @Test
  void decodesChunksOfNothing() {
    assertThat(decode(new byte[4], 1, 2, 1, 0).byteSize()).isZero();
  }

  @Test
  void refusesParametersThatNoEncoderHas() {
    refuses("version", new byte[8], 2, 2, 1, 1);
    refuses("version", new byte[8], -1, 2, 1, 1);
    refuses("bytes of an integer", new byte[8], 0, 3, 1, 1);
    refuses("bytes of an integer", new byte[8], 0, 8, 1, 1);
    refuses("number of client data values", new byte[8], 0, 2);
  }

  @Test
  void refusesStreamsThatAreShorterOrLongerThanTheirKeysSay() {
    refuses("encoded numbers", new byte[] {4, 0, 0, 0, 0, 7, 7}, 0, 4, 0, 0);
    refuses("encoded numbers", new byte[] {4, 0, 0, 0, 1, 7}, 0, 4, 0, 0);
    refuses("encoded numbers", new byte[] {4, 0, 0, 0}, 0, 4, 0, 0);
    refuses("decoded size", new byte[] {3, 0, 0, 0, 0, 7}, 0, 2, 0, 0);
    refuses("decoded size", new byte[] {3, 0, 0, 0, 0, 7}, 0, 0, 0, 0);
  }

  @Test
  void refusesSizesThatSoFewKeysCannotHold() {
    refuses("encoded numbers", new byte[] {0, 0, 0, -1, 0, 7}, 0, 4, 0, 0);
  }

  private static void refuses(String item, byte[] stored, int... clientData) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(stored, clientData))
        .withMessageContaining(item);
  }

  private static MemorySegment decode(byte[] stored, int... clientData) {
    FilterContext context =
        new FilterContext(32020, "vbz", clientData, OptionalLong.empty(), 1L << 40);
    return new VbzFilter().decode(MemorySegment.ofArray(stored), context);
  }
}
