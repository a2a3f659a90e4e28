package io.hyperslab;

import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.internal.edit.Dialect;
import io.hyperslab.internal.edit.FileForm;
import io.hyperslab.internal.edit.FormatVersion;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.FileLocking;
import java.time.Duration;
import java.util.Optional;

/// How a file is made: immutable; each method returns changed options.
///
/// ```java
/// Hdf5File.create(path, CreateOptions.defaults().latest().userBlock(512));
/// ```
public final class CreateOptions {
  private static final long SMALLEST_USER_BLOCK = 512;

  private static final CreateOptions DEFAULTS =
      new CreateOptions(
          OpenOptions.defaults(),
          new FileForm(
              new Dialect(FormatVersion.V18, FormatVersion.V200),
              0,
              8,
              8,
              Superblock.DEFAULT_GROUP_LEAF_K,
              Superblock.DEFAULT_GROUP_INTERNAL_K,
              Superblock.DEFAULT_INDEXED_STORAGE_K,
              GroupOptions.defaults().form(),
              SpacePolicy.defaults().withReuseOriginal(true),
              Optional.empty(),
              Optional.empty()));

  private final OpenOptions open;
  private final FileForm form;

  private CreateOptions(OpenOptions open, FileForm form) {
    this.open = open;
    this.form = form;
  }

  /// A file that HDF5 1.8 and later read, without a user block.
  public static CreateOptions defaults() {
    return DEFAULTS;
  }

  /// What holds for a file that is opened, too: limits, filters, the resolver, caches.
  public CreateOptions open(OpenOptions options) {
    return new CreateOptions(options, options.dialect().map(form::withDialect).orElse(form));
  }

  /// See [OpenOptions#durability(Durability)].
  public CreateOptions durability(Durability durability) {
    return new CreateOptions(open.durability(durability), form);
  }

  /// See [OpenOptions#locking(FileLocking)].
  public CreateOptions locking(FileLocking locking) {
    return new CreateOptions(open.locking(locking), form);
  }

  /// See [OpenOptions#lockWait(Duration)].
  public CreateOptions lockWait(Duration wait) {
    return new CreateOptions(open.lockWait(wait), form);
  }

  /// See [OpenOptions#libraryVersions(LibraryVersion, LibraryVersion)].
  public CreateOptions libraryVersions(LibraryVersion low, LibraryVersion high) {
    OpenOptions changed = open.libraryVersions(low, high);
    return new CreateOptions(changed, form.withDialect(new Dialect(low.format(), high.format())));
  }

  /// A file that every release of the HDF5 library reads: [LibraryVersion#EARLIEST] and later.
  public CreateOptions earliest() {
    return libraryVersions(LibraryVersion.EARLIEST, LibraryVersion.LATEST);
  }

  /// A file with all that is new: [LibraryVersion#V110] and later, as h5py's `libver="latest"`
  /// makes it.
  public CreateOptions latest() {
    return libraryVersions(LibraryVersion.LATEST, LibraryVersion.LATEST);
  }

  /// Leaves room before the HDF5 data, for the user's own bytes; see [Hdf5File#userBlock()].
  ///
  /// @param size in bytes: 0, 512 or 512 times a power of two
  /// @throws IllegalArgumentException if it is none of these
  public CreateOptions userBlock(long size) {
    if (size != 0 && (size < SMALLEST_USER_BLOCK || Long.bitCount(size) != 1)) {
      throw new IllegalArgumentException(
          "user block of " + size + " bytes, expected 0, 512 or 512 times a power of two");
    }
    return new CreateOptions(open, form.withUserBlock(size));
  }

  /// How wide addresses and lengths are stored; 8 bytes each unless set. Narrow ones make small
  /// files smaller, and keep them small.
  ///
  /// @param offsets bytes of an address: 2, 4 or 8
  /// @param lengths bytes of a length: 2, 4 or 8
  /// @throws IllegalArgumentException for other numbers
  public CreateOptions sizes(int offsets, int lengths) {
    requireWidth(offsets);
    requireWidth(lengths);
    return new CreateOptions(open, form.withSizes(offsets, lengths));
  }

  private static void requireWidth(int width) {
    if (width != 2 && width != 4 && width != 8) {
      throw new IllegalArgumentException("width of " + width + " bytes, expected 2, 4 or 8");
    }
  }

  /// Half the entries of the nodes of old-style groups and chunk indexes; 16, 4 and 32 unless set.
  ///
  /// @param groupInternal of a group's version 1 B-tree
  /// @param groupLeaf of a symbol table node
  /// @param indexedStorage of a chunk index's version 1 B-tree
  /// @throws IllegalArgumentException unless each is 1 to 32767
  public CreateOptions symbolTableK(int groupInternal, int groupLeaf, int indexedStorage) {
    for (int k : new int[] {groupInternal, groupLeaf, indexedStorage}) {
      if (k < 1 || k > 0x7fff) {
        throw new IllegalArgumentException("K of " + k + ", expected 1 to 32767");
      }
    }
    return new CreateOptions(open, form.withK(groupInternal, groupLeaf, indexedStorage));
  }

  /// How the root group is made, such as with [GroupOptions#trackOrder()].
  public CreateOptions root(GroupOptions options) {
    return new CreateOptions(open, form.withRoot(options.form()));
  }

  /// Where space of at least `threshold` bytes may begin: at multiples of `alignment`.
  ///
  /// @throws IllegalArgumentException if a number is negative or `alignment` is 0
  public CreateOptions alignment(long threshold, long alignment) {
    return new CreateOptions(
        open, form.withSpace(form.space().withAlignment(threshold, alignment)));
  }

  /// Makes the file in memory (libhdf5's core driver); see [OpenOptions#core(boolean)]. What is at
  /// the path already is replaced with the first commit.
  ///
  /// @param backingStore whether each commit is written to a file
  public CreateOptions core(boolean backingStore) {
    return new CreateOptions(open.core(backingStore), form);
  }

  /// Makes a family of files (libhdf5's family driver), into which the one that they are together
  /// is cut. The path has one integer conversion in the manner of printf, such as `x%d.h5`. Files
  /// of such a family that exist are deleted before, not with the first commit.
  ///
  /// @param memberSize bytes of each file but the last
  /// @throws IllegalArgumentException unless the size is at least 1
  public CreateOptions family(long memberSize) {
    return new CreateOptions(open.family(memberSize), form);
  }

  /// Makes a pair of files (libhdf5's split driver): structures in `path-m.h5`, raw data in
  /// `path-r.h5`. Files of these names that exist are deleted before, not with the first commit.
  /// There can be no user block, and nothing special about addresses and space.
  public CreateOptions split() {
    return new CreateOptions(open.split(), form);
  }

  /// How many bytes are taken at once for small structures, so that they lie together; 2048 unless
  /// set, 0 to take as much as each needs. Does not count in files with pages.
  ///
  /// @throws IllegalArgumentException if negative
  public CreateOptions metadataBlockSize(long bytes) {
    return new CreateOptions(open, form.withSpace(form.space().withMetadataBlock(bytes)));
  }

  /// How the file's space is managed, now and by whoever writes the file later; see
  /// [#pageSize(long)] for [FileSpaceStrategy#PAGED_AGGREGATION]. Needs [LibraryVersion#V18] to be
  /// read, and V110 to be minded.
  ///
  /// @param strategy [FileSpaceStrategy#FREE_SPACE_MANAGER_AND_AGGREGATORS] unless set
  /// @param persist whether later writers are to record free space in the file; this library does
  ///   not, since lists that are wrong would do harm
  /// @param threshold the smallest free section that they are to record, in bytes; 1 unless set
  /// @throws IllegalArgumentException if the threshold is negative, or free space is to be recorded
  ///   although the strategy knows of none
  public CreateOptions fileSpace(FileSpaceStrategy strategy, boolean persist, long threshold) {
    boolean knowsFreeSpace =
        strategy == FileSpaceStrategy.FREE_SPACE_MANAGER_AND_AGGREGATORS
            || strategy == FileSpaceStrategy.PAGED_AGGREGATION;
    if (threshold < 0 || persist && !knowsFreeSpace) {
      throw new IllegalArgumentException(
          "strategy " + strategy + ", persisting " + persist + ", threshold " + threshold);
    }
    return with(
        FileSpaceInfoMessage.of(strategy.stored(), persist, threshold, fileSpace().pageSize()));
  }

  /// Bytes of the pages that space is given out in with [FileSpaceStrategy#PAGED_AGGREGATION]; 4096
  /// unless set. A page holds structures or raw data, nothing that is smaller than a page crosses
  /// the end of one, and a user block must end where one does.
  ///
  /// @throws IllegalArgumentException unless it is 512 to 2^30
  public CreateOptions pageSize(long bytes) {
    if (bytes < FileSpaceInfoMessage.LEAST_PAGE_SIZE
        || bytes > FileSpaceInfoMessage.MOST_PAGE_SIZE) {
      throw new IllegalArgumentException(
          "page of " + bytes + " bytes, expected 512 to " + FileSpaceInfoMessage.MOST_PAGE_SIZE);
    }
    FileSpaceInfoMessage space = fileSpace();
    return with(
        FileSpaceInfoMessage.of(space.strategy(), space.persisting(), space.threshold(), bytes));
  }

  /// As in another file, if that says anything that makes sense.
  CreateOptions fileSpaceOf(FileProperties other) {
    boolean pages = other.strategy() == FileSpaceStrategy.PAGED_AGGREGATION;
    boolean sound =
        other.pageSize() >= FileSpaceInfoMessage.LEAST_PAGE_SIZE
            && other.pageSize() <= FileSpaceInfoMessage.MOST_PAGE_SIZE
            && (!pages || other.userBlockSize() % other.pageSize() == 0)
            && other.freeSpaceThreshold() >= 0;
    return sound
        ? with(
            FileSpaceInfoMessage.of(
                other.strategy().stored(),
                other.persistFreeSpace(),
                other.freeSpaceThreshold(),
                other.pageSize()))
        : this;
  }

  private FileSpaceInfoMessage fileSpace() {
    return form.fileSpace().orElseGet(FileSpaceInfoMessage::defaults);
  }

  private CreateOptions with(FileSpaceInfoMessage space) {
    SpacePolicy policy =
        form.space()
            .withPages(
                space.strategy() == FileSpaceInfoMessage.Strategy.PAGES ? space.pageSize() : 0);
    return new CreateOptions(open, form.withSpace(policy).withFileSpace(space));
  }

  /// How many bytes changes may take in memory; see [OpenOptions].
  CreateOptions changesInMemory(long bytes) {
    return new CreateOptions(open, form.withSpace(form.space().withChangesInMemory(bytes)));
  }

  /// Leaves no space between what is written: for a file that is written at once.
  CreateOptions dense() {
    return new CreateOptions(open, form.withSpace(form.space().withoutBlocks()));
  }

  OpenOptions open() {
    return open;
  }

  FileForm form() {
    return switch (open.driver()) {
      case FileDriver.Family family -> form.withDriver(family.information());
      case FileDriver.Split _ -> form.split();
      case FileDriver.Single _, FileDriver.Core _ -> form;
    };
  }
}
