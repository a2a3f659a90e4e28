package io.hyperslab.internal.model;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.DataspaceMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.message.FilterPipelineMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.OldFillValueMessage;
import io.hyperslab.internal.index.LocalHeap;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.pipeline.FilterPipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A dataset: what its header says. Where its elements are is the layout's knowledge.
public final class DatasetModel extends ObjectModel {
  /// What elements read as that were never written.
  ///
  /// @param state what is known of the value
  /// @param value one element; empty unless the user defined it
  public record Fill(FillValueMessage.State state, byte[] value) {}

  /// A part of an external file.
  ///
  /// @param name the file's name as stored
  /// @param offset where the part starts, in bytes
  /// @param size its bytes, or [ExternalFileListMessage#UNLIMITED]
  public record ExternalFile(String name, long offset, long size) {}

  /// Read on first use; reading them twice does no harm.
  private volatile @Nullable List<ExternalFile> externalFiles;

  DatasetModel(FileModel file, ObjectHeader header) {
    super(file, header);
  }

  /// The type of its elements.
  public Datatype datatype() {
    return header().get(DatatypeMessage.class).datatype();
  }

  /// The header of the committed datatype that it shares.
  public Optional<Long> committedDatatype() {
    return header()
        .sharedLocation(MessageType.DATATYPE)
        .flatMap(location ->
            location instanceof SharedMessage.Committed(int _, int _, long header)
                ? Optional.of(header)
                : Optional.empty());
  }

  /// Size and shape as stored. A virtual dataset may turn out larger.
  public Dataspace dataspace() {
    return header().get(DataspaceMessage.class).dataspace();
  }

  /// How its elements are stored.
  public DataLayoutMessage layoutMessage() {
    return header().get(DataLayoutMessage.class);
  }

  /// Its filters as stored, in the order of writing.
  public List<FilterPipelineMessage.FilterDescription> filters() {
    return header()
        .find(FilterPipelineMessage.class)
        .map(FilterPipelineMessage::filters)
        .orElse(List.of());
  }

  /// Its filters with their implementations.
  public FilterPipeline pipeline() {
    return HeapFilter.pipeline(filters(), file().settings().filters());
  }

  /// Its fill value.
  public Fill fill() {
    ObjectHeader header = header();
    Optional<FillValueMessage> newer = header.find(FillValueMessage.class);
    if (newer.isPresent()) {
      return checked(new Fill(newer.get().state(), newer.get().value()));
    }
    // Before there was a message that could say so, no fill value meant an undefined one.
    byte[] old =
        header.find(OldFillValueMessage.class).map(OldFillValueMessage::value).orElse(new byte[0]);
    return old.length == 0
        ? new Fill(FillValueMessage.State.UNDEFINED, old)
        : checked(new Fill(FillValueMessage.State.USER_DEFINED, old));
  }

  private Fill checked(Fill fill) {
    if (fill.state() == FillValueMessage.State.USER_DEFINED
        && fill.value().length != datatype().size()) {
      throw new MalformedFileException(
          "fill value message",
          address(),
          "size",
          fill.value().length + " bytes",
          datatype().size() + " bytes, the datatype's size");
    }
    return fill;
  }

  /// What an element reads as for which nothing is stored: the user's fill value, or nothing for
  /// zeros. Where the dataset says that its fill value is never written, libhdf5 leaves the
  /// reader's memory as it is; here that holds zeros.
  public byte[] unwrittenValue() {
    return fillWriteTime() == FillValueMessage.NEVER_WRITTEN ? new byte[0] : fill().value();
  }

  /// When the fill value is written, by its number in the fill value message.
  public int fillWriteTime() {
    return header()
        .find(FillValueMessage.class)
        .map(FillValueMessage::writeTime)
        .orElse(FillValueMessage.WRITTEN_IF_SET);
  }

  /// When storage is allocated, by its number in the fill value message; what libhdf5 takes for the
  /// layout where there is no such message.
  public int allocationTime() {
    return header()
        .find(FillValueMessage.class)
        .map(FillValueMessage::allocationTime)
        .orElseGet(() ->
            switch (layoutMessage()) {
              case DataLayoutMessage.Compact _ -> FillValueMessage.ALLOCATED_EARLY;
              case DataLayoutMessage.Contiguous _ -> FillValueMessage.ALLOCATED_LATE;
              case DataLayoutMessage.Chunked _, DataLayoutMessage.Virtual _ ->
                  FillValueMessage.ALLOCATED_INCREMENTALLY;
            });
  }

  /// The external files that hold its elements, one after the other, if they are in such.
  public Optional<List<ExternalFile>> externalFiles() {
    return header().find(ExternalFileListMessage.class).map(this::externalFiles);
  }

  private List<ExternalFile> externalFiles(ExternalFileListMessage message) {
    List<ExternalFile> known = externalFiles;
    if (known == null) {
      known = readExternalFiles(message);
      externalFiles = known;
    }
    return known;
  }

  private List<ExternalFile> readExternalFiles(ExternalFileListMessage message) {
    LocalHeap heap = LocalHeap.open(file().reader(), message.localHeapAddress());
    Map<Long, String> names = new HashMap<>();
    List<ExternalFile> files = new ArrayList<>();
    long textBytes = 0;
    for (ExternalFileListMessage.Slot slot : message.slots()) {
      String name = names.get(slot.nameOffset());
      if (name == null) {
        name = heap.text(slot.nameOffset());
        names.put(slot.nameOffset(), name);
        textBytes += name.length() + 1L;
        requireApart(textBytes, heap, message.localHeapAddress());
      }
      files.add(new ExternalFile(name, slot.offset(), slot.size()));
    }
    return List.copyOf(files);
  }

  /// Names that start at different places have different places. Were they to overlap, a small file
  /// could hold very many very long names.
  private static void requireApart(long textBytes, LocalHeap heap, long address) {
    if (textBytes > heap.size()) {
      throw new MalformedFileException(
          LocalHeapHeader.STRUCTURE,
          address,
          "length of all names of external files",
          textBytes + " characters",
          "at most the data segment size, " + heap.size());
    }
  }
}
