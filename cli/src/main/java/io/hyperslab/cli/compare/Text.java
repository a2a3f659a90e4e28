package io.hyperslab.cli.compare;

/// A text as libhdf5 has it in memory.
///
/// @param bytes its bytes, and those behind its end that belong to the element
/// @param length how many of them are the text
/// @param isNull whether there is no text at all, not even an empty one
public record Text(byte[] bytes, int length, boolean isNull) {
  /// A byte; 0 behind all of them.
  public byte at(int index) {
    return index < bytes.length ? bytes[index] : 0;
  }
}
