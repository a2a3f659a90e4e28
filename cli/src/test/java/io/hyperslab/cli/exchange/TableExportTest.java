package io.hyperslab.cli.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.Dataset;
import io.hyperslab.FillValue;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.DatatypeMismatchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableExportTest {
  private final Hdf5File file = Hdf5File.createInMemory();

  @TempDir private Path folder;

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void rowsOfNumbersAreRows() throws IOException {
    Dataset matrix = file.root().write("m", new int[][] {{1, -2, 3}, {4, 5, 6}});
    assertThat(Exchange.csv(matrix)).isEqualTo("1,-2,3\n4,5,6\n");
    assertThat(Exchange.text(matrix, ExchangeFormat.TSV)).isEqualTo("1\t-2\t3\n4\t5\t6\n");
    assertThat(Exchange.csv(file.root().write("s", 7))).isEqualTo("7\n");
  }

  @Test
  void numbersHaveTheFewestDigits() throws IOException {
    Dataset floats =
        file.root().write("f", new float[] {0.1f, 1e30f, Float.NaN, Float.NEGATIVE_INFINITY, 1});
    assertThat(Exchange.csv(floats)).isEqualTo("0.1\n1e30\nnan\n-inf\n1.0\n");
    Dataset doubles = file.root().write("d", new double[] {0.1, 1e300, 1.0 / 3, -0.0});
    assertThat(Exchange.csv(doubles)).isEqualTo("0.1\n1e300\n0.3333333333333333\n-0.0\n");
  }

  @Test
  void textsStandInQuotes() throws IOException {
    Dataset texts = file.root().write("t", new String[] {"a", "", "b\"c,\nd", "007", "\u00fc"});
    assertThat(Exchange.csv(texts)).isEqualTo("\"a\"\n\"\"\n\"b\"\"c,\nd\"\n\"007\"\n\"\u00fc\"\n");
  }

  @Test
  void bytesThatAreNoTextStay() throws IOException {
    Dataset texts = file.root().createDataset("t").type(Datatypes.fixedString(2)).shape(1).create();
    texts.write(NdArray.zeros(Datatypes.fixedString(2), 1));
    NdArray raw = NdArray.zeros(Datatypes.fixedString(2), 1);
    raw.setBytes(new byte[] {(byte) 0xff, 'a'}, 0);
    texts.write(raw);
    byte[] exported = Exchange.bytes(texts, ExchangeFormat.CSV, ExportOptions.defaults());
    assertThat(exported).containsExactly('"', 0xff, 'a', '"', '\n');
  }

  private Dataset compounds() {
    Compound point =
        Datatypes.compound()
            .member("x", Datatypes.FLOAT64)
            .member("y", Datatypes.array(Datatypes.INT8, 2))
            .build();
    Compound type =
        Datatypes.compound()
            .member("id", Datatypes.INT32)
            .member("p", point)
            .member("ok", Datatypes.BOOLEAN)
            .member("color", Datatypes.enumeration(Datatypes.INT8, "RED", "GREEN"))
            .member("z", Datatypes.COMPLEX64)
            .member("a.b", Datatypes.UINT8)
            .build();
    NdArray rows = NdArray.zeros(type, 2);
    rows.field("id").setLong(-1, 0);
    rows.field("p").field("x").setDouble(0.5, 1);
    rows.field("p").field("y").setLong(7, 1, 1);
    rows.field("ok").setBoolean(true, 1);
    rows.field("color").setString("GREEN", 0);
    rows.field("z").real().setDouble(1.5, 0);
    rows.field("z").imaginary().setDouble(-2, 0);
    return file.root().createDataset("c").type(type).write(rows);
  }

  private static final String COMPOUNDS =
      """
      id,p.x,p.y[0],p.y[1],ok,color,z,a\\.b
      -1,0.0,0,0,false,"GREEN",1.5-2.0j,0
      0,0.5,0,7,true,"RED",0.0+0.0j,0
      """;

  @Test
  void membersAreColumns() throws IOException {
    assertThat(Exchange.csv(compounds())).isEqualTo(COMPOUNDS);
  }

  @Test
  void enumerationsMayBeNumbersAndHeadersBeLeftOut() throws IOException {
    ExportOptions options =
        ExportOptions.defaults()
            .withEnumNumbers()
            .withTable(TableForm.csv().withDelimiter(';').withHeader(TableForm.Header.ABSENT));
    assertThat(
            new String(
                Exchange.bytes(compounds(), ExchangeFormat.CSV, options), StandardCharsets.UTF_8))
        .isEqualTo("-1;0.0;0;0;0;1;1.5-2.0j;0\n0;0.5;0;7;1;0;0.0+0.0j;0\n");
  }

  @Test
  void compoundsComeBackAsTheyWere() throws IOException {
    Dataset original = compounds();
    ImportOptions options =
        ImportOptions.defaults()
            .withTypes(ImportTypes.parse("id=int32,p.y=int8,z=complex64,a\\.b=uint8"));
    Dataset back = Exchange.imported(file, folder, "c.csv", COMPOUNDS, options);
    assertThat(back.datatype().toString())
        .isEqualTo(
            "compound{id: int32, p: compound{x: float64, y: int8[2]}, ok: boolean, color: string,"
                + " z: compound{r: float32, i: float32}, a.b: uint8}");
    assertThat(Exchange.csv(back)).isEqualTo(COMPOUNDS);
    // The same rows once more, into the original datatype.
    Dataset grown =
        file.root()
            .createDataset("g")
            .type(original.datatype())
            .shape(0)
            .maxShape(-1)
            .autoChunks()
            .create();
    Files.writeString(folder.resolve("more.csv"), COMPOUNDS);
    new Importer(
            ImportOptions.defaults().withExisting(ImportOptions.Existing.APPENDED),
            ExchangeProgress.none())
        .into(file.root(), "g", folder.resolve("more.csv"), ExchangeFormat.CSV);
    assertThat(grown.read().contentEquals(original.read())).isTrue();
  }

  @Test
  void moreDimensionsThanATableHasAreRefusedUnlessFlat() throws IOException {
    Dataset cube = file.root().write("n", NdArray.range(8).reshape(2, 2, 2));
    assertThatThrownBy(() -> Exchange.csv(cube))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("[2, 2, 2]");
    byte[] flat = Exchange.bytes(cube, ExchangeFormat.CSV, ExportOptions.defaults().withFlat());
    assertThat(flat).asString(StandardCharsets.UTF_8).isEqualTo("0,1\n2,3\n4,5\n6,7\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Exporter(ExportOptions.defaults(), ExchangeProgress.none())
        .write(cube, Selection.of("1, :, 0"), ExchangeFormat.CSV, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("4\n6\n");
  }

  @Test
  void referencesAreRefusedUnlessLossIsAllowed() throws IOException {
    Dataset target = file.root().write("target", 1);
    Dataset references =
        file.root().createDataset("r").type(Datatypes.OBJECT_REFERENCE).shape(1).create();
    references.write(new ObjectReference[] {target.reference()});
    assertThatThrownBy(() -> Exchange.csv(references))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("--lossy");
    byte[] paths =
        Exchange.bytes(references, ExchangeFormat.CSV, ExportOptions.defaults().withLossy());
    assertThat(paths).asString(StandardCharsets.UTF_8).isEqualTo("\"/target\"\n");
  }

  @Test
  void sequencesAreJsonInACell() throws IOException {
    Dataset sequences =
        file.root()
            .createDataset("v")
            .type(Datatypes.variableLength(Datatypes.FLOAT64))
            .shape(3)
            .create();
    sequences.write(new double[][] {{1, 2.5}, {}, {Double.NaN}});
    String text = "\"[1.0,2.5]\"\n\"[]\"\n\"[\"\"NaN\"\"]\"\n";
    assertThat(Exchange.csv(sequences)).isEqualTo(text);
    Dataset back =
        Exchange.imported(
            file,
            folder,
            "v.csv",
            text,
            ImportOptions.defaults().withTypes(ImportTypes.parse("float64[]")));
    double[][] read = back.read(double[][].class);
    assertThat(read[0]).containsExactly(1, 2.5);
    assertThat(read[1]).isEmpty();
    assertThat(read[2]).containsExactly(Double.NaN);
  }

  @Test
  void progressEndsWithEverything() throws IOException {
    Dataset many = file.root().write("many", new double[2_000_000]);
    List<Long> told = new ArrayList<>();
    new Exporter(
            ExportOptions.defaults(),
            (done, total) -> {
              assertThat(total).isEqualTo(2_000_000);
              told.add(done);
            })
        .write(many, Selection.all(), ExchangeFormat.NPY, OutputStream.nullOutputStream());
    assertThat(told).hasSizeGreaterThan(1).isSorted().endsWith(2_000_000L);
  }

  @Test
  void aFileIsWholeOrNotThere() throws IOException {
    Path out = folder.resolve("out.csv");
    assertThatThrownBy(() ->
            Exporter.toFile(
                out,
                false,
                stream -> {
                  stream.write(1);
                  throw new IOException("full");
                }))
        .hasMessage("full");
    assertThat(folder).isEmptyDirectory();
    Exporter.toFile(
        out,
        false,
        stream -> {
          stream.write('a');
          return 0;
        });
    assertThat(out).hasContent("a");
    assertThatThrownBy(() -> Exporter.toFile(out, false, _ -> 0))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatIsReplacedKeepsItsPermissionsAndTheLinksToIt() throws IOException {
    Path real = Files.writeString(folder.resolve("real.csv"), "old");
    Path link = folder.resolve("out.csv");
    assumeTrue(Files.getFileAttributeView(real, PosixFileAttributeView.class) != null);
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-rw----");
    Files.setPosixFilePermissions(real, permissions);
    Files.createSymbolicLink(link, real.getFileName());
    Exporter.toFile(
        link,
        true,
        stream -> {
          stream.write('a');
          return 0;
        });
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("a");
    assertThat(Files.getPosixFilePermissions(real)).isEqualTo(permissions);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    assertThatThrownBy(() -> Exporter.toFile(inner, true, _ -> 0)).isInstanceOf(IOException.class);
    assertThat(inner).isDirectory();
  }

  @Test
  void aReferenceToAnotherFileIsNoPathOfThisOne() throws IOException {
    Dataset here = file.root().write("here", 1);
    byte[] value =
        ByteBuffer.allocate(15)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 8)
            .putLong(here.reference().address())
            .putShort((short) 4)
            .put("b.h5".getBytes(StandardCharsets.US_ASCII))
            .array();
    // A value in the global heap, as sequences are: length, address of the collection, index.
    file.root()
        .createDataset("v")
        .type(Datatypes.variableLength(Datatypes.INT8))
        .shape(1)
        .create()
        .write(new byte[][] {value});
    file.root()
        .createDataset("r")
        .type(Datatypes.REFERENCE)
        .shape(1)
        .fillTime(FillValue.WriteTime.ON_ALLOCATION)
        .allocation(Dataset.AllocationTime.EARLY)
        .create();
    byte[] image = file.toImage();
    try (Hdf5File made = Hdf5File.open(image)) {
      int sequence = (int) made.dataset("v").dataAddress().orElseThrow();
      int reference = (int) made.dataset("r").dataAddress().orElseThrow();
      image[reference] = 2; // object
      image[reference + 1] = 1; // of another file
      System.arraycopy(image, sequence, image, reference + 2, 16);
    }
    try (Hdf5File made = Hdf5File.open(image)) {
      byte[] text =
          Exchange.bytes(
              made.dataset("r"), ExchangeFormat.CSV, ExportOptions.defaults().withLossy());
      assertThat(text)
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("\"b.h5 at 0x" + Long.toHexString(here.reference().address()) + "\"\n");
    }
  }
}
