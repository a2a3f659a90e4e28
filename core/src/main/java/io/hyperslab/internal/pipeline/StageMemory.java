package io.hyperslab.internal.pipeline;

import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.PooledMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Where the filters of one run over a pipeline put their results: what another filter takes goes
/// to memory that is used again, the result of the run where its user wants it.
final class StageMemory implements AutoCloseable {
  /// None if the result goes to memory that is used again, too.
  private final @Nullable LongFunction<MemorySegment> result;

  private final List<PooledMemory> taken = new ArrayList<>(4);
  private boolean isResultTaken;

  /// @param result memory for the result of the run, by its size; asked at most once
  StageMemory(LongFunction<MemorySegment> result) {
    this.result = result;
  }

  private StageMemory() {
    this.result = null;
  }

  /// Has the result, too, only until the end of the run.
  static StageMemory scratchOnly() {
    return new StageMemory();
  }

  /// Has the result in `target`, if that is memory of a kind that all filters can write to; else
  /// until the end of the run.
  static StageMemory into(MemorySegment target) {
    boolean plainArray = target.heapBase().orElse(null) instanceof byte[];
    boolean plainMemory = target.isNative() && !target.isMapped();
    return plainArray || plainMemory ? new StageMemory(_ -> target) : scratchOnly();
  }

  /// New memory that stays with the result's user.
  static MemorySegment fresh(long size) {
    return Memory.allocate(size, "chunk", -1);
  }

  /// Memory until the end of the run.
  MemorySegment scratch(long size) {
    PooledMemory memory = PooledMemory.take(size);
    taken.add(memory);
    return memory.segment();
  }

  /// Memory for the result of the run. A filter that asks again has thrown away what it got.
  MemorySegment result(long size) {
    LongFunction<MemorySegment> wanted = isResultTaken ? null : result;
    isResultTaken = true;
    return wanted == null ? scratch(size) : wanted.apply(size);
  }

  /// Whether a segment lies in memory that ends with the run.
  boolean holds(MemorySegment segment) {
    for (PooledMemory memory : taken) {
      if (memory.segment().asOverlappingSlice(segment).isPresent()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    taken.forEach(PooledMemory::close);
  }
}
