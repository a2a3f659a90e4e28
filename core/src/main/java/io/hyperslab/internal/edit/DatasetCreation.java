package io.hyperslab.internal.edit;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.edit.DatasetForm.StorageForm;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.message.FilterPipelineMessage;
import io.hyperslab.internal.format.message.FilterPipelineMessage.FilterDescription;
import io.hyperslab.internal.format.message.OldFillValueMessage;
import io.hyperslab.internal.format.selection.VirtualMappingList;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.index.ChunkIndexEditors;
import io.hyperslab.internal.index.LocalHeapEditor;
import io.hyperslab.internal.index.NewHeader;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.DatasetModel.ExternalFile;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Makes one dataset.
final class DatasetCreation {
  private static final String STRUCTURE = "dataset";

  /// The first layout message with virtual and new chunked storage.
  private static final int NEW_LAYOUT = 4;

  /// Compact elements and what else is in their message.
  private static final int LARGEST_COMPACT = 0xffff - 16;

  /// Bytes of a dataset's header that leave room for some attributes, as libhdf5 makes it.
  private static final int HEADER_SIZE = 256;

  private static final int MESSAGE_OVERHEAD = 8;

  /// Of messages in headers of version 1.
  private static final int MESSAGE_ALIGNMENT = 8;

  private static final int FILTER_OPTIONAL = 1;
  private static final int PARTIAL_CHUNKS_UNFILTERED = 1;
  private static final int SINGLE_CHUNK_FILTERED = 2;

  private final FileEditor editor;
  private final Transaction transaction;
  private final Dialect dialect;
  private final DatasetForm form;
  private int layoutIndex;

  DatasetCreation(FileEditor editor, DatasetForm form) {
    this.editor = editor;
    this.transaction = editor.transaction();
    this.dialect = editor.dialect();
    this.form = form;
  }

  /// Makes the dataset, to which a link leads that the caller makes. Storage that is to be
  /// allocated early is not yet.
  ///
  /// @return its address
  long create() {
    NewHeader header = header();
    long address = header.allocate();
    header.write();
    editor.model().made(address);
    return address;
  }

  /// Makes a contiguous dataset with all its elements; see [#create()].
  ///
  /// @param elements as stored, at least one
  long create(MemorySegment elements) {
    NewHeader header = header();
    long address = header.allocate();
    long size = elements.byteSize();
    long place = transaction.allocate(SpaceKind.RAW, size);
    header.replace(
        layoutIndex,
        NewMessage.of(new DataLayoutMessage.Contiguous(dialect.layoutVersion(), place, size)));
    transaction.writeRaw(place, elements);
    header.write();
    editor.model().made(address);
    return address;
  }

  private NewHeader header() {
    ObjectEditor objects = new ObjectEditor(editor);
    List<NewMessage> messages = new ArrayList<>(8);
    messages.add(editor.recentMessages().dataspace(form.dataspace()));
    messages.add(objects.datatype(form.datatype(), form.committedDatatype()));
    messages.add(editor.recentMessages().fill(form));
    if (dialect.writesOldFillValues()
        && form.fill().state() == FillValueMessage.State.USER_DEFINED) {
      messages.add(NewMessage.of(new OldFillValueMessage(form.fill().value())).constant());
    }
    if (!form.filters().isEmpty()) {
      messages.add(NewMessage.of(pipeline()).constant());
    }
    if (form.storage() instanceof DatasetForm.External(List<ExternalFile> files)) {
      messages.add(NewMessage.of(externalFiles(files)));
    }
    layoutIndex = messages.size();
    messages.add(NewMessage.of(layout(form.storage())));
    int used = 0;
    for (NewMessage message : messages) {
      used += storedSize(message);
    }
    return objects.header(form.attributes(), Math.max(0, HEADER_SIZE - used), messages);
  }

  private int storedSize(NewMessage message) {
    int size = message.size(transaction.context());
    int unit = dialect.objectHeaderVersion() == 1 ? MESSAGE_ALIGNMENT : 1;
    return Math.ceilDiv(size, unit) * unit + MESSAGE_OVERHEAD;
  }

  private FilterPipelineMessage pipeline() {
    return new FilterPipelineMessage(
        dialect.pipelineVersion(),
        form.filters().stream()
            .map(stage ->
                new FilterDescription(
                    stage.id(),
                    stage.name(),
                    stage.optional() ? FILTER_OPTIONAL : 0,
                    stage.clientData()))
            .toList());
  }

  private ExternalFileListMessage externalFiles(List<ExternalFile> files) {
    LocalHeapEditor heap = LocalHeapEditor.create(transaction, 0);
    // Offset 0 stands for no name in old readers.
    heap.insert(new byte[1]);
    List<ExternalFileListMessage.Slot> slots = new ArrayList<>();
    for (ExternalFile file : files) {
      byte[] name = Text.encode(file.name());
      long offset = heap.insert(java.util.Arrays.copyOf(name, name.length + 1));
      slots.add(new ExternalFileListMessage.Slot(offset, file.offset(), file.size()));
    }
    heap.flush();
    return new ExternalFileListMessage(heap.address(), slots);
  }

  private DataLayoutMessage layout(StorageForm storage) {
    int version = dialect.layoutVersion();
    return switch (storage) {
      case DatasetForm.Compact() -> new DataLayoutMessage.Compact(version, compactData());
      case DatasetForm.Contiguous(), DatasetForm.External _ ->
          new DataLayoutMessage.Contiguous(version, Address.UNDEFINED, size());
      case DatasetForm.Chunked(long[] chunkShape, boolean partialUnfiltered) ->
          chunked(version, chunkShape, partialUnfiltered);
      case DatasetForm.Virtual(List<VirtualMappingList.VirtualMapping> mappings) ->
          virtual(mappings);
    };
  }

  /// Bytes of all elements.
  private long size() {
    long size = Saturated.multiply(form.dataspace().elementCount(), form.datatype().size());
    if (size == Long.MAX_VALUE) {
      throw new LimitExceededException(
          STRUCTURE, -1, "size", "2^63 bytes or more", "less than 2^63");
    }
    return size;
  }

  private byte[] compactData() {
    long size = size();
    if (size > LARGEST_COMPACT) {
      throw new LimitExceededException(
          STRUCTURE,
          -1,
          "size of compact elements",
          size + " bytes",
          "at most " + LARGEST_COMPACT + ", which fit an object header");
    }
    byte[] data = new byte[(int) size];
    byte[] fill = form.fill().value();
    for (int at = 0; at < size && fill.length > 0; at += fill.length) {
      System.arraycopy(fill, 0, data, at, fill.length);
    }
    return data;
  }

  private DataLayoutMessage chunked(int version, long[] chunkShape, boolean partialUnfiltered) {
    ChunkGeometry geometry =
        new ChunkGeometry(
            form.dataspace().shape(),
            form.dataspace().maxShape(),
            chunkShape,
            form.datatype().size(),
            !form.filters().isEmpty());
    boolean newLayout = version >= NEW_LAYOUT || partialUnfiltered;
    if (newLayout) {
      dialect.require(FormatVersion.V110, "a new chunk index");
    }
    ChunkIndexing indexing =
        ChunkIndexEditors.choose(
            geometry,
            newLayout,
            form.effectiveAllocationTime() == FillValueMessage.ALLOCATED_EARLY);
    int flags = partialUnfiltered ? PARTIAL_CHUNKS_UNFILTERED : 0;
    if (indexing instanceof ChunkIndexing.SingleChunk && geometry.filtered()) {
      flags |= SINGLE_CHUNK_FILTERED;
    }
    return new DataLayoutMessage.Chunked(
        newLayout ? NEW_LAYOUT : version,
        flags,
        chunkShape,
        form.datatype().size(),
        indexing,
        Address.UNDEFINED);
  }

  private DataLayoutMessage virtual(List<VirtualMappingList.VirtualMapping> mappings) {
    dialect.require(FormatVersion.V110, "a virtual dataset");
    if (mappings.isEmpty()) {
      return new DataLayoutMessage.Virtual(NEW_LAYOUT, Address.UNDEFINED, 0);
    }
    Encoder encoded = transaction.encoder();
    new VirtualMappingList(mappings).encode(encoded);
    var place = editor.heap().insert(encoded.toBytes());
    return new DataLayoutMessage.Virtual(NEW_LAYOUT, place.collectionAddress(), place.index());
  }
}
