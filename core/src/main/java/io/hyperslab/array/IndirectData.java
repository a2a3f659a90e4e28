package io.hyperslab.array;

import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;

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

  /// For elements that need no indirect data: everything is refused.
  static IndirectData none() {
    return (_, base) -> {
      throw new IllegalStateException(
          "a sequence of " + base + " lies in a file that this array does not know");
    };
  }
}
