package io.hyperslab.internal.layout;

import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.index.ChunkIndex;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.metadata.StructureCache;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the chunks of a dataset, and remembers where they were found: looking one up again is an
/// access to an array. What is remembered is forgotten when structures of the file have changed.
///
/// Safe for use by any number of threads. Two of them may look up the same chunk at once; either
/// result will do.
public final class ChunkTable {
  /// Chunks whose numbers are equal in as many low bits share a slot, and the later one has it.
  private static final int SLOTS = 1 << 17;

  private static final int PAGE = 1 << 8;

  private final ChunkIndex index;
  private final StructureCache structures;
  private final long[] counts;
  private final long[] weights;

  /// All chunks, the largest `long` if they are more.
  private final long total;

  private volatile Slots slots;

  /// Slots in pages that are made when something is put there, as the file was at one moment.
  private record Slots(long removals, Place[][] pages) {}

  /// A chunk that is stored.
  public static final class Place {
    private final long number;
    private final ChunkRecord chunk;
    private int waste;

    private Place(long number, ChunkRecord chunk) {
      this.number = number;
      this.chunk = chunk;
    }

    /// Where the chunk is.
    public ChunkRecord chunk() {
      return chunk;
    }

    /// Counts what reads of parts have cost beyond the parts themselves. Threads may lose some of
    /// it to each other.
    ///
    /// @param cost in bytes
    /// @return all of it so far, the largest `int` if it is more
    public long waste(long cost) {
      waste = (int) Math.min(Integer.MAX_VALUE, waste + cost);
      return waste;
    }
  }

  /// @param structures of the file, which tells when they have changed
  ChunkTable(ChunkIndex index, ChunkGeometry geometry, StructureCache structures) {
    this.index = index;
    this.structures = structures;
    this.counts = geometry.chunkCounts();
    this.weights = new long[counts.length];
    long weight = 1;
    for (int axis = counts.length - 1; axis >= 0; axis--) {
      weights[axis] = weight;
      weight = Saturated.multiply(weight, counts[axis]);
    }
    this.total = weight;
    this.slots = empty(structures.removals());
  }

  private Slots empty(long removals) {
    int pages = (int) (Math.min(SLOTS, total) + PAGE - 1) / PAGE;
    return new Slots(removals, new Place[pages][]);
  }

  /// What is asked where nothing is remembered.
  ChunkIndex index() {
    return index;
  }

  /// One for the same chunks under another extent.
  ChunkTable withShape(ChunkGeometry geometry) {
    return new ChunkTable(index, geometry, structures);
  }

  /// The chunk at a position, if it is stored.
  ///
  /// @param scaled in units of chunks; not kept
  @Nullable Place find(long[] scaled) {
    long number = number(scaled);
    if (number < 0) {
      return look(scaled, number);
    }
    int slot = (int) (number & (SLOTS - 1));
    Place[][] pages = current().pages();
    Place[] page = pages[slot / PAGE];
    Place known = page == null ? null : page[slot % PAGE];
    if (known != null && known.number == number) {
      return known;
    }
    Place found = look(scaled, number);
    if (found != null) {
      if (page == null) {
        page = new Place[PAGE];
        pages[slot / PAGE] = page;
      }
      page[slot % PAGE] = found;
    }
    return found;
  }

  /// The number of a chunk in C order; negative if it lies outside of the dataset, or there are too
  /// many to number.
  private long number(long[] scaled) {
    long number = total < Long.MAX_VALUE ? 0 : -1;
    for (int axis = 0; axis < counts.length && number >= 0; axis++) {
      number = scaled[axis] < counts[axis] ? number + scaled[axis] * weights[axis] : -1;
    }
    return number;
  }

  private Slots current() {
    Slots known = slots;
    long removals = structures.removals();
    if (known.removals() != removals) {
      known = empty(removals);
      slots = known;
    }
    return known;
  }

  private @Nullable Place look(long[] scaled, long number) {
    Optional<ChunkRecord> found = index.find(scaled);
    return found.isPresent() ? new Place(number, found.get()) : null;
  }
}
