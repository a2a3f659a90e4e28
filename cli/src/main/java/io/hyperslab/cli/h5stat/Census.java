package io.hyperslab.cli.h5stat;

import io.hyperslab.ChunkIndexType;
import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.ObjectStorage;
import io.hyperslab.StorageLayout;
import io.hyperslab.cli.h5stat.StatOptions.Thresholds;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.dataspace.Dataspace;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts what a walk meets, and adds up what it takes.
final class Census implements FileWalk.Visitor {
  /// Bytes of object headers.
  static final class Headers {
    private long total;
    private long free;

    private void add(ObjectStorage storage) {
      total += storage.header();
      free += storage.headerFree();
    }

    long total() {
      return total;
    }

    long free() {
      return free;
    }
  }

  /// Secondary blocks of an extensible array of 2^32 chunks, as libhdf5 makes them all.
  private static final long SECONDARY_BLOCKS = 29;

  private final Counts links;
  private final Counts sizes;
  private final Counts attributes;
  private final Map<Hdf5Object.Kind, Long> objects = new EnumMap<>(Hdf5Object.Kind.class);
  private final Map<Hdf5Object.Kind, Headers> headers = new EnumMap<>(Hdf5Object.Kind.class);
  private final SortedMap<Integer, Long> ranks = new TreeMap<>();
  private final Map<StorageLayout, Long> layouts = new EnumMap<>(StorageLayout.class);
  private final Map<Integer, Long> filters = new HashMap<>();
  private final TypeCounts types = new TypeCounts();
  private long symbolicLinks;
  private long otherLinks;
  private long mostHardLinks;
  private long groupIndexes;
  private long groupHeaps;
  private long attributeIndexes;
  private long attributeHeaps;
  private long chunkIndexes;
  private long datasetHeaps;
  private long rawData;
  private long externalData;
  private long externalFiles;

  Census(Thresholds thresholds) {
    links = new Counts(0, thresholds.links() - 1L);
    sizes = new Counts(0, thresholds.size() - 1L);
    attributes = new Counts(1, thresholds.attributes());
    for (Hdf5Object.Kind kind : Hdf5Object.Kind.values()) {
      headers.put(kind, new Headers());
    }
  }

  /// Counts an object that is no group, or everything from a group down.
  ///
  /// @throws RuntimeException for the first object that cannot be opened or followed
  void count(Hdf5Object start) {
    if (start instanceof Group group) {
      new FileWalk(this).from(group);
    } else {
      object(start.path(), start);
    }
  }

  @Override
  public void object(String path, Hdf5Object object) {
    mostHardLinks = Math.max(mostHardLinks, object.linkCount());
    objects.merge(object.kind(), 1L, Long::sum);
    ObjectStorage storage = object.storage();
    headers(object.kind()).add(storage);
    attributeIndexes += storage.attributeIndex();
    attributeHeaps += storage.attributeHeap();
    attributes.add(object.attributes().size());
    switch (object) {
      case Group group -> {
        links.add(group.size());
        groupIndexes += storage.index();
        groupHeaps += storage.heap();
      }
      case Dataset dataset -> {
        chunkIndexes += storage.index() - uncounted(dataset);
        datasetHeaps += storage.heap();
        count(dataset);
        types.add(dataset, storage.datatype());
      }
      case NamedDatatype _ -> {
        // All is said.
      }
    }
  }

  /// What the program leaves out: of the index block of an extensible array the addresses of as
  /// many secondary blocks as there are altogether, because it has not counted them by then.
  private static long uncounted(Dataset dataset) {
    return dataset
            .chunkIndex()
            .filter(index -> index.type() == ChunkIndexType.EXTENSIBLE_ARRAY)
            .isPresent()
        ? SECONDARY_BLOCKS * dataset.file().properties().sizeOfOffsets()
        : 0;
  }

  private void count(Dataset dataset) {
    // A dataset whose fill value makes no sense cannot be opened by the program.
    var _ = dataset.fillValue();
    StorageLayout layout = dataset.layout();
    long stored = dataset.storageSize();
    int files = dataset.externalSegments().size();
    if (layout == StorageLayout.COMPACT) {
      headers(Hdf5Object.Kind.DATASET).total -= stored;
    }
    layouts.merge(layout, 1L, Long::sum);
    if (files > 0) {
      externalFiles += files;
      externalData += stored;
    } else {
      rawData += stored;
    }
    Dataspace space = dataset.dataspace();
    ranks.merge(space.rank(), 1L, Long::sum);
    if (space.rank() == 1) {
      sizes.add(space.shape()[0]);
    }
    List<FilterInfo> pipeline = dataset.filters();
    if (pipeline.isEmpty()) {
      filters.merge(0, 1L, Long::sum);
    }
    for (FilterInfo filter : pipeline) {
      filters.merge(filter.id(), 1L, Long::sum);
    }
  }

  @Override
  public void repeated(String path, Link.Hard link, String first) {
    // An object counts once.
  }

  @Override
  public void link(String path, Group parent, Link link) {
    if (link instanceof Link.UserDefined) {
      otherLinks++;
    } else {
      symbolicLinks++;
    }
  }

  @Override
  public void unopened(String path, RuntimeException failure) {
    throw failure;
  }

  @Override
  public void unlisted(String path, RuntimeException failure) {
    throw failure;
  }

  long objects(Hdf5Object.Kind kind) {
    return objects.getOrDefault(kind, 0L);
  }

  Headers headers(Hdf5Object.Kind kind) {
    return headers.getOrDefault(kind, new Headers());
  }

  /// Links of groups.
  Counts links() {
    return links;
  }

  /// Sizes of datasets of one dimension.
  Counts sizes() {
    return sizes;
  }

  /// Attributes of objects.
  Counts attributes() {
    return attributes;
  }

  /// Of each rank, how many datasets have it.
  SortedMap<Integer, Long> ranks() {
    return ranks;
  }

  long layouts(StorageLayout layout) {
    return layouts.getOrDefault(layout, 0L);
  }

  /// How often each filter is used, by its number; under 0 the datasets without filters.
  Map<Integer, Long> filters() {
    return filters;
  }

  /// The datatypes of datasets, in the order in which they were met.
  List<TypeCounts.Type> types() {
    return types.types();
  }

  /// Soft and external links.
  long symbolicLinks() {
    return symbolicLinks;
  }

  long otherLinks() {
    return otherLinks;
  }

  long mostHardLinks() {
    return mostHardLinks;
  }

  long groupIndexes() {
    return groupIndexes;
  }

  long groupHeaps() {
    return groupHeaps;
  }

  long attributeIndexes() {
    return attributeIndexes;
  }

  long attributeHeaps() {
    return attributeHeaps;
  }

  long chunkIndexes() {
    return chunkIndexes;
  }

  long datasetHeaps() {
    return datasetHeaps;
  }

  /// Bytes of elements in the file.
  long rawData() {
    return rawData;
  }

  /// Bytes of elements in other files.
  long externalData() {
    return externalData;
  }

  long externalFiles() {
    return externalFiles;
  }
}
