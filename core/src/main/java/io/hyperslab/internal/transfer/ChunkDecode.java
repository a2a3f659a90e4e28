package io.hyperslab.internal.transfer;

import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.metadata.Counters.Item;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A chunk whose filters were undone: what the counters and the JDK's flight recorder are told.
@Name("io.hyperslab.ChunkDecode")
@Label("Chunk Decode")
@Category("Hyperslab")
@StackTrace(false)
final class ChunkDecode extends Event {
  private final transient long started;

  @Label("Address")
  long address;

  @Label("Stored Bytes")
  @DataAmount
  long storedBytes;

  @Label("Decoded Bytes")
  @DataAmount
  long decodedBytes;

  /// One that begins now.
  ChunkDecode() {
    started = System.nanoTime();
    begin();
  }

  /// The end of it.
  void done(Counters counters, ChunkRecord chunk, long size) {
    counters.add(Item.CHUNKS_DECODED, 1);
    counters.add(Item.BYTES_DECODED, size);
    counters.add(Item.DECODE_NANOS, System.nanoTime() - started);
    end();
    if (shouldCommit()) {
      address = chunk.address();
      storedBytes = chunk.storedSize();
      decodedBytes = size;
      commit();
    }
  }
}
