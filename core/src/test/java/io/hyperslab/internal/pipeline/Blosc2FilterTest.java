package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class Blosc2FilterTest extends FilterBattery {
  Blosc2FilterTest() {
    super(new Blosc2Filter(), "blosc2.bin");
  }

  @Test
  void refusesOtherData() {
    refuses("magic of a Blosc 2 frame", new byte[100]);
  }

  @Test
  void refusesFramesThatAreDirectories() {
    refuses("type of a Blosc 2 frame", changed("blosc2-lz4", 26, 1));
  }

  @Test
  void refusesFramesOfSeveralChunksWithoutALayout() {
    byte[] stored = fixture("blosc2-lz4").stored().clone();
    ByteBuffer.wrap(stored).putInt(58, 100);
    refuses("number of chunks", stored);
  }

  @Test
  void refusesChunksWithDictionariesAndOtherThingsItDoesNotKnow() {
    int chunk = chunk("blosc2-lz4");
    refuses("Blosc 2 flags", changed("blosc2-lz4", chunk + 31, 1));
    refuses("Blosc 2 flags", changed("blosc2-lz4", chunk + 30, 1));
    refuses("special value", changed("blosc2-lz4", chunk + 31, 5 << 4));
    refuses("Blosc filter", changed("blosc2-lz4", chunk + 16, 32));
    refuses("Blosc codec", changed("blosc2-lz4", chunk + 2, 6 << 5 | 0x15));
  }

  @Test
  void refusesLayoutsOfBlocksThatChunksDoNotHave() {
    // The last dimension's extent of a block.
    byte[] stored = fixture("blosc2-b2nd-2d").stored();
    int at = indexOf(stored, new byte[] {(byte) 0xD2, 0, 0, 0, 7, (byte) 0xD2, 0, 0, 0, 8}) + 9;
    refuses("chunk and block size", changed("blosc2-b2nd-2d", at, 9));
    refuses("extents of array, chunk, block", changed("blosc2-b2nd-2d", at, 31));
    refuses("extents of array, chunk, block", changed("blosc2-b2nd-2d", at, 0));
    refuses("extents of the chunk", changed("blosc2-b2nd-2d", at - 14, 0x7F));
    refuses("extents of the array", changed("blosc2-b2nd-2d", at - 29, 0x7F));
  }

  private int chunk(String name) {
    return ByteBuffer.wrap(fixture(name).stored()).getInt(11);
  }

  private byte[] changed(String name, int at, int value) {
    byte[] stored = fixture(name).stored().clone();
    stored[at] = (byte) value;
    return stored;
  }

  private FilterFixture fixture(String name) {
    return fixtures().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static int indexOf(byte[] data, byte[] part) {
    for (int at = 0; at < data.length - part.length; at++) {
      if (MemorySegment.mismatch(
              MemorySegment.ofArray(data),
              at,
              at + part.length,
              MemorySegment.ofArray(part),
              0,
              part.length)
          < 0) {
        return at;
      }
    }
    throw new AssertionError("not there");
  }

  private static void refuses(String item, byte[] stored) {
    FilterContext context =
        new FilterContext(32026, "blosc2", new int[0], OptionalLong.empty(), 1 << 20);
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> new Blosc2Filter().decode(MemorySegment.ofArray(stored), context))
        .withMessageContaining(item);
  }
}
