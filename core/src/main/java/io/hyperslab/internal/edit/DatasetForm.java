package io.hyperslab.internal.edit;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.convert.RawConverter;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.selection.VirtualMappingList;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.pipeline.FilterPipeline;
import java.util.List;
import java.util.OptionalLong;

/// What a dataset is to be.
///
/// @param datatype of the elements
/// @param committedDatatype the header of the committed datatype to share, which is `datatype`
/// @param dataspace size and shape
/// @param storage where the elements are to be
/// @param fill what elements are that were never written
/// @param fillWriteTime when the fill value is written, by its number in the fill value message
/// @param allocationTime when storage is allocated, by its number in the fill value message; 0 for
///   what is usual
/// @param filters in the order of encoding; chunked storage only
/// @param attributes how the object keeps attributes
public record DatasetForm(
    Datatype datatype,
    OptionalLong committedDatatype,
    Dataspace dataspace,
    StorageForm storage,
    DatasetModel.Fill fill,
    int fillWriteTime,
    int allocationTime,
    List<FilterPipeline.Stage> filters,
    ObjectForm attributes) {
  /// Where elements are to be.
  public sealed interface StorageForm {}

  /// In the object header.
  public record Compact() implements StorageForm {}

  /// In one piece of the file.
  public record Contiguous() implements StorageForm {}

  /// In chunks.
  ///
  /// @param chunkShape size of a chunk in elements; not to be modified
  /// @param partialUnfiltered whether chunks that reach beyond the dataset's edge skip the filters
  public record Chunked(long[] chunkShape, boolean partialUnfiltered) implements StorageForm {}

  /// In files of raw data.
  ///
  /// @param files the parts, one after the other
  public record External(List<DatasetModel.ExternalFile> files) implements StorageForm {}

  /// In other datasets.
  ///
  /// @param mappings in the order in which they count
  public record Virtual(List<VirtualMappingList.VirtualMapping> mappings) implements StorageForm {}

  /// The time at which storage is allocated.
  int effectiveAllocationTime() {
    if (allocationTime != 0) {
      return allocationTime;
    }
    return switch (storage) {
      case Compact _ -> FillValueMessage.ALLOCATED_EARLY;
      case Contiguous _, External _ -> FillValueMessage.ALLOCATED_LATE;
      case Chunked _, Virtual _ -> FillValueMessage.ALLOCATED_INCREMENTALLY;
    };
  }

  /// When the fill value is written. Variable-length elements must always say where their data is:
  /// whoever replaces them frees what the old ones lead to, and in space that was used before
  /// anything may be found there. libhdf5 stores the same.
  int effectiveFillWriteTime() {
    return fillWriteTime == FillValueMessage.WRITTEN_IF_SET
            && fill.state() == FillValueMessage.State.DEFAULT
            && RawConverter.hasSequences(datatype)
        ? FillValueMessage.WRITTEN_ON_ALLOCATION
        : fillWriteTime;
  }
}
