package io.hyperslab.internal.pipeline;

/// One step of the filter pipeline that a Blosc chunk applies to each of its blocks before it is
/// compressed.
///
/// @param kind what the step does
/// @param meta the step's parameter; for the byte steps the size of an element, 0 for that of the
///   chunk
record BloscFilterStep(Kind kind, int meta) {

  /// What a step does, as far as decoding has to undo it.
  enum Kind {
    NONE,
    SHUFFLE,
    BITSHUFFLE,
    /// Exclusive or with the elements of the first block; there, with the element before.
    DELTA,
    /// Differences of neighbouring bytes, in each byte plane of shuffled data.
    BYTE_DELTA,
    UNKNOWN;

    /// The kind of a filter number in an extended chunk header. Steps that discard precision leave
    /// nothing to undo.
    static Kind ofNumber(int number) {
      return switch (number) {
        case 0, 4, 36 -> NONE;
        case 1 -> SHUFFLE;
        case 2 -> BITSHUFFLE;
        case 3 -> DELTA;
        case 35 -> BYTE_DELTA;
        default -> UNKNOWN;
      };
    }
  }

  /// The element size for a byte step in a chunk of elements of `typesize` bytes.
  int elementSize(int typesize) {
    return meta == 0 ? typesize : meta;
  }
}
