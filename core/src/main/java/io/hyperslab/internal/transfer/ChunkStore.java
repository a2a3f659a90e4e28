package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.pipeline.EncodedChunk;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stores chunks in the order in which they come: neighbours in the file are written as one, and
/// all become part of the dataset at the end. Belongs to one thread.
final class ChunkStore {
  /// Bytes that are worth a request of their own.
  private static final long REQUEST = 1 << 20;

  /// A chunk to store.
  ///
  /// @param scaled its position in units of chunks
  record Chunk(long[] scaled, EncodedChunk encoded) {
    private MemorySegment data() {
      return encoded.data();
    }
  }

  /// Chunks that were prepared together.
  ///
  /// @param together where they lie one after the other, if they do: to be written at once
  /// @param memory to be given back
  record Group(List<Chunk> chunks, Optional<MemorySegment> together, Optional<PooledMemory> memory)
      implements OrderedWork.Prepared {
    /// Chunks each of which has memory of its own.
    static Group apart(List<Chunk> chunks) {
      return new Group(chunks, Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
      memory.ifPresent(PooledMemory::close);
    }
  }

  private final FileEditor editor;
  private final DatasetEditor storage;
  private final int count;

  /// Chunks to be written.
  private final List<Chunk> waiting = new ArrayList<>();

  private long waitingBytes;

  /// Chunks that are written, and not yet part of the dataset.
  private final List<ChunkRecord> written = new ArrayList<>();

  /// @param count how many chunks will come
  ChunkStore(FileEditor editor, DatasetEditor storage, int count) {
    this.editor = editor;
    this.count = count;
    this.storage = storage;
  }

  /// Stores chunks, now or later.
  void add(Group group) {
    boolean stay = group.together().isEmpty();
    if (!stay && !waiting.isEmpty()) {
      write(Optional.empty());
    }
    waiting.addAll(group.chunks());
    for (Chunk chunk : group.chunks()) {
      waitingBytes += chunk.data().byteSize();
    }
    if (written.size() + waiting.size() == count) {
      editor.exclusively(() -> {
        writeWaiting(group.together());
        written.forEach(storage::put);
        // Readers find the chunks from now on.
        storage.save();
        return written;
      });
    } else if (!stay || waitingBytes >= REQUEST) {
      write(group.together());
    }
  }

  private void write(Optional<MemorySegment> together) {
    editor.exclusively(() -> {
      writeWaiting(together);
      return written;
    });
  }

  /// @param together memory that the chunks fill, one after the other
  private void writeWaiting(Optional<MemorySegment> together) {
    int first = written.size();
    for (Chunk chunk : waiting) {
      written.add(
          storage.place(chunk.scaled(), chunk.data().byteSize(), chunk.encoded().filterMask()));
    }
    long offset = 0;
    for (int from = 0; from < waiting.size(); ) {
      long address = written.get(first + from).address();
      long size = waiting.get(from).data().byteSize();
      int to = from + 1;
      while (to < waiting.size()
          && written.get(first + to).address() == address + size
          && size + waiting.get(to).data().byteSize() <= 2 * REQUEST) {
        size += waiting.get(to).data().byteSize();
        to++;
      }
      if (to == from + 1) {
        write(address, waiting.get(from).data());
      } else if (together.isPresent()) {
        write(address, together.get().asSlice(offset, size));
      } else {
        writeJoined(address, size, waiting.subList(from, to));
      }
      offset += size;
      from = to;
    }
    waiting.clear();
    waitingBytes = 0;
  }

  private void write(long address, MemorySegment bytes) {
    editor.transaction().writeRaw(address, bytes);
  }

  private void writeJoined(long address, long size, List<Chunk> chunks) {
    try (PooledMemory joined = PooledMemory.take(size)) {
      long at = 0;
      for (Chunk chunk : chunks) {
        MemorySegment.copy(chunk.data(), 0, joined.segment(), at, chunk.data().byteSize());
        at += chunk.data().byteSize();
      }
      write(address, joined.segment());
    }
  }
}
