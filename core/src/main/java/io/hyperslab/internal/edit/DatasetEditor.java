package io.hyperslab.internal.edit;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.DataspaceMessage;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.OldFillValueMessage;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.index.ChunkIndexEditor;
import io.hyperslab.internal.index.ChunkIndexEditors;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.index.LocalHeapEditor;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.ChunkCache;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Changes where the elements of one dataset are, and its extent. What the elements are is the
/// business of the room above. Made for one operation.
public final class DatasetEditor {
  private final FileEditor editor;
  private final FileModel file;
  private final Transaction transaction;
  private final DatasetModel dataset;
  private @Nullable ChunkIndexEditor chunks;

  /// @throws UnsupportedFeatureException if others read the file meanwhile and could not follow
  public DatasetEditor(FileEditor editor, DatasetModel dataset) {
    if (editor.transaction().isSwmr()) {
      SwmrRules.requireDataset(dataset);
    }
    this.editor = editor;
    this.file = editor.model();
    this.transaction = editor.transaction();
    this.dataset = dataset;
  }

  /// Refuses a dataset that others who read the file could not follow.
  ///
  /// @throws UnsupportedFeatureException if its structures cannot change while they are read
  public static void requireSwmr(DatasetModel dataset) {
    SwmrRules.requireDataset(dataset);
  }

  private ObjectHeader header() {
    return file.headers().load(dataset.address());
  }

  private DataLayoutMessage layout() {
    return header().get(DataLayoutMessage.class);
  }

  private void replaceLayout(DataLayoutMessage layout) {
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, dataset.address());
    header.replace(header.indexOf(MessageType.DATA_LAYOUT), NewMessage.of(layout));
    header.save();
  }

  /// Replaces elements that are in the header.
  ///
  /// @param data as many bytes as there are
  public void compact(byte[] data) {
    if (layout() instanceof DataLayoutMessage.Compact before) {
      replaceLayout(new DataLayoutMessage.Compact(before.version(), before.oldSizes(), data));
    }
  }

  /// Replaces the value that stands for elements which were never written.
  ///
  /// @param value one element
  public void fillValue(byte[] value) {
    FillValueMessage before = header().get(FillValueMessage.class);
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, dataset.address());
    header.replace(
        header.indexOf(MessageType.FILL_VALUE),
        NewMessage.of(
                new FillValueMessage(
                    before.version(),
                    before.allocationTime(),
                    before.writeTime(),
                    FillValueMessage.State.USER_DEFINED,
                    value))
            .constant());
    int old = header.indexOf(MessageType.OLD_FILL_VALUE);
    if (old >= 0) {
      header.replace(old, NewMessage.of(new OldFillValueMessage(value)).constant());
    }
    header.save();
  }

  /// Where the elements of a contiguous dataset are, if space is allocated.
  public OptionalLong contiguousAddress() {
    return layout() instanceof DataLayoutMessage.Contiguous contiguous
            && Address.isDefined(contiguous.address())
        ? OptionalLong.of(contiguous.address())
        : OptionalLong.empty();
  }

  /// Allocates the space of a contiguous dataset, which has none. What is not written there is
  /// zero.
  ///
  /// @param size bytes of all elements, more than 0
  public long allocateContiguous(long size) {
    long address = transaction.allocate(SpaceKind.RAW, size);
    if (layout() instanceof DataLayoutMessage.Contiguous before) {
      replaceLayout(
          new DataLayoutMessage.Contiguous(
              before.version(),
              before.oldSizes(),
              address,
              before.oldSizes().isEmpty() ? size : before.size()));
    }
    return address;
  }

  private DataLayoutMessage.Chunked chunkedLayout() {
    if (layout() instanceof DataLayoutMessage.Chunked chunked) {
      return chunked;
    }
    throw new UnsupportedFeatureException(
        "data layout message", dataset.address(), "layout", "not chunked", "chunked");
  }

  private ChunkIndexEditor chunks() {
    ChunkIndexEditor current = chunks;
    if (current == null) {
      DataLayoutMessage.Chunked layout = chunkedLayout();
      DataspaceMessage space = header().get(DataspaceMessage.class);
      ChunkGeometry geometry =
          new ChunkGeometry(
              space.dimensions(),
              space.maximumDimensions(),
              layout.chunkDimensions(),
              layout.elementSize(),
              !dataset.filters().isEmpty());
      current =
          ChunkIndexEditors.open(
              transaction,
              geometry,
              layout.indexing(),
              layout.version(),
              layout.address(),
              file.indexedStorageK());
      chunks = current;
    }
    return current;
  }

  /// The chunk at a position in units of chunks, with the changes so far.
  public Optional<ChunkRecord> findChunk(long[] scaled) {
    return chunks().find(scaled);
  }

  /// Whether chunks are where their position says, stored or not.
  public boolean givesChunksPlaces() {
    return chunks().fixedPlace();
  }

  /// Stores a chunk.
  ///
  /// @param scaled the chunk's position in units of chunks; kept
  /// @param stored its bytes as stored
  /// @param filterMask bit n is set when filter n was skipped
  public void putChunk(long[] scaled, MemorySegment stored, int filterMask) {
    ChunkRecord record = place(scaled, stored.byteSize(), filterMask);
    transaction.writeRaw(record.address(), stored);
    put(record);
  }

  /// Where a chunk is to be written before it is [#put(ChunkRecord)] into the index: in space of
  /// its own, so that what was committed stays whole until the next commit, except where the kind
  /// of index gives each chunk its place.
  ///
  /// @param scaled the chunk's position in units of chunks; kept
  /// @param size bytes as stored
  /// @param filterMask bit n is set when filter n was skipped
  public ChunkRecord place(long[] scaled, long size, int filterMask) {
    ChunkIndexEditor index = chunks();
    Optional<ChunkRecord> before = index.find(scaled);
    if (before.isPresent()
        && (index.fixedPlace()
            || before.get().storedSize() == size
                && before.get().filterMask() == filterMask
                && isOverwritten(before.get()))) {
      forget(before.get());
      return new ChunkRecord(scaled, before.get().address(), size, filterMask);
    }
    index.prepare();
    return new ChunkRecord(scaled, transaction.allocate(SpaceKind.RAW, size), size, filterMask);
  }

  /// Makes a chunk that was written part of the dataset, instead of the one that was in its place.
  ///
  /// @param record of [#place(long\[\], long, int)]
  public void put(ChunkRecord record) {
    ChunkIndexEditor index = chunks();
    Optional<ChunkRecord> before = index.find(record.scaled());
    forget(record);
    if (before.isPresent() && before.get().address() == record.address()) {
      return;
    }
    index.put(record);
    before.ifPresent(old -> {
      forget(old);
      transaction.free(old.address(), old.storedSize());
    });
  }

  /// The place of a chunk that may be changed there, element by element.
  ///
  /// @param before the chunk
  /// @return its address; empty if there has to be a new place for it
  public OptionalLong placeToChange(ChunkRecord before) {
    if (dataset.filters().isEmpty() && (chunks().fixedPlace() || isOverwritten(before))) {
      forget(before);
      return OptionalLong.of(before.address());
    }
    return OptionalLong.empty();
  }

  /// Whether a chunk of the same size is written over the old one. A fresh one can be: no commit
  /// knows it. In SWMR mode space is never used again, so rows that are added to a chunk go where
  /// they belong: others see none of them before they see the extent.
  private boolean isOverwritten(ChunkRecord before) {
    return transaction.isFresh(before.address(), before.storedSize())
        || transaction.isSwmr() && dataset.filters().isEmpty();
  }

  private void forget(ChunkRecord record) {
    file.chunks().remove(new ChunkCache.Key(dataset.address(), record.address()));
  }

  /// Takes chunks away that lie outside of an extent.
  ///
  /// @param shape the extent
  /// @param chunkShape size of a chunk in elements
  public void dropChunksBeyond(long[] shape, long[] chunkShape) {
    if (chunks().fixedPlace()) {
      return;
    }
    List<ChunkRecord> outside = new ArrayList<>();
    if (Layout.of(dataset) instanceof Layout.Chunked layout) {
      layout.forEach(chunk -> {
        for (int axis = 0; axis < shape.length; axis++) {
          // Not a product: a chunk may lie at the very end of what a long can count.
          if (chunk.scaled()[axis] > (shape[axis] - 1) / chunkShape[axis] || shape[axis] == 0) {
            outside.add(chunk);
            return;
          }
        }
      });
    }
    for (ChunkRecord chunk : outside) {
      chunks().remove(chunk.scaled());
      forget(chunk);
      transaction.free(chunk.address(), chunk.storedSize());
    }
  }

  /// Changes the extent. The caller sees to the chunks.
  ///
  /// @param shape not above the largest extent
  /// @throws UnsupportedFeatureException if it shrinks while others read the file
  public void extent(long[] shape) {
    if (transaction.isSwmr()) {
      SwmrRules.requireGrowth(dataset, shape);
    }
    save();
    chunks = null;
    DataspaceMessage before = header().get(DataspaceMessage.class);
    long count = 1;
    for (long size : shape) {
      count = Saturated.multiply(count, size); // Refused before, unless there are none.
    }
    DataspaceMessage after =
        new DataspaceMessage(
            before.version(), before.kind(), shape.clone(), before.maximumDimensions(), count);
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, dataset.address());
    header.replace(header.indexOf(MessageType.DATASPACE), NewMessage.of(after));
    header.save();
  }

  /// Writes what has changed of the chunk index, and in the layout message.
  public void save() {
    ChunkIndexEditor index = chunks;
    if (index == null) {
      return;
    }
    index.save();
    DataLayoutMessage.Chunked before = chunkedLayout();
    if (before.address() != index.address() || !before.indexing().equals(index.indexing())) {
      replaceLayout(
          new DataLayoutMessage.Chunked(
              before.version(),
              before.flags(),
              before.chunkDimensions(),
              before.elementSize(),
              index.indexing(),
              index.address()));
    }
  }

  private void requireInside(long address, long size) {
    if (address < 0 || size > transaction.reader().available(address)) {
      throw new MalformedFileException(
          Layout.STRUCTURE,
          address,
          "extent",
          size + " bytes",
          "inside the file, which ends at 0x"
              + Long.toHexString(transaction.context().endOfFile()));
    }
  }

  /// Gives back the space of all elements and of their index; the object is about to be deleted.
  ///
  /// @throws MalformedFileException if contiguous ones do not lie inside the file
  void deleteElements() {
    switch (Layout.of(dataset)) {
      case Layout.Compact _ -> {}
      case Layout.Contiguous(long address, long size) -> {
        long bytes = Math.max(size, 0);
        if (Address.isDefined(address) && bytes > 0) {
          requireInside(address, bytes);
          transaction.free(address, bytes);
        }
      }
      case Layout.External _ ->
          header()
              .find(ExternalFileListMessage.class)
              .ifPresent(
                  list -> new LocalHeapEditor(transaction, list.localHeapAddress()).delete());
      case Layout.Chunked layout -> {
        List<ChunkRecord> all = new ArrayList<>();
        layout.forEach(all::add);
        if (!chunks().fixedPlace()) {
          for (ChunkRecord chunk : all) {
            forget(chunk);
            transaction.free(chunk.address(), chunk.storedSize());
          }
        }
        chunks().delete();
      }
      case Layout.Virtual _ -> deleteMappings();
    }
  }

  private void deleteMappings() {
    if (layout() instanceof DataLayoutMessage.Virtual(int _, long address, long index)
        && Address.isDefined(address)) {
      editor.heap().remove(address, index);
    }
  }
}
