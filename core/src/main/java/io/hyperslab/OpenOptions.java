package io.hyperslab;

import io.hyperslab.error.Limits;
import io.hyperslab.filter.Filter;
import io.hyperslab.internal.edit.Dialect;
import io.hyperslab.internal.metadata.SpacePolicy;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.storage.FileResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// How a file is opened: immutable; each method returns changed options.
///
/// ```java
/// Hdf5File.open(path, OpenOptions.defaults().limits(Limits.trusted()).filters(new MyFilter()));
/// ```
public final class OpenOptions {
  /// What to do about a part of a dataset that lives in a file which is not there or may not be
  /// followed.
  public enum MissingSource {
    /// Reading it is an [io.hyperslab.error.ExternalFileException].
    REFUSE,
    /// Elements of a virtual dataset read as its fill value, as in libhdf5; missing external raw
    /// data is refused.
    FILL,
    /// Elements of either kind read as the dataset's fill value.
    FILL_ALL
  }

  /// Where a virtual dataset ends of which some mapping has no end.
  public enum VirtualEnd {
    /// Where the last of its sources ends; what others lack reads as the fill value.
    LAST_AVAILABLE,
    /// Where the first source ends or is missing, so that all elements come from sources.
    FIRST_MISSING
  }

  private static final OpenOptions DEFAULTS = new OpenOptions(new Settings());

  /// The values; copied before each change, never changed once published.
  private static final class Settings {
    private Limits limits = Limits.defaults();
    private FileResolver resolver = FileResolver.beside();
    private MissingSource missingSource = MissingSource.REFUSE;
    private List<Filter> filters = List.of();
    private long chunkCacheBytes = -1;
    private boolean memoryMapped;
    private boolean allowTruncated;
    private boolean allowUnclean;
    private boolean swmrRead;
    private Durability durability = Durability.PROCESS;
    private FileLocking locking = FileLocking.FROM_ENVIRONMENT;
    private Duration lockWait = Duration.ZERO;
    private Optional<Dialect> dialect = Optional.empty();
    private SpacePolicy space = SpacePolicy.defaults();
    private FileDriver driver = new FileDriver.Single();
    private Parallelism parallelism = Parallelism.defaults();
    private VirtualEnd virtualEnd = VirtualEnd.LAST_AVAILABLE;
    private long virtualGap;

    Settings copy() {
      Settings copy = new Settings();
      copy.limits = limits;
      copy.resolver = resolver;
      copy.missingSource = missingSource;
      copy.filters = filters;
      copy.chunkCacheBytes = chunkCacheBytes;
      copy.memoryMapped = memoryMapped;
      copy.allowTruncated = allowTruncated;
      copy.allowUnclean = allowUnclean;
      copy.swmrRead = swmrRead;
      copy.durability = durability;
      copy.locking = locking;
      copy.lockWait = lockWait;
      copy.dialect = dialect;
      copy.space = space;
      copy.driver = driver;
      copy.parallelism = parallelism;
      copy.virtualEnd = virtualEnd;
      copy.virtualGap = virtualGap;
      return copy;
    }
  }

  private final Settings settings;

  private OpenOptions(Settings settings) {
    this.settings = settings;
  }

  /// Default limits, only files beside this one are followed, missing sources are errors.
  public static OpenOptions defaults() {
    return DEFAULTS;
  }

  /// What the file may demand; [Limits#defaults()] unless set.
  public OpenOptions limits(Limits limits) {
    Settings changed = settings.copy();
    changed.limits = limits;
    return new OpenOptions(changed);
  }

  /// Which other files may be followed from this one; [FileResolver#beside()] unless set.
  public OpenOptions resolver(FileResolver resolver) {
    Settings changed = settings.copy();
    changed.resolver = resolver;
    return new OpenOptions(changed);
  }

  /// What to do about missing external data; [MissingSource#REFUSE] unless set.
  public OpenOptions missingSource(MissingSource policy) {
    Settings changed = settings.copy();
    changed.missingSource = policy;
    return new OpenOptions(changed);
  }

  /// Where virtual datasets end of which some mapping has no end; [VirtualEnd#LAST_AVAILABLE]
  /// unless set.
  public OpenOptions virtualEnd(VirtualEnd end) {
    Settings changed = settings.copy();
    changed.virtualEnd = end;
    return new OpenOptions(changed);
  }

  /// How many missing sources in a row do not end a virtual dataset whose sources are numbered
  /// (`%b` in their names); 0 unless set, so that the first missing one does.
  ///
  /// @throws IllegalArgumentException if the number is negative
  public OpenOptions virtualGap(long sources) {
    if (sources < 0) {
      throw new IllegalArgumentException("a gap of " + sources + " sources");
    }
    Settings changed = settings.copy();
    changed.virtualGap = sources;
    return new OpenOptions(changed);
  }

  /// Adds filters, which are found before those built in and those found by `ServiceLoader`.
  public OpenOptions filters(Filter... filters) {
    Settings changed = settings.copy();
    List<Filter> all = new ArrayList<>(settings.filters);
    all.addAll(List.of(filters));
    changed.filters = List.copyOf(all);
    return new OpenOptions(changed);
  }

  /// How many bytes of decoded chunks are kept for later reads, of the file and those that it leads
  /// to together: 256 MiB, or an eighth of a smaller heap, unless set; 0 keeps none. Chunks that
  /// are asked for again and again stay longest, and a read of more than it holds does not empty
  /// it.
  public OpenOptions chunkCache(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("chunk cache is " + bytes + " bytes, expected 0 or more");
    }
    Settings changed = settings.copy();
    changed.chunkCacheBytes = bytes;
    return new OpenOptions(changed);
  }

  /// How many threads work on one read or write at most, the calling one included: as many as there
  /// are cores unless set; 1 for the calling thread alone. Small transfers never use more than one.
  ///
  /// @throws IllegalArgumentException unless there is at least 1
  public OpenOptions threads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads, expected at least 1");
    }
    Settings changed = settings.copy();
    changed.parallelism = new Parallelism(threads, settings.parallelism.executor());
    return new OpenOptions(changed);
  }

  /// Who lends the threads that help the calling one; a few daemon threads that the library shares
  /// among all files unless set. They are handed work that neither waits for other work nor calls
  /// back, except to filters and storages of the application. Whether, when and on which thread the
  /// executor runs it decides how fast a transfer is, not whether it ends: the calling thread can
  /// do it all alone, and does if the executor rejects it, or has no thread left to run it.
  public OpenOptions executor(Executor executor) {
    Settings changed = settings.copy();
    changed.parallelism = new Parallelism(settings.parallelism.threads(), Optional.of(executor));
    return new OpenOptions(changed);
  }

  /// Maps the file into memory instead of reading it. Only for local files that nobody truncates
  /// while they are open: touching a page that is gone can kill the JVM.
  public OpenOptions memoryMapped() {
    Settings changed = settings.copy();
    changed.memoryMapped = true;
    return new OpenOptions(changed);
  }

  /// Opens a file that ends before the end its superblock records; what is missing is an error only
  /// when it is read.
  public OpenOptions allowTruncated() {
    Settings changed = settings.copy();
    changed.allowTruncated = true;
    return new OpenOptions(changed);
  }

  /// Opens a file whose superblock says that a writer has it open. Either one does, and what is
  /// read may change or not fit together, or a writer died, and what it had not flushed is lost.
  public OpenOptions allowUnclean() {
    Settings changed = settings.copy();
    changed.allowUnclean = true;
    return new OpenOptions(changed);
  }

  /// Reads a file while a SWMR writer (single writer, multiple readers) changes it: one of this
  /// library, see [Hdf5File#startSwmrWrite()], or of any other. The file is also opened if its
  /// writer died, or if it has none; with a writer of another kind it is refused. Ignored in files
  /// that are opened for writing.
  ///
  /// A [Dataset] stays as large as it was when it was opened, until [Dataset#refresh()]. What is
  /// read inside that extent is what the writer has stored there by then. Where a read meets a
  /// change that is only half written, it is made again, for about half a second; then it fails
  /// with an [io.hyperslab.error.MalformedFileException], as it does in a file that is damaged. A
  /// file that grows is never mapped into memory.
  public OpenOptions swmrRead() {
    Settings changed = settings.copy();
    changed.swmrRead = true;
    return new OpenOptions(changed);
  }

  /// What a commit survives; [Durability#PROCESS] unless set.
  public OpenOptions durability(Durability durability) {
    Settings changed = settings.copy();
    changed.durability = durability;
    return new OpenOptions(changed);
  }

  /// Whether the file is locked against other programs; [FileLocking#FROM_ENVIRONMENT] unless set.
  public OpenOptions locking(FileLocking locking) {
    Settings changed = settings.copy();
    changed.locking = locking;
    return new OpenOptions(changed);
  }

  /// How long to wait for a file that others have open; not at all unless set.
  ///
  /// @throws IllegalArgumentException if the wait is negative
  public OpenOptions lockWait(Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("wait " + wait + " is negative");
    }
    Settings changed = settings.copy();
    changed.lockWait = wait;
    return new OpenOptions(changed);
  }

  /// How new structures are written: as release `low` of the HDF5 library would, with newer ones
  /// only where what is wanted needs them, and none that `high` cannot read. Unless set, a file
  /// that exists is edited in the dialect of its superblock, and a new one is made for
  /// [LibraryVersion#V18] and later.
  ///
  /// @throws IllegalArgumentException if `low` is later than `high`
  public OpenOptions libraryVersions(LibraryVersion low, LibraryVersion high) {
    Settings changed = settings.copy();
    changed.dialect = Optional.of(new Dialect(low.format(), high.format()));
    return new OpenOptions(changed);
  }

  /// Takes the whole file into memory first (libhdf5's core driver). Only paths can be opened so.
  ///
  /// @param backingStore whether each commit is written to the file, as a whole; if not, changes
  ///   are gone once the file is closed
  public OpenOptions core(boolean backingStore) {
    return with(new FileDriver.Core(backingStore));
  }

  /// Opens a family of files (libhdf5's family driver) by a path with one integer conversion in the
  /// manner of printf, such as `x%d.h5`; see
  /// [io.hyperslab.storage.Storage#family(java.nio.file.Path)].
  public OpenOptions family() {
    return with(new FileDriver.Family(FileDriver.Family.UNKNOWN));
  }

  /// Opens a family of files as [#family()] does, if they have the size that is expected; else
  /// opening is an [IllegalArgumentException] that tells their size.
  ///
  /// @param memberSize bytes of each file but the last
  /// @throws IllegalArgumentException unless the size is at least 1
  public OpenOptions family(long memberSize) {
    if (memberSize < 1) {
      throw new IllegalArgumentException("family members of " + memberSize + " bytes");
    }
    return with(new FileDriver.Family(memberSize));
  }

  /// Opens a pair of files (libhdf5's split driver) by their path without endings; see
  /// [io.hyperslab.storage.Storage#split(java.nio.file.Path)]. Of a pair of which a commit was cut
  /// off, the commit is completed when it is opened for writing; for reading it is refused.
  public OpenOptions split() {
    return with(new FileDriver.Split());
  }

  private OpenOptions with(FileDriver driver) {
    Settings changed = settings.copy();
    changed.driver = driver;
    return new OpenOptions(changed);
  }

  /// Where space of at least `threshold` bytes may begin, in a file that is changed: at multiples
  /// of `alignment`; see [CreateOptions#alignment(long, long)].
  ///
  /// @throws IllegalArgumentException if a number is negative or `alignment` is 0
  public OpenOptions alignment(long threshold, long alignment) {
    Settings changed = settings.copy();
    changed.space = settings.space.withAlignment(threshold, alignment);
    return new OpenOptions(changed);
  }

  /// How many bytes are taken at once for small structures, in a file that is changed; see
  /// [CreateOptions#metadataBlockSize(long)].
  ///
  /// @throws IllegalArgumentException if negative
  public OpenOptions metadataBlockSize(long bytes) {
    Settings changed = settings.copy();
    changed.space = settings.space.withMetadataBlock(bytes);
    return new OpenOptions(changed);
  }

  /// How many bytes changes may take in memory before what can be written ahead of the commit is.
  OpenOptions changesInMemory(long bytes) {
    Settings changed = settings.copy();
    changed.space = settings.space.withChangesInMemory(bytes);
    return new OpenOptions(changed);
  }

  /// What a commit survives.
  public Durability durability() {
    return settings.durability;
  }

  /// Whether the file is locked against other programs.
  public FileLocking locking() {
    return settings.locking;
  }

  /// How long to wait for a file that others have open.
  public Duration lockWait() {
    return settings.lockWait;
  }

  Optional<Dialect> dialect() {
    return settings.dialect;
  }

  SpacePolicy space() {
    return settings.space;
  }

  FileDriver driver() {
    return settings.driver;
  }

  /// What the file may demand.
  public Limits limits() {
    return settings.limits;
  }

  /// Which other files may be followed.
  public FileResolver resolver() {
    return settings.resolver;
  }

  /// What to do about missing external data.
  public MissingSource missingSource() {
    return settings.missingSource;
  }

  /// Where virtual datasets end of which some mapping has no end.
  public VirtualEnd virtualEnd() {
    return settings.virtualEnd;
  }

  /// How many missing sources in a row do not end a virtual dataset whose sources are numbered.
  public long virtualGap() {
    return settings.virtualGap;
  }

  /// The filters that were added.
  public List<Filter> filters() {
    return settings.filters;
  }

  /// Bytes of decoded chunks to keep; negative for the default.
  long chunkCacheBytes() {
    return settings.chunkCacheBytes;
  }

  Parallelism parallelism() {
    return settings.parallelism;
  }

  /// Whether the file is mapped.
  public boolean isMemoryMapped() {
    return settings.memoryMapped;
  }

  /// Whether a file that ends too early is opened.
  public boolean allowsTruncated() {
    return settings.allowTruncated;
  }

  /// Whether a file that a writer seems to have open is opened.
  public boolean allowsUnclean() {
    return settings.allowUnclean;
  }

  /// Whether a SWMR writer may change the file meanwhile.
  public boolean isSwmrRead() {
    return settings.swmrRead;
  }
}
