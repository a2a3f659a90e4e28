package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScaleOffsetFilterTest extends FilterBattery {
  ScaleOffsetFilterTest() {
    super(new ScaleOffsetFilter(), "scaleoffset.bin");
  }

  /// Floating-point numbers are rounded once more.
  @Override
  boolean isLossy(FilterFixture fixture) {
    return fixture.stages().getFirst().clientData()[3] == 1;
  }

  @Test
  void readsMinimaOfFewerBytes() {
    // Four bits, a minimum of two bytes (0x0102), junk where wider minima would go, 0x5 and 0xA.
    byte[] stored = Arrays.copyOf(new byte[] {4, 0, 0, 0, 2, 2, 1, 99, 99}, 22);
    stored[21] = 0x5A;
    assertThat(decode(stored, 2, 0, 2, 0, 4, 0, 0, 0)).containsExactly(7, 1, 0, 0, 12, 1, 0, 0);
  }

  @Test
  void refusesParametersThatTheLibraryCannotHaveUsed() {
    byte[] stored = new byte[64];
    refuses("scale type", stored, 1, 0, 2, 1, 4, 0, 0, 0);
    refuses("scale type", stored, 0, 0, 2, 0, 4, 0, 0, 0);
    refuses("scale factor", stored, 2, 33, 2, 0, 4, 0, 0, 0);
    refuses("datatype class", stored, 2, 0, 2, 2, 4, 0, 0, 0);
    refuses("datatype size", stored, 2, 0, 2, 0, 3, 0, 0, 0);
    refuses("datatype size", stored, 0, 0, 2, 1, 2, 0, 0, 0);
    refuses("byte order", stored, 2, 0, 2, 0, 4, 0, 2, 0);
    refuses("number of elements", stored, 2, 0, -1, 0, 4, 0, 0, 0);
  }

  @Test
  void refusesMoreBitsThanAnElementHas() {
    byte[] stored = new byte[64];
    stored[0] = 33;
    refuses("minimum number of bits", stored, 2, 0, 2, 0, 4, 0, 0, 0);
    stored[3] = -1;
    refuses("minimum number of bits", stored, 2, 0, 2, 0, 4, 0, 0, 0);
  }

  private static void refuses(String item, byte[] stored, int... clientData) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(stored, clientData))
        .withMessageContaining(item);
  }

  private static byte[] decode(byte[] stored, int... clientData) {
    FilterContext context =
        new FilterContext(
            6, "scaleoffset", Arrays.copyOf(clientData, 20), OptionalLong.empty(), 1 << 20);
    return bytes(new ScaleOffsetFilter().decode(MemorySegment.ofArray(stored), context));
  }
}
