package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// All lessons run, and show what the tutorials say that h5py shows.
class TourTest {
  /// Fewer refusals than this would mean that mistakes are not shown any more.
  private static final int FEWEST_REFUSALS = 60;

  @TempDir static Path folder;
  private static Path second;
  private static Transcript transcript;

  @BeforeAll
  static void runAll() throws IOException {
    transcript = Transcript.of(folder.resolve("first"));
    second = folder.resolve("second");
    Transcript.of(second);
  }

  static List<Lesson> lessons() {
    return Catalogue.lessons();
  }

  @Test
  void everyFileIsTheSameByteForByteWhenItIsMadeAgain() throws IOException {
    List<Path> files = transcript.files();
    assertThat(files).hasSizeGreaterThan(Catalogue.lessons().size());
    for (Path file : files) {
      Path again = second.resolve(folder.resolve("first").relativize(file));
      assertThat(Files.mismatch(file, again)).as(file.toString()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyLessonLeavesAFileAndNamesNoFolder(Lesson lesson) {
    assertThat(transcript.files(lesson)).isNotEmpty();
    assertThat(transcript.passages(lesson)).isNotEmpty();
    assertThat(transcript.passages(lesson))
        .allSatisfy(passage -> assertThat(passage.toString()).doesNotContain(folder.toString()));
  }

  /// Whatever is printed as code stands in the source of the lesson, in the same order.
  @ParameterizedTest
  @MethodSource("lessons")
  void theCodeShownIsTheCodeThatRan(Lesson lesson) throws IOException {
    String name = lesson.getClass().getSimpleName() + ".java";
    String source;
    try (InputStream resource = lesson.getClass().getResourceAsStream(name)) {
      source = packed(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    }
    int from = 0;
    for (Passage passage : transcript.passages(lesson)) {
      String code =
          switch (passage) {
            case Passage.Note _ -> "";
            case Passage.Code(String text) -> text;
            case Passage.Result(String text, String _) -> text;
            case Passage.Refusal(String text, String _, String _) -> text;
          };
      int at = source.indexOf(packed(code), from);
      assertThat(at).as(code).isNotNegative();
      from = at + packed(code).length();
    }
  }

  private static String packed(String code) {
    return code.replaceAll("\\s+", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "weather-stations | file | HDF5 file climate.h5",
        "weather-stations | file.root().names() | [10, 15]",
        "weather-stations | file.group(\"/15\").names() | [temperature, wind]",
        "weather-stations | temperature.shape() | [1024]",
        "weather-stations | temperature.read().mean() | 0.4948712717532915",
        "weather-stations | temperature.readInt() | 69",
        "weather-stations | file.dataset(\"/7/wind_speed\").readInt() | 7",
        "first-file | arr.datatype() + \" \" + arr.dataspace() | int64 (1, 5)",
        "first-file | arr.readLongs(Selection.of(\"0, 2:4\")) | [3, 4]",
        "first-file | dataset.readDoubles(Selection.of(\":, -1\")) | [1. 1. 1. 1. 1.]",
        "larger-than-memory | big.shape() | [1073741824]",
        "larger-than-memory | big.storedChunkCount() | 2",
        "larger-than-memory | rows.read(Selection.of(\"0:10, 20:70\")).shape() | [10, 50]",
        "types | big.datatype() | float32",
        "types | bytes.readInts() | [0, 0, 0, 0]",
        "slicing | range.getLong(4) | 4",
        "slicing | range.getLong(-1) | 9",
        "slicing | range.readLongs(Selection.of(\"4:8\")) | [4, 5, 6, 7]",
        "slicing | range.readLongs(Selection.of(\"4:-1\")) | [4, 5, 6, 7, 8]",
        "slicing | range.readLongs(Selection.of(\"4:8:2\")) | [4, 6]",
        "slicing | range.readLongs(Selection.of(\"-1:0\")) | []",
        "slicing | range.readLongs(Selection.of(\"[0, 2, 4, 6, 8]\")) | [0, 2, 4, 6, 8]",
        "slicing | range.readLongs(Selection.mask(range.shape(), even)) | [0, 2, 4, 6, 8]",
        "slicing | four.read(Selection.of(\"0, ..., 0\")).shape() | [80, 50]",
        "slicing | cube.read(Selection.of(\"0, :, :\")).mean() | -0.1466251162276963",
        "fill-values | integers.read() | [[0 0]]",
        "fill-values | floats.read() | [[0. 0.]]",
        "fill-values | minus.read() | [[-1 -1]]",
        "resizing | fixed.maxShape() | [2, 2]",
        "resizing | bounded.chunkShape() | [2, 2]",
        "resizing | open.dataspace() | (2, 60) of at most (2, unlimited)",
        "resizing | runs.chunkShape() | [157, 63]",
        "resizing | nines.read() | [[1 2 9 9]]",
        "resizing | NdArray.of(new int[] {1, 2, 3, 4}, 2, 2).reshape(1, 4) | [[1 2 3 4]]",
        "chunks | video.chunkShape() | [1, 64, 64]",
        "chunks | ChunkShapes.guess(new long[] {100, 480, 640}, 1) | [13, 60, 80]",
        "chunks | ChunkShapes.guess(new long[] {20, 2048, 2048}, 8) | [1, 128, 128]",
        "chunks | floats.chunkShape() | [7, 30, 80]",
        "compression | gzip.chunkShape() | [63, 125]",
        "compression | both.chunkShape() | [50, 50]",
        "compression | small.chunkShape() | [50, 50]",
        "compression | checked.chunkShape() | [100, 100]",
        "groups | file.root().size() | 5",
        "groups | sub.createGroup(\"AnotherGroup\").path() | /SubGroup/AnotherGroup",
        "strings-compounds-enums | numbers.readStrings() | [RED, BLUE, GREEN]",
        "drivers | Files.size(path) | 1312",
        "drivers | file.userBlock().length | 512"
      })
  void whatTheTutorialsPrintIsShown(String lesson, String code, String value) {
    assertThat(transcript.values(lesson, code)).contains(value);
  }

  @Test
  void theFirstTemperaturesAreThoseOfTheTutorial() {
    assertThat(
            transcript.values(
                "weather-stations", "temperature.readDoubles(Selection.of(\"0:10\"))"))
        .singleElement()
        .asString()
        .contains("0.54340494 0.27836939 0.42451759 0.84477613 0.00471886 0.12156912")
        .contains("0.67074908 0.82585276 0.13670659 0.57509333");
  }

  @Test
  void theSizesOfFilesAreThoseOfTheTutorials() {
    assertThat(transcript.values("larger-than-memory", "Files.size(path)"))
        .contains("1400", "4195704");
    assertThat(transcript.values("types", "Files.size(wide)")).containsExactly("802048");
    assertThat(transcript.values("types", "Files.size(narrow)")).containsExactly("402048");
    assertThat(transcript.values("resizing", "Files.size(path)"))
        .containsExactly("485048", "965048");
    assertThat(transcript.values("deleting", "Files.size(path)"))
        .containsExactly("802432", "802432");
    assertThat(transcript.values("deleting", "Files.size(three)"))
        .containsExactly("2404480", "2404480");
    assertThat(transcript.values("weather-stations", "Files.size(path)")).startsWith("53632");
  }

  @Test
  void aResizedTableKeepsItsElementsWhereTheyAre() {
    assertThat(transcript.values("resizing", "table.read()"))
        .containsExactly(
            "[[1 2]\n [3 4]]", "[[1 2 0 0]]", "[[1 2 0 0 0 0 0 0 0 0]]", "[[1 2]\n [0 0]]");
  }

  @Test
  void everyMistakeHasAMessageThatSaysWhatIsWrong() {
    List<Passage.Refusal> refusals = transcript.refusals();
    assertThat(refusals).hasSizeGreaterThan(FEWEST_REFUSALS);
    assertThat(refusals)
        .allSatisfy(
            refusal -> assertThat(refusal.message()).as(refusal.code()).hasSizeGreaterThan(7));
    assertThat(refusals).noneMatch(refusal -> refusal.error().equals("NullPointerException"));
  }

  /// Two mistakes of different kinds are told apart by their messages: only mistakes that are the
  /// same one share theirs, and those are listed here.
  @Test
  void noTwoMistakesShareAMessage() {
    List<String> shared =
        transcript.refusals().stream()
            .collect(Collectors.groupingBy(Passage.Refusal::message, Collectors.counting()))
            .entrySet()
            .stream()
            .filter(message -> message.getValue() > 1)
            .map(message -> message.getKey())
            .sorted(Comparator.naturalOrder())
            .toList();
    assertThat(shared)
        .containsExactlyInAnyOrder(
            "file first.h5 is closed",
            "range.h5: /range: index 10 is out of bounds for axis 0 with size 10",
            "axes.h5: /scalar: 1 axes are selected, but the shape [] has 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "first-file | file.dataset(\"lost\") | NoSuchObjectException | lost",
        "first-file | file.root().names() | IllegalStateException | closed",
        "first-file | Hdf5File.openReadWrite(path).close() | FileLockedException | reads it",
        "first-file | arr.write(copy) | ReadOnlyFileException | open for reading only",
        "slicing | Selection.of(\"0, 0.64\") | IllegalArgumentException | position 4",
        "slicing | Selection.of(\"[1, 2, 3], [4, 5, 6]\") | IllegalArgumentException | one list",
        "resizing | fixed.resize(1, 1) | UnsupportedFeatureException | chunked",
        "resizing | bounded.resize(1, 3) | IllegalArgumentException | at most (2, 2)",
        "resizing | table.resizeAxis(0, 120_000) | IllegalArgumentException | (100000, 10)",
        "resizing | log.resizeAxis(1000, 1) | IndexOutOfBoundsException | 1000",
        "groups | file.get(\"BadName\") | NoSuchObjectException | BadName",
        "groups | wrong.require() | DatatypeMismatchException | Dataset1",
        "deleting | file.delete(\"data/dataset1\") | NoSuchObjectException | dataset1",
        "strings-compounds-enums | ten.write(\"hello world longer\") | DatatypeMismatchException |"
            + " 10",
        "types | complex.write(NdArray.of(new double[] {1, 2})) | DatatypeMismatchException |"
            + " float64",
        "compression | file.dataset(\"data\").readInts() | FilterException | fletcher32"
      })
  void mistakesOfTheTutorialsAreExplained(
      String lesson, String code, String error, String message) {
    assertThat(transcript.passages(Catalogue.find(lesson).orElseThrow()))
        .filteredOn(Passage.Refusal.class::isInstance)
        .map(Passage.Refusal.class::cast)
        .filteredOn(refusal -> refusal.code().strip().equals(code))
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.error()).isEqualTo(error);
          assertThat(refusal.message()).contains(message);
        });
  }

  @Test
  void theCatalogueHasNoNameTwice() {
    assertThat(Catalogue.lessons())
        .extracting(lesson -> lesson.card().name())
        .doesNotHaveDuplicates();
    assertThat(Catalogue.lessons())
        .allSatisfy(lesson -> {
          String number = Integer.toString(Catalogue.numberOf(lesson));
          assertThat(Catalogue.find(number)).contains(lesson);
          assertThat(Catalogue.find(lesson.card().name())).contains(lesson);
          assertThat(lesson.card().name()).matches(Pattern.compile("[a-z-]+"));
        });
    assertThat(Catalogue.find("nonsense")).isEmpty();
  }
}
