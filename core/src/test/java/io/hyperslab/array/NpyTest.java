package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files in base64 were written by numpy 2.4.
class NpyTest {
  /// `array([[1, 2, 3], [4, 5, 60000]], '>u2')`.
  private static final String BIG_ENDIAN =
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPnUyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMp\
      LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAQAC\
      AAMABAAF6mA=
      """;

  /// `asfortranarray(arange(6, dtype='<f4').reshape(2, 3) / 2)`.
  private static final String FORTRAN =
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyks\
      IH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAA\
      AADAPwAAAD8AAABAAACAPwAAIEA=
      """;

  /// `[(1, 2.5, 'é日', [1, -2]), (2, -1, '', [3, 4])]` of `dtype([('id', 'i2'), ('x', 'f8'),
  /// ('name', 'U2'), ('ab', 'i1', (2,))], align=True)`.
  private static final String STRUCTURED =
      """
      k05VTVBZAQC2AHsnZGVzY3InOiBbKCdpZCcsICc8aTInKSwgKCcnLCAnfFY2JyksICgneCcsICc8ZjgnKSwgKCdu\
      YW1lJywgJzxVMicpLCAoJ2FiJywgJ3xpMScsICgyLCkpLCAoJycsICd8VjYnKV0sICdmb3J0cmFuX29yZGVyJzog\
      RmFsc2UsICdzaGFwZSc6ICgyLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAQAAAAAA\
      AAAAAAAAAAAEQOkAAADlZQAAAf4AAAAAAAACAAAAAAAAAAAAAAAAAPC/AAAAAAAAAAADBAAAAAAAAA==
      """;

  /// `array([1-2j, 0.5j], 'c8')`, version 2.0.
  private static final String COMPLEX =
      """
      k05VTVBZAgB0AAAAeydkZXNjcic6ICc8YzgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwp\
      LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/\
      AAAAwAAAAAAAAAA/
      """;

  /// `array(True)`.
  private static final String FLAG =
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnfGIxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKCksIH0g\
      ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoB
      """;

  /// `array(['2020-01-01', '1970-01-01T00:00:01'], 'M8[s]')`.
  private static final String TIMES =
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPE04W3NdJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIs\
      KSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoA4Qte\
      AAAAAAEAAAAAAAAA
      """;

  /// `array([b'ab', b'\xff'], 'S3')`.
  private static final String BYTES =
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnfFMzJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwg\
      fSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAphYgD/\
      AAA=
      """;

  /// `array([(7,)], [('größe€', '<i8')])`, version 3.0.
  private static final String UTF8_NAME =
      """
      k05VTVBZAwB0AAAAeydkZXNjcic6IFsoJ2dyw7bDn2XigqwnLCAnPGk4JyldLCAnZm9ydHJhbl9vcmRlcic6IEZh\
      bHNlLCAnc2hhcGUnOiAoMSwpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoHAAAA\
      AAAAAA==
      """;

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64.strip());
  }

  private static NdArray read(byte[] file) {
    return Npy.read(new ByteArrayInputStream(file));
  }

  private static NdArray read(String base64) {
    return read(bytes(base64));
  }

  private static byte[] written(NdArray array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(array, out);
    return out.toByteArray();
  }

  /// A file of version 1.0.
  private static byte[] file(String header, int size) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length + size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private static byte[] ofType(String descr, int size) {
    return file("{'descr': " + descr + ", 'fortran_order': False, 'shape': (1,)}", size);
  }

  @Test
  void arraysOfNumpyAreRead() {
    NdArray big = read(BIG_ENDIAN);
    assertThat(big.datatype()).isEqualTo(Datatypes.UINT16.bigEndian());
    assertThat(big.toNested(int[][].class)).isDeepEqualTo(new int[][] {{1, 2, 3}, {4, 5, 60000}});
    NdArray fortran = read(FORTRAN);
    assertThat(fortran.toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{0, 0.5, 1}, {1.5, 2, 2.5}});
    assertThat(fortran.transpose().isContiguous()).isTrue();
    assertThat(read(COMPLEX).datatype()).isEqualTo(Datatypes.COMPLEX64);
    assertThat(read(COMPLEX).toComplex(Conversion.EXACT)).containsExactly(1, -2, 0, 0.5);
    assertThat(read(FLAG).datatype()).isEqualTo(Datatypes.BOOLEAN);
    assertThat(read(FLAG).getBoolean()).isTrue();
    assertThat(read(TIMES).datatype()).isEqualTo(new Opaque(8, "NUMPY:<M8[s]"));
    assertThat(read(TIMES).getBytes(1)).containsExactly(1, 0, 0, 0, 0, 0, 0, 0);
    assertThat(read(BYTES).toStrings()).containsExactly("ab", "\udcff");
    assertThat(read(UTF8_NAME).field("größe€").toLongs()).containsExactly(7);
  }

  @Test
  void structuredArraysAreCompounds() {
    NdArray array = read(STRUCTURED);
    assertThat(array.datatype().size()).isEqualTo(32);
    assertThat(array.field("id").toInts()).containsExactly(1, 2);
    assertThat(array.field("x").toDoubles()).containsExactly(2.5, -1);
    assertThat(array.field("name").toStrings()).containsExactly("é日", "");
    assertThat(array.field("ab").toNested(int[][].class))
        .isDeepEqualTo(new int[][] {{1, -2}, {3, 4}});
    assertThat(((Compound) array.datatype()).members()).hasSize(4);
  }

  @Test
  void filesAreWrittenAsNumpyWritesThem() {
    List<String> files = List.of(BIG_ENDIAN, FORTRAN, FLAG, TIMES, BYTES);
    assertThat(files).allSatisfy(f -> assertThat(written(read(f))).isEqualTo(bytes(f)));
    // Version 2.0 is not needed, and numpy leaves less room when names are in UTF-8.
    assertThat(read(written(read(COMPLEX))).contentEquals(read(COMPLEX))).isTrue();
    assertThat(written(read(UTF8_NAME))[6]).isEqualTo((byte) 3);
    assertThat(read(written(read(UTF8_NAME))).contentEquals(read(UTF8_NAME))).isTrue();
    assertThat(read(written(read(STRUCTURED))).contentEquals(read(STRUCTURED))).isTrue();
    Compound gaps =
        Datatypes.compound().member("a", Datatypes.INT8).member("b", wide(), 8).build(24);
    assertThat(new String(written(NdArray.zeros(gaps, 1)), StandardCharsets.ISO_8859_1))
        .contains("[('a', '|i1'), ('', '|V7'), ('b', '>f4', (2,)), ('', '|V8')]");
  }

  private static Datatype wide() {
    return Datatypes.array(Datatypes.FLOAT32.bigEndian(), 2);
  }

  @Test
  void arraysWithGapsAreWrittenInCOrder() {
    NdArray array = NdArray.range(24).reshape(4, 6).view(Selection.of("::2, 1::2"));
    NdArray again = read(written(array));
    assertThat(again.toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1, 3, 5}, {13, 15, 17}});
    NdArray empty = read(written(NdArray.zeros(Datatypes.INT8, 0, 5)));
    assertThat(empty.shape()).containsExactly(0, 5);
  }

  @Test
  void whatNumpyHasNotIsConvertedOrRefused() {
    NdArray names = NdArray.zeros(Datatypes.enumeration(Datatypes.INT16, "A", "B"), 2);
    names.setString("B", 1);
    assertThat(read(written(names)).datatype()).isEqualTo(Datatypes.INT16);
    assertThat(read(written(NdArray.zeros(Datatypes.nativeComplex(Datatypes.FLOAT64), 1))))
        .extracting(NdArray::datatype)
        .isEqualTo(Datatypes.COMPLEX128);
    NdArray spaces =
        NdArray.zeros(Datatypes.fixedString(4, CharacterSet.ASCII, Padding.SPACE_PADDED), 1);
    assertThat(read(written(spaces.fill("ab"))).getBytes(0)).containsExactly('a', 'b', 0, 0);
    Compound reversed =
        Datatypes.compound()
            .member("b", Datatypes.INT8, 4)
            .member("a", Datatypes.FLOAT32, 0)
            .build();
    NdArray compound = NdArray.zeros(reversed, 2);
    compound.field("a").fill(0.5);
    assertThat(read(written(compound)).contentEquals(compound)).isTrue();
    for (Datatype type : List.of(Datatypes.FLOAT128, Datatypes.BFLOAT16, Datatypes.REFERENCE)) {
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> written(NdArray.zeros(type, 1)))
          .withMessageContaining("one that numpy has");
    }
  }

  @Test
  void textsAreOfTheLongestOnesSize() {
    byte[] file = written(NdArray.of(new String[] {"日本", "\ud83d\ude00ab"}));
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("'<U3'");
    assertThat(read(file).toStrings()).containsExactly("日本", "\ud83d\ude00ab");
    assertThat(read(file).datatype()).isEqualTo(Datatypes.fixedString(12));
    byte[] big = file.clone();
    big[big.length - 4] = 'x';
    int order = new String(file, StandardCharsets.ISO_8859_1).indexOf("<U3");
    big[order] = '>';
    // The bytes were little-endian.
    assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> read(big));
  }

  /// A file of HDF5 may say anything of opaque data.
  @Test
  void tagsOfTextsThatDoNotGoWithTheSizeAreNotBelieved() {
    String[] tags = {
      "NUMPY:<U3",
      "NUMPY:>U3",
      "NUMPY:<U05",
      "NUMPY:<U",
      "NUMPY:<U5 ",
      "NUMPY:<U99999999999999999999"
    };
    for (String tag : tags) {
      NdArray elements = NdArray.zeros(new Opaque(20, tag), 2);
      elements.setBytes("abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII), 1);
      Compound type =
          Datatypes.compound()
              .member("names", Datatypes.fixedString(2))
              .member("rest", Datatypes.array(elements.datatype(), 2))
              .build();
      NdArray compounds = NdArray.zeros(type, 3);
      compounds.field("rest").copyFrom(elements);
      byte[] file = written(elements);
      assertThat(new String(file, StandardCharsets.ISO_8859_1)).as(tag).contains("'|V20'");
      assertThat(read(file).datatype()).isEqualTo(new Opaque(20, ""));
      assertThat(read(file).toBytes()).isEqualTo(elements.toBytes());
      assertThat(read(written(compounds)).field("rest").toBytes())
          .isEqualTo(compounds.field("rest").toBytes());
    }
    assertThat(written(NdArray.zeros(new Opaque(21, "NUMPY:<U5"), 1)))
        .asString(StandardCharsets.ISO_8859_1)
        .contains("'|V21'");
    for (String tag : new String[] {"NUMPY:<U5", "NUMPY:>U5"}) {
      NdArray texts = NdArray.zeros(new Opaque(20, tag), 2);
      texts.setBytes(Arrays.copyOf(new byte[] {'a'}, 20), 1);
      if (tag.contains("<")) {
        assertThat(read(written(texts)).toStrings()).containsExactly("", "a");
      }
      assertThat(new String(written(texts), StandardCharsets.ISO_8859_1))
          .contains("'" + tag.substring(6) + "'");
    }
  }

  @Test
  void filesAndStreamsOfSeveralArraysAreReadOneByOne(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NdArray many = NdArray.range(1_000_000);
    Npy.write(many, out);
    Npy.write(NdArray.range(3), out);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(Npy.read(in).contentEquals(many)).isTrue();
    assertThat(Npy.read(in).toInts()).containsExactly(0, 1, 2);
    Path file = folder.resolve("many.npy");
    Files.write(file, new byte[20_000_000]);
    Npy.write(many.transpose(), file);
    assertThat(Files.size(file)).isEqualTo(8_000_128);
    assertThat(Npy.read(file).contentEquals(many)).isTrue();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Npy.read(folder.resolve("none")));
    Files.write(file, new byte[6]);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Npy.read(file))
        .withMessageContaining("many.npy");
  }

  @Test
  void headersOfOldPythonAreRead() {
    assertThat(
            read(file("{'shape': (2L, 1L), 'fortran_order': False, 'descr': u'|i1'}", 2)).shape())
        .containsExactly(2, 1);
    assertThat(read(ofType("[('a\\x41\\u20ac', '<i2'), (('title', 'b'), '<i2')]", 4)).datatype())
        .isEqualTo(
            Datatypes.compound()
                .member("aA€", Datatypes.INT16)
                .member("b", Datatypes.INT16)
                .build());
    assertThat(read(ofType("[('a', [('b', '<i2', 3)])]", 6)).field("a").field("b").shape())
        .containsExactly(1, 3);
    assertThat(read(ofType("'|V3'", 3)).datatype()).isEqualTo(new Opaque(3, ""));
    assertThat(read(ofType("'|a3'", 3)).datatype()).isInstanceOf(FixedString.class);
  }

  @Test
  void objectsAndLongDoublesAreRefused() {
    for (String descr : List.of("'|O'", "'|O8'", "'<f16'", "'<c32'", "'<f12'", "'|S0'", "[]")) {
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .as(descr)
          .isThrownBy(() -> read(ofType(descr, 64)));
    }
  }

  @Test
  void headersThatMakeNoSenseAreRefused() {
    List<String> descriptions =
        List.of(
            "'<i3'",
            "'<i16'",
            "'f'",
            "'<q8'",
            "5",
            "None",
            "'<i8",
            "'<i4\\q'",
            "[5]",
            "[('a',)]",
            "[('a', '<i4'), ('a', '<i4')]",
            "[('a', '<i4', (2, -1L, 'x'))]",
            "('<i4', (2,), 3)",
            "'<U99999999999'",
            "[('a', '<f8', (9999999999, 9999999999))]",
            "'\\U00110000'",
            "(".repeat(100),
            "[('a', ".repeat(40),
            "99999999999999999999",
            "-",
            "",
            "uTrue");
    for (String descr : descriptions) {
      assertThatExceptionOfType(Hdf5Exception.class)
          .as(descr)
          .isThrownBy(() -> read(ofType(descr, 64)));
    }
    for (String header :
        List.of(
            "",
            "5",
            "{}",
            "{'descr': '<i4'}",
            "{'descr': '<i4', 'shape': (1,), 'shape': (1,)}",
            "{'descr': '<i4', 'fortran_order': None, 'shape': ()}",
            "{'descr': '<i4', 'fortran_order': 0, 'shape': ()}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': 3}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (-3,)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (" + "1,".repeat(65) + ")}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (), } x",
            "{'descr' '<i4'}")) {
      assertThatExceptionOfType(MalformedFileException.class)
          .as(header)
          .isThrownBy(() -> read(file(header, 64)));
    }
  }

  @Test
  void claimsThatTheFileDoesNotBackAreRefused(@TempDir Path folder) throws IOException {
    for (String shape : List.of("(1 ,", "(99999999999999,)", "(9999999999, 9999999999)", "(3,)")) {
      byte[] file = file("{'descr': '<i4', 'fortran_order': False, 'shape': " + shape + "}", 8);
      assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> read(file));
      Path path = Files.write(folder.resolve("claims.npy"), file);
      assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> Npy.read(path));
    }
    byte[] header = bytes(COMPLEX);
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 0x7fffffff);
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> read(header));
    byte[] version = bytes(COMPLEX);
    version[6] = 4;
    assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> read(version));
  }

  @Test
  void damagedFilesGiveTypedErrors() {
    Random random = new Random(5);
    for (String file : List.of(BIG_ENDIAN, STRUCTURED, COMPLEX, UTF8_NAME, BYTES)) {
      for (int i = 0; i < 1000; i++) {
        byte[] damaged = bytes(file);
        for (int k = random.nextInt(3); k >= 0; k--) {
          damaged[6 + random.nextInt(damaged.length - 6)] = (byte) random.nextInt(256);
        }
        try {
          assertThat(read(damaged).toString()).isNotNull();
        } catch (Hdf5Exception e) {
          assertThat(e).isNotNull();
        }
      }
    }
  }
}
