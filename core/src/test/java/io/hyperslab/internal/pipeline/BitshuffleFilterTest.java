package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitshuffleFilterTest extends FilterBattery {
  BitshuffleFilterTest() {
    super(new BitshuffleFilter(), "bitshuffle.bin");
  }

  @Test
  void putsEveryBitWhereTheFormatSays() {
    Random random = new Random(32008);
    for (int elementSize = 1; elementSize <= 17; elementSize++) {
      for (int elements : new int[] {0, 7, 8, 56, 64, 72, 133, 512, 4096, 8192, 8200, 16_463}) {
        putsEveryBit(elements, elementSize, random);
      }
    }
    for (int elements : new int[] {8, 64, 136}) {
      putsEveryBit(elements, 129, random);
      putsEveryBit(elements, 16_384, random);
      putsEveryBit(elements, 16_385, random);
    }
  }

  private static void putsEveryBit(int elements, int elementSize, Random random) {
    byte[] raw = new byte[elements * elementSize + random.nextInt(elementSize)];
    random.nextBytes(raw);
    byte[] rows = shuffle(raw, elementSize);
    MemorySegment target = MemorySegment.ofArray(new byte[raw.length]);
    BitshuffleKernel kernel = new BitshuffleKernel();
    kernel.unshuffle(MemorySegment.ofArray(rows), target, elementSize);
    assertThat(bytes(target)).as("%d of %d bytes", elements, elementSize).isEqualTo(raw);
    kernel.shuffle(MemorySegment.ofArray(raw), target, elementSize);
    assertThat(bytes(target)).as("%d of %d bytes", elements, elementSize).isEqualTo(rows);
  }

  /// The definition, bit by bit.
  private static byte[] shuffle(byte[] raw, int elementSize) {
    int elements = raw.length / elementSize / 8 * 8;
    byte[] shuffled = raw.clone();
    for (int element = 0; element < elements; element++) {
      for (int bit = 0; bit < elementSize * 8; bit++) {
        int value = raw[element * elementSize + bit / 8] >>> bit % 8 & 1;
        int at = bit * elements / 8 + element / 8;
        int mask = 1 << element % 8;
        shuffled[at] = (byte) (value == 0 ? shuffled[at] & ~mask : shuffled[at] | mask);
      }
    }
    return shuffled;
  }

  @Test
  void refusesClientDataThatItCannotHaveWritten() {
    refuses("element size", 0, 4, 0, 0, 0);
    refuses("elements per block", 0, 4, 1, 12, 0);
    refuses("compression", 0, 4, 1, 0, 1);
    refuses("decoded size", 0, 4, 3, 0, 0);
    refuses("number of client data values", 0, 4);
  }

  @Test
  void refusesSizesThatSoFewBytesCannotHold() {
    byte[] stored = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 8};
    refuses("encoded size", stored, 0, 4, 1, 0, 2);
    byte[] negative = {-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8};
    refuses("decoded size", negative, 0, 4, 1, 0, 2);
  }

  private static void refuses(String item, int... clientData) {
    refuses(item, new byte[64], clientData);
  }

  private static void refuses(String item, byte[] stored, int... clientData) {
    FilterContext context =
        new FilterContext(32008, "bitshuffle", clientData, OptionalLong.empty(), 1L << 62);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> new BitshuffleFilter().decode(MemorySegment.ofArray(stored), context))
        .withMessageContaining(item);
  }
}
