package io.hyperslab.testkit;

import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.Hdf5Exception;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// Tells whether two reads gave the same elements: sequences, texts and references count with what
/// they lead to.
final class ElementDigest {
  /// One byte of data without a meaning.
  static final Datatype BYTE = new io.hyperslab.datatype.Opaque(1, "");

  private static final long MOST_INDIRECT = 10_000;
  private static final int PIECE = 1 << 16;

  private final Hdf5File file;
  private final CRC32C crc = new CRC32C();
  private long bytes;
  private long indirect;

  private ElementDigest(Hdf5File file) {
    this.file = file;
  }

  /// The number of bytes and a checksum of them. Of more than ten thousand sequences and texts only
  /// the first ones are followed.
  static String of(Hdf5File file, NdArray elements) {
    ElementDigest digest = new ElementDigest(file);
    digest.add(elements);
    return digest.bytes + ":" + HexFormat.of().toHexDigits((int) digest.crc.getValue());
  }

  private void add(NdArray elements) {
    switch (elements.datatype()) {
      case Compound compound when compound.hasIndirectData() ->
          compound.members().forEach(member -> add(elements.field(member.name())));
      case VariableLength _ -> each(elements, (flat, i) -> add(flat.sequence(i)));
      case VariableString _ -> each(elements, (flat, i) -> add(flat.getString(i)));
      case Reference type ->
          each(
              elements,
              (flat, i) ->
                  add(file.reference(type, MemorySegment.ofArray(flat.getBytes(i))).toString()));
      default -> add(elements.segment());
    }
  }

  @FunctionalInterface
  private interface ElementAction {
    void at(NdArray flat, long index);
  }

  private void each(NdArray elements, ElementAction action) {
    NdArray flat = elements.reshape(elements.size());
    for (long i = 0; i < flat.size() && indirect < MOST_INDIRECT; i++) {
      indirect++;
      action.at(flat, i);
    }
  }

  private void add(String text) {
    add(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void add(MemorySegment segment) {
    bytes += segment.byteSize();
    for (long at = 0; at < segment.byteSize(); at += PIECE) {
      crc.update(segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at)).asByteBuffer());
    }
  }

  /// Converts the elements to what their datatype suggests; a refusal is as good as a result.
  static void convert(NdArray elements) {
    try {
      switch (elements.datatype()) {
        case NumericType _ -> {
          var _ = elements.toDoubles(Conversion.CLIP);
          var _ = elements.toLongs(Conversion.CLIP);
          var _ = elements.toShorts();
        }
        case Enumeration _, FixedString _ -> {
          var _ = elements.toStrings();
        }
        default -> {}
      }
    } catch (Hdf5Exception _) {
      // A value that does not fit, or more of them than a Java array holds.
    }
  }
}
