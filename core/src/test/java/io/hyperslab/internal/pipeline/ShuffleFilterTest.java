package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShuffleFilterTest extends FilterBattery {
  private static final byte[] STORED = {1, 2, 3, 4, 5, 6, 7, 8};

  ShuffleFilterTest() {
    super(new ShuffleFilter(), "shuffle.bin");
  }

  @Test
  void encodesAsLibhdf5Does() {
    encodesToTheBytesOfLibhdf5();
  }

  @Test
  void leavesBytesThatFillNoElementAtTheEnd() {
    // Two elements of three bytes, in planes (1 2) (3 4) (5 6), and two bytes more.
    assertThat(decode(3)).containsExactly(1, 3, 5, 2, 4, 6, 7, 8);
  }

  @Test
  void changesNothingWhenThereIsOneElementOrLess() {
    assertThat(decode(5)).isEqualTo(STORED);
    assertThat(decode(9)).isEqualTo(STORED);
    assertThat(decode(-1)).isEqualTo(STORED);
  }

  @Test
  void refusesClientDataOtherThanOneElementSize() {
    assertThatExceptionOfType(FilterException.class).isThrownBy(() -> decode());
    assertThatExceptionOfType(FilterException.class).isThrownBy(() -> decode(4, 4));
    assertThatExceptionOfType(FilterException.class).isThrownBy(() -> decode(0));
  }

  private static byte[] decode(int... clientData) {
    FilterContext context =
        new FilterContext(2, "shuffle", clientData, OptionalLong.of(STORED.length), STORED.length);
    return bytes(new ShuffleFilter().decode(MemorySegment.ofArray(STORED), context));
  }
}
