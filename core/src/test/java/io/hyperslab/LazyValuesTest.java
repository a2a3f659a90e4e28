package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values that lie in a file while they are written: texts and sequences of arrays that were read
/// are fetched when somebody asks for them. To fetch them is to read the file, before which all
/// changes are made that were taken on; and what is read may be the file that is written, or one
/// whose writer reads this one.
class LazyValuesTest {
  private static final String[] TEXTS = {"a", "bb", "ccc", "dddd", "eeeee", "ffffff", "g", ""};
  private static final int ROUNDS = 2000;
  private static final long PATIENCE = 60;

  private Hdf5File file;
  private Hdf5File other;

  @BeforeEach
  void create() {
    file = Hdf5File.createInMemory();
    other = Hdf5File.createInMemory();
    file.write("texts", TEXTS);
    other.write("texts", TEXTS);
  }

  @AfterEach
  void close() throws IOException {
    file.closeWithoutCommit();
    other.closeWithoutCommit();
  }

  private Dataset texts(boolean same) {
    return (same ? file : other).dataset("texts");
  }

  private DatasetBuilder growing(String name, Datatype type) {
    return file.createDataset(name).type(type).shape(0).maxShape(Dataspace.UNLIMITED).chunks(4);
  }

  /// Whether the values lie in the file that is written, or in another one.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachRowIsAppended(boolean same) {
    Dataset log = growing("log", VARIABLE_STRING).create();
    texts(same).rows().forEach(log::append);
    assertThat(log.readStrings()).containsExactly(TEXTS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void someRowsAreAppendedWithOthersBetween(boolean same) {
    Dataset log = growing("log", VARIABLE_STRING).gzip(1).create();
    NdArray read = texts(same).read();
    log.append(read.view(Selection.of("0:3")));
    log.append("between");
    log.append(read.view(Selection.of("3:5")));
    log.append(read.view(Selection.of("5:8")));
    assertThat(log.readStrings())
        .containsExactly("a", "bb", "ccc", "between", "dddd", "eeeee", "ffffff", "g", "");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsOfFixedTextAreAppended(boolean same) {
    Dataset log = growing("log", Datatypes.fixedString(8)).gzip(1).create();
    texts(same).rows().forEach(log::append);
    assertThat(log.readStrings()).containsExactly(TEXTS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sequencesAreAppended(boolean same) {
    Datatype type = Datatypes.variableLength(INT32);
    int[][] sequences = {{1}, {}, {2, 3}, {4, 5, 6}, {7}};
    Dataset source = (same ? file : other).createDataset("s").type(type).write(sequences);
    Dataset log = growing("log", type).create();
    source.rows().forEach(log::append);
    assertThat(log.read(int[][].class)).isDeepEqualTo(sequences);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAppenderAddsRows(boolean same) {
    Dataset log = growing("log", VARIABLE_STRING).create();
    try (Appender rows = log.appender()) {
      texts(same).rows().forEach(rows::append);
      file.dataset("texts").read();
      rows.append(texts(same).read());
    }
    String[] all = log.readStrings();
    assertThat(Arrays.copyOf(all, 8)).containsExactly(TEXTS);
    assertThat(Arrays.copyOfRange(all, 8, 16)).containsExactly(TEXTS);
  }

  record Noted(int id, NdArray note) {}

  private static Compound notedType() {
    return Datatypes.compound().member("id", INT32).member("note", VARIABLE_STRING).build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void recordsThatHoldArraysAreAppended(boolean same) {
    Dataset log = growing("log", notedType()).create();
    NdArray read = texts(same).read();
    for (int i = 0; i < 8; i++) {
      log.append(new Noted(i, read.view(Selection.at(i)).reshape()));
    }
    assertThat(log.field("note").readStrings()).containsExactly(TEXTS);
    assertThat(log.field("id").readInts()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  /// A record that looks into the file whenever it is asked for its value.
  record Peeking(int value) {
    private static Dataset looked;

    @Override
    public int value() {
      return looked.readInts().length == 0 ? -1 : value;
    }
  }

  @Test
  void recordsThatReadTheFileThemselvesAreAppended() {
    Peeking.looked = file.write("numbers", new int[] {1, 2});
    Dataset log =
        growing("log", Datatypes.compound().member("value", INT32).build()).gzip(1).create();
    for (int i = 0; i < 9; i++) {
      log.append(new Peeking(i));
    }
    log.append(new Peeking[] {new Peeking(9), new Peeking(10)});
    assertThat(log.field("value").readInts()).containsExactly(IntStream.range(0, 11).toArray());
  }

  record PeekingText(String value) {
    private static Dataset looked;

    @Override
    public String value() {
      return looked.readInts().length == 0 ? "" : value;
    }
  }

  @Test
  void textsOfRecordsThatReadTheFileThemselvesAreAppended() {
    PeekingText.looked = file.write("numbers", new int[] {1, 2});
    Dataset log =
        growing("log", Datatypes.compound().member("value", VARIABLE_STRING).build()).create();
    for (String text : TEXTS) {
      log.append(new PeekingText(text));
    }
    assertThat(log.field("value").readStrings()).containsExactly(TEXTS);
  }

  @Test
  void recordsThatReadTheFileThemselvesAreWrittenToAPartOfAChunk() {
    Peeking.looked = file.write("numbers", new int[] {1, 2});
    Dataset log =
        file.createDataset("log")
            .type(Datatypes.compound().member("value", INT32).build())
            .shape(6)
            .chunks(6)
            .gzip(1)
            .create();
    for (int i = 0; i < 6; i++) {
      log.write(Selection.at(i), new Peeking(i + 1));
    }
    assertThat(log.field("value").readInts()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  private Dataset chunk(boolean filtered) {
    DatasetBuilder builder =
        file.createDataset("chunk").type(Datatypes.fixedString(8)).shape(16).chunks(16);
    return (filtered ? builder.gzip(1) : builder).create();
  }

  private void writeParts(Dataset target, NdArray values) {
    target.write(Selection.of("0:4"), new String[] {"w", "x", "y", "z"});
    target.write(Selection.of("8:16"), values);
    target.write(Selection.of("4:6"), values.view(Selection.of("1:3")));
    target.write(Selection.of("6:8"), values.view(Selection.of("6")).reshape());
    assertThat(target.readStrings())
        .startsWith("w", "x", "y", "z", "bb", "ccc", "g", "g")
        .endsWith(TEXTS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void partsOfAFilteredChunkAreWritten(boolean same) {
    writeParts(chunk(true), texts(same).read());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void partsOfAnUnfilteredChunkAreWritten(boolean same) {
    writeParts(chunk(false), texts(same).read());
  }

  @Test
  void aValueThatDoesNotFitIsRefusedAndLeavesWhatWasWritten() {
    Dataset target =
        file.createDataset("d").type(Datatypes.fixedString(2)).shape(8).chunks(8).gzip(1).create();
    target.write(Selection.of("0:2"), new String[] {"x", "y"});
    NdArray values = file.dataset("texts").read();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> target.write(values))
        .withMessageContaining("/d");
    assertThat(target.readStrings()).startsWith("x", "y", "");
    target.write(Selection.all(), values, Conversion.CLIP);
    assertThat(target.readStrings()).startsWith("a", "bb", "cc", "dd");
  }

  @Test
  void moreTextsThanAreKeptInMemoryAreAppendedAndWritten() {
    String[] many = IntStream.range(0, 300_000).mapToObj(Integer::toString).toArray(String[]::new);
    NdArray read = other.write("many", many).read();
    Dataset log =
        file.createDataset("log")
            .type(VARIABLE_STRING)
            .shape(0)
            .maxShape(Dataspace.UNLIMITED)
            .chunks(1000)
            .create();
    log.append("first");
    log.append(read);
    assertThat(log.shape()).containsExactly(300_001);
    assertThat(log.readStrings(Selection.of("0:2"))).containsExactly("first", "0");
    assertThat(log.readStrings(Selection.of("300000:"))).containsExactly("299999");
    Dataset fixed =
        file.createDataset("fixed")
            .type(Datatypes.fixedString(16))
            .shape(300_000)
            .chunks(1000)
            .gzip(1)
            .create();
    fixed.write(Selection.of("0:2"), new String[] {"x", "y"});
    fixed.write(read);
    assertThat(fixed.readStrings(Selection.of("::299999"))).containsExactly("0", "299999");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void attributesAreSetAndModified(boolean same) {
    Dataset log = growing("log", VARIABLE_STRING).create();
    log.append("pending");
    NdArray read = texts(same).read();
    log.attributes().set("names", read);
    log.append("more");
    log.attributes().set("fixed", read, Datatypes.fixedString(8));
    log.attributes().modify("names", read.view(Selection.of("::-1")));
    assertThat(log.attributes().get("names").readStrings())
        .containsExactly("", "g", "ffffff", "eeeee", "dddd", "ccc", "bb", "a");
    assertThat(log.attributes().get("fixed").readStrings()).containsExactly(TEXTS);
    assertThat(log.readStrings()).containsExactly("pending", "more");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void datasetsAreMadeOfThem(boolean same) {
    Dataset log = growing("log", VARIABLE_STRING).create();
    log.append("pending");
    NdArray read = texts(same).read();
    assertThat(file.write("copy", read).readStrings()).containsExactly(TEXTS);
    Dataset filled =
        file.createDataset("filled")
            .type(VARIABLE_STRING)
            .shape(2)
            .fill(read.view(Selection.of("2")).reshape())
            .create();
    assertThat(filled.readStrings()).containsExactly("ccc", "ccc");
    assertThat(log.readStrings()).containsExactly("pending");
  }

  /// What one of two threads does to a file, again and again.
  @FunctionalInterface
  private interface Change {
    /// @param values from the other file
    void make(Hdf5File file, NdArray values, int round);
  }

  /// Two threads, each of which writes to one file what lies in the other.
  private static void crosswise(Change change) throws Exception {
    // Not closed by whoever waits in vain.
    Hdf5File one = Hdf5File.createInMemory();
    Hdf5File two = Hdf5File.createInMemory();
    NdArray fromOne = one.write("texts", TEXTS).read();
    NdArray fromTwo = two.write("texts", TEXTS).read();
    CompletableFuture<Void> first = repeated(change, one, fromTwo);
    CompletableFuture<Void> second = repeated(change, two, fromOne);
    CompletableFuture.allOf(first, second).get(PATIENCE, TimeUnit.SECONDS);
    one.closeWithoutCommit();
    two.closeWithoutCommit();
  }

  private static CompletableFuture<Void> repeated(Change change, Hdf5File file, NdArray values) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> {
          try {
            for (int i = 0; i < ROUNDS; i++) {
              change.make(file, values, i);
            }
            result.complete(null);
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @Test
  void attributesOfTwoFilesDoNotWaitForEachOther() throws Exception {
    // Of a fixed size: texts that are replaced would be gone for whoever has read them.
    crosswise(
        (file, values, _) -> file.root().attributes().set("x", values, Datatypes.fixedString(8)));
  }

  @Test
  void fillValuesOfTwoFilesDoNotWaitForEachOther() throws Exception {
    crosswise((file, values, round) ->
        file.createDataset("d" + round)
            .type(VARIABLE_STRING)
            .shape(2)
            .fill(values.view(Selection.of("3")).reshape())
            .create());
  }

  /// The dataset that is written to; made in the first round.
  private static Dataset target(Hdf5File file, int round, DatasetBuilder builder) {
    return round == 0 ? builder.create() : file.dataset("target");
  }

  @Test
  void rowsOfTwoFilesDoNotWaitForEachOther() throws Exception {
    crosswise((file, values, round) ->
        target(
                file,
                round,
                file.createDataset("target")
                    .type(VARIABLE_STRING)
                    .shape(0)
                    .maxShape(Dataspace.UNLIMITED)
                    .chunks(64))
            .append(values));
  }

  @Test
  void rowsThatAreAddedAtOnceDoNotWaitForEachOther() throws Exception {
    crosswise((file, values, round) -> {
      Dataset target =
          target(
              file,
              round,
              file.createDataset("target")
                  .type(VARIABLE_STRING)
                  .shape(8, 0)
                  .maxShape(8, Dataspace.UNLIMITED)
                  .chunks(8, 64));
      try (Appender rows = target.appender(1)) {
        // Several of another dimension than the first are not gathered.
        rows.append(values.reshape(8, 1));
      }
    });
  }

  @Test
  void partsOfChunksOfTwoFilesDoNotWaitForEachOther() throws Exception {
    crosswise((file, values, round) ->
        target(
                file,
                round,
                file.createDataset("target")
                    .type(Datatypes.fixedString(8))
                    .shape(64)
                    .chunks(32)
                    .gzip(1))
            .write(Selection.of("%d:%d".formatted(round % 8 * 8, round % 8 * 8 + 8)), values));
  }
}
