package io.hyperslab.cli.statistics;

import io.hyperslab.Dataset;
import io.hyperslab.StorageLayout;
import io.hyperslab.cli.listing.DatasetFacts;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/// One dataset.
///
/// @param shape as text
/// @param type as text, cut short when it is long
/// @param layout how it is stored, in one word
/// @param chunkShape of a chunk; empty without chunks
/// @param chunks that are stored
/// @param filters in the order in which they are applied, as text
/// @param bytes of all elements as they are in memory
/// @param stored bytes that they take
/// @param index bytes of the chunk index
public record DatasetFigures(
    String path,
    String shape,
    String type,
    String layout,
    List<Long> chunkShape,
    long chunks,
    String filters,
    BigInteger bytes,
    long stored,
    long index) {
  public DatasetFigures {
    chunkShape = List.copyOf(chunkShape);
  }

  static DatasetFigures of(Dataset dataset) {
    String layout =
        dataset.externalSegments().isEmpty()
            ? dataset.layout().name().toLowerCase(Locale.ROOT)
            : "external";
    return new DatasetFigures(
        dataset.path(),
        DatasetFacts.shape(dataset.dataspace()),
        DatasetFacts.type(dataset.datatype()),
        layout,
        dataset.chunkShape().map(shape -> LongStream.of(shape).boxed().toList()).orElse(List.of()),
        dataset.storedChunkCount(),
        DatasetFacts.filters(dataset),
        DatasetFacts.bytes(dataset),
        dataset.storageSize(),
        dataset.layout() == StorageLayout.CHUNKED ? dataset.storage().index() : 0);
  }

  /// How many bytes one stored byte stands for; 0 where nothing is stored.
  public double ratio() {
    return stored == 0 ? 0 : bytes.doubleValue() / stored;
  }
}
