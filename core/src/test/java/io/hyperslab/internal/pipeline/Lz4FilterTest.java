package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Lz4FilterTest extends FilterBattery {
  Lz4FilterTest() {
    super(new Lz4Filter(), "lz4.bin");
  }

  @Test
  void decodesMappedFiles(@TempDir Path directory) throws IOException {
    FilterFixture fixture = fixtures().getFirst();
    Path file = Files.write(directory.resolve("chunk"), fixture.stored());
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      assertThat(bytes(new Lz4Filter().decode(mapped, context(1 << 20)))).isEqualTo(fixture.raw());
    }
  }

  @Test
  void refusesSizesThatSoFewBytesCannotHold() {
    byte[] stored = {0, 0, 0, 1, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0};
    refuses(stored, "encoded size");
  }

  @Test
  void refusesNegativeSizes() {
    byte[] stored = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 1};
    refuses(stored, "decoded size");
  }

  @Test
  void refusesBlocksOfNothing() {
    byte[] stored = {0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0};
    refuses(stored, "block size");
  }

  @Test
  void decodesChunksOfNothing() {
    MemorySegment decoded =
        new Lz4Filter().decode(MemorySegment.ofArray(new byte[12]), context(10));
    assertThat(decoded.byteSize()).isZero();
  }

  private static void refuses(byte[] stored, String item) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> new Lz4Filter().decode(MemorySegment.ofArray(stored), context(1L << 40)))
        .withMessageContaining(item);
  }

  private static FilterContext context(long maximumSize) {
    return new FilterContext(32004, "lz4", new int[] {0}, OptionalLong.empty(), maximumSize);
  }
}
