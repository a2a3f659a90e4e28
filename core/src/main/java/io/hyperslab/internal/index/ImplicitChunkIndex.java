package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Optional;

/// The index of a dataset whose chunks lie one behind the other, all of them allocated (`FMT4
/// VII.B`).
public final class ImplicitChunkIndex implements ChunkIndex {
  private final MetadataReader reader;
  private final ChunkGeometry geometry;
  private final ChunkOrder order;
  private final long address;

  /// @param address of the first chunk, defined
  public ImplicitChunkIndex(MetadataReader reader, ChunkGeometry geometry, long address) {
    this.reader = reader;
    this.geometry = geometry;
    this.order = ChunkOrder.of(geometry);
    this.address = address;
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    long number = order.number(scaled);
    return number == ChunkOrder.OUTSIDE
        ? Optional.empty()
        : Optional.of(record(scaled.clone(), number));
  }

  private ChunkRecord record(long[] scaled, long number) {
    long bytes = geometry.chunkBytes();
    long offset = Saturated.multiply(number, bytes);
    if (Saturated.add(offset, bytes) > reader.available(address)) {
      throw new MalformedFileException(
          "implicit chunk index",
          address,
          "end of chunk " + number,
          Saturated.add(offset, bytes) + " bytes from the first chunk",
          "inside the file, at most " + reader.available(address));
    }
    return new ChunkRecord(scaled, address + offset, bytes, 0);
  }

  /// Visits the chunks of the dataset's present size.
  @Override
  public void forEach(ChunkVisitor visitor) {
    long[] counts = geometry.chunkCounts();
    for (long count : counts) {
      if (count == 0) {
        return;
      }
    }
    long[] scaled = new long[counts.length];
    int dimension = 0;
    while (dimension >= 0) {
      long number = order.number(scaled);
      if (number != ChunkOrder.OUTSIDE) {
        visitor.visit(record(scaled.clone(), number));
      }
      dimension = counts.length - 1;
      while (dimension >= 0 && ++scaled[dimension] == counts[dimension]) {
        scaled[dimension--] = 0;
      }
    }
  }
}
