package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.array.NdArray;
import io.hyperslab.array.PackedStrings;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many texts, as libhdf5 wrote them, as one block of bytes and as Java's.
class PackedStringsTest {
  private static final int COUNT = 20_001;

  @TempDir Path directory;

  private static String text(int i) {
    return switch (i % 5) {
      case 0 -> "";
      case 1 -> "plain " + i;
      case 2 -> "größer als " + i;
      case 3 -> "x".repeat(i % 300);
      default -> "\ufffd in a file \ud83d\ude00";
    };
  }

  private static String[] texts() {
    return IntStream.range(0, COUNT).mapToObj(PackedStringsTest::text).toArray(String[]::new);
  }

  private Path make() throws IOException {
    Path path = directory.resolve("texts.h5");
    byte[] fixed = "abc\0\0\0d \0\0\0\0äö\0x".getBytes(StandardCharsets.UTF_8);
    try (Libhdf5File made = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      made.texts("texts", Libhdf5Layout.contiguous(), texts());
      made.dataset(
          "fixed", Libhdf5Type.string(6), new long[] {3}, Libhdf5Layout.contiguous(), fixed);
      made.dataset(
          "numbers", Libhdf5Type.int8(), new long[] {1}, Libhdf5Layout.contiguous(), new byte[1]);
    }
    return path;
  }

  @Test
  void manyTextsAreTheSameHoweverTheyAreRead() throws IOException {
    try (Hdf5File file = Hdf5File.open(make())) {
      Dataset dataset = file.dataset("texts");
      assertThat(dataset.readStrings()).isEqualTo(texts());
      assertThat(dataset.read().toStrings()).isEqualTo(texts());
      PackedStrings packed = dataset.readPackedStrings();
      assertThat(packed.size()).isEqualTo(COUNT);
      assertThat(packed.toStrings()).isEqualTo(texts());
      byte[] all = String.join("", texts()).getBytes(StandardCharsets.UTF_8);
      assertThat(packed.bytes().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(all);
      int[] offsets = packed.offsets().toArray(ValueLayout.JAVA_INT);
      assertThat(offsets).hasSize(COUNT + 1).startsWith(0).endsWith(all.length);
      assertThat(packed.get(2)).isEqualTo("größer als 2");
      assertThat(packed.length(2)).isEqualTo("größer als 2".length() + 2);
      assertThat(packed.start(2)).isEqualTo("plain 1".length());
      assertThat(packed.getBytes(1)).isEqualTo("plain 1".getBytes(StandardCharsets.UTF_8));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> packed.get(COUNT));
      Selection some = Selection.of("17000:3:-7");
      String[] expected =
          IntStream.iterate(17000, i -> i > 3, i -> i - 7)
              .mapToObj(PackedStringsTest::text)
              .toArray(String[]::new);
      assertThat(dataset.readStrings(some)).isEqualTo(expected);
      assertThat(dataset.select(some).readPackedStrings().toStrings()).isEqualTo(expected);
    }
  }

  @Test
  void textsOfFixedSizeLoseTheirPadding() throws IOException {
    try (Hdf5File file = Hdf5File.open(make())) {
      PackedStrings packed = file.dataset("fixed").readPackedStrings();
      assertThat(packed.toStrings()).isEqualTo(file.dataset("fixed").readStrings());
      assertThat(packed.toStrings()).containsExactly("abc", "d ", "äö");
    }
  }

  @Test
  void textsThatWereNeverWrittenAreEmpty() throws IOException {
    try (Hdf5File file = Hdf5File.create(directory.resolve("new.h5"))) {
      Dataset dataset =
          file.createDataset("texts").type(Datatypes.VARIABLE_STRING).shape(9000).create();
      PackedStrings packed = dataset.readPackedStrings();
      assertThat(packed.size()).isEqualTo(9000);
      assertThat(packed.bytes().byteSize()).isZero();
      assertThat(packed.toStrings()).containsOnly("");
      assertThat(dataset.readStrings()).hasSize(9000).containsOnly("");
      file.root().attributes().set("name", "text");
      assertThat(file.root().attributes().get("name").readPackedStrings().get(0)).isEqualTo("text");
    }
  }

  @Test
  void textsAreReadWhileTheFileIsChanged() throws Exception {
    try (Hdf5File file = Hdf5File.create(directory.resolve("changing.h5"))) {
      Dataset dataset = file.write("texts", texts());
      Dataset other = file.write("numbers", new int[] {0});
      Thread writer =
          Thread.ofPlatform().start(() -> IntStream.range(0, 300).forEach(i -> other.write(i)));
      while (writer.isAlive()) {
        assertThat(dataset.readStrings()).isEqualTo(texts());
      }
      writer.join();
      assertThat(other.readInt()).isEqualTo(299);
    }
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Dataset numbers;
    NdArray texts;
    try (Hdf5File file = Hdf5File.open(make())) {
      numbers = file.dataset("numbers");
      texts = file.dataset("texts").read();
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(numbers::readPackedStrings)
          .withMessageContaining("/numbers");
      assertThat(texts.getString(1)).isEqualTo("plain 1");
    }
    assertThatIllegalStateException().isThrownBy(numbers::readPackedStrings);
    assertThatIllegalStateException().isThrownBy(texts::toStrings);
  }

  @Test
  void offsetsHaveToFitTheBytes() {
    byte[] bytes = {'a', 'b', 'c'};
    assertThat(PackedStrings.of(bytes, new int[] {0, 1, 1, 3}).toStrings())
        .isEqualTo(new String[] {"a", "", "bc"});
    for (int[] wrong : new int[][] {{}, {0}, {1, 3}, {0, 4}, {0, 2, 1, 3}, {0, 2}, {-1, 3}}) {
      assertThatIllegalArgumentException()
          .as(Arrays.toString(wrong))
          .isThrownBy(() -> PackedStrings.of(bytes, wrong));
    }
    assertThat(PackedStrings.of(new byte[0], new int[] {0}).size()).isZero();
  }
}
