package io.hyperslab.cli.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.exchange.ImportOptions.Existing;
import io.hyperslab.cli.exchange.TableForm.Header;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.filter.FilterSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableImportTest {
  private final Hdf5File file = Hdf5File.createInMemory();

  @TempDir private Path folder;

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private Dataset csv(String text) throws IOException {
    return Exchange.imported(file, folder, "in.csv", text);
  }

  private Dataset csv(String text, ImportOptions options) throws IOException {
    return Exchange.imported(file, folder, "in.csv", text, options);
  }

  @Test
  void aTableWithNamesBecomesCompounds() throws IOException {
    Dataset made = csv("id,name,ok,t\n1,one,true,\n2,\"two, or so\",false,0.5\n");
    assertThat(made.path()).isEqualTo("/in/data");
    assertThat(made.datatype().toString())
        .isEqualTo("compound{id: int64, name: string, ok: boolean, t: float64}");
    assertThat(made.field("id").readLongs()).containsExactly(1, 2);
    assertThat(made.field("name").readStrings()).containsExactly("one", "two, or so");
    assertThat(made.field("ok").readBooleans()).containsExactly(true, false);
    assertThat(made.field("t").readDoubles()).containsExactly(Double.NaN, 0.5);
  }

  @Test
  void aTableOfNumbersBecomesAnArray() throws IOException {
    Dataset made = csv("1,2\r\n3,4\r\n5,6\r\n");
    assertThat(made.datatype()).isEqualTo(Datatypes.INT64);
    assertThat(made.read(long[][].class)).isDeepEqualTo(new long[][] {{1, 2}, {3, 4}, {5, 6}});
  }

  @Test
  void aColumnOfNumbersBecomesOneDimension() throws IOException {
    assertThat(csv("0.5\n1\n").readDoubles()).containsExactly(0.5, 1);
  }

  @Test
  void columnsOfDifferentKindsWithoutNamesGetNumbers() throws IOException {
    assertThat(csv("1,a\n2,\"b\"\n").datatype().toString())
        .isEqualTo("compound{column0: int64, column1: string}");
  }

  @Test
  void theFirstLineIsWhatTheOptionSays() throws IOException {
    TableForm form = TableForm.csv();
    ImportOptions absent = ImportOptions.defaults().withTable(form.withHeader(Header.ABSENT));
    assertThat(csv("a\nb\n", absent).readStrings()).containsExactly("a", "b");
    ImportOptions present =
        ImportOptions.defaults()
            .withExisting(Existing.REPLACED)
            .withTable(form.withHeader(Header.PRESENT));
    assertThat(csv("1\n2\n", present).datatype().toString()).isEqualTo("compound{1: int64}");
  }

  @Test
  void namesMayBeLeftOutOfAMatrix() throws IOException {
    Dataset made = csv("a,b\n1,2\n3,4.5\n", ImportOptions.defaults().withMatrix());
    assertThat(made.read(double[][].class)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4.5}});
  }

  @Test
  void numbersInQuotesAreTextsUnlessQuotesDoNotCount() throws IOException {
    assertThat(csv("\"1\"\n\"02\"\n").readStrings()).containsExactly("1", "02");
    ImportOptions ignoring =
        ImportOptions.defaults()
            .withExisting(Existing.REPLACED)
            .withTable(TableForm.csv().withQuotesIgnored());
    assertThat(csv("\"1\"\n\"2\"\n", ignoring).readLongs()).containsExactly(1, 2);
  }

  @Test
  void linesInFrontAndOtherDelimitersAreUnderstood() throws IOException {
    ImportOptions options =
        ImportOptions.defaults()
            .withTable(
                TableForm.csv()
                    .withDelimiter(';')
                    .withQuote('\'')
                    .withSkippedLines(2)
                    .withCharset(StandardCharsets.ISO_8859_1));
    byte[] source = "x\ny;z\nn;t\n1;'\u00e4;b'\n".getBytes(StandardCharsets.ISO_8859_1);
    Dataset made = Exchange.imported(file, folder, "in.csv", source, options);
    assertThat(made.field("t").readStrings()).containsExactly("\u00e4;b");
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    assertThat(csv("\ufeffn\n1\n").datatype().toString()).isEqualTo("compound{n: int64}");
  }

  @Test
  void datatypesMayBeAskedFor() throws IOException {
    Dataset made =
        csv(
            "a,s\n0.1,xy\n2,z\n",
            ImportOptions.defaults().withTypes(ImportTypes.parse("a=float32,s=string[2]")));
    assertThat(made.datatype().toString()).isEqualTo("compound{a: float32, s: string[2]}");
    assertThat(made.field("a").readFloats()).containsExactly(0.1f, 2);
    assertThatThrownBy(() -> ImportTypes.parse("a=float31"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float31");
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsPlace() {
    ImportOptions options = ImportOptions.defaults().withTypes(ImportTypes.parse("a=uint8"));
    assertThatThrownBy(() -> csv("a,b\n1,1\n256,1\n", options))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("cell 1 of line 3")
        .hasMessageContaining("256");
    ImportOptions fixed =
        ImportOptions.defaults()
            .withExisting(Existing.REPLACED)
            .withTypes(ImportTypes.parse("a=string[2]"));
    assertThatThrownBy(() -> csv("a\nx\nxyz\n", fixed))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void brokenTablesAreRefused() {
    assertThatThrownBy(() -> csv("a,b\n1\n"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> csv("")).isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> csv("a,a\n1,2\n", header()))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> csv("a,a.b\n1,2\n")).isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> csv("a[0],a[2]\n1,2\n")).isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(
            () -> Exchange.imported(file, folder, "in.csv", new byte[] {'a', '\n', (byte) 0xff}))
        .isInstanceOf(MalformedFileException.class);
  }

  private static ImportOptions header() {
    return ImportOptions.defaults().withTable(TableForm.csv().withHeader(Header.PRESENT));
  }

  @Test
  void aDatasetThatIsThereStaysUnlessAskedFor() throws IOException {
    ImportOptions growing = ImportOptions.defaults().withGrowing();
    csv("1\n2\n", growing);
    assertThatThrownBy(() -> csv("3\n")).isInstanceOf(NameExistsException.class);
    Dataset grown = csv("3\n", ImportOptions.defaults().withExisting(Existing.APPENDED));
    assertThat(grown.readLongs()).containsExactly(1, 2, 3);
    Dataset other = csv("0.5\n", ImportOptions.defaults().withExisting(Existing.REPLACED));
    assertThat(other.readDoubles()).containsExactly(0.5);
  }

  @Test
  void storageIsAsAskedFor() throws IOException {
    ImportOptions options =
        ImportOptions.defaults()
            .withChunks(List.of(2L, 1L))
            .withFilters(List.of(FilterSpec.shuffle(), FilterSpec.deflate(4)));
    Dataset made = csv("1,2\n3,4\n5,6\n", options);
    assertThat(made.chunkShape()).hasValueSatisfying(c -> assertThat(c).containsExactly(2, 1));
    assertThat(made.filters()).extracting(filter -> filter.id()).containsExactly(2, 1);
    assertThat(made.read(long[][].class)).isDeepEqualTo(new long[][] {{1, 2}, {3, 4}, {5, 6}});
  }

  @Test
  void manyRowsAreWrittenInBatches() throws IOException {
    StringBuilder text = new StringBuilder("n,t\n");
    for (int i = 0; i < 40_000; i++) {
      text.append(i).append(",text ").append(i).append('\n');
    }
    List<Long> told = new ArrayList<>();
    Files.writeString(folder.resolve("many.csv"), text);
    Dataset made =
        new Importer(
                ImportOptions.defaults(),
                (done, total) -> {
                  assertThat(total).isEqualTo(2L * text.length());
                  told.add(done);
                })
            .into(file.root(), "many", folder.resolve("many.csv"), ExchangeFormat.CSV)
            .getFirst();
    assertThat(made.size()).isEqualTo(40_000);
    assertThat(made.field("n").getLong(39_999)).isEqualTo(39_999);
    assertThat(made.field("t").getString(17_000)).isEqualTo("text 17000");
    assertThat(told).isSorted().endsWith(2L * text.length());
  }
}
