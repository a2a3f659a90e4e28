package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.testkit.H5py;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/// Numbers in the order of other machines, and sequences of texts.
class StoredOrderTest extends FileTestCase {

  @H5py("test_big_endian_file::test_vlen_big_endian")
  @Test
  void aFileWithNumbersInBothOrders() throws IOException {
    float[] numbers = {3.14f, 1.61f, 2.71f, 2.41f, 1.2f};
    ByteBuffer little = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    little.asFloatBuffer().put(numbers);
    ByteBuffer big = ByteBuffer.allocate(20).order(ByteOrder.BIG_ENDIAN);
    big.asFloatBuffer().put(numbers);
    Libhdf5Layout contiguous = Libhdf5Layout.contiguous();
    long[] five = {5};
    f.close();
    try (Libhdf5File file = Libhdf5.create(path(), Libhdf5.Dialect.EARLIEST)) {
      file.attribute("/", "big", Libhdf5Type.int16BigEndian(), new long[0], new byte[] {0, 1});
      file.texts("texts", contiguous, "Parting", "is such", "sweet", "sorrow...");
      file.dataset("little", Libhdf5Type.float32(), five, contiguous, little.array());
      file.dataset("big", Libhdf5Type.float32BigEndian(), five, contiguous, big.array());
      byte[] one = {0, 1};
      file.dataset("one", Libhdf5Type.int16BigEndian(), new long[] {1}, contiguous, one);
    }
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.root().attributes().get("big").readInt()).isEqualTo(1);
      assertThat(file.dataset("texts").readStrings())
          .containsExactly("Parting", "is such", "sweet", "sorrow...");
      assertThat(file.dataset("little").readFloats()).containsExactly(numbers);
      assertThat(file.dataset("little").datatype()).isEqualTo(FLOAT32);
      assertThat(file.dataset("big").readFloats()).containsExactly(numbers);
      assertThat(file.dataset("big").datatype()).isEqualTo(FLOAT32.bigEndian());
      assertThat(file.dataset("one").getInt(0)).isEqualTo(1);
      assertThat(file.dataset("one").datatype()).isEqualTo(INT16.bigEndian());
    }
  }

  @H5py("test_big_endian_file::TestEndianess.test_simple_int_be")
  @Test
  void aNumberIsStoredInTheOrderOfItsDatatype() throws IOException {
    int number = 66_306;
    f.createDataset("x").type(INT32.bigEndian()).write(new int[] {number});
    f.close();
    try (Libhdf5File file = Libhdf5.open(path())) {
      assertThat(file.read("x")).containsExactly(0, 1, 3, 2);
    }
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("x").readInts()).containsExactly(number);
    }
  }

  @H5py("test_h5f::TestVlenData.test_vlen_strings")
  @Test
  void sequencesOfTexts() throws IOException {
    String[][] texts = {{"a", "b", "c"}, {"d", "e", "f", "g"}};
    f.createDataset("x").type(variableLength(VARIABLE_STRING)).shape(2).write(texts);
    reopen();
    assertThat(f.dataset("x").read(String[][].class)).isDeepEqualTo(texts);
  }
}
