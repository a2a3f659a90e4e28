package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
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
  /// Bytes of chunks that become visible to readers together, unless one chunk is larger.
  private static final long BATCH = 256L << 20;

  /// Bytes of chunks that are in memory at once, unless one chunk is larger.
  private static final long AHEAD = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  private static final Parallelism ALONE = new Parallelism(1, Optional.empty());

  /// Bytes of chunks that are worth being encoded by another thread.
  private static final long LEAST_ENCODED = 1 << 12;

  /// Chunks of nothing but fill values that are stored together.
  private static final int FILLED_AT_ONCE = 1 << 10;

  /// Bytes of chunks without filters that are worth a request.
  private static final long LEAST_WRITTEN = 1 << 20;

  private final FileEditor editor;
  private final DatasetModel dataset;
  private final Layout.Chunked layout;
  private final DatasetEditor storage;
  private final ChunkContents contents;
  private final long chunkBytes;

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
    this.contents = new ChunkContents(editor, dataset, layout, fill);
    this.chunkBytes = contents.chunkBytes();
  }

  /// Writes the elements of a selection.
  void write(ResolvedSelection selection, ElementSource source) {
    List<ChunkPart> batch = new ArrayList<>();
    int most = Math.clamp(BATCH / chunkBytes, 1, 1 << 16);
    new ChunkParts(layout.geometry())
        .forEachToWrite(
            selection,
            part -> {
              batch.add(part);
              flush(batch, most, source);
            });
    flush(batch, 1, source);
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
    long worth = contents.isFiltered() ? LEAST_ENCODED : LEAST_WRITTEN;
    int each = Math.clamp(worth / chunkBytes, 1, 1 << 16);
    ChunkStore store = new ChunkStore(editor, storage, work.size());
    boolean large = each * chunkBytes > AHEAD / 2;
    // Copies of fill values are allocated, and two threads must not do that at once.
    boolean alone = large || contents.copiesFill();
    OrderedWork.run(
        alone ? ALONE : dataset.file().settings().parallelism(),
        Math.ceilDiv(work.size(), each),
        Math.clamp(AHEAD / (each * chunkBytes), 1, 64),
        i -> prepare(work.subList(i * each, Math.min(work.size(), (i + 1) * each)), source),
        store::add);
  }

  /// Changes the elements of a chunk where they are, if they need not move.
  private boolean changeInPlace(ChunkPart part, ChunkRecord before, ElementSource source) {
    if (contents.isFiltered() || contents.copiesFill()) {
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
                    editor
                        .transaction()
                        .reader()
                        .readRaw(address + offset, target, ChunkSource.STRUCTURE),
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
    if (contents.isFiltered()) {
      for (Work each : work) {
        MemorySegment elements = contents.room();
        contents.fillIn(each.part(), each.before(), elements, source);
        chunks.add(contents.encode(each.part().scaled(), elements));
      }
      return ChunkStore.Group.apart(chunks);
    }
    Optional<ChunkStore.Group> given = given(work, source);
    if (given.isPresent()) {
      return given.get();
    }
    PooledMemory memory = PooledMemory.take(work.size() * chunkBytes);
    boolean done = false;
    try {
      for (Work each : work) {
        MemorySegment elements = memory.segment().asSlice(chunks.size() * chunkBytes, chunkBytes);
        contents.fillIn(each.part(), each.before(), elements, source);
        chunks.add(new ChunkStore.Chunk(each.part().scaled(), new EncodedChunk(elements, 0)));
      }
      done = true;
      return new ChunkStore.Group(chunks, Optional.of(memory.segment()), Optional.of(memory));
    } finally {
      if (!done) {
        memory.close();
      }
    }
  }

  /// Chunks that lie one after the other where the elements come from, whole and outside of the
  /// heap: they are written from there.
  private Optional<ChunkStore.Group> given(List<Work> work, ElementSource source) {
    List<ChunkStore.Chunk> chunks = new ArrayList<>(work.size());
    long start = 0;
    for (Work each : work) {
      long first = contents.given(each.part(), source);
      if (first < 0 || !chunks.isEmpty() && first != start + chunks.size() * chunkBytes) {
        return Optional.empty();
      }
      start = chunks.isEmpty() ? first : start;
      MemorySegment elements = source.elements().asSlice(first, chunkBytes);
      chunks.add(new ChunkStore.Chunk(each.part().scaled(), new EncodedChunk(elements, 0)));
    }
    return Optional.of(
        new ChunkStore.Group(
            chunks,
            Optional.of(source.elements().asSlice(start, work.size() * chunkBytes)),
            Optional.empty()));
  }

  private void store(List<ChunkStore.Chunk> chunks) {
    new ChunkStore(editor, storage, chunks.size()).add(ChunkStore.Group.apart(chunks));
  }

  /// Stores every chunk of the dataset that is not stored, with the fill value in it.
  ///
  /// @param before the extent for which all chunks were stored already: of a dataset that grows
  ///   again and again they are not looked up each time
  void allocateAll(long[] before) {
    long[] counts = layout.geometry().chunkCounts();
    long[] stored = layout.withShape(before).geometry().chunkCounts();
    Filled filled = new Filled();
    long[] from = new long[counts.length];
    long[] to = counts.clone();
    for (int axis = 0; axis < counts.length; axis++) {
      from[axis] = stored[axis];
      allocate(from, to, filled);
      from[axis] = 0;
      to[axis] = Math.min(stored[axis], counts[axis]);
    }
  }

  /// Stores the chunks of a box that are not stored.
  ///
  /// @param from the box's first position along each axis, in units of chunks
  /// @param to the position behind its last one
  private void allocate(long[] from, long[] to, Filled filled) {
    for (int axis = 0; axis < from.length; axis++) {
      if (from[axis] >= to[axis]) {
        return;
      }
    }
    List<ChunkStore.Chunk> batch = new ArrayList<>();
    long[] scaled = from.clone();
    int axis;
    do {
      // Where the index gives each chunk its place, the place says nothing about what is there.
      if (storage.givesChunksPlaces() || storage.findChunk(scaled).isEmpty()) {
        batch.add(filled.at(scaled.clone()));
      }
      if (batch.size() == FILLED_AT_ONCE) {
        store(batch);
        batch.clear();
      }
      axis = scaled.length - 1;
      while (axis >= 0 && ++scaled[axis] == to[axis]) {
        scaled[axis] = from[axis];
        axis--;
      }
    } while (axis >= 0);
    store(batch);
  }

  /// Chunks of nothing but fill values: the same one again and again, unless each has data of
  /// variable length of its own.
  private final class Filled {
    private MemorySegment elements = contents.filled();
    private EncodedChunk filtered = contents.encoded(elements);
    private boolean used;

    ChunkStore.Chunk at(long[] scaled) {
      if (used && contents.copiesFill()) {
        elements = contents.filled();
        filtered = contents.encoded(elements);
      }
      used = true;
      return new ChunkStore.Chunk(
          scaled, layout.isUnfiltered(scaled) ? new EncodedChunk(elements, 0) : filtered);
    }
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
      MemorySegment elements = contents.room();
      contents.load(Optional.of(chunk), elements);
      contents.fillOutside(after, chunk.scaled(), elements);
      store(List.of(contents.encode(after, chunk.scaled(), elements)));
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
