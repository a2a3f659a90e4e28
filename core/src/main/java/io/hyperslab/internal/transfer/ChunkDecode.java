package io.hyperslab.internal.transfer;

import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.metadata.Counters.Item;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// A chunk whose filters were undone: what the counters and the JDK's flight recorder are told.
final class ChunkDecode {
  private final long started = System.nanoTime();

  /// None unless something is recorded: to load an event's class takes longer than a small program.
  private final @Nullable ChunkDecodeEvent event;

  /// One that begins now.
  ChunkDecode() {
    if (FlightRecorder.isInitialized()) {
      event = new ChunkDecodeEvent();
      event.begin();
    } else {
      event = null;
    }
  }

  /// The end of it.
  void done(Counters counters, ChunkRecord chunk, long size) {
    counters.add(Item.CHUNKS_DECODED, 1);
    counters.add(Item.BYTES_DECODED, size);
    counters.add(Item.DECODE_NANOS, System.nanoTime() - started);
    if (event != null) {
      event.done(chunk, size);
    }
  }
}
