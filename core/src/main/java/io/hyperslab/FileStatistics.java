package io.hyperslab;

import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.metadata.Counters.Item;
import java.time.Duration;
import java.util.Locale;

/// What has been done for a file since it was opened, and for those it leads to: a look at counters
/// that go on. The difference of two tells what something costs:
///
/// ```java
/// FileStatistics before = file.statistics();
/// double[] values = dataset.readDoubles();
/// System.out.println(file.statistics().since(before));
/// ```
///
/// Durations are sums over all threads: two that read for one second each make two seconds.
///
/// @param reads requests for bytes of the storage
/// @param bytesRead bytes that they delivered
/// @param readTime how long they took
/// @param writes requests that put bytes into the storage
/// @param bytesWritten bytes that they put there
/// @param chunksDecoded chunks whose filters were undone
/// @param bytesDecoded bytes that came of it
/// @param decodeTime how long it took
/// @param chunksEncoded chunks to which filters were applied
/// @param encodeTime how long it took
/// @param chunkHits how often a chunk was still there from an earlier read
/// @param commits commits that changed the file
/// @param commitTime how long they took
public record FileStatistics(
    long reads,
    long bytesRead,
    Duration readTime,
    long writes,
    long bytesWritten,
    long chunksDecoded,
    long bytesDecoded,
    Duration decodeTime,
    long chunksEncoded,
    Duration encodeTime,
    long chunkHits,
    long commits,
    Duration commitTime) {
  static FileStatistics of(Counters counters) {
    return new FileStatistics(
        counters.get(Item.READS),
        counters.get(Item.BYTES_READ),
        Duration.ofNanos(counters.get(Item.READ_NANOS)),
        counters.get(Item.WRITES),
        counters.get(Item.BYTES_WRITTEN),
        counters.get(Item.CHUNKS_DECODED),
        counters.get(Item.BYTES_DECODED),
        Duration.ofNanos(counters.get(Item.DECODE_NANOS)),
        counters.get(Item.CHUNKS_ENCODED),
        Duration.ofNanos(counters.get(Item.ENCODE_NANOS)),
        counters.get(Item.CHUNK_HITS),
        counters.get(Item.COMMITS),
        Duration.ofNanos(counters.get(Item.COMMIT_NANOS)));
  }

  /// What has been done since an earlier look at the same file.
  public FileStatistics since(FileStatistics earlier) {
    return new FileStatistics(
        reads - earlier.reads,
        bytesRead - earlier.bytesRead,
        readTime.minus(earlier.readTime),
        writes - earlier.writes,
        bytesWritten - earlier.bytesWritten,
        chunksDecoded - earlier.chunksDecoded,
        bytesDecoded - earlier.bytesDecoded,
        decodeTime.minus(earlier.decodeTime),
        chunksEncoded - earlier.chunksEncoded,
        encodeTime.minus(earlier.encodeTime),
        chunkHits - earlier.chunkHits,
        commits - earlier.commits,
        commitTime.minus(earlier.commitTime));
  }

  /// One line for people.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "read %,d bytes in %,d requests, %s; decoded %,d chunks to %,d bytes, %s; %,d found decoded;"
            + " encoded %,d chunks, %s; wrote %,d bytes in %,d requests; %,d commits, %s",
        bytesRead,
        reads,
        milliseconds(readTime),
        chunksDecoded,
        bytesDecoded,
        milliseconds(decodeTime),
        chunkHits,
        chunksEncoded,
        milliseconds(encodeTime),
        bytesWritten,
        writes,
        commits,
        milliseconds(commitTime));
  }

  private static String milliseconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }
}
