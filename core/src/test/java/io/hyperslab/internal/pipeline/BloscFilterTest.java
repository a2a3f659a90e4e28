package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BloscFilterTest extends FilterBattery {
  BloscFilterTest() {
    super(new BloscFilter(), "blosc.bin");
  }

  @Test
  void decodesSeveralSplitBlocks() throws IOException {
    byte[] stored = Bzip2FilterTest.resource("blosc-large.bin");
    MemorySegment decoded =
        new BloscFilter().decode(MemorySegment.ofArray(stored), context(1 << 20));
    assertThat(bytes(decoded)).isEqualTo(Bzip2FilterTest.large(150_000));
  }

  @Test
  void decodesLiteralsAndAllFormsOfMatchesOfBloscLz() {
    // The upper bits of the first byte are the encoder's.
    byte[] near = {0x20 + 3, 'a', 'b', 'c', 'd', 1 << 5, 3, (byte) (7 << 5), 2, 0};
    assertThat(bloscLz(near, 100)).isEqualTo("abcdabccccccccccccc".substring(0, 18));
    // 255 continues the length: 9 + 255 + 1 times the byte before.
    byte[] longer = {0, 'a', (byte) (7 << 5), -1, 1, 0};
    assertThat(bloscLz(longer, 1000)).isEqualTo("a".repeat(1 + 9 + 255 + 1));
  }

  @Test
  void decodesFarMatchesOfBloscLz() {
    // "xy", 9000 times "a", and 3 bytes from 8192 + 810 = 9002 back.
    byte[] stored = new byte[46];
    stored[0] = 2;
    stored[1] = 'x';
    stored[2] = 'y';
    stored[3] = 'a';
    stored[4] = (byte) (7 << 5);
    // 8999 = 9 + 35 * 255 + 65
    Arrays.fill(stored, 5, 40, (byte) -1);
    stored[40] = 65;
    stored[41] = 0;
    stored[42] = 1 << 5 | 31;
    stored[43] = -1;
    stored[44] = 810 >> 8;
    stored[45] = (byte) 810;
    assertThat(bloscLz(stored, 10_000)).isEqualTo("xy" + "a".repeat(9000) + "xya");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    refuses("version of the Blosc format", 0, (byte) 7);
    refuses("Blosc codec", 2, (byte) (5 << 5));
    refuses("typesize", 3, (byte) 0);
    refuses("nbytes", 7, (byte) 0x80);
    refuses("blocksize", 11, (byte) 0x80);
    refuses("cbytes", 15, (byte) 0x7F);
  }

  @Test
  void refusesChunksWithoutRoomForTheirBlocks() {
    // A gigabyte in blocks of a byte.
    byte[] stored = {2, 1, 0x10, 1, 0, 0, 0, 0x40, 1, 0, 0, 0, 20, 0, 0, 0, 20, 0, 0, 0};
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(
            () -> new BloscFilter().decode(MemorySegment.ofArray(stored), context(1L << 31)))
        .withMessageContaining("cbytes");
  }

  private void refuses(String item, int at, byte value) {
    byte[] stored = fixtures().getFirst().stored().clone();
    stored[2] &= ~2;
    stored[at] = value;
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> new BloscFilter().decode(MemorySegment.ofArray(stored), context(1 << 20)))
        .withMessageContaining(item);
  }

  private static String bloscLz(byte[] stored, int room) {
    byte[] decoded = new byte[room];
    long size =
        BloscLzKernel.decode(
            MemorySegment.ofArray(stored), MemorySegment.ofArray(decoded), context(room));
    return new String(decoded, 0, (int) size, StandardCharsets.US_ASCII);
  }

  private static FilterContext context(long maximumSize) {
    return new FilterContext(32001, "blosc", new int[0], OptionalLong.empty(), maximumSize);
  }
}
