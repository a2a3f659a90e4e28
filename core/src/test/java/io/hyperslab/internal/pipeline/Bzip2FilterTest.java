package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class Bzip2FilterTest extends FilterBattery {
  Bzip2FilterTest() {
    super(new Bzip2Filter(), "bzip2.bin");
  }

  @Test
  void decodesSeveralBlocks() throws IOException {
    byte[] raw = large(250_000);
    byte[] stored = resource("bzip2-large.bin");
    assertThat(decode(stored, OptionalLong.of(raw.length))).isEqualTo(raw);
    assertThat(decode(stored, OptionalLong.empty())).isEqualTo(raw);
  }

  @Test
  void ignoresBytesAfterTheStream() {
    for (FilterFixture fixture : fixtures()) {
      byte[] longer = Arrays.copyOf(fixture.stored(), fixture.stored().length + 100);
      assertThat(decode(longer, OptionalLong.empty())).as(fixture.name()).isEqualTo(fixture.raw());
    }
  }

  @Test
  void noticesEveryFlippedBitByItsChecksums() {
    FilterFixture fixture = fixtures().getFirst();
    for (int bit = 0; bit < fixture.stored().length * Byte.SIZE; bit++) {
      byte[] damaged = fixture.stored().clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      try {
        assertThat(decode(damaged, OptionalLong.of(fixture.raw().length)))
            .as("bit %d", bit)
            .isEqualTo(fixture.raw());
      } catch (FilterException refused) {
        assertThat(refused.filterId()).isEqualTo(307);
      }
    }
  }

  @Test
  void refusesBlocksThatAreScrambled() {
    byte[] scrambled = fixtures().getFirst().stored().clone();
    scrambled[14] |= (byte) 0x80;
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(scrambled, OptionalLong.empty()))
        .withMessageContaining("scrambled");
  }

  @Test
  void decodesStreamsWithoutBlocks() {
    byte[] empty = {'B', 'Z', 'h', '9', 0x17, 0x72, 0x45, 0x38, 0x50, (byte) 0x90, 0, 0, 0, 0};
    assertThat(decode(empty, OptionalLong.empty())).isEmpty();
  }

  private static byte[] decode(byte[] stored, OptionalLong size) {
    FilterContext context = new FilterContext(307, "bzip2", new int[] {9}, size, 1 << 20);
    return bytes(new Bzip2Filter().decode(MemorySegment.ofArray(stored), context));
  }

  /// Data by the rule of the script that makes the fixtures.
  static byte[] large(int size) {
    byte[] data = new byte[size];
    for (int i = 0; i < size; i++) {
      data[i] = (byte) (i * 7 + i / 251);
    }
    return data;
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream stream = Bzip2FilterTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    }
  }
}
