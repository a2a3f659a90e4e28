package io.hyperslab.internal.edit;

import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.storage.AddressMap;
import java.util.Arrays;

/// What may be changed while others read the file (SWMR): the elements of datasets, and how many
/// there are, if all structures that change in place have checksums. libhdf5 has about the same
/// rules.
final class SwmrRules {
  private static final int FIRST_SUPERBLOCK = 3;
  private static final int FIRST_HEADER = 2;
  private static final String WANTED = "one that is written in the format of version 1.10 or later";

  private SwmrRules() {}

  /// @throws UnsupportedFeatureException if the file is of a format for which there is no SWMR
  static void requireFile(FileModel model) {
    int version = model.superblock().version();
    if (version < FIRST_SUPERBLOCK) {
      throw new UnsupportedFeatureException(
          "superblock",
          0,
          "version of the superblock of the file for SWMR writing",
          String.valueOf(version),
          FIRST_SUPERBLOCK + ": make the file with the latest library versions");
    }
    boolean driver =
        model.extension().filter(header -> header.has(MessageType.DRIVER_INFO)).isPresent();
    if (driver || !model.reader().context().addresses().equals(AddressMap.identity())) {
      throw new UnsupportedFeatureException(
          "superblock", 0, "driver of the file for SWMR writing", "one for several files", "none");
    }
  }

  /// @throws UnsupportedFeatureException if the dataset cannot change while it is read
  static void requireDataset(DatasetModel dataset) {
    int header = dataset.header().version();
    if (header < FIRST_HEADER) {
      throw refused(dataset, "object header", "version", String.valueOf(header), WANTED);
    }
    if (dataset.layoutMessage() instanceof DataLayoutMessage.Chunked chunked
        && chunked.indexing() instanceof ChunkIndexing.BTreeV1) {
      throw refused(dataset, "data layout message", "chunk index", "a version 1 B-tree", WANTED);
    }
  }

  /// @throws UnsupportedFeatureException if a dimension shrinks: readers would look for elements
  ///   that are gone
  static void requireGrowth(DatasetModel dataset, long[] shape) {
    long[] before = dataset.dataspace().shape();
    for (int axis = 0; axis < before.length; axis++) {
      if (shape[axis] < before[axis]) {
        throw refused(
            dataset,
            "dataspace message",
            "extent",
            Arrays.toString(shape),
            "at least " + Arrays.toString(before));
      }
    }
  }

  private static UnsupportedFeatureException refused(
      DatasetModel dataset, String structure, String item, String found, String expected) {
    return new UnsupportedFeatureException(
        structure,
        dataset.address(),
        item + " of a dataset to change in SWMR mode",
        found,
        expected);
  }

  /// The refusal of a change of links, attributes or types, or of a new object.
  static UnsupportedFeatureException structure() {
    return refused("anything else than elements and extents of datasets");
  }

  /// The refusal of a change of data of variable length.
  static UnsupportedFeatureException heap() {
    return refused("data of variable length");
  }

  private static UnsupportedFeatureException refused(String what) {
    return new UnsupportedFeatureException(
        "file", -1, "change in SWMR mode", "of " + what, "one that readers can follow");
  }
}
