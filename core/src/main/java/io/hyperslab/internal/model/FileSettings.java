package io.hyperslab.internal.model;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.storage.FileResolver;

/// How a file and those it refers to are read.
///
/// @param limits what the file may demand
/// @param filters the filters that chunks and heaps are decoded with
/// @param resolver which other files are followed
/// @param fillMissing whether elements of missing virtual sources read as fill values
/// @param fillMissingRawData whether elements of missing external raw data do
/// @param allowTruncated whether a file may end before its superblock says
/// @param allowUnclean whether a file may be marked as open for writing
/// @param chunkCacheBytes bytes of decoded chunks to keep of all these files; negative for the
///   default
/// @param swmrRead whether a SWMR writer may change the files meanwhile
/// @param parallelism the threads that elements are read and written by
/// @param virtualEnd where virtual datasets end whose mappings have no end
public record FileSettings(
    Limits limits,
    FilterRegistry filters,
    FileResolver resolver,
    boolean fillMissing,
    boolean fillMissingRawData,
    boolean allowTruncated,
    boolean allowUnclean,
    long chunkCacheBytes,
    boolean swmrRead,
    Parallelism parallelism,
    VirtualEnd virtualEnd) {
  /// Where a virtual dataset ends whose mappings have no end.
  ///
  /// @param atFirstMissing where the first of its sources ends, or is missing; else where the last
  ///   one ends
  /// @param gap how many missing sources of numbered ones another may follow
  public record VirtualEnd(boolean atFirstMissing, long gap) {
    /// As libhdf5 has it unless told otherwise.
    public static final VirtualEnd DEFAULT = new VirtualEnd(false, 0);
  }

  /// Settings for files that nobody changes meanwhile.
  public FileSettings(
      Limits limits,
      FilterRegistry filters,
      FileResolver resolver,
      boolean fillMissing,
      boolean fillMissingRawData,
      boolean allowTruncated,
      boolean allowUnclean,
      long chunkCacheBytes) {
    this(
        limits,
        filters,
        resolver,
        fillMissing,
        fillMissingRawData,
        allowTruncated,
        allowUnclean,
        chunkCacheBytes,
        false,
        Parallelism.defaults(),
        VirtualEnd.DEFAULT);
  }

  /// The same for a file that is opened for writing.
  public FileSettings withoutSwmr() {
    return new FileSettings(
        limits,
        filters,
        resolver,
        fillMissing,
        fillMissingRawData,
        allowTruncated,
        allowUnclean,
        chunkCacheBytes,
        false,
        parallelism,
        virtualEnd);
  }
}
