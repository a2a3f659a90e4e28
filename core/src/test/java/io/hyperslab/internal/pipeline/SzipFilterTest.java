package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SzipFilterTest extends FilterBattery {
  private static final int NN = 32;

  SzipFilterTest() {
    super(new SzipFilter(), "szip.bin");
  }

  @Test
  void encodesAsLibhdf5Does() {
    encodesToTheBytesOfLibhdf5();
  }

  @Test
  void refusesParametersThatTheLibraryCannotHaveUsed() {
    refuses("pixels per block", NN, 0, 8, 64);
    refuses("pixels per block", NN, 7, 8, 64);
    refuses("pixels per block", NN, 34, 8, 64);
    refuses("bits per pixel", NN, 8, 0, 64);
    refuses("bits per pixel", NN, 8, 33, 64);
    refuses("bits per pixel", NN, 8, -1, 64);
    refuses("pixels per scanline", NN, 8, 8, 0);
    refuses("pixels per scanline", NN, 8, 8, 4097);
    refuses("number of client data values", NN, 8, 8);
  }

  @Test
  void refusesSizesThatAreNoWholePixels() {
    refuses("decoded size", NN, 8, 64, 64);
  }

  @Test
  void refusesSizesThatSoFewBitsCannotHold() {
    // Eight bytes of code that claim to be four gigabytes.
    byte[] bomb = {-4, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
    FilterContext context =
        new FilterContext(4, "szip", new int[] {NN, 8, 8, 64}, OptionalLong.empty(), 1L << 33);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> new SzipFilter().decode(MemorySegment.ofArray(bomb), context))
        .withMessageContaining("encoded size");
  }

  private static void refuses(String item, int... clientData) {
    byte[] stored = {84, 0, 0, 0, 0, 0, 0, 0};
    FilterContext context = new FilterContext(4, "szip", clientData, OptionalLong.of(84), 84);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> new SzipFilter().decode(MemorySegment.ofArray(stored), context))
        .withMessageContaining(item);
  }
}
