package io.hyperslab;

import io.hyperslab.dataspace.ChunkShapes;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.DatasetForm;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the elements of a dataset that is to be made will be, as far as its creator says; the rest
/// follows from what they are. The part of a [DatasetBuilder] that knows layouts.
final class StorageChoice {
  /// Bytes of a chunk before its filters, as its size is stored in 4 bytes.
  private static final long LARGEST_CHUNK = 0xffff_ffffL;

  private enum Kind {
    UNSAID,
    COMPACT,
    CONTIGUOUS,
    CHUNKED,
    EXTERNAL,
    VIRTUAL
  }

  private final String path;
  private Kind kind = Kind.UNSAID;
  private long @Nullable [] chunks;
  private boolean partialUnfiltered;
  private final List<FilterSpec> filters = new ArrayList<>();
  private final List<DatasetModel.ExternalFile> external = new ArrayList<>();
  private final List<VirtualSource> sources = new ArrayList<>();

  /// @param path of the dataset, for messages
  StorageChoice(String path) {
    this.path = path;
  }

  /// @param shape of a chunk; null to have it chosen
  void chunked(long @Nullable [] shape) {
    kind = Kind.CHUNKED;
    chunks = shape;
  }

  void contiguous() {
    kind = Kind.CONTIGUOUS;
  }

  void compact() {
    kind = Kind.COMPACT;
  }

  boolean isCompact() {
    return kind == Kind.COMPACT;
  }

  /// Whether elements will be in one piece of the file; see [#form].
  boolean isContiguous(Dataspace space, boolean mayGrow) {
    return filters.isEmpty()
        && !space.isResizable()
        && (kind == Kind.CONTIGUOUS || kind == Kind.UNSAID && !mayGrow);
  }

  void external(DatasetModel.ExternalFile part) {
    kind = Kind.EXTERNAL;
    external.add(part);
  }

  void virtual() {
    kind = Kind.VIRTUAL;
  }

  void map(VirtualSource source) {
    virtual();
    sources.add(source);
  }

  /// Refuses mappings of sources in the same file that have another number of dimensions.
  void requireSources(FileModel file) {
    sources.forEach(source -> source.requireRank(file));
  }

  void filter(FilterSpec filter) {
    filters.add(filter);
  }

  List<FilterSpec> filters() {
    return filters;
  }

  void partialChunksUnfiltered() {
    partialUnfiltered = true;
  }

  /// The storage of elements.
  ///
  /// @param mayGrow whether a largest extent was given, even if it is that at the beginning
  /// @throws IllegalArgumentException if what was said does not go together
  DatasetForm.StorageForm form(Datatype datatype, Dataspace space, boolean mayGrow) {
    boolean needsChunks = !filters.isEmpty() || space.isResizable();
    if (kind == Kind.UNSAID && (needsChunks || mayGrow)) {
      kind = Kind.CHUNKED;
    }
    if (needsChunks && kind != Kind.CHUNKED && kind != Kind.EXTERNAL && kind != Kind.VIRTUAL) {
      throw new IllegalArgumentException(
          "dataset " + path + ": filters and extents that may grow need chunks");
    }
    return switch (kind) {
      case COMPACT -> new DatasetForm.Compact();
      case UNSAID, CONTIGUOUS -> new DatasetForm.Contiguous();
      case CHUNKED -> new DatasetForm.Chunked(chunkShape(datatype, space), partialUnfiltered);
      case EXTERNAL -> external(datatype, space);
      case VIRTUAL ->
          new DatasetForm.Virtual(
              sources.stream().map(source -> source.stored(space.shape())).toList());
    };
  }

  private DatasetForm.External external(Datatype datatype, Dataspace space) {
    if (!filters.isEmpty()) {
      throw new IllegalArgumentException("dataset " + path + ": external data pass no filters");
    }
    long room = 0;
    for (DatasetModel.ExternalFile part : external) {
      room =
          part.size() == ExternalFileListMessage.UNLIMITED
              ? Long.MAX_VALUE
              : room + Math.min(part.size(), Long.MAX_VALUE - room);
    }
    if (space.elementCount() > room / datatype.size()) {
      throw new IllegalArgumentException(
          "dataset " + path + ": external files have room for " + room + " bytes");
    }
    return new DatasetForm.External(external);
  }

  private long[] chunkShape(Datatype datatype, Dataspace space) {
    if (space.rank() == 0) {
      throw new IllegalArgumentException(
          "dataset " + path + ": what has no dimensions has no chunks");
    }
    if (chunks == null) {
      return ChunkShapes.guess(space.shape(), datatype.size());
    }
    boolean sound = chunks.length == space.rank();
    long[] most = space.maxShape();
    for (int axis = 0; sound && axis < most.length; axis++) {
      // A chunk may not be larger than a dimension that cannot grow.
      sound =
          chunks[axis] > 0
              && chunks[axis] <= LARGEST_CHUNK
              && (most[axis] == Dataspace.UNLIMITED || chunks[axis] <= Math.max(1, most[axis]));
    }
    long bytes = datatype.size();
    for (long size : chunks) {
      bytes = sound ? Saturated.multiply(bytes, size) : 0;
    }
    if (!sound || bytes > LARGEST_CHUNK) {
      throw new IllegalArgumentException(
          "dataset "
              + path
              + ": chunks of shape "
              + Arrays.toString(chunks)
              + " for a dataset of "
              + space);
    }
    return chunks;
  }
}
