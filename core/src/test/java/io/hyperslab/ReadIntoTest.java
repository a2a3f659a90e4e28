package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads into arrays of the caller, and reads of elements in another datatype.
class ReadIntoTest {
  /// More than is read at once, and no multiple of a chunk.
  private static final int ROWS = 1501;

  private static final int COLUMNS = 997;

  @TempDir static Path directory;
  private static Hdf5File file;

  @BeforeAll
  static void makeFile() throws IOException {
    Path path = directory.resolve("file.h5");
    Libhdf5Type int32 = Libhdf5Type.int32();
    try (Libhdf5File made = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      long[] small = {3, 4};
      long[] large = {ROWS, COLUMNS};
      made.dataset("small", int32, small, Libhdf5Layout.contiguous(), numbers(12));
      made.dataset("empty", int32, new long[] {0, 4}, Libhdf5Layout.contiguous(), new byte[0]);
      made.dataset("scalar", int32, new long[0], Libhdf5Layout.contiguous(), numbers(1));
      byte[] many = numbers(ROWS * COLUMNS);
      made.dataset("contiguous", int32, large, Libhdf5Layout.contiguous(), many);
      made.dataset("chunked", int32, large, Libhdf5Layout.chunked(64, 50).deflated(), many);
      made.dataset("wide", int32, large, Libhdf5Layout.chunked(1501, 3), many);
    }
    file = Hdf5File.open(path);
  }

  @AfterAll
  static void close() throws IOException {
    file.close();
  }

  private static byte[] numbers(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, count).forEach(bytes::putInt);
    return bytes.array();
  }

  @Test
  void elementsAreConvertedAndLandWhereTheViewPoints() {
    double[] out = new double[20];
    Arrays.fill(out, -1);
    NdArray target = NdArray.of(out, 5, 4);
    file.dataset("small").readInto(target.view(Selection.of("3, :")), Selection.of("1, :"));
    assertThat(out)
        .containsExactly(
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 4, 5, 6, 7, -1, -1, -1, -1);
    file.dataset("small").readInto(target.view(Selection.of("::2, ::-1")));
    assertThat(out)
        .containsExactly(3, 2, 1, 0, -1, -1, -1, -1, 7, 6, 5, 4, 4, 5, 6, 7, 11, 10, 9, 8);
  }

  @Test
  void oneArrayServesManyReads() {
    int[] out = new int[8];
    NdArray target = NdArray.of(out, 2, 4);
    Dataset small = file.dataset("small");
    small.readInto(target, Selection.of("0:2"));
    assertThat(out).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    small.readInto(target, Selection.of("[2, 0]"));
    assertThat(out).containsExactly(8, 9, 10, 11, 0, 1, 2, 3);
  }

  @Test
  void elementsAreRepeatedToFillALargerArray() {
    short[] out = new short[24];
    file.dataset("small").readInto(NdArray.of(out, 2, 3, 4));
    for (int i = 0; i < 24; i++) {
      assertThat(out[i]).isEqualTo((short) (i % 12));
    }
    file.dataset("small").readInto(NdArray.of(out, 6, 4), Selection.of("2"));
    for (int i = 0; i < 24; i++) {
      assertThat(out[i]).isEqualTo((short) (8 + i % 4));
    }
    long[] flat = new long[12];
    file.dataset("small").readInto(NdArray.of(flat, 3, 1, 4));
    assertThat(flat).isEqualTo(Fixtures.numbers(12));
  }

  @Test
  void shapesThatDoNotGoTogetherAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.dataset("small").readInto(NdArray.of(new int[6], 2, 3)))
        .withMessageContaining("[3, 4]")
        .withMessageContaining("[2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.dataset("small").readInto(NdArray.of(new int[4], 4)));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(
            () -> file.dataset("small").readInto(NdArray.of(new int[4]), Selection.of("3")));
  }

  @Test
  void whatHasNoElementsChangesNothing() {
    file.dataset("empty").readInto(NdArray.of(new double[0], 0, 4));
    file.dataset("small").readInto(NdArray.of(new double[0], 0, 4), Selection.of("2:2"));
    double[] one = new double[1];
    file.dataset("scalar").readInto(NdArray.of(one));
    assertThat(one).containsExactly(0);
  }

  @Test
  void valuesThatDoNotFitAreRefusedUnlessClippingIsAskedFor() {
    byte[] out = new byte[ROWS];
    Selection column = Selection.of(":, 0");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> file.dataset("contiguous").readInto(NdArray.of(out), column))
        .withMessageContaining("element 1")
        .withMessageContaining("997");
    file.dataset("contiguous").with(Conversion.CLIP).readInto(NdArray.of(out), column);
    assertThat(out[0]).isZero();
    assertThat(out[1]).isEqualTo(Byte.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "chunked", "wide"})
  void largeDatasetsAreReadPieceByPiece(String path) {
    Dataset dataset = file.dataset(path);
    double[] out = new double[ROWS * COLUMNS];
    NdArray transposed = NdArray.of(out, COLUMNS, ROWS).transpose();
    dataset.readInto(transposed);
    for (int row = 0; row < ROWS; row += 7) {
      for (int column = 0; column < COLUMNS; column += 5) {
        assertThat(out[column * ROWS + row]).isEqualTo(row * COLUMNS + column);
      }
    }
    NdArray same = NdArray.of(new int[ROWS * COLUMNS], ROWS, COLUMNS);
    dataset.readInto(same);
    assertThat(same.toInts()).isEqualTo(dataset.readInts());
    NdArray part = dataset.as(Datatypes.INT64).read(Selection.of("13:1490, 3:"));
    assertThat(part.shape()).containsExactly(1477, 994);
    assertThat(part.datatype()).isEqualTo(Datatypes.INT64);
    assertThat(part.toLongs()).isEqualTo(dataset.readLongs(Selection.of("13:1490, 3:")));
    NdArray stepped = dataset.as(Datatypes.FLOAT64).read(Selection.of("::-1, ..."));
    assertThat(stepped.toDoubles()).isEqualTo(dataset.readDoubles(Selection.of("::-1, ...")));
  }

  @Test
  void aRefusalSaysInWhichPieceItIs() {
    Dataset dataset = file.dataset("contiguous");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> dataset.as(Datatypes.array(Datatypes.INT8, 2)))
        .withMessageContaining("int32");
    try (Hdf5File made = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      int[] values = new int[2_000_000];
      values[1_999_999] = 300;
      Dataset late = made.write("late", values);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> late.as(Datatypes.UINT8).read())
          .withMessageContaining("elements from [1048576]")
          .withMessageContaining("element 951423")
          .withMessageContaining("300");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void convertedElementsAreLimitedAsOthersAre() throws IOException {
    Limits limits = Limits.defaults().toBuilder().result(7_000_000).build();
    try (Hdf5File limited =
        Hdf5File.open(directory.resolve("file.h5"), OpenOptions.defaults().limits(limits))) {
      Dataset dataset = limited.dataset("contiguous");
      assertThat(dataset.read().size()).isEqualTo((long) ROWS * COLUMNS);
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> dataset.as(Datatypes.FLOAT64).read());
    }
  }

  @Test
  void oneElementCanBeAskedFor() {
    Dataset small = file.dataset("small");
    assertThat(small.getInt(1, 2)).isEqualTo(6);
    assertThat(small.getLong(-1, -1)).isEqualTo(11);
    assertThat(small.getDouble(0, -3)).isEqualTo(1);
    assertThat(file.dataset("scalar").getInt()).isZero();
    assertThat(small.getBoolean(0, 1)).isTrue();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> small.getInt(3, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> small.getInt(0, -5));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> small.getInt(0))
        .withMessageContaining("4 elements");
    assertThatIllegalArgumentException().isThrownBy(() -> small.getInt(0, 0, 0));
  }

  @Test
  void membersOfOtherDimensionsAreRefused() throws IOException {
    Compound single = Datatypes.compound().member("a", Datatypes.INT32).build();
    Compound three = Datatypes.compound().member("a", Datatypes.array(Datatypes.INT32, 3)).build();
    try (Hdf5File written = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset singles = written.createDataset("d").type(single).shape(3).create();
      singles.field("a").write(new int[] {1, 2, 3});
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> singles.readInto(NdArray.zeros(three, 3)));
    }
  }
}
