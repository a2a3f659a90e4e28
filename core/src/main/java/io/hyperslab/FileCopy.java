package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.copy.CopyRules;
import io.hyperslab.internal.copy.ObjectCopier;
import io.hyperslab.internal.copy.ObjectForms;
import io.hyperslab.internal.copy.StorageRule;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.GroupForm;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.SwmrReads;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How a whole file is copied into a new one, without the space that it does not use: immutable;
/// each method returns changed options.
///
/// ```java
/// try (var file = Hdf5File.open(Path.of("weather.h5"))) {
///   FileCopy.defaults().autoChunks().filters(FilterSpec.shuffle(), FilterSpec.zstd(3))
///       .copy(file, Path.of("small.h5"));
/// }
/// ```
///
/// Every object that hard links lead to is copied once, with its links, attributes, comment and
/// times; references lead to the copies. Soft and external links, mappings of virtual datasets and
/// names of raw data files stay as they are. Stored chunks are copied as they are where their shape
/// and filters do not change. Not kept are shared message tables, and how the file's space is
/// managed.
public final class FileCopy {
  private static final FileCopy DEFAULTS =
      new FileCopy(StorageRule.KEEP, null, null, false, new CopyListener() {});

  private final StorageRule storage;
  private final @Nullable LibraryVersion low;
  private final @Nullable LibraryVersion high;
  private final boolean decodesAll;
  private final CopyListener listener;

  private FileCopy(
      StorageRule storage,
      @Nullable LibraryVersion low,
      @Nullable LibraryVersion high,
      boolean decodesAll,
      CopyListener listener) {
    this.storage = storage;
    this.low = low;
    this.high = high;
    this.decodesAll = decodesAll;
    this.listener = listener;
  }

  /// Looks at a copy before it takes its place.
  @FunctionalInterface
  public interface Check {
    /// Refuses a copy by an exception.
    ///
    /// @param copy the new file, under a temporary name
    void check(Path copy) throws IOException;
  }

  /// Everything as it is.
  public static FileCopy defaults() {
    return DEFAULTS;
  }

  private FileCopy with(StorageRule changed) {
    return new FileCopy(changed, low, high, decodesAll, listener);
  }

  private FileCopy withPlace(StorageRule.Place place) {
    return with(new StorageRule(place, storage.chunks(), storage.filters()));
  }

  private FileCopy withChunks(StorageRule.Chunks chunks) {
    return with(new StorageRule(storage.layout(), chunks, storage.filters()));
  }

  /// Chunks of one shape for all datasets with as many dimensions, none larger than a dimension
  /// that cannot grow; datasets in one piece are put into chunks.
  ///
  /// @throws IllegalArgumentException unless there is a size, and each is at least 1
  public FileCopy chunks(long... shape) {
    boolean sound = shape.length > 0;
    for (long size : shape) {
      sound &= size > 0;
    }
    if (!sound) {
      throw new IllegalArgumentException("chunks of shape " + Arrays.toString(shape));
    }
    return withChunks(new StorageRule.Chunks.Shape(shape.clone()));
  }

  /// Chunks of a shape that is chosen from each dataset's, as h5py chooses it; datasets in one
  /// piece are put into chunks.
  public FileCopy autoChunks() {
    return withChunks(new StorageRule.Chunks.Guess());
  }

  /// Datasets in chunks, where they have dimensions.
  public FileCopy chunked() {
    return withPlace(StorageRule.Place.CHUNKED);
  }

  /// Datasets in one piece, without filters, where they cannot grow.
  public FileCopy contiguous() {
    return withPlace(StorageRule.Place.CONTIGUOUS);
  }

  /// Datasets in their object headers, without filters, where they are small and cannot grow.
  public FileCopy compact() {
    return withPlace(StorageRule.Place.COMPACT);
  }

  /// Filters for all datasets in chunks, instead of theirs, in the order of encoding; none to take
  /// filters away. Datasets in one piece of a kilobyte or more are put into chunks for them.
  public FileCopy filters(FilterSpec... filters) {
    return with(new StorageRule(storage.layout(), storage.chunks(), Optional.of(List.of(filters))));
  }

  /// Bounds for the structures of the new file; see [OpenOptions#libraryVersions(LibraryVersion,
  /// LibraryVersion)]. Without them the new file is as old as the one that is copied, except for
  /// structures that are newer already.
  ///
  /// @throws IllegalArgumentException if `low` is above `high`
  public FileCopy libraryVersions(LibraryVersion low, LibraryVersion high) {
    CreateOptions.defaults().libraryVersions(low, high);
    return new FileCopy(storage, low, high, decodesAll, listener);
  }

  /// Decodes chunks even where they are copied as they are stored, so that the listener is told of
  /// damaged ones.
  public FileCopy decodingAll() {
    return new FileCopy(storage, low, high, true, listener);
  }

  /// Tells somebody how the copy goes on.
  public FileCopy listener(CopyListener listener) {
    return new FileCopy(storage, low, high, decodesAll, listener);
  }

  /// Copies a file; see [#copy(Hdf5File, Path, Check)].
  public void copy(Hdf5File source, Path target) throws IOException {
    copy(source, target, _ -> {});
  }

  /// Copies a file. The copy has a temporary name until it is complete and has been checked; then
  /// it takes its place, in one step. A file that is there is replaced, which may be the source
  /// itself.
  ///
  /// @param check what must hold of the copy
  /// @throws IOException if a medium fails, or the check says so; then nothing has changed
  /// @throws Hdf5Exception if a part of the source cannot be read or written, or somebody has the
  ///   target open
  public void copy(Hdf5File source, Path target, Check check) throws IOException {
    try (FileGuard _ = guard(source, target);
        WritableStorage place = WritableStorage.replacing(target)) {
      fill(source, new UnpublishedStorage(place));
      check.check(place.path().orElseThrow());
      place.publish(true);
    }
  }

  /// Keeps others away from a file that is to be replaced.
  private static @Nullable FileGuard guard(Hdf5File source, Path target) throws IOException {
    boolean own =
        source.path().isPresent()
            && Files.exists(target)
            && Files.isSameFile(source.path().get(), target);
    return own || !Files.exists(target)
        ? null
        : FileGuard.exclusive(target, FileLocking.FROM_ENVIRONMENT, Duration.ZERO);
  }

  private void fill(Hdf5File source, WritableStorage place) throws IOException {
    Hdf5File copy = Hdf5File.create(place, createOptions(source));
    try {
      copy.edited(
          "/",
          "copy",
          editor -> {
            copy(source, editor);
            return editor;
          });
      copy.flush();
      byte[] userBlock = source.userBlock();
      if (userBlock.length > 0) {
        copy.writeUserBlock(userBlock);
      }
    } finally {
      copy.closeWithoutCommit();
    }
  }

  private void copy(Hdf5File source, FileEditor editor) {
    Supplier<GroupModel> copying =
        () -> {
          GroupModel root = source.model().root();
          new ObjectCopier(editor, rules()).copyInto(root, "/", editor.model().root());
          return root;
        };
    SwmrReads.once(() -> source.guarded("/", copying));
  }

  private boolean oldStyle() {
    return low == LibraryVersion.EARLIEST;
  }

  private CopyRules rules() {
    CopyRules rules = ObjectCopy.rules(storage, listener);
    return new CopyRules(
        false,
        false,
        false,
        false,
        false,
        oldStyle(),
        decodesAll,
        rules.storage(),
        rules.listener());
  }

  /// What a new file must be made with to be like another one.
  private CreateOptions createOptions(Hdf5File source) {
    FileProperties properties = source.properties();
    LibraryVersion lowest = low == null ? age(properties.superblockVersion()) : low;
    GroupForm root = source.guarded("/", () -> ObjectForms.of(source.model().root(), oldStyle()));
    CreateOptions options = CreateOptions.defaults().dense();
    // A file that all releases are to read says nothing about its space, which not all understand.
    CreateOptions managed =
        lowest == LibraryVersion.EARLIEST ? options : options.fileSpaceOf(properties);
    return managed
        .libraryVersions(lowest, high == null ? LibraryVersion.LATEST : high)
        .userBlock(properties.userBlockSize())
        .sizes(properties.sizeOfOffsets(), properties.sizeOfLengths())
        .symbolTableK(
            properties.groupInternalK(), properties.groupLeafK(), properties.indexedStorageK())
        .root(GroupOptions.of(root));
  }

  /// The release that made files of such a superblock.
  private static LibraryVersion age(int superblockVersion) {
    return switch (superblockVersion) {
      case 0, 1 -> LibraryVersion.EARLIEST;
      case 2 -> LibraryVersion.V18;
      default -> LibraryVersion.V110;
    };
  }
}
