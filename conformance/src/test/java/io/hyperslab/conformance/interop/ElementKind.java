package io.hyperslab.conformance.interop;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A datatype, and what it takes to write random elements of it.
///
/// The *canonical* bytes of an element are those it is stored as, but for data of variable length:
/// that is its number of bytes (of a text) or of elements (of a sequence), as 4 bytes in
/// little-endian order, and then itself. What was never written is nothing.
///
/// @param type the datatype
/// @param valueClass the class of one Java value
/// @param zero the canonical bytes of an element that was never written
/// @param random gives a random element
record ElementKind(
    Datatype type, Class<?> valueClass, byte[] zero, Function<RandomGenerator, Element> random) {
  /// One element.
  ///
  /// @param value as it is handed to Hyperslab
  /// @param canonical the bytes that it is to be stored as
  record Element(Object value, byte[] canonical) {}

  /// Whether values lie in one array, real and imaginary parts in turn.
  boolean isComplex() {
    return type.equals(Datatypes.COMPLEX128) || type instanceof Complex;
  }

  /// An array of the values, in their order.
  Object values(List<Element> elements) {
    if (isComplex()) {
      return elements.stream()
          .flatMapToDouble(element -> Arrays.stream((double[]) element.value()))
          .toArray();
    }
    Object array = Array.newInstance(valueClass, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Array.set(array, i, elements.get(i).value());
    }
    return array;
  }

  /// Whether the canonical bytes of an element are all there is of it.
  boolean isPlain() {
    return !type.hasIndirectData();
  }

  /// The values as an array with a shape and the datatype of the file.
  NdArray array(List<Element> elements, long... shape) {
    return NdArray.of(
        MemorySegment.ofArray(concatenated(elements.stream().map(Element::canonical).toList())),
        type,
        shape);
  }

  static byte[] concatenated(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
