package io.hyperslab.internal.transfer;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.pipeline.EncodedChunk;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// What the chunks of a dataset hold: as it is stored, with elements of a write in it, and as it is
/// to be stored. Safe for use by any number of threads during one operation, unless fill values are
/// copied: then it belongs to the thread that has the writer's turn.
final class ChunkContents {
  private static final String STRUCTURE = "chunk";

  /// No filter makes a chunk larger by more than itself and this, in bytes.
  private static final long MOST_OVERHEAD = 1 << 16;

  private final DatasetModel dataset;
  private final Layout.Chunked layout;
  private final Fill fill;
  private final Optional<FillCopies> copies;
  private final ChunkSource stored;
  private final long chunkBytes;

  /// @param fill what elements are that were never written
  /// @throws LimitExceededException if chunks are larger than may be decoded
  ChunkContents(FileEditor editor, DatasetModel dataset, Layout.Chunked layout, Fill fill) {
    this.dataset = dataset;
    this.layout = layout;
    this.fill = fill;
    this.copies = FillCopies.of(editor, dataset);
    this.stored = new ChunkSource(dataset, layout);
    this.chunkBytes = layout.geometry().chunkBytes();
    long limit = dataset.file().settings().limits().decodedChunk();
    if (chunkBytes > limit) {
      throw new LimitExceededException(
          STRUCTURE, dataset.address(), "size", chunkBytes + " bytes", "at most " + limit);
    }
  }

  /// Where the dataset's chunks are.
  Layout.Chunked layout() {
    return layout;
  }

  /// Bytes of a chunk's elements.
  long chunkBytes() {
    return chunkBytes;
  }

  /// Whether chunks pass filters.
  boolean isFiltered() {
    return !layout.pipeline().stages().isEmpty();
  }

  /// Whether elements with the fill value get data of their own.
  boolean copiesFill() {
    return copies.isPresent();
  }

  /// New memory for a chunk's elements.
  MemorySegment room() {
    return Memory.allocate(chunkBytes, STRUCTURE, dataset.address());
  }

  /// Makes the elements of a chunk that a write touches what they are after it.
  ///
  /// @param before the stored chunk
  /// @param elements memory for all of them
  void fillIn(
      ChunkPart part, Optional<ChunkRecord> before, MemorySegment elements, ElementSource source) {
    begin(part, before, elements);
    put(part, elements, source);
    detach(elements);
  }

  /// Makes the elements what they are before a write, as far as that leaves them.
  void begin(ChunkPart part, Optional<ChunkRecord> before, MemorySegment elements) {
    if (!part.whole()) {
      load(before, elements);
    } else if (layout.reachesBeyondEdge(part.scaled())) {
      fill.fillOutside(elements, layout.geometry().chunkDims(), layout.insideOf(part.scaled()));
    }
  }

  /// Where the elements of a chunk that is written whole lie one after the other outside of the
  /// heap, as they are to be stored.
  ///
  /// @return the position in what is written, in bytes; -1 if they do not
  long given(ChunkPart part, ElementSource source) {
    MemorySegment given = source.elements();
    if (!part.whole() || copies.isPresent() || !given.isNative() || given.isMapped()) {
      return -1;
    }
    OneRun run = new OneRun();
    part.runs().forEachRun(run);
    long elementSize = layout.geometry().elementSize();
    long start = run.source * elementSize;
    return run.count == 1
            && run.length * elementSize == chunkBytes
            && start + chunkBytes <= given.byteSize()
        ? start
        : -1;
  }

  /// Counts runs and remembers the last one.
  private static final class OneRun implements RunVisitor {
    private long source;
    private long length;
    private long count;

    @Override
    public void run(long stored, long first, long elements) {
      source = first;
      length = elements;
      count++;
    }
  }

  /// Copies a chunk as it is.
  void load(Optional<ChunkRecord> record, MemorySegment elements) {
    if (record.isPresent()) {
      stored.readInto(record.get(), elements);
    } else {
      fill.fill(elements);
    }
  }

  /// Puts elements of a write to a chunk.
  void put(ChunkPart part, MemorySegment elements, ElementSource source) {
    long elementSize = layout.geometry().elementSize();
    part.runs()
        .forEachRun(
            (stored, first, length) -> source.copy(first, length, elements, stored * elementSize));
  }

  /// Gives data of their own to elements that hold the fill value.
  void detach(MemorySegment elements) {
    copies.ifPresent(each -> each.detach(elements));
  }

  /// The elements of a chunk that holds nothing but fill values.
  MemorySegment filled() {
    MemorySegment elements = room();
    fill.fill(elements);
    detach(elements);
    return elements;
  }

  /// Puts the fill value where a chunk reaches beyond an extent.
  void fillOutside(Layout.Chunked extent, long[] scaled, MemorySegment elements) {
    fill.fillOutside(elements, extent.geometry().chunkDims(), extent.insideOf(scaled));
    detach(elements);
  }

  /// A chunk as it is stored.
  ChunkStore.Chunk encode(long[] scaled, MemorySegment elements) {
    return encode(layout, scaled, elements);
  }

  /// A chunk as it is stored in a dataset of some extent.
  ChunkStore.Chunk encode(Layout.Chunked extent, long[] scaled, MemorySegment elements) {
    return new ChunkStore.Chunk(
        scaled, extent.isUnfiltered(scaled) ? new EncodedChunk(elements, 0) : encoded(elements));
  }

  /// What the filters make of a chunk's elements.
  EncodedChunk encoded(MemorySegment elements) {
    long started = System.nanoTime();
    EncodedChunk encoded =
        layout.pipeline().encode(elements, Saturated.add(2 * chunkBytes, MOST_OVERHEAD));
    Counters counters = dataset.file().reader().counters();
    counters.add(Counters.Item.CHUNKS_ENCODED, 1);
    counters.add(Counters.Item.ENCODE_NANOS, System.nanoTime() - started);
    return encoded;
  }
}
