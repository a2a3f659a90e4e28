package io.hyperslab;

import io.hyperslab.testkit.Libhdf5Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/// Elements that libhdf5 is given to write, so many that several threads read them.
final class BulkElements {
  /// No multiple of anything that elements are read by.
  static final int ROWS = 1301;

  static final int COLUMNS = 997;
  static final int COUNT = ROWS * COLUMNS;

  /// Integers that no `double` holds.
  static final int FIRST_ODD_ONE = 700_001;

  static final int SECOND_ODD_ONE = 1_200_003;

  private BulkElements() {}

  /// An element, which a `float` holds as well.
  static double value(int i) {
    return i * 0.25 - 1000;
  }

  /// The values, as little-endian doubles.
  static byte[] doubles() {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, COUNT).forEach(i -> bytes.putDouble(value(i)));
    return bytes.array();
  }

  /// The values, as big-endian floats.
  static byte[] floats() {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * Float.BYTES).order(ByteOrder.BIG_ENDIAN);
    IntStream.range(0, COUNT).forEach(i -> bytes.putFloat((float) value(i)));
    return bytes.array();
  }

  /// The lower bits of numbers from 0, big-endian.
  static byte[] shorts() {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * Short.BYTES).order(ByteOrder.BIG_ENDIAN);
    IntStream.range(0, COUNT).forEach(i -> bytes.putShort((short) i));
    return bytes.array();
  }

  /// Numbers from 0, but for the two that no `double` holds.
  static byte[] odd() {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, COUNT).forEach(i -> bytes.putLong(i));
    bytes.putLong(FIRST_ODD_ONE * Long.BYTES, (1L << 60) + 1);
    bytes.putLong(SECOND_ODD_ONE * Long.BYTES, (1L << 60) + 3);
    return bytes.array();
  }

  /// Packed records of a byte, a value and a big-endian number.
  static byte[] records() {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * 11).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < COUNT; i++) {
      bytes.put((byte) 1).putDouble(value(i)).putShort(Short.reverseBytes((short) i));
    }
    return bytes.array();
  }

  /// All values.
  static double[] expected() {
    return IntStream.range(0, COUNT).mapToDouble(BulkElements::value).toArray();
  }

  /// The datatype of [#records()].
  static Libhdf5Type recordType() {
    return Libhdf5Type.compound(
        new Libhdf5Type.Member("tag", Libhdf5Type.int8()),
        new Libhdf5Type.Member("x", Libhdf5Type.float64()),
        new Libhdf5Type.Member("n", Libhdf5Type.int16BigEndian()));
  }
}
