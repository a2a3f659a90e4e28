package io.hyperslab.cli.statistics;

import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.FileStatistics;
import io.hyperslab.FilterInfo;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.repack.FilterNames;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.FilterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/// What filters would make of a dataset: some of its chunks, encoded and decoded again in memory.
///
/// @param path of the dataset
/// @param chunkShape of the chunks that were tried, if the dataset has none itself; else empty
/// @param chunks that were taken
/// @param bytes of them without filters
/// @param stored bytes that they take in the file
/// @param now the dataset's own filters, measured like the others; empty if they cannot be written
/// @param trials of other filters, in the order in which they were made
/// @param complete whether there was time for all of them
public record FilterTrials(
    String path,
    List<Long> chunkShape,
    int chunks,
    long bytes,
    long stored,
    Optional<Trial> now,
    List<Trial> trials,
    boolean complete) {
  /// One way to store the chunks.
  ///
  /// @param filters as the command line names them, in the order in which they are applied
  /// @param stored bytes that the chunks took
  /// @param decodeSpeed decoded bytes per second of one thread, the best of several runs; empty if
  ///   nothing had to be decoded
  public record Trial(String filters, long stored, OptionalDouble decodeSpeed) {
    /// Whether libhdf5 needs a plugin to read this.
    public boolean needsPlugin() {
      return filters.contains("zstd") || filters.contains("lz4") || filters.contains("bitshuffle");
    }
  }

  private static final int LEAST_RUNS = 3;
  private static final int MOST_RUNS = 20;

  /// Decoding goes on until it has taken so long, so that the compiler has done its work.
  private static final long LEAST_NANOS = 40_000_000;

  /// The most promising first, for a slow machine.
  private static final List<String> CANDIDATES =
      List.of(
          "shuffle,gzip=1",
          "shuffle,gzip=4",
          "shuffle,zstd",
          "bitshuffle",
          "gzip=1",
          "gzip=4",
          "zstd",
          "lz4",
          "shuffle,lz4",
          "shuffle,gzip=9",
          "gzip=9");

  public FilterTrials {
    chunkShape = List.copyOf(chunkShape);
    trials = List.copyOf(trials);
  }

  /// Tries filters.
  ///
  /// @param inTime whether there is time for one more
  static FilterTrials of(Dataset dataset, Sample sample, BooleanSupplier inTime) {
    List<FilterSpec> own = dataset.filters().stream().map(FilterInfo::spec).toList();
    Optional<Trial> now = attempt("as it is", own, sample);
    List<Trial> trials = new ArrayList<>();
    boolean complete = true;
    for (String candidate : CANDIDATES) {
      if (candidate.startsWith("shuffle") && sample.type().size() == 1) {
        continue;
      }
      complete = inTime.getAsBoolean();
      if (!complete) {
        break;
      }
      attempt(candidate, filters(candidate), sample).ifPresent(trials::add);
    }
    return new FilterTrials(
        dataset.path(),
        dataset.chunkShape().isPresent()
            ? List.of()
            : LongStream.of(sample.chunkShape()).boxed().toList(),
        sample.pieces().size(),
        sample.bytes(),
        sample.stored(),
        now,
        trials,
        complete);
  }

  private static List<FilterSpec> filters(String names) {
    List<FilterSpec> filters = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      FilterNames.parse(name).ifPresent(filters::add);
    }
    return filters;
  }

  private static Optional<Trial> attempt(String name, List<FilterSpec> filters, Sample sample) {
    try {
      return Optional.of(measure(name, filters, sample));
    } catch (Hdf5Exception | IllegalArgumentException _) {
      return Optional.empty(); // These filters cannot be applied to such elements.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Trial measure(String name, List<FilterSpec> filters, Sample sample)
      throws IOException {
    long stored;
    byte[] image;
    try (Hdf5File file = Hdf5File.createInMemory()) {
      long[] shape = sample.chunkShape().clone();
      shape[0] = Math.multiplyExact(shape[0], sample.pieces().size());
      DatasetBuilder builder =
          file.root()
              .createDataset("sample")
              .type(sample.type())
              .shape(shape)
              .chunks(sample.chunkShape());
      filters.forEach(builder::filter);
      Dataset dataset = builder.create();
      for (int i = 0; i < sample.pieces().size(); i++) {
        dataset.writeFrom(sample.pieces().get(i), box(sample, i));
      }
      file.flush();
      stored = dataset.storageSize();
      image = file.toImage();
    }
    return new Trial(name, stored, decodeSpeed(image, sample));
  }

  private static Selection box(Sample sample, int piece) {
    long[] offset = new long[sample.chunkShape().length];
    offset[0] = piece * sample.chunkShape()[0];
    return Selection.box(offset, sample.chunkShape());
  }

  private static OptionalDouble decodeSpeed(byte[] image, Sample sample) throws IOException {
    OptionalDouble best = OptionalDouble.empty();
    MemorySegment target =
        MemorySegment.ofArray(new byte[(int) sample.pieces().getFirst().byteSize()]);
    long spentNanos = 0;
    for (int run = 0; run < LEAST_RUNS || run < MOST_RUNS && spentNanos < LEAST_NANOS; run++) {
      try (Hdf5File file = Hdf5File.open(image)) {
        Dataset dataset = file.dataset("sample");
        FileStatistics before = file.statistics();
        for (int i = 0; i < sample.pieces().size(); i++) {
          dataset.readInto(target, box(sample, i));
        }
        FileStatistics spent = file.statistics().since(before);
        long nanos = spent.decodeTime().toNanos();
        if (spent.chunksDecoded() == 0) {
          return OptionalDouble.empty();
        }
        spentNanos += nanos;
        if (nanos > 0) {
          double speed = spent.bytesDecoded() * 1e9 / nanos;
          best = OptionalDouble.of(Math.max(best.orElse(0), speed));
        }
      }
    }
    return best;
  }
}
