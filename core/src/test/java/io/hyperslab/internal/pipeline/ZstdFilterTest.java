package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ZstdFilterTest extends FilterBattery {
  /// A frame that claims 2^40 bytes and has a block of 100 000 equal ones.
  private static final byte[] CLAIMING_FRAME = {
    0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, (byte) 0xE0, 0, 0, 0, 0, 0, 1, 0, 0, 3, 0x35, 0x0C, 7
  };

  ZstdFilterTest() {
    super(new ZstdFilter(), "zstd.bin");
  }

  @Test
  void makesRoomForWhatIsThereAndNotForWhatIsClaimed() {
    EncodedBytes input =
        new EncodedBytes(MemorySegment.ofArray(CLAIMING_FRAME), context(OptionalLong.empty()));
    assertThat(ZstdFrames.largestDecodedSize(input)).isEqualTo(100_000);
  }

  @Test
  void refusesFramesThatClaimMoreThanThereIs() {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() ->
            new ZstdFilter()
                .decode(MemorySegment.ofArray(CLAIMING_FRAME), context(OptionalLong.empty())));
  }

  @Test
  void refusesSizesThatSoFewBlocksCannotHold() {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() ->
            new ZstdFilter()
                .decode(MemorySegment.ofArray(CLAIMING_FRAME), context(OptionalLong.of(1L << 40))))
        .withMessageContaining("at most 100000");
  }

  @Test
  void refusesOtherData() {
    byte[] stored = {'B', 'Z', 'h', '9', 0, 0, 0, 0};
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() ->
            new ZstdFilter().decode(MemorySegment.ofArray(stored), context(OptionalLong.empty())))
        .withMessageContaining("magic number");
  }

  private static FilterContext context(OptionalLong size) {
    return new FilterContext(32015, "zstd", new int[0], size, 1L << 41);
  }
}
