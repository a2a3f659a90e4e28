package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The loops of the scale-offset filter over the elements of one chunk.
///
/// @param bits bits of a distance, at most those of an element
/// @param minimum the bits of the smallest element
/// @param target as large as the elements are together
record ScaleOffsetKernel(
    ScaleOffsetParameters parameters, int bits, long minimum, MemorySegment target) {

  /// Copies elements that are stored whole, in little-endian order whatever their datatype says.
  void copy(MemorySegment source) {
    int size = parameters.size();
    if (!parameters.bigEndian()) {
      MemorySegment.copy(source, 0, target, 0, target.byteSize());
      return;
    }
    BitReader bytes = new BitReader(source);
    ElementStore reversed = new ElementStore(size, false);
    for (long at = 0; at < target.byteSize(); at += size) {
      reversed.put(target, at, bytes.read(size * Byte.SIZE));
    }
  }

  /// Fills the target from packed distances; without bits, all distances are zero.
  void unpack(BitReader source) {
    long elements = target.byteSize() / parameters.size();
    ElementTile tile =
        new ElementTile(new ElementStore(parameters.size(), parameters.bigEndian()), elements);
    double scale = parameters.isFloat() ? parameters.powerOfTen() : 1;
    int count = 0;
    for (long done = 0; done < elements; done += count) {
      count = tile.count(elements - done);
      if (bits == 0) {
        Arrays.fill(tile.values(), 0);
      } else {
        source.read(tile.values(), count, bits);
      }
      restore(tile.values(), count, scale);
      tile.store(target, done * parameters.size(), count);
    }
  }

  /// Makes elements of distances.
  private void restore(long[] values, int count, double scale) {
    if (!parameters.isFloat()) {
      restoreIntegers(values, count);
    } else if (parameters.size() == Float.BYTES) {
      restoreFloats(values, count, (float) scale);
    } else {
      restoreDoubles(values, count, scale);
    }
  }

  private void restoreIntegers(long[] values, int count) {
    if (!parameters.hasFillValue()) {
      for (int i = 0; i < count; i++) {
        values[i] += minimum;
      }
      return;
    }
    long fillValue = parameters.fillValue();
    long fillDistance = fillDistance();
    for (int i = 0; i < count; i++) {
      values[i] = values[i] == fillDistance ? fillValue : values[i] + minimum;
    }
  }

  private void restoreFloats(long[] values, int count, float scale) {
    float smallest = Float.intBitsToFloat((int) minimum);
    boolean hasFillValue = parameters.hasFillValue();
    long fillValue = parameters.fillValue();
    long fillDistance = fillDistance();
    for (int i = 0; i < count; i++) {
      long distance = values[i];
      values[i] =
          hasFillValue && distance == fillDistance
              ? fillValue
              : Float.floatToRawIntBits((float) distance / scale + smallest);
    }
  }

  private void restoreDoubles(long[] values, int count, double scale) {
    double smallest = Double.longBitsToDouble(minimum);
    boolean hasFillValue = parameters.hasFillValue();
    long fillValue = parameters.fillValue();
    long fillDistance = fillDistance();
    for (int i = 0; i < count; i++) {
      long distance = values[i];
      values[i] =
          hasFillValue && distance == fillDistance
              ? fillValue
              : Double.doubleToRawLongBits((double) distance / scale + smallest);
    }
  }

  /// The distance of all one bits.
  private long fillDistance() {
    return (1L << bits) - 1;
  }
}
