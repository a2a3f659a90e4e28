package io.hyperslab.internal.transfer;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.ChunkTable;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.pipeline.ChunkRows;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Reads what is wanted of some chunks, one after the other in one thread. Each chunk is looked up,
/// read and decoded once, however many want something of it.
///
/// Chunks of which parts are wanted are kept, if the read is not a scan: those that have filters at
/// once, since to undo these is dear. One without filters costs more to keep than to read. As long
/// as that costs much less than all of it, only what is wanted of it is read. One that is read
/// nearly whole is kept when that happens again; at once only if almost nothing of it is wanted, as
/// of a column, for then its other parts are likely to follow, and only if such chunks are few.
///
/// A chunk that another read is at keeping may be left for later. So two reads of the same chunks
/// at the same time share the work, where they would wait for each other at every chunk.
final class ChunkGroup {
  /// Small chunks that are close together in the file are read at once.
  private static final long SMALL = 1 << 16;

  /// Bytes of chunks that are read at once; more only where requests cost so much that what stays
  /// in a processor's cache does not count.
  private static final long SPAN = 1 << 19;

  /// Less than this part of a chunk is almost nothing of it.
  private static final long THIN_PART = 64;

  private final ChunkSource source;
  private final Layout.Chunked layout;
  private final Fill fill;
  private final boolean keeps;
  private final boolean keepsPlain;
  private final boolean few;

  /// Bytes that are read in the time that a request takes anyway.
  private final long request;

  private final long span;
  private final long small;
  private final @Nullable Queue<List<ChunkWant>> later;
  private final long elementSize;

  /// Small chunks that are close together, and have not been read yet.
  private final List<Pending> pending = new ArrayList<>();

  /// Where the last of them ends.
  private long pendingEnd;

  /// A chunk and who wants something of it.
  private record Pending(ChunkTable.Place place, List<ChunkWant> wants) {
    ChunkRecord chunk() {
      return place.chunk();
    }
  }

  /// @param fill what chunks that are not stored read as
  /// @param keeps whether chunks may be kept for the next read
  /// @param few whether the chunks that are read are few
  /// @param later takes what is wanted of chunks that another read is at keeping, to be read in the
  ///   end; null to wait for them
  ChunkGroup(
      DatasetModel dataset,
      Layout.Chunked layout,
      ChunkSource source,
      Fill fill,
      boolean keeps,
      boolean few,
      @Nullable Queue<List<ChunkWant>> later) {
    this.source = source;
    this.layout = layout;
    this.fill = fill;
    this.keeps = keeps;
    // Others change such chunks where they are.
    this.keepsPlain = keeps && !dataset.file().settings().swmrRead();
    this.few = few;
    this.request = dataset.file().reader().requestCost();
    this.span = Math.max(SPAN, 2 * request);
    this.small = Math.max(SMALL, request);
    this.later = later;
    this.elementSize = layout.geometry().elementSize();
  }

  /// Takes what is wanted from a chunk that is not stored, or whose elements are kept.
  ///
  /// @return whether it is one
  boolean readKept(ChunkWant want) {
    ChunkTable.Place place = layout.place(want.part().scaled());
    if (place == null) {
      fill(List.of(want));
      return true;
    }
    MemorySegment kept = source.kept(place.chunk());
    if (kept != null) {
      want.copyFrom(kept, source.keptRows());
    }
    return kept != null;
  }

  /// Takes what is wanted from a chunk; from a small one perhaps only with [#flush()].
  ///
  /// @param wants of the same chunk
  void read(List<ChunkWant> wants) {
    ChunkTable.Place place = layout.place(wants.getFirst().part().scaled());
    if (place == null) {
      fill(wants);
      return;
    }
    ChunkRecord chunk = place.chunk();
    try {
      MemorySegment kept = source.kept(chunk);
      if (kept != null) {
        copyKept(wants, kept);
      } else if (isSmall(chunk, wants)) {
        addPending(place, wants);
      } else {
        readLarge(place, wants);
      }
    } catch (Hdf5Exception e) {
      throw source.located(e, chunk);
    }
  }

  private void readLarge(ChunkTable.Place place, List<ChunkWant> wants) {
    ChunkRecord chunk = place.chunk();
    boolean plain = layout.isPlain(chunk);
    if (plain) {
      source.requireSize(chunk);
    }
    if (isWorthKeeping(place, wants)) {
      if (!isForLater(chunk, wants)) {
        copyKept(wants, source.keep(chunk));
      }
    } else if (plain) {
      readPlain(place, wants);
    } else {
      source.withStored(chunk, stored -> decode(chunk, wants, stored, null));
    }
  }

  /// Leaves what is wanted of a chunk for later, if another read is at keeping the chunk.
  private boolean isForLater(ChunkRecord chunk, List<ChunkWant> wants) {
    return later != null && source.isBeingKept(chunk) && later.add(wants);
  }

  private void fill(List<ChunkWant> wants) {
    for (ChunkWant want : wants) {
      want.part()
          .runs()
          .forEachRun((_, result, length) ->
              fill.fill(want.target().asSlice(result * elementSize, length * elementSize)));
    }
  }

  private void copy(List<ChunkWant> wants, MemorySegment elements) {
    for (ChunkWant want : wants) {
      want.copyFrom(elements, elementSize);
    }
  }

  private void copyKept(List<ChunkWant> wants, MemorySegment kept) {
    for (ChunkWant want : wants) {
      want.copyFrom(kept, source.keptRows());
    }
  }

  private static boolean isWhole(List<ChunkWant> wants) {
    return wants.size() == 1 && wants.getFirst().part().whole();
  }

  private boolean isSmall(ChunkRecord chunk, List<ChunkWant> wants) {
    boolean parts = layout.isPlain(chunk) && !isWhole(wants);
    return chunk.storedSize() <= (parts ? request : small) && source.chunkBytes() <= span;
  }

  private void addPending(ChunkTable.Place place, List<ChunkWant> wants) {
    ChunkRecord chunk = place.chunk();
    source.requireStored(chunk);
    if (!pending.isEmpty()) {
      long gap = chunk.address() - pendingEnd;
      long end = chunk.address() + chunk.storedSize();
      if (gap < 0 || gap > request || end - pending.getFirst().chunk().address() > span) {
        flush();
      }
    }
    pending.add(new Pending(place, wants));
    pendingEnd = chunk.address() + chunk.storedSize();
  }

  /// Reads the small chunks that wait to be read; to be called once more after the last one.
  void flush() {
    if (pending.isEmpty()) {
      return;
    }
    ChunkRecord first = pending.getFirst().chunk();
    long start = first.address();
    try (PooledMemory memory = PooledMemory.take(pendingEnd - start);
        PooledMemory room = PooledMemory.take(source.chunkBytes())) {
      readSpan(first, memory.segment());
      for (Pending each : pending) {
        ChunkRecord chunk = each.chunk();
        MemorySegment stored =
            memory.segment().asSlice(chunk.address() - start, chunk.storedSize());
        try {
          deliver(each.place(), each.wants(), stored, room.segment());
        } catch (Hdf5Exception e) {
          throw source.located(e, chunk);
        }
      }
    }
    pending.clear();
  }

  private void readSpan(ChunkRecord first, MemorySegment span) {
    try {
      source.read(first.address(), span);
    } catch (Hdf5Exception e) {
      throw source.located(e, first);
    }
  }

  /// @param room of the size of a chunk, holding anything
  private void deliver(
      ChunkTable.Place place, List<ChunkWant> wants, MemorySegment stored, MemorySegment room) {
    ChunkRecord chunk = place.chunk();
    if (isWorthKeeping(place, wants)) {
      if (!isForLater(chunk, wants)) {
        copyKept(wants, source.keep(chunk, stored));
      }
      return;
    }
    decode(chunk, wants, stored, room);
    if (keepsPlain && !isWhole(wants)) {
      place.waste(source.chunkBytes());
    }
  }

  /// @param room of the size of a chunk, holding anything; null if there is none
  private void decode(
      ChunkRecord chunk,
      List<ChunkWant> wants,
      MemorySegment stored,
      @Nullable MemorySegment room) {
    Optional<ChunkRows> rows =
        wants.size() == 1
            ? wants.getFirst().asRows(source.chunkBytes(), elementSize)
            : Optional.empty();
    if (rows.isPresent()) {
      source.decode(chunk, stored, rows.get());
    } else if (room != null) {
      source.decode(chunk, stored, room);
      copy(wants, room);
    } else {
      try (PooledMemory memory = PooledMemory.take(source.chunkBytes())) {
        source.decode(chunk, stored, memory.segment());
        copy(wants, memory.segment());
      }
    }
  }

  private void readPlain(ChunkTable.Place place, List<ChunkWant> wants) {
    ChunkRecord chunk = place.chunk();
    boolean counts = keepsPlain && !isWhole(wants);
    for (ChunkWant want : wants) {
      RunReader reader =
          new RunReader(
              (offset, bytes) -> source.read(chunk.address() + offset, bytes),
              request,
              elementSize,
              want.target());
      want.part().runs().forEachRun(reader);
      reader.flush();
      if (counts) {
        place.waste(reader.wasted() + request);
      }
    }
  }

  /// Whether to keep a chunk for the next read.
  private boolean isWorthKeeping(ChunkTable.Place place, List<ChunkWant> wants) {
    if (!keeps || isWhole(wants)) {
      return false;
    }
    return !layout.isPlain(place.chunk()) || keepsPlain && hasCost(place, wants);
  }

  /// Whether a chunk without filters has cost as much as all of it by now, or is going to be read
  /// nearly whole for a little of it, again or for almost nothing.
  private boolean hasCost(ChunkTable.Place place, List<ChunkWant> wants) {
    long size = source.chunkBytes();
    if (place.waste(0) >= size) {
      return true;
    }
    // To ask for a small one once more costs as much as all of it.
    if (size <= request) {
      return few || source.noteWanted(place.chunk());
    }
    long waste = 0;
    long wanted = 0;
    for (ChunkWant want : wants) {
      RunReader.Estimate estimate = new RunReader.Estimate(request, elementSize);
      want.part().runs().forEachRun(estimate);
      waste += estimate.waste();
      wanted += estimate.wanted();
    }
    return waste > size / 2
        && (few && wanted < size / THIN_PART || source.noteWanted(place.chunk()));
  }
}
