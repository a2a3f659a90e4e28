package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.pipeline.EncodedChunk;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes elements of a chunked dataset: each chunk that the selection touches is decoded (unless
/// it is replaced whole), changed and encoded once. Chunks are encoded on all cores and stored in
/// their order, a batch at a time; readers wait only while a batch is stored.
final class ChunkedWriter {
  private static final String STRUCTURE = "chunk";

  /// Bytes of chunks before encoding that are in memory at once, unless one chunk is larger.
  private static final long BATCH = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final FileEditor editor;
  private final DatasetModel dataset;
  private final Layout.Chunked layout;
  private final DatasetEditor storage;
  private final Fill fill;
  private final Optional<FillCopies> copies;
  private final ChunkedReader reader;
  private final long chunkBytes;

  /// No filter makes a chunk larger by more than itself and this, in bytes.
  private static final long MOST_OVERHEAD = 1 << 16;

  /// What is to be stored of a chunk.
  private record Encoded(long[] scaled, EncodedChunk chunk) {}

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
    this.reader = new ChunkedReader(dataset, layout, fill, MemorySegment.NULL);
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
    List<Optional<ChunkRecord>> before = new ArrayList<>();
    batch.forEach(part -> before.add(storage.findChunk(part.scaled())));
    Encoded[] encoded = new Encoded[batch.size()];
    Workers.run(encoded.length, i -> encoded[i] = encode(batch.get(i), before.get(i), source));
    store(encoded);
    batch.clear();
  }

  private void store(Encoded[] encoded) {
    editor.exclusively(() -> {
      for (Encoded chunk : encoded) {
        storage.putChunk(chunk.scaled(), chunk.chunk().data(), chunk.chunk().filterMask());
      }
      // Readers find the chunks of this batch from now on, and the space of those replaced may be
      // taken for the next one.
      storage.save();
      return encoded;
    });
  }

  private Encoded encode(ChunkPart part, Optional<ChunkRecord> before, ElementSource source) {
    MemorySegment elements = part.whole() ? fresh(part.scaled()) : present(before);
    long elementSize = layout.geometry().elementSize();
    part.runs()
        .forEachRun(
            (stored, first, length) -> source.copy(first, length, elements, stored * elementSize));
    copies.ifPresent(each -> each.detach(elements));
    return encode(part.scaled(), elements);
  }

  /// Memory for a chunk of which everything inside the dataset will be written.
  private MemorySegment fresh(long[] scaled) {
    MemorySegment elements = Memory.allocate(chunkBytes, STRUCTURE, dataset.address());
    if (layout.reachesBeyondEdge(scaled)) {
      fill.fillOutside(elements, layout.geometry().chunkDims(), layout.insideOf(scaled));
    }
    return elements;
  }

  /// A copy of a chunk as it is.
  private MemorySegment present(Optional<ChunkRecord> record) {
    MemorySegment elements = Memory.allocate(chunkBytes, STRUCTURE, dataset.address());
    if (record.isPresent()) {
      elements.copyFrom(reader.elements(record.get(), false));
    } else {
      fill.fill(elements);
    }
    return elements;
  }

  private EncodedChunk encoded(MemorySegment elements) {
    return layout.pipeline().encode(elements, Saturated.add(2 * chunkBytes, MOST_OVERHEAD));
  }

  private Encoded encode(long[] scaled, MemorySegment elements) {
    if (layout.isUnfiltered(scaled)) {
      return new Encoded(scaled, new EncodedChunk(elements, 0));
    }
    return new Encoded(scaled, encoded(elements));
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
    List<Encoded> batch = new ArrayList<>();
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
        store(batch.toArray(Encoded[]::new));
        batch.clear();
      }
    }
    store(batch.toArray(Encoded[]::new));
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

    Encoded at(long[] scaled) {
      if (used && copies.isPresent()) {
        elements = filled();
        filtered = encoded(elements);
      }
      used = true;
      return new Encoded(
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
      MemorySegment elements = present(Optional.of(chunk));
      fill.fillOutside(elements, after.geometry().chunkDims(), after.insideOf(chunk.scaled()));
      copies.ifPresent(each -> each.detach(elements));
      Encoded encoded =
          after.isUnfiltered(chunk.scaled())
              ? new Encoded(chunk.scaled(), new EncodedChunk(elements, 0))
              : new Encoded(chunk.scaled(), encoded(elements));
      store(new Encoded[] {encoded});
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
