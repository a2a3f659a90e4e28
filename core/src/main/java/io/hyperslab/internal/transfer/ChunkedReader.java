package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.Parallelism;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Reads elements of a chunked dataset: each chunk that a selection, or a list of them, touches is
/// looked up, read and decoded once, and gives all its elements at once. Chunks are read in their
/// order and on all cores.
final class ChunkedReader {
  /// Parts that are looked at before the first chunk is read.
  private static final int BATCH = 1 << 14;

  /// Parts of a batch of selections that are put in order together.
  private static final int MOST_TOGETHER = 1 << 20;

  /// Runs of single elements that are in memory at once, about.
  private static final long MOST_RUNS = 1 << 20;

  /// Fewer bytes of chunks are over before another thread has woken up; a request that costs as
  /// much is not.
  private static final long WORTH_THREADS = 1 << 18;

  /// The same of bytes that are only copied.
  private static final long WORTH_COPIERS = 1 << 20;

  /// The same of bytes of the result, where no chunk is decoded and requests are cheap.
  private static final long WORTH_REQUESTS = 1 << 13;

  /// Bytes of chunks that one thread takes on at a time, unless a request costs more and there are
  /// enough of them for all threads.
  private static final long GROUP = 1 << 18;

  /// Of few chunks each thread takes so many turns, so that all end at the same time.
  private static final int TURNS = 8;

  private final DatasetModel dataset;
  private final Layout.Chunked layout;
  private final ChunkSource source;
  private final ChunkParts parts;
  private final Fill fill;

  /// @param fill what chunks that are not stored read as
  ChunkedReader(DatasetModel dataset, Layout.Chunked layout, ChunkSource source, Fill fill) {
    this.dataset = dataset;
    this.layout = layout;
    this.source = source;
    this.parts = new ChunkParts(layout.geometry());
    this.fill = fill;
  }

  /// Reads all elements of a selection.
  ///
  /// @param target the whole result
  void read(ResolvedSelection selection, MemorySegment target) {
    if (layout.isUnallocated()) {
      fill.fill(target);
      return;
    }
    if (selection instanceof GridSelection grid) {
      readGrid(parts.of(grid), target);
    } else {
      readRuns((RunSelection) selection, target);
    }
  }

  private void readGrid(ChunkParts.Grid grid, MemorySegment target) {
    Reading reading =
        new Reading(source.hasRoomFor(grid.count()), target.byteSize(), Workers.canReach(target));
    for (long first = 0; first < grid.count(); first += BATCH) {
      long start = first;
      reading.read(
          (int) Math.min(BATCH, grid.count() - first),
          i -> new ChunkWant(grid.part(start + i), target));
    }
  }

  private void readRuns(RunSelection runs, MemorySegment target) {
    Reading reading = new Reading(true, target.byteSize(), Workers.canReach(target));
    List<ChunkWant> wants = new ArrayList<>();
    long chunkElements = Math.max(1, source.chunkBytes() / layout.geometry().elementSize());
    long most = Math.clamp(MOST_RUNS / chunkElements, TURNS, BATCH);
    parts.forEach(
        runs,
        part -> {
          wants.add(new ChunkWant(part, target));
          if (wants.size() == most) {
            reading.read(wants.size(), wants::get);
            wants.clear();
          }
        });
    reading.read(wants.size(), wants::get);
  }

  /// Reads all elements of several selections. A chunk that several of them touch is read and
  /// decoded once, unless very many chunks lie between.
  ///
  /// @param targets for each of them the whole result
  void readAll(List<? extends ResolvedSelection> selections, List<MemorySegment> targets) {
    if (layout.isUnallocated()) {
      targets.forEach(fill::fill);
      return;
    }
    boolean numbered =
        ChunkBatch.canNumber(layout.geometry(), MOST_TOGETHER + BATCH)
            && selections.stream().allMatch(GridSelection.class::isInstance);
    Gathered gathered = new Gathered(numbered);
    for (int i = 0; i < targets.size(); i++) {
      MemorySegment target = targets.get(i);
      switch (selections.get(i)) {
        case GridSelection selected -> {
          ChunkParts.Grid grid = parts.of(selected);
          if (grid.count() >= BATCH) {
            readGrid(grid, target);
          } else {
            gathered.add(grid, target);
          }
        }
        case RunSelection runs -> {
          if (runs.runCount() >= BATCH) {
            readRuns(runs, target);
          } else {
            gathered.add(runs, target);
          }
        }
      }
    }
    gathered.read();
  }

  /// What several selections want, up to a number of parts.
  private final class Gathered {
    private final boolean numbered;
    private final List<ChunkParts.Grid> grids = new ArrayList<>();
    private final List<ChunkWant> wants = new ArrayList<>();

    /// The results: of the grids, if those are numbered.
    private final List<MemorySegment> targets = new ArrayList<>();

    private long count;

    /// @param numbered whether all are grids whose parts are made when they are asked for
    Gathered(boolean numbered) {
      this.numbered = numbered;
    }

    void add(ChunkParts.Grid grid, MemorySegment target) {
      if (grid.count() == 0) {
        return;
      }
      if (numbered) {
        grids.add(grid);
      } else {
        for (long part = 0; part < grid.count(); part++) {
          wants.add(new ChunkWant(grid.part(part), target));
        }
      }
      added(grid.count(), target);
    }

    void add(RunSelection runs, MemorySegment target) {
      long before = wants.size();
      parts.forEach(runs, part -> wants.add(new ChunkWant(part, target)));
      added(wants.size() - before, target);
    }

    private void added(long wanted, MemorySegment target) {
      targets.add(target);
      count += wanted;
      if (count >= (numbered ? MOST_TOGETHER : BATCH)) {
        read();
      }
    }

    /// Reads what was gathered, and gathers anew.
    void read() {
      Reading reading = together(targets, count);
      if (numbered) {
        ChunkBatch batch = ChunkBatch.of(layout.geometry(), grids, targets);
        reading.read(batch.count(), batch::want);
      } else {
        wants.sort(Comparator.naturalOrder());
        reading.read(wants.size(), wants::get);
      }
      grids.clear();
      wants.clear();
      targets.clear();
      count = 0;
    }
  }

  /// @param wants how many there are
  private Reading together(List<MemorySegment> targets, long wants) {
    long bytes = 0;
    boolean forAll = true;
    for (MemorySegment target : targets) {
      bytes = Saturated.add(bytes, target.byteSize());
      forAll &= Workers.canReach(target);
    }
    return new Reading(source.hasRoomFor(wants), bytes, forAll);
  }

  /// One read, of a number of wants after the other.
  private final class Reading {
    private final boolean keeps;
    private final long resultBytes;
    private final boolean forAll;

    /// @param keeps whether chunks of which parts are wanted may be kept
    /// @param resultBytes of all of the result
    /// @param forAll whether other threads may write there
    Reading(boolean keeps, long resultBytes, boolean forAll) {
      this.keeps = keeps;
      this.resultBytes = resultBytes;
      this.forAll = forAll;
    }

    /// @param wants those of the same chunk one after the other
    void read(int count, IntFunction<ChunkWant> wants) {
      if (resultBytes >= WORTH_COPIERS) {
        readGroups(count, wants);
        return;
      }
      // What is kept is copied sooner than another thread is woken for it.
      ChunkGroup group = group(count, null);
      List<ChunkWant> missing = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ChunkWant want = wants.apply(i);
        if (!group.readKept(want)) {
          missing.add(want);
        }
      }
      readGroups(missing.size(), missing::get);
    }

    private ChunkGroup group(int count, @Nullable Queue<List<ChunkWant>> later) {
      return new ChunkGroup(dataset, layout, source, fill, keeps, source.areFew(count), later);
    }

    private void readGroups(int count, IntFunction<ChunkWant> wants) {
      Parallelism parallelism = dataset.file().settings().parallelism();
      long request = dataset.file().reader().requestCost();
      // Chunks that do not adjoin are a request each: then all threads are to ask at once.
      long share = Math.max(1, Math.ceilDiv(count, (long) parallelism.threads()));
      long least = Math.clamp(request / source.chunkBytes(), 1, share);
      long most = Math.max(least, GROUP / source.chunkBytes());
      long each = Math.ceilDiv(count, (long) TURNS * parallelism.threads());
      int size = (int) Math.clamp(each, least, most);
      if (count == 0) {
        return;
      }
      Queue<List<ChunkWant>> later = new ConcurrentLinkedQueue<>();
      if (isWorthThreads(count)) {
        Workers.run(
            parallelism,
            Math.ceilDiv(count, size),
            group ->
                readGroup(group * size, Math.min(count, (group + 1) * size), count, wants, later));
      } else {
        readGroup(0, count, count, wants, later);
      }
      readLater(count, later);
    }

    /// Reads chunks that another read was at keeping when it was their turn: most are there by now.
    private void readLater(int count, Queue<List<ChunkWant>> later) {
      if (!later.isEmpty()) {
        ChunkGroup group = group(count, null);
        for (List<ChunkWant> same : later) {
          group.read(same);
        }
        group.flush();
      }
    }

    private boolean isWorthThreads(int count) {
      boolean filtered = !layout.pipeline().stages().isEmpty();
      boolean dear = dataset.file().reader().requestCost() >= WORTH_THREADS;
      boolean much =
          Saturated.multiply(count, source.chunkBytes()) >= WORTH_THREADS
              && (filtered || resultBytes >= WORTH_REQUESTS);
      return count > 1 && forAll && (dear || much);
    }

    /// Reads the chunks that begin with the wants from `first` to `end`: those of one chunk are not
    /// divided among threads.
    ///
    /// @param later takes those that are to be read in the end
    private void readGroup(
        int first, int end, int count, IntFunction<ChunkWant> wants, Queue<List<ChunkWant>> later) {
      ChunkGroup group = group(count, later);
      int at = first;
      ChunkWant want = wants.apply(at);
      if (at > 0) {
        ChunkWant before = wants.apply(at - 1);
        while (want != null && want.isOfChunkOf(before)) {
          want = ++at < end ? wants.apply(at) : null;
        }
      }
      while (want != null && at < end) {
        List<ChunkWant> same = new ArrayList<>(1);
        ChunkWant next = want;
        while (next != null && next.isOfChunkOf(want)) {
          same.add(next);
          next = ++at < count ? wants.apply(at) : null;
        }
        group.read(same);
        want = next;
      }
      group.flush();
    }
  }
}
