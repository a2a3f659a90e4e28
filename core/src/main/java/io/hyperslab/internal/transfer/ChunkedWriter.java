package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.metadata.Counters;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.pipeline.EncodedChunk;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes elements of a chunked dataset: each chunk that the selection touches is decoded (unless
/// it is replaced whole), changed and encoded once. Chunks are encoded on all cores and stored in
/// their order, a batch at a time; readers wait only while a batch is stored.
final class ChunkedWriter {
  private static final String STRUCTURE = "chunk";

  /// Bytes of chunks that become visible to readers together, unless one chunk is larger.
  private static final long BATCH = 256L << 20;

  /// Bytes of chunks that are in memory at once, unless one chunk is larger.
  private static final long AHEAD = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  private static final Parallelism ALONE = new Parallelism(1, Optional.empty());

  /// Bytes of chunks that are worth being encoded by another thread.
  private static final long LEAST_ENCODED = 1 << 12;

  /// Bytes of chunks without filters that are worth a request.
  private static final long LEAST_WRITTEN = 1 << 20;

  private final FileEditor editor;
  private final DatasetModel dataset;
  private final Layout.Chunked layout;
  private final DatasetEditor storage;
  private final Fill fill;
  private final Optional<FillCopies> copies;
  private final ChunkSource stored;
  private final long chunkBytes;

  /// No filter makes a chunk larger by more than itself and this, in bytes.
  private static final long MOST_OVERHEAD = 1 << 16;

  /// What is to be done with a chunk.
  private record Work(ChunkPart part, Optional<ChunkRecord> before) {}

  /// @param storage changes where the chunks are
  /// @param fill what elements are that were never written
  ChunkedWriter(
      FileEditor editor,
      DatasetModel dataset,
      Layout.Chunked layout,
      DatasetEditor storage,
      Fill fill) {
    this.editor = editor;
    this.dataset = dataset;
    this.layout = layout;
    this.storage = storage;
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

  /// Writes the elements of a selection.
  void write(ResolvedSelection selection, ElementSource source) {
    ChunkParts parts = new ChunkParts(layout.geometry());
    List<ChunkPart> batch = new ArrayList<>();
    int most = Math.clamp(BATCH / chunkBytes, 1, 1 << 16);
    switch (selection) {
      case GridSelection selected -> {
        boolean once = takesEachOnce(selected);
        ChunkParts.Grid grid = parts.of(selected);
        for (long number = 0; number < grid.count(); number++) {
          ChunkPart part = grid.part(number);
          batch.add(once ? part : new ChunkPart(part.scaled(), part.runs(), false));
          flush(batch, most, source);
        }
      }
      case RunSelection runs ->
          parts.forEach(
              runs,
              part -> {
                // Elements may be selected twice, so their number does not tell whether all are.
                batch.add(new ChunkPart(part.scaled(), part.runs(), false));
                flush(batch, most, source);
              });
    }
    flush(batch, 1, source);
  }

  private static boolean takesEachOnce(GridSelection grid) {
    for (int axis = 0; axis < grid.rank(); axis++) {
      if (!(grid.axis(axis) instanceof IndexRange)) {
        return false;
      }
    }
    return true;
  }

  private void flush(List<ChunkPart> batch, int most, ElementSource source) {
    if (batch.size() < most || batch.isEmpty()) {
      return;
    }
    List<Work> work = new ArrayList<>(batch.size());
    for (ChunkPart part : batch) {
      Optional<ChunkRecord> before = storage.findChunk(part.scaled());
      if (part.whole() || before.isEmpty() || !changeInPlace(part, before.get(), source)) {
        work.add(new Work(part, before));
      }
    }
    batch.clear();
    if (work.isEmpty()) {
      return;
    }
    int each = Math.clamp((isFiltered() ? LEAST_ENCODED : LEAST_WRITTEN) / chunkBytes, 1, 1 << 16);
    ChunkStore store = new ChunkStore(editor, storage, work.size());
    boolean large = each * chunkBytes > AHEAD / 2;
    OrderedWork.run(
        large ? ALONE : dataset.file().settings().parallelism(),
        Math.ceilDiv(work.size(), each),
        Math.clamp(AHEAD / (each * chunkBytes), 1, 64),
        i -> prepare(work.subList(i * each, Math.min(work.size(), (i + 1) * each)), source),
        store::add);
  }

  private boolean isFiltered() {
    return !layout.pipeline().stages().isEmpty();
  }

  /// Changes the elements of a chunk where they are, if they need not move.
  private boolean changeInPlace(ChunkPart part, ChunkRecord before, ElementSource source) {
    if (isFiltered() || copies.isPresent()) {
      return false;
    }
    return editor.exclusively(() -> {
      OptionalLong place = storage.placeToChange(before);
      place.ifPresent(address -> {
        RunWriter writer =
            new RunWriter(
                source,
                layout.geometry().elementSize(),
                (offset, target) ->
                    editor.transaction().reader().readRaw(address + offset, target, STRUCTURE),
                (offset, bytes) -> editor.transaction().writeRaw(address + offset, bytes));
        part.runs().forEachRun(writer);
        writer.flush();
      });
      return place.isPresent();
    });
  }

  /// Chunks that will be stored one after the other. Without filters, they are put together where
  /// they can be written as one.
  private ChunkStore.Group prepare(List<Work> work, ElementSource source) {
    List<ChunkStore.Chunk> chunks = new ArrayList<>(work.size());
    if (isFiltered()) {
      for (Work each : work) {
        MemorySegment elements = Memory.allocate(chunkBytes, STRUCTURE, dataset.address());
        fillIn(each, elements, source);
        chunks.add(encode(each.part().scaled(), elements));
      }
      return new ChunkStore.Group(chunks, Optional.empty());
    }
    PooledMemory memory = PooledMemory.take(work.size() * chunkBytes);
    boolean done = false;
    try {
      for (Work each : work) {
        MemorySegment elements = memory.segment().asSlice(chunks.size() * chunkBytes, chunkBytes);
        fillIn(each, elements, source);
        chunks.add(new ChunkStore.Chunk(each.part().scaled(), new EncodedChunk(elements, 0)));
      }
      done = true;
      return new ChunkStore.Group(chunks, Optional.of(memory));
    } finally {
      if (!done) {
        memory.close();
      }
    }
  }

  private void fillIn(Work work, MemorySegment elements, ElementSource source) {
    ChunkPart part = work.part();
    if (!part.whole()) {
      present(work.before(), elements);
    } else if (layout.reachesBeyondEdge(part.scaled())) {
      fill.fillOutside(elements, layout.geometry().chunkDims(), layout.insideOf(part.scaled()));
    }
    long elementSize = layout.geometry().elementSize();
    part.runs()
        .forEachRun(
            (stored, first, length) -> source.copy(first, length, elements, stored * elementSize));
    copies.ifPresent(each -> each.detach(elements));
  }

  /// Copies a chunk as it is.
  private void present(Optional<ChunkRecord> record, MemorySegment elements) {
    if (record.isPresent()) {
      stored.readInto(record.get(), elements);
    } else {
      fill.fill(elements);
    }
  }

  private EncodedChunk encoded(MemorySegment elements) {
    long started = System.nanoTime();
    EncodedChunk encoded =
        layout.pipeline().encode(elements, Saturated.add(2 * chunkBytes, MOST_OVERHEAD));
    Counters counters = dataset.file().reader().counters();
    counters.add(Counters.Item.CHUNKS_ENCODED, 1);
    counters.add(Counters.Item.ENCODE_NANOS, System.nanoTime() - started);
    return encoded;
  }

  private ChunkStore.Chunk encode(long[] scaled, MemorySegment elements) {
    return new ChunkStore.Chunk(
        scaled, layout.isUnfiltered(scaled) ? new EncodedChunk(elements, 0) : encoded(elements));
  }

  private void store(List<ChunkStore.Chunk> chunks) {
    new ChunkStore(editor, storage, chunks.size())
        .add(new ChunkStore.Group(chunks, Optional.empty()));
  }

  /// Stores every chunk of the dataset that is not stored, with the fill value in it.
  ///
  /// @param before the extent for which all chunks were stored already
  void allocateAll(long[] before) {
    long[] counts = layout.geometry().chunkCounts();
    long total = 1;
    for (long count : counts) {
      total = Math.multiplyExact(total, count);
    }
    Filled filled = new Filled();
    List<ChunkStore.Chunk> batch = new ArrayList<>();
    for (long number = 0; number < total; number++) {
      long[] scaled = new long[counts.length];
      long rest = number;
      for (int axis = counts.length - 1; axis >= 0; axis--) {
        scaled[axis] = rest % counts[axis];
        rest /= counts[axis];
      }
      if (!isStored(scaled, before)) {
        batch.add(filled.at(scaled));
      }
      if (batch.size() == 1024) {
        store(batch);
        batch.clear();
      }
    }
    store(batch);
  }

  /// Where the index gives each chunk its place, the place says nothing about what is there.
  private boolean isStored(long[] scaled, long[] before) {
    if (storage.findChunk(scaled).isEmpty()) {
      return false;
    }
    return !storage.givesChunksPlaces() || layout.withShape(before).isInside(scaled);
  }

  /// Chunks of nothing but fill values: the same one again and again, unless each has data of
  /// variable length of its own.
  private final class Filled {
    private MemorySegment elements = filled();
    private EncodedChunk filtered = encoded(elements);
    private boolean used;

    ChunkStore.Chunk at(long[] scaled) {
      if (used && copies.isPresent()) {
        elements = filled();
        filtered = encoded(elements);
      }
      used = true;
      return new ChunkStore.Chunk(
          scaled, layout.isUnfiltered(scaled) ? new EncodedChunk(elements, 0) : filtered);
    }
  }

  private MemorySegment filled() {
    MemorySegment elements = Memory.allocate(chunkBytes, STRUCTURE, dataset.address());
    fill.fill(elements);
    copies.ifPresent(each -> each.detach(elements));
    return elements;
  }

  /// Puts the fill value where chunks reach beyond an extent, smaller than the present one, and
  /// encodes chunks anew that go from inside to the edge or back.
  ///
  /// @param shape the extent to come
  void clean(long[] shape) {
    Layout.Chunked after = layout.withShape(shape);
    List<ChunkRecord> changed = new ArrayList<>();
    layout.forEach(chunk -> {
      if (after.isInside(chunk.scaled())
          && (loses(after, chunk.scaled())
              || after.isUnfiltered(chunk.scaled()) != layout.isUnfiltered(chunk.scaled()))) {
        changed.add(chunk);
      }
    });
    for (ChunkRecord chunk : changed) {
      MemorySegment elements = Memory.allocate(chunkBytes, STRUCTURE, dataset.address());
      stored.readInto(chunk, elements);
      fill.fillOutside(elements, after.geometry().chunkDims(), after.insideOf(chunk.scaled()));
      copies.ifPresent(each -> each.detach(elements));
      store(
          List.of(
              new ChunkStore.Chunk(
                  chunk.scaled(),
                  after.isUnfiltered(chunk.scaled())
                      ? new EncodedChunk(elements, 0)
                      : encoded(elements))));
    }
  }

  /// Whether a chunk has elements now that are outside of an extent to come.
  private boolean loses(Layout.Chunked after, long[] scaled) {
    long[] now = layout.insideOf(scaled);
    long[] then = after.insideOf(scaled);
    boolean loses = false;
    for (int axis = 0; axis < now.length; axis++) {
      loses |= then[axis] < now[axis];
    }
    return loses;
  }
}
