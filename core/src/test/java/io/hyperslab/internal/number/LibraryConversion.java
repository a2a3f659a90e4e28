package io.hyperslab.internal.number;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Datatype;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;

/// The HDF5 library's own conversion, as the oracle: datatypes are rebuilt with its calls, and
/// elements are converted in its memory.
public final class LibraryConversion implements AutoCloseable {
  private final long from;
  private final long to;
  private final int fromSize;
  private final int toSize;

  private LibraryConversion(Datatype from, Datatype to) {
    hdf5.H5open();
    hdf5.H5Eset_auto2(0, null, null);
    this.from = LibraryTypes.of(from);
    this.to = LibraryTypes.of(to);
    fromSize = (int) from.size();
    toSize = (int) to.size();
  }

  /// The conversion between two datatypes; to be closed.
  public static LibraryConversion between(Datatype from, Datatype to) {
    return new LibraryConversion(from, to);
  }

  /// Converts elements one at a time: the library's loops carry state from a subnormal number to
  /// the numbers after it.
  ///
  /// @param background what the target holds before; for compounds
  public byte[] convert(byte[] elements, byte[] background) {
    int count = elements.length / fromSize;
    byte[] out = new byte[count * toSize];
    int room = Math.max(fromSize, toSize);
    try (BytePointer buffer = new BytePointer(room);
        BytePointer behind = new BytePointer(room)) {
      for (int i = 0; i < count; i++) {
        buffer.position(0).put(elements, i * fromSize, fromSize);
        behind.position(0).put(background, 0, toSize);
        LibraryTypes.check(hdf5.H5Tconvert(from, to, 1, buffer, behind, 0));
        buffer.position(0).get(out, i * toSize, toSize);
      }
    }
    return out;
  }

  /// Converts elements over zeros.
  public byte[] convert(byte[] elements) {
    return convert(elements, new byte[toSize]);
  }

  @Override
  public void close() {
    hdf5.H5Tclose(from);
    hdf5.H5Tclose(to);
  }

  /// One of the two paddings.
  static BitPadding padding(boolean ones) {
    return ones ? BitPadding.ONE : BitPadding.ZERO;
  }
}
