package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.NoSuchObjectException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  /// `savez_compressed(f, first=arange(3, dtype='<i4'), second=array(2.5))` of numpy 2.4.
  private static final String COMPRESSED =
      """
      UEsDBC0AAAAIAAAAIQAC7L2p//////////8JABQAZmlyc3QubnB5AQAQAIwAAAAAAAAATAAAAAAAAACb7BfqGxDJ\
      yFDGUK2eklqcXKRupaBuk2mirqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RrGOpo6CrUKFAAuBiBgBGIm\
      IAYAUEsDBC0AAAAIAAAAIQA1tDqT//////////8KABQAc2Vjb25kLm5weQEAEACIAAAAAAAAAEcAAAAAAAAAm+wX\
      6hsQychQxlCtnpJanFykbqWgbpNmoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkamjoKtQoUAS4GMGBx\
      AABQSwECLQMtAAAACAAAACEAAuy9qUwAAACMAAAACQAAAAAAAAAAAAAAgAEAAAAAZmlyc3QubnB5UEsBAi0DLQAA\
      AAgAAAAhADW0OpNHAAAAiAAAAAoAAAAAAAAAAAAAAIABhwAAAHNlY29uZC5ucHlQSwUGAAAAAAIAAgBvAAAACgEA\
      AAAA
      """;

  @TempDir private Path folder;

  private static byte[] compressed() {
    return Base64.getDecoder().decode(COMPRESSED.strip());
  }

  @Test
  void arraysOfNumpyAreRead() throws IOException {
    Path file = Files.write(folder.resolve("a.npz"), compressed());
    assertThat(Npz.names(file)).containsExactly("first", "second");
    assertThat(Npz.read(file).get("first").toInts()).containsExactly(0, 1, 2);
    assertThat(Npz.read(file, "second").getDouble()).isEqualTo(2.5);
    Map<String, NdArray> streamed = Npz.read(new ByteArrayInputStream(compressed()));
    assertThat(streamed).containsOnlyKeys("first", "second");
    assertThat(streamed.get("second").getDouble()).isEqualTo(2.5);
    assertThatExceptionOfType(NoSuchObjectException.class)
        .isThrownBy(() -> Npz.read(file, "third"))
        .withMessageContaining("third")
        .withMessageContaining("first");
  }

  @Test
  void arraysAreReadAsTheyWereWritten() throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("z", NdArray.range(100_000).reshape(100, 1000));
    arrays.put("größe", NdArray.of(new String[] {"a", "b"}));
    Path stored = folder.resolve("stored.npz");
    Path small = folder.resolve("small.npz");
    Npz.write(arrays, stored);
    Npz.writeCompressed(arrays, small);
    assertThat(Files.size(stored)).isGreaterThan(800_000);
    assertThat(Files.size(small)).isLessThan(400_000);
    for (Path file : new Path[] {stored, small}) {
      Map<String, NdArray> again = Npz.read(file);
      assertThat(again.keySet()).containsExactly("z", "größe");
      again.forEach((name, array) -> assertThat(array.contentEquals(arrays.get(name))).isTrue());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npz.write(arrays, out, false);
    assertThat(Npz.read(new ByteArrayInputStream(out.toByteArray()))).hasSize(2);
    Map<String, NdArray> unknown = Map.of("x", NdArray.zeros(Datatypes.FLOAT128, 1));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> Npz.write(unknown, stored));
    assertThat(Npz.names(stored)).hasSize(2);
  }

  @Test
  void otherEntriesAreLeftOut() throws IOException {
    Path file = folder.resolve("mixed.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
      zip.write(new byte[3]);
      zip.putNextEntry(new ZipEntry("x.npy"));
      Npy.write(NdArray.range(2), zip);
    }
    assertThat(Npz.names(file)).containsExactly("x");
    assertThat(Npz.read(file)).containsOnlyKeys("x");
  }

  @Test
  void brokenFilesAreRefused() throws IOException {
    byte[] bytes = compressed();
    bytes[80] ^= 0x55;
    Path damaged = Files.write(folder.resolve("damaged.npz"), bytes);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Npz.read(damaged))
        .withMessageContaining("damaged.npz");
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Npz.read(new ByteArrayInputStream(bytes)));
    Path none = Files.write(folder.resolve("none.npz"), new byte[100]);
    assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> Npz.names(none));
    byte[] half = Arrays.copyOf(compressed(), 100);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Npz.read(new ByteArrayInputStream(half)));
  }
}
