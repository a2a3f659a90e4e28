package io.hyperslab;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.internal.layout.Layout;
import java.util.Optional;

/// A dataset as the pattern of another one: its datatype, shape, fill value, chunks, filters and
/// tracking, but neither elements nor attributes. One whose elements are in other files or datasets
/// gives no storage.
///
/// @param other the pattern
record DatasetTemplate(Dataset other) {
  /// Describes a dataset like it.
  ///
  /// @param builder that nothing was said to yet
  DatasetBuilder describe(DatasetBuilder builder, Group parent) {
    type(builder, parent);
    Dataspace space = other.dataspace();
    if (space.isNull()) {
      builder.empty();
    } else {
      builder.shape(space.shape());
    }
    if (space.isResizable()) {
      builder.maxShape(space.maxShape());
    }
    storage(builder);
    fill(builder);
    if (other.attributes().tracksCreationOrder()) {
      builder.trackOrder();
    }
    if (other.modificationTime().isPresent()) {
      builder.trackTimes();
    }
    return builder;
  }

  private void type(DatasetBuilder builder, Group parent) {
    boolean sameFile = other.file().model() == parent.file().model();
    Optional<ObjectReference> committed = other.committedDatatype().filter(_ -> sameFile);
    if (committed.isPresent()
        && parent.file().dereference(committed.get()) instanceof NamedDatatype named) {
      builder.type(named);
    } else {
      builder.type(other.datatype());
    }
  }

  private void storage(DatasetBuilder builder) {
    if (other.layout() == StorageLayout.COMPACT) {
      builder.compact();
    }
    other.chunkShape().ifPresent(builder::chunks);
    other.filters().forEach(filter -> builder.filter(filter.spec()));
    other
        .reader()
        .chunked()
        .filter(Layout.Chunked::partialUnfiltered)
        .ifPresent(_ -> builder.partialChunksUnfiltered());
  }

  private void fill(DatasetBuilder builder) {
    FillValue fill = other.fillValue();
    if (fill.state() == FillValue.State.USER_DEFINED) {
      fill.value().ifPresent(builder::fill);
    } else if (fill.state() == FillValue.State.UNDEFINED) {
      builder.undefinedFill();
    }
    builder.fillTime(fill.writeTime());
  }
}
