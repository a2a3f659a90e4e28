package io.hyperslab.cli.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.array.Npy;
import io.hyperslab.array.Npz;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON, arrays of numpy and images.
class OtherFormatsTest {
  private static final ExportOptions PLAIN = ExportOptions.defaults();

  private final Hdf5File file = Hdf5File.createInMemory();

  @TempDir private Path folder;

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private Dataset write(String name, Datatype type, long... shape) {
    NdArray values = NdArray.zeros(type, shape);
    NdArray flat = values.reshape(values.size());
    for (long i = 0; i < flat.size(); i++) {
      flat.setLong(i * 7 % 128, i);
    }
    return file.root().createDataset(name).type(type).write(values);
  }

  @Test
  void arraysAreArraysOfJson() throws IOException {
    assertThat(Exchange.text(write("n", Datatypes.INT16, 2, 1, 3), ExchangeFormat.JSON))
        .isEqualTo("[[[0,7,14]],[[21,28,35]]]\n");
    assertThat(Exchange.text(file.root().write("s", 2.5), ExchangeFormat.JSON)).isEqualTo("2.5\n");
    Dataset nan = file.root().write("f", new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1});
    assertThat(Exchange.text(nan, ExchangeFormat.JSON)).isEqualTo("[\"NaN\",\"-Infinity\",1.0]\n");
    Dataset none = file.root().createDataset("e").type(Datatypes.INT8).empty().create();
    assertThat(Exchange.text(none, ExchangeFormat.JSON)).isEqualTo("null\n");
    Dataset zero = file.root().createDataset("z").type(Datatypes.INT8).shape(2, 0).create();
    assertThat(Exchange.text(zero, ExchangeFormat.JSON)).isEqualTo("[[],[]]\n");
  }

  @Test
  void objectsOfJsonBecomeCompoundsAndComeBack() throws IOException {
    String text =
        "[{\"a\":1,\"p\":{\"x\":0.5,\"m\":[[1,2],[3,4]]},\"t\":\"\\u00fc\",\"s\":[1]},"
            + "{\"a\":2,\"p\":{\"x\":\"NaN\",\"m\":[[5,6],[7,8]]},\"t\":\"1\",\"s\":[]}]\n";
    Dataset made = Exchange.imported(file, folder, "in.json", text);
    assertThat(made.datatype().toString())
        .isEqualTo(
            "compound{a: int64, p: compound{x: float64, m: int64[2, 2]}, t: string,"
                + " s: sequence(int64)}");
    assertThat(Exchange.text(made, ExchangeFormat.JSON).replace("\\u00FC", "\\u00fc"))
        .isEqualTo(text);
  }

  @Test
  void complexNumbersComeBackFromJson() throws IOException {
    Compound type =
        Datatypes.compound().member("n", Datatypes.INT64).member("z", Datatypes.COMPLEX128).build();
    NdArray rows = NdArray.zeros(type, 2);
    rows.field("z").imaginary().setDouble(-2.5, 1);
    Dataset original = file.root().createDataset("z").type(type).write(rows);
    String text = Exchange.text(original, ExchangeFormat.JSON);
    Dataset back = Exchange.imported(file, folder, "z.json", text);
    assertThat(back.datatype()).isEqualTo(type);
    assertThat(back.read().contentEquals(rows)).isTrue();
  }

  @Test
  void valuesOfJsonBecomeArrays() throws IOException {
    Dataset made = Exchange.imported(file, folder, "in.json", "[[1, 2.5], [null, 4]]");
    assertThat(made.shape()).containsExactly(2, 2);
    assertThat(made.readDoubles()).containsExactly(1, 2.5, Double.NaN, 4);
  }

  @Test
  void brokenJsonIsRefused() {
    for (String text :
        List.of("", "[1", "[[1],[2,3]]", "[1,[2]]", "[{\"a\":1},2]", "[1] 2", "{\"a\":[{}]}")) {
      assertThatThrownBy(() -> Exchange.imported(file, folder, "in.json", text))
          .as(text)
          .isInstanceOf(MalformedFileException.class);
    }
  }

  @Test
  void arraysOfNumpyGoThereAndBack() throws IOException {
    Dataset numbers = write("n", Datatypes.INT16.bigEndian(), 3, 4);
    byte[] npy = Exchange.bytes(numbers, ExchangeFormat.NPY, PLAIN);
    NdArray read = Npy.read(new ByteArrayInputStream(npy));
    assertThat(read.contentEquals(numbers.read())).isTrue();
    Dataset back = Exchange.imported(file, folder, "n.npy", npy);
    assertThat(back.datatype()).isEqualTo(numbers.datatype());
    assertThat(back.read().contentEquals(numbers.read())).isTrue();
  }

  @Test
  void fortranOrderIsUnderstood() throws IOException {
    NdArray turned = NdArray.range(6).reshape(2, 3).transpose();
    ByteArrayOutputStream npy = new ByteArrayOutputStream();
    Npy.write(turned, npy);
    Dataset made = Exchange.imported(file, folder, "n.npy", npy.toByteArray());
    assertThat(made.read(long[][].class)).isDeepEqualTo(new long[][] {{0, 3}, {1, 4}, {2, 5}});
  }

  @Test
  void aGroupBecomesOneFileOfArrays() throws IOException {
    write("g/a", Datatypes.INT8, 3);
    write("g/sub/b", Datatypes.FLOAT32, 2, 2);
    file.root().createDataset("g/refs").type(Datatypes.OBJECT_REFERENCE).shape(1).create();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exporter strict = new Exporter(PLAIN, ExchangeProgress.none());
    assertThatThrownBy(() -> strict.write(file.root().group("g"), out))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("/g/refs");
    out.reset();
    List<String> skipped =
        new Exporter(PLAIN.withUnsupportedSkipped(), ExchangeProgress.none())
            .write(file.root().group("g"), out);
    assertThat(skipped).containsExactly("/g/refs");
    Map<String, NdArray> arrays = Npz.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(arrays.keySet()).containsExactly("a", "sub/b");
    assertThat(arrays.get("a").toLongs()).containsExactly(0, 7, 14);
    Files.write(folder.resolve("g.npz"), out.toByteArray());
    List<Dataset> made =
        new Importer(ImportOptions.defaults(), ExchangeProgress.none())
            .into(file.root(), "/back", folder.resolve("g.npz"), ExchangeFormat.NPZ);
    assertThat(made).extracting(Dataset::path).containsExactly("/back/a", "/back/sub/b");
  }

  @ParameterizedTest
  @EnumSource(names = {"PNG", "TIFF"})
  void imagesGoThereAndBack(ExchangeFormat format) throws IOException {
    String name = "i." + format.name().toLowerCase(Locale.ROOT);
    List<Dataset> images =
        List.of(
            write("gray", Datatypes.UINT8, 3, 5),
            write("deep", Datatypes.UINT16, 3, 5),
            write("color", Datatypes.UINT8, 3, 5, 3),
            write("alpha", Datatypes.UINT8, 3, 5, 4));
    for (Dataset image : images) {
      byte[] bytes = Exchange.bytes(image, format, PLAIN);
      Dataset back =
          Exchange.imported(
              file,
              folder,
              name,
              bytes,
              ImportOptions.defaults().withExisting(ImportOptions.Existing.REPLACED));
      assertThat(back.datatype()).as(image.path()).isEqualTo(image.datatype());
      assertThat(back.read().contentEquals(image.read())).as(image.path()).isTrue();
    }
  }

  @Test
  void pixelsAreWhereTheyBelong() throws IOException {
    Dataset color = write("color", Datatypes.UINT8, 2, 3, 3);
    byte[] png = Exchange.bytes(color, ExchangeFormat.PNG, PLAIN);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    // Values 12, 13 and 14 of the array, times 7.
    assertThat(image.getRGB(1, 1) & 0xffffff).isEqualTo(84 << 16 | 91 << 8 | 98);
  }

  @Test
  void stacksAndFloatsAreForTiff() throws IOException {
    Dataset stack = write("stack", Datatypes.UINT8, 2, 4, 5);
    byte[] tiff = Exchange.bytes(stack, ExchangeFormat.TIFF, PLAIN);
    assertThat(Exchange.imported(file, folder, "s.tif", tiff).read().contentEquals(stack.read()))
        .isTrue();
    assertThatThrownBy(() -> Exchange.bytes(stack, ExchangeFormat.PNG, PLAIN))
        .isInstanceOf(DatatypeMismatchException.class);
    Dataset floats = file.root().write("f", new float[][] {{0.5f, -1}, {2, 1e9f}});
    byte[] real = Exchange.bytes(floats, ExchangeFormat.TIFF, PLAIN);
    Dataset back =
        Exchange.imported(
            file,
            folder,
            "f.tif",
            real,
            ImportOptions.defaults().withExisting(ImportOptions.Existing.REPLACED));
    assertThat(back.read(float[][].class)).isDeepEqualTo(new float[][] {{0.5f, -1}, {2, 1e9f}});
    assertThatThrownBy(() -> Exchange.bytes(floats, ExchangeFormat.PNG, PLAIN))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("--scale");
    byte[] scaled = Exchange.bytes(floats, ExchangeFormat.PNG, PLAIN.withScale(-1, 2));
    assertThat(ImageIO.read(new ByteArrayInputStream(scaled)).getRaster().getSample(0, 0, 0))
        .isEqualTo(128); // 0.5 is half way: 127.5
  }

  @Test
  void booleansAreBlackAndWhite() throws IOException {
    boolean[] flags = {true, false, false, true, true, false};
    Dataset image =
        file.root().createDataset("bw").type(Datatypes.BOOLEAN).write(NdArray.of(flags, 2, 3));
    Dataset back =
        Exchange.imported(file, folder, "b.png", Exchange.bytes(image, ExchangeFormat.PNG, PLAIN));
    assertThat(back.datatype()).isEqualTo(Datatypes.BOOLEAN);
    assertThat(back.readBooleans()).containsExactly(flags);
  }

  /// The fields of a TIFF file with two values of 32 bits, by TIFF 6.0, section 2.
  private static byte[] tiff(int sampleFormat) {
    int[][] fields = {
      {256, 2},
      {257, 1},
      {258, 32},
      {259, 1},
      {262, 1},
      {273, 134},
      {277, 1},
      {278, 1},
      {279, 8},
      {339, sampleFormat}
    };
    int count = sampleFormat == 0 ? fields.length - 1 : fields.length;
    ByteBuffer file = ByteBuffer.allocate(142).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) count);
    for (int i = 0; i < count; i++) {
      file.putShort((short) fields[i][0]).putShort((short) 3).putInt(1).putInt(fields[i][1]);
    }
    file.putInt(0);
    return file.position(134).putInt(7).putInt(-2).array();
  }

  @Test
  void valuesOf32BitsHaveTheSignThatTheFileSays() throws IOException {
    for (int unsigned : new int[] {0, 1}) {
      Dataset made = Exchange.imported(file, folder, "u.tif", tiff(unsigned));
      assertThat(made.datatype()).isEqualTo(Datatypes.UINT32);
      assertThat(made.readLongs()).containsExactly(7, 0xfffffffeL);
      file.root().delete("in");
    }
    Dataset made = Exchange.imported(file, folder, "s.tif", tiff(2));
    assertThat(made.datatype()).isEqualTo(Datatypes.INT32);
    assertThat(made.readLongs()).containsExactly(7, -2);
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertThatThrownBy(() -> Exchange.imported(file, folder, "b.png", "no image"))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void anImageThatClaimsToBeHugeTakesNoMemory() throws IOException {
    byte[] png = Exchange.bytes(write("i", Datatypes.UINT8, 2, 2), ExchangeFormat.PNG, PLAIN);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 1 << 30).putInt(20, 1 << 20); // width and height of the IHDR chunk
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    assertThatThrownBy(() -> Exchange.imported(file, folder, "huge.png", png))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void anImageThatIsCutOffIsRefused() throws IOException {
    byte[] tiff = tiff(2);
    for (int length = 8; length < tiff.length; length++) {
      byte[] cut = Arrays.copyOf(tiff, length);
      assertThatThrownBy(() -> Exchange.imported(file, folder, "cut.tif", cut))
          .as("%d bytes", cut.length)
          .isInstanceOf(MalformedFileException.class);
    }
  }

  /// The decoder of the JDK throws a NullPointerException for this file.
  @Test
  void anImageThatItsDecoderStumblesOverIsRefused() {
    byte[] tiff =
        HexFormat.of()
            .parseHex(
                "4d4d002a00000008000c010000030000000100070000010100030000000100050000"
                    + "0102000300000003000000a001030003000000010001003c"
                    + "0106000300000001000200000111000400000001");
    assertThatThrownBy(() -> Exchange.imported(file, folder, "cut.tif", tiff))
        .isInstanceOf(MalformedFileException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pagesThatLeadBackIntoTheirListAreRefused(int pages) {
    ByteBuffer image = ByteBuffer.allocate(8 + 18 * pages).order(ByteOrder.LITTLE_ENDIAN);
    image.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    for (int page = 1; page <= pages; page++) {
      image.putShort((short) 1).put(new byte[12]); // an entry
      image.putInt(8 + 18 * (page < pages ? page : pages / 2)); // the next page
    }
    assertThatThrownBy(() -> Exchange.imported(file, folder, "circle.tif", image.array()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("leads back into itself");
  }
}
