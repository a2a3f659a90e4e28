package io.hyperslab.array;

import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Where the data lies that elements only describe: sequences and texts of variable length.
///
/// A descriptor is what the dataset stores in the element's place (`FMT4 IV.B`): the number of
/// elements (4 bytes, little-endian), the address of a global heap collection (as many bytes as the
/// file's addresses have) and the index of an object in it (4 bytes).
///
/// Implementations check the count against what is stored, are safe for any number of threads, and
/// throw [IllegalStateException] once the file is closed.
@FunctionalInterface
public interface IndirectData {
  /// The elements of one sequence, one after the other.
  ///
  /// @param descriptor the stored descriptor; its address is not null (all zero)
  /// @param base the datatype of the elements; a one-byte integer for the bytes of a text
  /// @return exactly as many elements as the descriptor says
  MemorySegment variableLength(MemorySegment descriptor, Datatype base);

  /// Takes texts of variable length, one after the other.
  @FunctionalInterface
  interface Texts {
    /// Takes one text.
    ///
    /// @param bytes hold it; neither to be changed nor to be kept
    /// @param offset of its first byte
    /// @param length its bytes, as many as its descriptor says; 0 if it is null
    void take(byte[] bytes, int offset, int length);

    /// Takes some texts that lie in one block, one after the other.
    ///
    /// @param bytes hold them; neither to be changed nor to be kept
    /// @param offsets of their first bytes, in the elements from `from` to before `to`
    /// @param lengths their bytes, in the same elements
    default void takeAll(byte[] bytes, int[] offsets, int[] lengths, int from, int to) {
      for (int i = from; i < to; i++) {
        take(bytes, offsets[i], lengths[i]);
      }
    }
  }

  /// Hands over many texts, or sequences of bytes, in the order of their descriptors.
  ///
  /// What lies together is looked up together, so this is much faster than one after the other.
  ///
  /// @param descriptors one after the other; null ones are texts without bytes
  /// @param size bytes of each
  /// @param count how many there are
  default void texts(MemorySegment descriptors, long size, long count, Texts texts) {
    for (long i = 0; i < count; i++) {
      MemorySegment text =
          TextElements.sequence(descriptors.asSlice(i * size, size), TextElements.CHARACTER, this);
      byte[] bytes = text.toArray(ValueLayout.JAVA_BYTE);
      texts.take(bytes, 0, bytes.length);
    }
  }

  /// For elements that need no indirect data: everything is refused.
  static IndirectData none() {
    return (_, base) -> {
      throw new IllegalStateException(
          "a sequence of " + base + " lies in a file that this array does not know");
    };
  }
}
