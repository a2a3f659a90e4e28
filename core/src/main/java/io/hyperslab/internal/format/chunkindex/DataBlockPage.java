package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Saturated;

/// A page of a data block of a fixed or an extensible array (`FMT4 VII.C`, `VII.D`).
///
/// | bytes | field |
/// |---|---|
/// | entries times Entry Size | Elements |
/// | 4 | Checksum |
///
/// @param elements the page's
public record DataBlockPage(ChunkElements elements) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "data block page";

  /// Bytes of a page of `count` elements.
  public static long length(int elementSize, long count) {
    return Saturated.add(Saturated.multiply(count, elementSize), 4);
  }

  /// Decodes a page.
  public static DataBlockPage decode(Cursor cursor, int clientId, int elementSize, long count) {
    ChunkElements elements = ChunkElements.decode(cursor, clientId, elementSize, count);
    cursor.checksum();
    return new DataBlockPage(elements);
  }

  /// Writes the page.
  public void encode(Encoder out) {
    out.bytes(elements.bytes()).checksum();
  }
}
