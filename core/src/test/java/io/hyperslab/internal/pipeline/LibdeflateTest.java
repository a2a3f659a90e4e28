package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// libdeflate against the zlib of the Java platform.
class LibdeflateTest {
  private static final Map<String, byte[]> DATA = data();

  private Libdeflate library;

  @BeforeEach
  void requireTheLibrary() {
    Assumptions.assumeTrue(Libdeflate.available().isPresent());
    library = Libdeflate.available().orElseThrow();
  }

  @Test
  void decodesWhatZlibEncodesAtEachLevel() {
    DATA.forEach((name, raw) -> {
      for (int level = 0; level <= 9; level++) {
        MemorySegment decoded = MemorySegment.ofArray(new byte[raw.length]);
        assertThat(library.inflate(MemorySegment.ofArray(zlib(raw, level)), decoded)).isTrue();
        assertThat(bytes(decoded)).as("%s, level %d", name, level).isEqualTo(raw);
      }
    });
  }

  @Test
  void encodesWhatZlibDecodes() {
    DATA.forEach((name, raw) -> {
      for (int level = 0; level <= 9; level++) {
        MemorySegment room = MemorySegment.ofArray(new byte[roomFor(raw)]);
        long size = library.deflate(MemorySegment.ofArray(raw), room, level);
        byte[] stream = bytes(room.asSlice(0, size));
        assertThat(unzlib(stream, raw.length)).as("%s, level %d", name, level).isEqualTo(raw);
      }
    });
  }

  @Test
  void resultsAreAboutAsLargeAsThoseOfZlib() {
    DATA.forEach((name, raw) -> {
      for (int level = 1; level <= 9; level++) {
        MemorySegment room = MemorySegment.ofArray(new byte[roomFor(raw)]);
        long size = Deflation.deflate(MemorySegment.ofArray(raw), room, level);
        assertThat(size)
            .as("%s, level %d", name, level)
            .isBetween(1L, (long) (1.03 * zlib(raw, level).length) + 64);
      }
    });
  }

  @Test
  void equalDataHaveEqualResults() {
    byte[] raw = DATA.get("walk");
    byte[] first = new byte[roomFor(raw)];
    byte[] second = new byte[roomFor(raw)];
    Deflation.deflate(MemorySegment.ofArray(raw), MemorySegment.ofArray(first), 4);
    Deflation.deflate(MemorySegment.ofArray(raw), MemorySegment.ofArray(second), 4);
    assertThat(first).isEqualTo(second);
  }

  @Test
  void takesAndFillsMemoryOfAnyKind(@TempDir Path directory) throws IOException {
    byte[] raw = DATA.get("walk");
    byte[] stream = zlib(raw, 6);
    Path file = Files.write(directory.resolve("stream"), stream);
    Path other = Files.write(directory.resolve("target"), raw);
    try (Arena arena = Arena.ofConfined();
        FileChannel in = FileChannel.open(file);
        FileChannel out =
            FileChannel.open(other, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment[] sources = {
        MemorySegment.ofArray(stream),
        MemorySegment.ofArray(stream).asReadOnly(),
        arena.allocate(stream.length).copyFrom(MemorySegment.ofArray(stream)),
        in.map(FileChannel.MapMode.READ_ONLY, 0, stream.length, arena)
      };
      for (MemorySegment source : sources) {
        MemorySegment[] targets = {
          MemorySegment.ofArray(new byte[raw.length]),
          MemorySegment.ofArray(new long[raw.length / Long.BYTES]),
          arena.allocate(raw.length),
          out.map(FileChannel.MapMode.READ_WRITE, 0, raw.length, arena).fill((byte) 0)
        };
        for (MemorySegment target : targets) {
          assertThat(library.inflate(source, target)).isTrue();
          assertThat(bytes(target)).isEqualTo(raw);
        }
      }
    }
  }

  @Test
  void doesNotFillMoreOrLessThanTheStreamHas() {
    byte[] raw = DATA.get("walk");
    MemorySegment stream = MemorySegment.ofArray(zlib(raw, 6));
    for (int difference : new int[] {-1000, -1, 1, 1000}) {
      MemorySegment target = MemorySegment.ofArray(new byte[raw.length + difference]);
      assertThat(library.inflate(stream, target)).isFalse();
    }
  }

  @Test
  void streamsThatAreDamagedAreAcceptedByBothOrByNeither() {
    Random random = new Random(5);
    byte[] raw = Arrays.copyOf(DATA.get("text"), 3000);
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] stream = zlib(raw, random.nextInt(10));
      int kind = random.nextInt(3);
      if (kind == 0) {
        stream = Arrays.copyOf(stream, random.nextInt(stream.length));
      } else if (kind == 1) {
        stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        stream = Arrays.copyOf(stream, stream.length + random.nextInt(20));
      }
      MemorySegment target = MemorySegment.ofArray(new byte[raw.length]);
      byte[] expected = unzlib(stream, raw.length);
      assertThat(library.inflate(MemorySegment.ofArray(stream), target))
          .isEqualTo(expected != null);
      if (expected == null) {
        refused++;
        assertThat(refusal(stream, raw.length)).isNotNull();
      } else {
        assertThat(bytes(target)).isEqualTo(expected);
      }
    }
    assertThat(refused).isBetween(2000, 3000);
  }

  private static FilterException refusal(byte[] stream, int size) {
    FilterContext context =
        new FilterContext(1, "deflate", new int[] {6}, OptionalLong.of(size), 1 << 24);
    try {
      new DeflateFilter().decode(MemorySegment.ofArray(stream), context);
      return null;
    } catch (FilterException e) {
      return e;
    }
  }

  private static int roomFor(byte[] raw) {
    return (int) Deflation.largestEncodedSize(raw.length) + 64;
  }

  private static byte[] zlib(byte[] raw, int level) {
    Deflater deflater = new Deflater(level);
    deflater.setInput(raw);
    deflater.finish();
    byte[] stream = new byte[roomFor(raw)];
    int size = deflater.deflate(stream);
    assertThat(deflater.finished()).isTrue();
    deflater.end();
    return Arrays.copyOf(stream, size);
  }

  /// What zlib makes of a stream; null if it is not one of just that many bytes.
  private static byte[] unzlib(byte[] stream, int size) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stream);
      byte[] raw = new byte[size];
      int done = 0;
      int more;
      do {
        more = inflater.inflate(raw, done, size - done);
        done += more;
      } while (more > 0);
      boolean isWhole = inflater.inflate(new byte[1]) == 0 && inflater.finished() && done == size;
      return isWhole ? raw : null;
    } catch (DataFormatException _) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }

  /// Of several kinds, some with samples taken of them when they are encoded.
  private static Map<String, byte[]> data() {
    Random random = new Random(1);
    Map<String, byte[]> data = new LinkedHashMap<>();
    byte[] noise = new byte[300_000];
    random.nextBytes(noise);
    data.put("noise", noise);
    data.put("zeros", new byte[400_000]);
    data.put("one byte", new byte[] {42});
    MemorySegment smooth = MemorySegment.ofArray(new byte[400_000]);
    MemorySegment walk = MemorySegment.ofArray(new byte[400_000]);
    int position = 0;
    for (int i = 0; i < 100_000; i++) {
      float value = (float) (280 + 10 * Math.sin(i * 0.001) + 0.01 * random.nextGaussian());
      smooth.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, value);
      position += random.nextInt(9) - 4;
      walk.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, position);
    }
    data.put("smooth", bytes(smooth));
    data.put("walk", bytes(walk));
    MemorySegment planes = MemorySegment.ofArray(new byte[400_000]);
    ShuffleKernel.shuffle(smooth, planes, Float.BYTES);
    data.put("smooth, shuffled", bytes(planes));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append("station ").append(random.nextInt(500)).append(" at ").append(i).append('\n');
    }
    data.put("text", text.toString().getBytes(StandardCharsets.US_ASCII));
    return data;
  }
}
