package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class Fletcher32FilterTest extends FilterBattery {
  Fletcher32FilterTest() {
    super(new Fletcher32Filter(), "fletcher32.bin");
  }

  @Test
  void encodesAsLibhdf5Does() {
    encodesToTheBytesOfLibhdf5();
  }

  @Test
  void acceptsTheChecksumsOfLibrariesBeforeVersion163() {
    for (FilterFixture fixture : fixtures()) {
      byte[] old = fixture.stored().clone();
      swap(old, old.length - 4, old.length - 3);
      swap(old, old.length - 2, old.length - 1);
      assertThat(decode(old)).as(fixture.name()).isEqualTo(fixture.raw());
    }
  }

  @Test
  void noticesEveryBitThatIsWrong() {
    for (FilterFixture fixture : fixtures()) {
      for (int bit = 0; bit < fixture.stored().length * Byte.SIZE; bit++) {
        byte[] damaged = fixture.stored().clone();
        damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        assertThatExceptionOfType(FilterException.class)
            .as("%s, bit %d", fixture, bit)
            .isThrownBy(() -> decode(damaged))
            .withMessageContaining("checksum");
      }
    }
  }

  @Test
  void refusesLessThanAChecksum() {
    assertThatExceptionOfType(FilterException.class).isThrownBy(() -> decode(new byte[3]));
  }

  private static void swap(byte[] data, int first, int second) {
    byte kept = data[first];
    data[first] = data[second];
    data[second] = kept;
  }

  private static byte[] decode(byte[] stored) {
    FilterContext context =
        new FilterContext(3, "fletcher32", new int[0], OptionalLong.empty(), 1 << 20);
    return bytes(new Fletcher32Filter().decode(MemorySegment.ofArray(stored), context));
  }
}
