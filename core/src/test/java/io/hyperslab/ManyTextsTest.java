package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many texts of variable length, written at once: what libhdf5 finds of them, and what is refused.
class ManyTextsTest {
  private static final int COUNT = 40_000;
  private static final VariableString ASCII = Datatypes.variableString(CharacterSet.ASCII);

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("texts.h5");
  }

  private static String text(int i) {
    return switch (i % 7) {
      case 0 -> "";
      case 1 -> "plain " + i;
      case 2 -> "wirklich größer als " + i + "?";
      case 3 -> "x".repeat(i % 90);
      case 4 -> "12345678";
      case 5 -> "\ud83d\ude00?";
      default -> "?";
    };
  }

  private static String[] texts() {
    return IntStream.range(0, COUNT).mapToObj(ManyTextsTest::text).toArray(String[]::new);
  }

  private String[] readByLibhdf5(int count) throws IOException {
    String[] texts = new String[count];
    try (Libhdf5File file = Libhdf5.open(path());
        PointerPointer<BytePointer> data = new PointerPointer<>(count)) {
      file.readInto("texts", data);
      for (int i = 0; i < count; i++) {
        texts[i] = data.getString(i, StandardCharsets.UTF_8);
      }
    }
    return texts;
  }

  @Test
  void libhdf5ReadsAllOfThem() throws IOException {
    try (Hdf5File file = Hdf5File.create(path())) {
      file.write("texts", texts());
    }
    assertThat(readByLibhdf5(COUNT)).isEqualTo(texts());
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("texts").readStrings()).isEqualTo(texts());
      assertThat(file.dataset("texts").readPackedStrings().toStrings()).isEqualTo(texts());
    }
  }

  @Test
  void longOnesAmongThemAreStoredToo() throws IOException {
    String[] texts = texts();
    texts[9000] = "long".repeat(50_000);
    texts[COUNT - 1] = "ö".repeat(70_000);
    try (Hdf5File file = Hdf5File.create(path())) {
      file.write("texts", texts);
    }
    assertThat(readByLibhdf5(COUNT)).isEqualTo(texts);
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("texts").readStrings()).isEqualTo(texts);
      assertThat(file.dataset("texts").readPackedStrings().toStrings()).isEqualTo(texts);
    }
  }

  @Test
  void theyAreReplacedInPartsAndInAnyOrderAndReadWhereverTheyAre() throws IOException {
    String[] texts = texts();
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = file.write("texts", texts);
      SplittableRandom random = new SplittableRandom(8);
      for (int round = 0; round < 12; round++) {
        int length = random.nextInt(1, 6000);
        int first = random.nextInt(COUNT - length);
        String[] others =
            IntStream.range(0, length)
                .mapToObj(i -> "again " + "y".repeat(i % 50))
                .toArray(String[]::new);
        dataset.write(Selection.of(first + ":" + (first + length)), others);
        System.arraycopy(others, 0, texts, first, length);
        assertThat(dataset.readStrings()).isEqualTo(texts);
      }
    }
    assertThat(readByLibhdf5(COUNT)).isEqualTo(texts);
  }

  @Test
  void bytesThatAreNoTextStayWhatTheyAre() throws IOException {
    String[] texts = texts();
    texts[30_000] = "a\udc80b\udcff";
    try (Hdf5File file = Hdf5File.create(path())) {
      file.write("texts", texts);
    }
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("texts").readStrings()).isEqualTo(texts);
      assertThat(file.dataset("texts").readPackedStrings().getBytes(30_000))
          .isEqualTo(new byte[] {'a', (byte) 0x80, 'b', (byte) 0xff});
    }
  }

  private void assertRefused(String text, VariableString type, int at) throws IOException {
    String[] texts = new String[COUNT];
    Arrays.fill(texts, "plain");
    texts[at] = text;
    texts[COUNT - 1] = text;
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = file.createDataset("texts").type(type).shape(COUNT).create();
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> dataset.write(texts))
          .withMessageContaining("element " + at + " ");
      assertThat(dataset.readStrings()).containsOnly("");
    }
  }

  @Test
  void theFirstThatIsRefusedIsNamedAndNothingIsWritten() throws IOException {
    assertRefused("nul\0", Datatypes.VARIABLE_STRING, 20_001);
    Files.delete(path());
    assertRefused("half\ud83d", Datatypes.VARIABLE_STRING, 0);
    Files.delete(path());
    assertRefused("größe", ASCII, 33_333);
  }

  @Test
  void oneThatIsNotThereIsRefused() throws IOException {
    String[] texts = texts();
    texts[25_000] = null;
    try (Hdf5File file = Hdf5File.create(path())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.write("texts", texts))
          .withMessageContaining("element 25000 ");
    }
  }

  @Test
  void whatIsCutIsCut() throws IOException {
    String[] texts = new String[COUNT];
    Arrays.fill(texts, "plain");
    texts[10_000] = "before\0behind";
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = file.createDataset("texts").type(ASCII).shape(COUNT).create();
      dataset.write(Selection.all(), texts, Conversion.CLIP);
    }
    texts[10_000] = "before";
    assertThat(readByLibhdf5(COUNT)).isEqualTo(texts);
  }

  @Test
  void filesWithNarrowLengthsHoldThem() throws IOException {
    String[] texts = IntStream.range(0, 1500).mapToObj(i -> "text " + i).toArray(String[]::new);
    try (Hdf5File file = Hdf5File.create(path(), CreateOptions.defaults().sizes(4, 2))) {
      file.write("texts", texts);
    }
    assertThat(readByLibhdf5(texts.length)).isEqualTo(texts);
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("texts").readStrings()).isEqualTo(texts);
    }
  }
}
