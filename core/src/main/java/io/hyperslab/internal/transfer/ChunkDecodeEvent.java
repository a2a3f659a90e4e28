package io.hyperslab.internal.transfer;

import io.hyperslab.internal.index.ChunkRecord;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// What the JDK's flight recorder is told of a [ChunkDecode].
@Name("io.hyperslab.ChunkDecode")
@Label("Chunk Decode")
@Category("Hyperslab")
@StackTrace(false)
final class ChunkDecodeEvent extends Event {
  @Label("Address")
  long address;

  @Label("Stored Bytes")
  @DataAmount
  long storedBytes;

  @Label("Decoded Bytes")
  @DataAmount
  long decodedBytes;

  /// The end of what began when this was made.
  void done(ChunkRecord chunk, long size) {
    end();
    if (shouldCommit()) {
      address = chunk.address();
      storedBytes = chunk.storedSize();
      decodedBytes = size;
      commit();
    }
  }
}
