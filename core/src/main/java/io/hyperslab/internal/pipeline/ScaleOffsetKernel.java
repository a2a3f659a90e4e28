package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

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
    if (!parameters.isFloat()) {
      unpackIntegers(source);
    } else if (parameters.size() == Float.BYTES) {
      unpackFloats(source);
    } else {
      unpackDoubles(source);
    }
  }

  private void unpackIntegers(BitReader source) {
    ElementStore store = new ElementStore(parameters.size(), parameters.bigEndian());
    boolean hasFillValue = parameters.hasFillValue();
    long fillValue = parameters.fillValue();
    long fillDistance = fillDistance();
    for (long at = 0; at < target.byteSize(); at += parameters.size()) {
      long distance = bits == 0 ? 0 : source.read(bits);
      long value = hasFillValue && distance == fillDistance ? fillValue : distance + minimum;
      store.put(target, at, value);
    }
  }

  private void unpackFloats(BitReader source) {
    ElementStore store = new ElementStore(Float.BYTES, parameters.bigEndian());
    float scale = Float.parseFloat(powerOfTen());
    float smallest = Float.intBitsToFloat((int) minimum);
    boolean hasFillValue = parameters.hasFillValue();
    int fillValue = (int) parameters.fillValue();
    long fillDistance = fillDistance();
    for (long at = 0; at < target.byteSize(); at += Float.BYTES) {
      long distance = bits == 0 ? 0 : source.read(bits);
      int value =
          hasFillValue && distance == fillDistance
              ? fillValue
              : Float.floatToRawIntBits((float) distance / scale + smallest);
      store.put(target, at, value);
    }
  }

  private void unpackDoubles(BitReader source) {
    ElementStore store = new ElementStore(Double.BYTES, parameters.bigEndian());
    double scale = Double.parseDouble(powerOfTen());
    double smallest = Double.longBitsToDouble(minimum);
    boolean hasFillValue = parameters.hasFillValue();
    long fillValue = parameters.fillValue();
    long fillDistance = fillDistance();
    for (long at = 0; at < target.byteSize(); at += Double.BYTES) {
      long distance = bits == 0 ? 0 : source.read(bits);
      long value =
          hasFillValue && distance == fillDistance
              ? fillValue
              : Double.doubleToRawLongBits((double) distance / scale + smallest);
      store.put(target, at, value);
    }
  }

  /// The power as a literal, which parses to the nearest number of either precision. The `pow` of C
  /// libraries yields the same, but for a few powers beyond the exact ones.
  private String powerOfTen() {
    return "1e" + parameters.scaleFactor();
  }

  /// The distance of all one bits.
  private long fillDistance() {
    return (1L << bits) - 1;
  }
}
