package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.copy.CopyRules;
import io.hyperslab.internal.copy.ObjectCopier;
import io.hyperslab.internal.copy.ObjectForms;
import io.hyperslab.internal.copy.StorageRule;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.edit.GroupForm;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.SwmrReads;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
  private static final FileCopy DEFAULTS = new FileCopy(new Draft());

  private final StorageRule storage;
  private final @Nullable Function<Dataset, FileCopy> choice;
  private final boolean decodesAll;
  private final boolean withoutNames;
  private final UnaryOperator<GroupOptions> groups;
  private final @Nullable LibraryVersion low;
  private final @Nullable LibraryVersion high;
  private final UnaryOperator<CreateOptions> making;
  private final byte @Nullable [] userBlock;
  private final CopyListener listener;

  private FileCopy(Draft draft) {
    this.storage = draft.storage;
    this.choice = draft.choice;
    this.decodesAll = draft.decodesAll;
    this.withoutNames = draft.withoutNames;
    this.groups = draft.groups;
    this.low = draft.low;
    this.high = draft.high;
    this.making = draft.making;
    this.userBlock = draft.userBlock;
    this.listener = draft.listener;
  }

  /// Options that are being changed.
  private static final class Draft {
    private StorageRule storage = StorageRule.KEEP;
    private @Nullable Function<Dataset, FileCopy> choice;
    private boolean decodesAll;
    private boolean withoutNames;
    private UnaryOperator<GroupOptions> groups = UnaryOperator.identity();
    private @Nullable LibraryVersion low;
    private @Nullable LibraryVersion high;
    private UnaryOperator<CreateOptions> making = UnaryOperator.identity();
    private byte @Nullable [] userBlock;
    private CopyListener listener = new CopyListener() {};

    FileCopy done() {
      return new FileCopy(this);
    }
  }

  private Draft draft() {
    Draft draft = new Draft();
    draft.storage = storage;
    draft.choice = choice;
    draft.decodesAll = decodesAll;
    draft.withoutNames = withoutNames;
    draft.groups = groups;
    draft.low = low;
    draft.high = high;
    draft.making = making;
    draft.userBlock = userBlock;
    draft.listener = listener;
    return draft;
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
    Draft draft = draft();
    draft.storage = changed;
    return draft.done();
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
    return with(storage.withChunks(new StorageRule.Chunks.Shape(shape.clone())));
  }

  /// Chunks of a shape that is chosen from each dataset's, as h5py chooses it; datasets in one
  /// piece are put into chunks.
  public FileCopy autoChunks() {
    return with(storage.withChunks(new StorageRule.Chunks.Guess()));
  }

  /// Datasets in chunks, where they have dimensions.
  public FileCopy chunked() {
    return with(storage.withLayout(StorageRule.Place.CHUNKED));
  }

  /// Datasets in one piece, without filters, where they cannot grow.
  public FileCopy contiguous() {
    return with(storage.withLayout(StorageRule.Place.CONTIGUOUS));
  }

  /// Datasets in their object headers, without filters, where they are small and cannot grow.
  public FileCopy compact() {
    return with(storage.withLayout(StorageRule.Place.COMPACT));
  }

  /// Filters for all datasets in chunks, instead of theirs, in the order of encoding; none to take
  /// filters away. Datasets in one piece of a kilobyte or more are put into chunks for them.
  public FileCopy filters(FilterSpec... filters) {
    return with(storage.withFilters(List.of(filters)));
  }

  /// Bounds for the structures of the new file; see [OpenOptions#libraryVersions(LibraryVersion,
  /// LibraryVersion)]. Without them the new file is as old as the one that is copied, except for
  /// structures that are newer already.
  ///
  /// @throws IllegalArgumentException if `low` is above `high`
  public FileCopy libraryVersions(LibraryVersion low, LibraryVersion high) {
    CreateOptions.defaults().libraryVersions(low, high);
    Draft draft = draft();
    draft.low = low;
    draft.high = high;
    return draft.done();
  }

  /// Elements that are elsewhere become the copy's own: those in external files, and what virtual
  /// datasets show. Those that may grow are put into chunks.
  public FileCopy takingIn() {
    return with(storage.takingIn());
  }

  /// Datasets whose copies cannot grow, so that they need no chunks.
  public FileCopy fixingExtents() {
    return with(storage.fixingExtent());
  }

  /// Filters also for the smallest datasets; and a dataset that cannot have them as asked is stored
  /// as it was.
  public FileCopy exactly() {
    return with(storage.exactly());
  }

  /// Chooses for each dataset how its elements are stored.
  ///
  /// @param choice tells it by options, of which only those about storage count
  public FileCopy each(Function<Dataset, FileCopy> choice) {
    Draft draft = draft();
    draft.choice = choice;
    return draft.done();
  }

  /// Changes how copies of groups are made, the root group among them.
  ///
  /// @param change of options that make them like the originals
  public FileCopy groups(UnaryOperator<GroupOptions> change) {
    Draft draft = draft();
    draft.groups = change;
    return draft.done();
  }

  /// Leaves out links that are but names: soft, external and user-defined ones.
  public FileCopy withoutNames() {
    Draft draft = draft();
    draft.withoutNames = true;
    return draft.done();
  }

  /// Changes how the new file is made. Without a user block the bytes of the source's are left out;
  /// one that has no room for them is refused before anything is copied.
  ///
  /// @param change of options that make it like the old one
  public FileCopy making(UnaryOperator<CreateOptions> change) {
    Draft draft = draft();
    draft.making = change;
    return draft.done();
  }

  /// Puts other bytes into the user block than those of the file that is copied. There must be one
  /// that is large enough: see [#making(UnaryOperator)].
  public FileCopy userBlock(byte[] content) {
    Draft draft = draft();
    draft.userBlock = content.clone();
    return draft.done();
  }

  /// Decodes chunks even where they are copied as they are stored, so that the listener is told of
  /// damaged ones.
  public FileCopy decodingAll() {
    Draft draft = draft();
    draft.decodesAll = true;
    return draft.done();
  }

  /// Tells somebody how the copy goes on.
  public FileCopy listener(CopyListener listener) {
    Draft draft = draft();
    draft.listener = listener;
    return draft.done();
  }

  /// Copies a file; see [#copy(Hdf5File, Path, Check)].
  public void copy(Hdf5File source, Path target) throws IOException {
    copy(source, target, _ -> {});
  }

  /// Copies a file. The copy has a temporary name until it is complete and has been checked; then
  /// it takes its place, in one step. A file that is there is replaced, which may be the source
  /// itself, but none of the [NeededFiles] of the source: with it, elements of the source, and
  /// mostly of the copy, would be gone. To know them takes a walk through the source, and through
  /// each HDF5 file that it leads to; where there is no file to replace, it is spared.
  ///
  /// @param check what must hold of the copy
  /// @throws IllegalArgumentException if the user block has no room for its content
  /// @throws FileAlreadyExistsException if the target is another file that the source needs; then
  ///   nothing has been written
  /// @throws IOException if a medium fails, or the check says so; then nothing has changed
  /// @throws Hdf5Exception if a part of the source cannot be read or written, or somebody has the
  ///   target open
  public void copy(Hdf5File source, Path target, Check check) throws IOException {
    NeededFiles.requireUnneeded(source, target);
    try (FileGuard _ = guard(source, target);
        WritableStorage place = WritableStorage.replacing(target)) {
      fill(source, new UnpublishedStorage(place));
      check.check(place.path().orElseThrow());
      place.publish(true);
    }
  }

  /// Keeps others away from a file that is to be replaced.
  private static @Nullable FileGuard guard(Hdf5File source, Path target) throws IOException {
    return NeededFiles.isWhole(source, target) || !Files.exists(target)
        ? null
        : FileGuard.exclusive(target, FileLocking.FROM_ENVIRONMENT, Duration.ZERO);
  }

  private void fill(Hdf5File source, WritableStorage place) throws IOException {
    CreateOptions options = createOptions(source);
    byte[] before = userBlock(source, options.form().userBlock());
    Hdf5File copy = Hdf5File.create(place, options);
    try {
      copy.edited(
          "/",
          "copy",
          editor -> {
            copy(source, editor);
            return editor;
          });
      copy.flush();
      if (before.length > 0) {
        copy.writeUserBlock(before);
      }
    } finally {
      copy.closeWithoutCommit();
    }
  }

  /// What the new file's user block is to hold. A copy that is made without one has no use for that
  /// of the source.
  private byte[] userBlock(Hdf5File source, long room) {
    if (userBlock == null && room == 0) {
      return new byte[0];
    }
    byte[] content = userBlock == null ? source.userBlock() : userBlock;
    if (content.length > room) {
      throw new IllegalArgumentException(
          content.length + " bytes for a user block of " + room + " bytes");
    }
    return content;
  }

  private void copy(Hdf5File source, FileEditor editor) {
    Supplier<GroupModel> copying =
        () -> {
          GroupModel root = source.model().root();
          new ObjectCopier(editor, rules(source)).copyInto(root, "/", editor.model().root());
          return root;
        };
    SwmrReads.once(() -> source.guarded("/", copying));
  }

  private boolean oldStyle() {
    return low == LibraryVersion.EARLIEST;
  }

  private CopyRules rules(Hdf5File source) {
    return new CopyRules(
        false,
        false,
        false,
        false,
        false,
        withoutNames,
        this::group,
        decodesAll,
        (dataset, path) -> storage(source, dataset, path),
        ObjectCopy.forwarding(listener));
  }

  private GroupForm group(GroupModel group) {
    return groups.apply(GroupOptions.of(ObjectForms.of(group, oldStyle()))).form();
  }

  private StorageRule storage(Hdf5File source, DatasetModel dataset, String path) {
    return choice == null
        ? storage
        : choice.apply(new Dataset(source, new DatasetReader(dataset), path)).storage;
  }

  /// What a new file must be made with to be like another one.
  private CreateOptions createOptions(Hdf5File source) {
    FileProperties properties = source.properties();
    LibraryVersion lowest = low == null ? age(properties.superblockVersion()) : low;
    GroupForm root = source.guarded("/", () -> group(source.model().root()));
    CreateOptions options = CreateOptions.defaults().dense();
    // A file that all releases are to read says nothing about its space, which not all understand.
    CreateOptions managed =
        lowest == LibraryVersion.EARLIEST ? options : options.fileSpaceOf(properties);
    CreateOptions like =
        managed
            .libraryVersions(lowest, high == null ? LibraryVersion.LATEST : high)
            .userBlock(properties.userBlockSize())
            .sizes(properties.sizeOfOffsets(), properties.sizeOfLengths())
            .symbolTableK(
                properties.groupInternalK(), properties.groupLeafK(), properties.indexedStorageK())
            .root(GroupOptions.of(root));
    return making.apply(like);
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
