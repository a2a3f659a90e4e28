package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;

/// Puts the blocks of an array in a Blosc 2 frame back to C order, one block at a time.
final class B2ndAssembly {
  private final Blosc2Frame frame;
  private final B2ndLayout layout;
  private final FilterContext context;
  private final MemorySegment array;
  private final MemorySegment first;
  private final MemorySegment scratch;

  private B2ndAssembly(Blosc2Frame frame, B2ndLayout layout, FilterContext context) {
    this.frame = frame;
    this.layout = layout;
    this.context = context;
    this.array = context.allocate(layout.size());
    this.first = Scratch.ofSize(layout.blockSize());
    this.scratch = Scratch.ofSize(layout.blockSize());
  }

  /// The decoded array.
  static MemorySegment decode(Blosc2Frame frame, B2ndLayout layout, FilterContext context) {
    B2ndAssembly assembly = new B2ndAssembly(frame, layout, context);
    assembly.decodeChunks();
    return assembly.array;
  }

  private void decodeChunks() {
    long[] grid = layout.chunkGrid();
    EncodedBytes index = frame.index(B2ndLayout.product(grid));
    long[] place = new long[grid.length];
    long number = 0;
    do {
      decodeChunk(frame.chunk(index, number), place);
      number++;
    } while (B2ndLayout.advance(place, grid));
  }

  private void decodeChunk(BloscChunk chunk, long[] place) {
    if (chunk.nbytes() != layout.chunkSize() || chunk.blockSize(0) != layout.blockSize()) {
      throw context.malformed(
          "chunk and block size",
          chunk.nbytes() + ", " + chunk.blockSize(0),
          layout.chunkSize() + ", " + layout.blockSize());
    }
    // Not all blocks of the chunk: those of nothing but padding cost no bytes, and may be billions.
    long[] inside = layout.blocksInside(place);
    long[] blockPlace = new long[inside.length];
    do {
      int number = layout.blockNumber(blockPlace);
      MemorySegment block = number == 0 ? first : scratch;
      chunk.decodeBlock(number, block, first);
      layout.copy(block, array, layout.box(place, blockPlace));
    } while (B2ndLayout.advance(blockPlace, inside));
  }
}
