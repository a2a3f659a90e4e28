package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class DeflateFilterTest extends FilterBattery {
  private final DeflateFilter filter = new DeflateFilter();

  DeflateFilterTest() {
    super(new DeflateFilter(), "deflate.bin");
  }

  @Test
  void ignoresBytesAfterTheStream() {
    for (FilterFixture fixture : fixtures()) {
      byte[] longer = Arrays.copyOf(fixture.stored(), fixture.stored().length + 100);
      MemorySegment decoded =
          filter.decode(
              MemorySegment.ofArray(longer), context(OptionalLong.of(fixture.raw().length)));
      assertThat(bytes(decoded)).as(fixture.name()).isEqualTo(fixture.raw());
    }
  }

  @Test
  void growsToAnySizeThatIsNotKnownBefore() {
    byte[] raw = new byte[3_000_000];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) (i * i >> 10);
    }
    byte[] stream = deflate(raw, null);
    MemorySegment decoded =
        filter.decode(MemorySegment.ofArray(stream), context(OptionalLong.empty()));
    assertThat(bytes(decoded)).isEqualTo(raw);
  }

  @Test
  void refusesSizesThatNoStreamOfThatLengthHas() {
    // The stream would have to be inflated, and a gigabyte allocated, to notice otherwise.
    FilterContext context =
        new FilterContext(1, "deflate", new int[] {6}, OptionalLong.of(1L << 40), 1L << 41);
    byte[] stream = deflate(new byte[1000], null);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> filter.decode(MemorySegment.ofArray(stream), context))
        .withMessageContaining("encoded size");
  }

  @Test
  void refusesStreamsThatNeedADictionary() {
    byte[] stream = deflate(new byte[1000], new byte[] {1, 2, 3});
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(
            () -> filter.decode(MemorySegment.ofArray(stream), context(OptionalLong.of(1000))))
        .withMessageContaining("dictionary");
  }

  private static FilterContext context(OptionalLong decodedSize) {
    return new FilterContext(1, "deflate", new int[] {6}, decodedSize, 1 << 24);
  }

  private static byte[] deflate(byte[] raw, byte[] dictionary) {
    Deflater deflater = new Deflater();
    if (dictionary != null) {
      deflater.setDictionary(dictionary);
    }
    deflater.setInput(raw);
    deflater.finish();
    byte[] stream = new byte[raw.length + 100];
    int size = deflater.deflate(stream);
    deflater.end();
    return Arrays.copyOf(stream, size);
  }
}
