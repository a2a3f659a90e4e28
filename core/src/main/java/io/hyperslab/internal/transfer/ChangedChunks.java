package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.Deferral;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Chunks of one dataset that pass filters and that small writes have changed. Each is decoded when
/// it is first touched, so that a damaged one is refused by the write that meets it; it is encoded
/// by other threads once writes have turned to other chunks, and all are stored by one operation.
///
/// What is left to fail then is the medium. Belongs to the thread that has the writer's turn.
final class ChangedChunks implements Deferral.Change {
  /// Bytes of memory that changes of all datasets of a file may take.
  static final long MOST = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  /// Bytes of chunks that one write may touch. More of them keep all cores busy by themselves.
  private static final long MOST_TOUCHED = MOST / 8;

  /// Runs of a selection that is no product of axes.
  private static final long MOST_ELEMENTS = 1 << 16;

  /// Bytes of chunks that are encoded by one thread when all are stored.
  private static final long GROUP = 1 << 16;

  /// Groups that are encoded before they are stored.
  private static final int AHEAD = 16;

  /// Bytes of memory that are taken at once.
  private static final long SLAB = 1 << 20;

  private final Target target;
  private final ChunkContents contents;
  private final long[] counts;
  private final ChunkEncoding encoding;
  private final Map<Long, Changed> chunks = new HashMap<>();
  private final List<PooledMemory> slabs = new ArrayList<>();
  private long slabUsed;

  /// A chunk's elements, and what the filters made of them.
  static final class Changed {
    private final long number;
    private final long[] scaled;
    private final MemorySegment elements;

    /// How often it stands among the chunks that were touched of late.
    int touches;

    /// The chunk as it is to be stored; guarded by this chunk.
    private ChunkStore.@Nullable Chunk encoded;

    private Changed(long number, long[] scaled, MemorySegment elements) {
      this.number = number;
      this.scaled = scaled;
      this.elements = elements;
    }

    /// Encodes it, unless that was done since the last write to it.
    synchronized ChunkStore.Chunk encode(ChunkContents contents) {
      ChunkStore.Chunk known = encoded;
      if (known == null) {
        known = contents.encode(scaled, elements);
        encoded = known;
      }
      return known;
    }

    /// Puts elements to it.
    ///
    /// @return whether it was encoded for nothing
    private synchronized boolean put(ChunkPart part, ElementSource source, ChunkContents contents) {
      boolean wasted = encoded != null;
      encoded = null;
      contents.put(part, elements, source);
      return wasted;
    }
  }

  /// Whose chunks they are.
  ///
  /// @param path of the dataset, for refusals
  /// @param fill what elements are that were never written
  record Target(
      FileEditor editor, DatasetModel dataset, String path, Layout.Chunked layout, Fill fill) {
    private long chunkBytes() {
      return layout.geometry().chunkBytes();
    }
  }

  private ChangedChunks(Target target) {
    this.target = target;
    this.contents = new ChunkContents(target.editor, target.dataset, target.layout, target.fill);
    this.counts = target.layout.geometry().chunkCounts();
    this.encoding = new ChunkEncoding(contents, target.dataset.file().settings().parallelism());
  }

  /// Whether writes to a dataset may wait: none may be refused once it was taken on. Before the
  /// first of them, its chunks have to have their places, too: see [AmpleIndex].
  static boolean mayWait(FileEditor editor, DatasetModel dataset, Layout.Chunked layout) {
    return !editor.transaction().isSwmr()
        && !layout.pipeline().stages().isEmpty()
        && RowBuffer.acceptsEverything(layout.pipeline())
        && !dataset.datatype().hasIndirectData()
        && layout.geometry().chunkBytes() <= MOST_TOUCHED
        && layout.geometry().chunkBytes() <= dataset.file().settings().limits().decodedChunk();
  }

  /// Takes a write on.
  ///
  /// @param changes that the writer has taken on; of the dataset, none of another kind
  /// @param stored the dataset as it is stored at the moment; asked again when changes were made
  /// @param source makes the elements; asked only if the write is taken on or refused
  /// @return whether it was taken on; if not, because it is a large one, it is to be made now
  static boolean write(
      Deferral changes,
      Supplier<Target> stored,
      ResolvedSelection selection,
      Supplier<ElementSource> source) {
    Target target = stored.get();
    List<ChunkPart> parts = touched(selection, target);
    long needed = Saturated.multiply(parts.size(), target.chunkBytes());
    if (parts.isEmpty() || needed > MOST_TOUCHED) {
      return false;
    }
    ElementSource elements = source.get().lasting();
    if (changes.memory() + needed + SLAB > MOST) {
      changes.settle();
    }
    long address = target.dataset.address();
    Optional<ChangedChunks> known =
        changes
            .find(address)
            .filter(ChangedChunks.class::isInstance)
            .map(ChangedChunks.class::cast);
    // The index may be another one by now: also who makes the elements may have had changes made.
    ChangedChunks chunks = known.isPresent() ? known.get() : new ChangedChunks(stored.get());
    chunks.add(parts, elements, known.isEmpty());
    if (known.isEmpty()) {
      changes.add(address, chunks);
    }
    return true;
  }

  /// The parts of a selection; none if they are too many.
  private static List<ChunkPart> touched(ResolvedSelection selection, Target target) {
    ChunkParts parts = new ChunkParts(target.layout.geometry());
    boolean few =
        selection instanceof GridSelection grid
            ? parts.of(grid).count() <= MOST_TOUCHED / target.chunkBytes()
            : selection.elementCount() <= MOST_ELEMENTS;
    List<ChunkPart> touched = new ArrayList<>();
    if (few) {
      parts.forEachToWrite(selection, touched::add);
    }
    return touched;
  }

  /// Writes elements to chunks: all of them, or none.
  ///
  /// @param first whether it is still to be seen that the filters work
  private void add(List<ChunkPart> touched, ElementSource source, boolean first) {
    List<Changed> changed = new ArrayList<>(touched.size());
    for (ChunkPart part : touched) {
      changed.add(chunk(part));
    }
    // Nothing is refused from here on but by the filters, before any write was taken on.
    for (int i = 0; i < changed.size(); i++) {
      Changed chunk = changed.get(i);
      chunks.put(chunk.number, chunk);
      boolean wasted = chunk.put(touched.get(i), source, contents);
      if (first && i == 0) {
        chunk.encode(contents);
      }
      encoding.touched(chunk, touched.get(i).whole(), wasted);
    }
  }

  /// The chunk of a part, with the elements that the part leaves as they are.
  private Changed chunk(ChunkPart part) {
    long number = number(part.scaled());
    Changed known = chunks.get(number);
    if (known != null) {
      return known;
    }
    MemorySegment elements = room();
    contents.begin(part, contents.layout().find(part.scaled()), elements);
    return new Changed(number, part.scaled(), elements);
  }

  private long number(long[] scaled) {
    long number = 0;
    for (int axis = 0; axis < counts.length; axis++) {
      number = number * counts[axis] + scaled[axis];
    }
    return number;
  }

  private MemorySegment room() {
    long size = contents.chunkBytes();
    if (slabs.isEmpty() || slabUsed + size > slabs.getLast().segment().byteSize()) {
      slabs.add(PooledMemory.take(Math.max(SLAB, size)));
      slabUsed = 0;
    }
    MemorySegment room = slabs.getLast().segment().asSlice(slabUsed, size);
    slabUsed += size;
    return room;
  }

  @Override
  public long memory() {
    return slabs.size() * Math.max(SLAB, contents.chunkBytes());
  }

  /// Stores the chunks, all of them; if that fails, they are kept.
  @Override
  public void settle() {
    List<Changed> all = new ArrayList<>(chunks.values());
    if (all.isEmpty()) {
      return;
    }
    all.sort(Comparator.comparingLong(chunk -> chunk.number));
    try {
      target.editor.editAside(() -> {
        store(all);
        return all;
      });
    } catch (Hdf5Exception e) {
      throw e.atObject(target.path);
    }
    // All are encoded, so nobody looks at their elements any more.
    slabs.forEach(PooledMemory::close);
    drop();
  }

  private void store(List<Changed> all) {
    int each = Math.clamp(GROUP / contents.chunkBytes(), 1, 1 << 10);
    DatasetEditor storage = new DatasetEditor(target.editor, target.dataset);
    ChunkStore store = new ChunkStore(target.editor, storage, all.size());
    OrderedWork.run(
        target.dataset.file().settings().parallelism(),
        Math.ceilDiv(all.size(), each),
        AHEAD,
        i -> encoded(all.subList(i * each, Math.min(all.size(), (i + 1) * each))),
        store::add);
  }

  private ChunkStore.Group encoded(List<Changed> some) {
    List<ChunkStore.Chunk> encoded = new ArrayList<>(some.size());
    for (Changed chunk : some) {
      encoded.add(chunk.encode(contents));
    }
    return ChunkStore.Group.apart(encoded);
  }

  @Override
  public void drop() {
    encoding.stop();
    chunks.clear();
    slabs.clear();
  }
}
