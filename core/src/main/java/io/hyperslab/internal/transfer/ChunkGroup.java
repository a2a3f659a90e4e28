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
import org.jspecify.annotations.Nullable;

/// Reads what is wanted of some chunks, one after the other in one thread. Each chunk is looked up,
/// read and decoded once, however many want something of it.
///
/// Chunks of which parts are wanted are kept, if the read is not a scan. Of one without filters
/// only what is wanted is read, as long as that costs much less than all of it.
final class ChunkGroup {
  /// Small chunks that are close together in the file are read at once.
  private static final long SMALL = 1 << 16;

  /// Bytes of chunks that are read at once.
  private static final long SPAN = 1 << 19;

  /// Bytes that are read in the time that a request takes anyway.
  private static final long REQUEST = 8192;

  private final ChunkSource source;
  private final Layout.Chunked layout;
  private final Fill fill;
  private final boolean keeps;
  private final boolean keepsPlain;
  private final long elementSize;

  /// Small chunks that are close together, and have not been read yet.
  private final List<Pending> pending = new ArrayList<>();

  /// Where the last of them ends.
  private long pendingEnd;

  /// A chunk and who wants something of it.
  private record Pending(ChunkRecord chunk, List<ChunkWant> wants) {}

  /// @param fill what chunks that are not stored read as
  /// @param keeps whether chunks may be kept for the next read
  ChunkGroup(
      DatasetModel dataset, Layout.Chunked layout, ChunkSource source, Fill fill, boolean keeps) {
    this.source = source;
    this.layout = layout;
    this.fill = fill;
    this.keeps = keeps;
    // Others change such chunks where they are.
    this.keepsPlain = keeps && !dataset.file().settings().swmrRead();
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
      want.copyFrom(kept, elementSize);
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
        copy(wants, kept);
      } else if (isSmall(chunk, wants)) {
        addPending(chunk, wants);
      } else if (layout.isPlain(chunk)) {
        readPlain(place, wants);
      } else {
        readFiltered(chunk, wants);
      }
    } catch (Hdf5Exception e) {
      throw source.located(e, chunk);
    }
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

  private static boolean isWhole(List<ChunkWant> wants) {
    return wants.size() == 1 && wants.getFirst().part().whole();
  }

  private boolean isSmall(ChunkRecord chunk, List<ChunkWant> wants) {
    boolean parts = layout.isPlain(chunk) && !isWhole(wants);
    return chunk.storedSize() <= (parts ? REQUEST : SMALL) && source.chunkBytes() <= SPAN;
  }

  private void addPending(ChunkRecord chunk, List<ChunkWant> wants) {
    source.requireStored(chunk);
    if (!pending.isEmpty()) {
      long gap = chunk.address() - pendingEnd;
      long span = chunk.address() + chunk.storedSize() - pending.getFirst().chunk().address();
      if (gap < 0 || gap > REQUEST || span > SPAN) {
        flush();
      }
    }
    pending.add(new Pending(chunk, wants));
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
          deliver(chunk, each.wants(), stored, room.segment());
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
      ChunkRecord chunk,
      List<ChunkWant> wants,
      MemorySegment stored,
      @Nullable MemorySegment room) {
    if (keepsParts(chunk, wants)) {
      copy(wants, source.keep(chunk, stored));
      return;
    }
    Optional<ChunkRows> rows =
        wants.size() == 1
            ? wants.getFirst().asRows(source.chunkBytes(), elementSize)
            : Optional.empty();
    if (rows.isPresent() && source.decode(chunk, stored, rows.get())) {
      return;
    }
    if (rows.isPresent() && rows.get().count() == 1) {
      MemorySegment place = rows.get().target().asSlice(rows.get().start(), source.chunkBytes());
      source.decode(chunk, stored, place);
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

  private boolean keepsParts(ChunkRecord chunk, List<ChunkWant> wants) {
    return (layout.isPlain(chunk) ? keepsPlain : keeps) && !isWhole(wants);
  }

  private void readFiltered(ChunkRecord chunk, List<ChunkWant> wants) {
    if (keepsParts(chunk, wants)) {
      copy(wants, source.keep(chunk));
    } else {
      source.withStored(chunk, stored -> deliver(chunk, wants, stored, null));
    }
  }

  private void readPlain(ChunkTable.Place place, List<ChunkWant> wants) {
    ChunkRecord chunk = place.chunk();
    source.requireSize(chunk);
    boolean parts = keepsParts(chunk, wants);
    if (parts && isWorthKeeping(place, wants)) {
      copy(wants, source.keep(chunk));
      return;
    }
    for (ChunkWant want : wants) {
      RunReader reader =
          new RunReader(
              (offset, bytes) -> source.read(chunk.address() + offset, bytes),
              elementSize,
              want.target());
      want.part().runs().forEachRun(reader);
      reader.flush();
      if (parts) {
        place.waste(reader.wasted() + REQUEST);
      }
    }
  }

  /// Whether a chunk has cost as much as all of it by now, or is going to be read nearly whole for
  /// a little of it.
  private boolean isWorthKeeping(ChunkTable.Place place, List<ChunkWant> wants) {
    long waste = 0;
    for (ChunkWant want : wants) {
      waste += RunReader.waste(want.part().runs(), elementSize);
    }
    return place.waste(0) >= source.chunkBytes() || waste > source.chunkBytes() / 2;
  }
}
