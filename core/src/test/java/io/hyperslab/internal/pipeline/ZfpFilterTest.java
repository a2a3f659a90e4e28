package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ZfpFilterTest extends FilterBattery {
  private static final int MAGIC = 0x0570667A;

  ZfpFilterTest() {
    super(new ZfpFilter(), "zfp.bin");
  }

  @Test
  void hasEveryTypeRankAndModeAmongItsFixtures() {
    for (String type : new String[] {"i4", "i8", "f4", "f8"}) {
      for (int rank = 1; rank <= 4; rank++) {
        for (String mode : new String[] {"rate", "precision", "reversible"}) {
          String name = "zfp-" + type + "-" + rank + "d-" + mode;
          assertThat(fixtures()).anyMatch(fixture -> fixture.name().equals(name));
        }
      }
    }
  }

  @Test
  void decodesEmptyBlocksToZeros() {
    // 2D, 5 by 2 doubles, accuracy 2^0: two blocks of one zero bit.
    MemorySegment decoded = decode(new byte[] {0}, MAGIC, 0x10000047, 0xCB300000);
    assertThat(bytes(decoded)).isEqualTo(new byte[80]);
  }

  @Test
  void refusesOtherCodecs() {
    refuses("magic number", new byte[8], 0x0470667A, 0xF2, 0x03F00000);
    refuses("magic number", new byte[8], 0, 0xF2, 0x03F00000);
  }

  @Test
  void refusesHeadersThatAreCutOff() {
    refuses("number of client data values", new byte[8]);
    refuses("number of client data values", new byte[8], MAGIC, 0xF2);
    // The long form of the mode needs two words more.
    refuses("number of client data values", new byte[8], MAGIC, 0xF2, 0xFFF00000);
  }

  @Test
  void refusesModesThatNoEncoderHas() {
    // At least 2 bits a block, at most 1.
    refuses("least bits of a block", new byte[8], MAGIC, 0xF2, 0xFFF00000, 1, 0);
    // 65 bit planes.
    refuses("precision", new byte[8], MAGIC, 0xF2, 0xFFF00000, 0x3FFF8000, 0x10);
  }

  @Test
  void refusesSizesThatSoFewBitsCannotHold() {
    // 1D, 2^48 doubles, one bit a block.
    refuses("encoded size", new byte[1000], MAGIC, 0xFFFFFFF3, 0x000FFFFF);
  }

  private static void refuses(String item, byte[] stored, int... header) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(stored, header))
        .withMessageContaining(item);
  }

  private static MemorySegment decode(byte[] stored, int... header) {
    int[] clientData = new int[header.length + 1];
    System.arraycopy(header, 0, clientData, 1, header.length);
    FilterContext context =
        new FilterContext(32013, "zfp", clientData, OptionalLong.empty(), 1L << 60);
    return new ZfpFilter().decode(MemorySegment.ofArray(stored), context);
  }
}
