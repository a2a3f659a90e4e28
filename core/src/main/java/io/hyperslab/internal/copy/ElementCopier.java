package io.hyperslab.internal.copy;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.format.message.ChunkIndexing;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.metadata.SuperblockLocator;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.DatasetWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// Copies the elements of one dataset, piece by piece: stored chunks as they are where they fit,
/// anything else through the reader and the writer. What was never written is not written either.
final class ElementCopier {
  /// Bytes that are held at once, unless a single chunk is larger.
  private static final long PIECE = Math.min(8L << 20, Runtime.getRuntime().maxMemory() / 32);

  private static final String CONTIGUOUS = "contiguous data";

  /// Chunks that are stored in one operation.
  private static final int MOST_CHUNKS = 1024;

  private final CopyContext context;
  private final DatasetModel source;
  private final DatasetReader reader;
  private final DatasetModel target;
  private final DatasetWriter writer;
  private final Relocation relocation;
  private final PartMover mover;
  private final String path;

  /// @param target the copy, in which nothing has been written
  /// @param relocation of the elements
  ElementCopier(
      CopyContext context,
      DatasetModel source,
      DatasetModel target,
      Relocation relocation,
      PartMover mover,
      String path) {
    this.context = context;
    this.source = source;
    this.reader = new DatasetReader(source);
    this.target = target;
    this.writer = new DatasetWriter(context.editor(), new DatasetReader(target));
    this.relocation = relocation;
    this.mover = mover;
    this.path = path;
  }

  /// Copies all elements.
  ///
  /// @param sameChunks whether stored chunks fit
  void copy(boolean sameChunks) {
    boolean early = target.allocationTime() == FillValueMessage.ALLOCATED_EARLY;
    // Where chunks have their places, nobody can tell afterwards which of them were written.
    boolean placed =
        target.layoutMessage() instanceof DataLayoutMessage.Chunked chunked
            && chunked.indexing() instanceof ChunkIndexing.Implicit;
    if (early && placed) {
      writer.allocate();
    }
    copyElements(sameChunks);
    if (early && !placed) {
      writer.allocate();
    }
  }

  private void copyElements(boolean sameChunks) {
    Dataspace space = reader.dataspace();
    if (!space.isNull() && space.elementCount() > 0 && isStoredHere()) {
      switch (reader.layout()) {
        case Layout.Chunked chunked when sameChunks && relocation.isIdentity() ->
            copyStoredChunks(chunked);
        case Layout.Chunked chunked -> copyChunks(chunked);
        case Layout.Contiguous(long address, long stored) -> {
          if (Address.isDefined(address)) {
            copyContiguous(address, reader.requireRoom(stored));
          }
        }
        case Layout.Compact _, Layout.External _, Layout.Virtual _ ->
            copyPieces(pieceOf(space), space.elementCount());
      }
    }
  }

  /// Whether the copy has elements of its own: others are where they were.
  private boolean isStoredHere() {
    return !(target.layoutMessage() instanceof DataLayoutMessage.Virtual)
        && target.externalFiles().isEmpty();
  }

  // Chunks as they are.

  private void copyStoredChunks(Layout.Chunked layout) {
    List<ChunkRecord> batch = new ArrayList<>();
    List<MemorySegment> stored = new ArrayList<>();
    long[] held = new long[1];
    context.attempt(
        path,
        "chunk index",
        () ->
            layout.forEach(chunk -> {
              if (!layout.isInside(chunk.scaled())) {
                return;
              }
              context.attempt(
                  path,
                  "chunk " + Arrays.toString(layout.offset(chunk)),
                  () -> {
                    stored.add(storedChunk(layout, chunk));
                    batch.add(chunk);
                    held[0] += chunk.storedSize();
                  });
              if (held[0] >= PIECE || batch.size() >= MOST_CHUNKS) {
                store(batch, stored, held);
              }
            }));
    store(batch, stored, held);
  }

  private MemorySegment storedChunk(Layout.Chunked layout, ChunkRecord chunk) {
    if (!layout.geometry().filtered() && chunk.storedSize() != layout.geometry().chunkBytes()) {
      throw new MalformedFileException(
          "chunk",
          chunk.address(),
          "stored size of an unfiltered chunk",
          chunk.storedSize() + " bytes",
          layout.geometry().chunkBytes() + " bytes");
    }
    if (context.rules().decodesAll()) {
      decode(layout, chunk);
    }
    return reader.rawChunk(chunk);
  }

  private void decode(Layout.Chunked layout, ChunkRecord chunk) {
    try {
      reader.read(Selection.box(layout.offset(chunk), layout.insideOf(chunk.scaled())));
    } catch (MissingFilterException e) {
      // Nobody can tell here whether the chunk is what it should be.
    }
  }

  private void store(List<ChunkRecord> batch, List<MemorySegment> stored, long[] held) {
    if (batch.isEmpty()) {
      return;
    }
    context
        .editor()
        .edit(() -> {
          DatasetEditor storage = new DatasetEditor(context.editor(), target);
          for (int i = 0; i < batch.size(); i++) {
            storage.putChunk(batch.get(i).scaled(), stored.get(i), batch.get(i).filterMask());
          }
          storage.save();
          return storage;
        });
    context.listener().copied(path, held[0]);
    batch.clear();
    stored.clear();
    held[0] = 0;
  }

  // One piece of the file.

  /// @param size bytes of all elements
  private void copyContiguous(long address, long size) {
    if (size == 0) {
      return;
    }
    long element = source.datatype().size();
    long present = presentBytes(address, size) / element * element;
    if (present < size) {
      context.attempt(
          path,
          "elements from byte " + present,
          () -> {
            throw beyondEnd(address, size);
          });
    }
    boolean plain =
        relocation.isIdentity() && target.layoutMessage() instanceof DataLayoutMessage.Contiguous;
    if (plain) {
      copyBytes(address, present, size);
    } else {
      copyPieces(pieceOf(source.dataspace()), present / element);
    }
  }

  /// Bytes of elements in one piece that the file still has, if it was cut off.
  ///
  /// @throws MalformedFileException if it never had all of them: then their number is wrong
  private long presentBytes(long address, long size) {
    SuperblockLocator.Located file = source.file().located();
    long before = file.superblock().endOfFileAddress() - file.superblock().baseAddress();
    long present = source.file().reader().available(address);
    if (!file.mapped() && present < size && size > before - address) {
      throw beyondEnd(address, size);
    }
    return Math.min(present, size);
  }

  private MalformedFileException beyondEnd(long address, long size) {
    long end = source.file().reader().context().endOfFile();
    return new MalformedFileException(
        CONTIGUOUS,
        address,
        "extent",
        size + " bytes",
        "inside the file, which ends at 0x" + Long.toHexString(end));
  }

  /// Copies elements as they are. Those that cannot be read become what was never written.
  ///
  /// @param present bytes of those that are there, the first ones
  /// @param size bytes of all elements
  private void copyBytes(long address, long present, long size) {
    // Half an element is none.
    long element = source.datatype().size();
    long most = Math.min(present, Math.max(1, PIECE / element) * element);
    MemorySegment buffer = Memory.allocate(most, CONTIGUOUS, address);
    long done = 0;
    for (long at = 0; at < present; at += most) {
      MemorySegment piece = buffer.asSlice(0, Math.min(most, present - at));
      long offset = at;
      boolean read =
          context.attempt(
              path,
              "elements at byte " + at,
              () -> source.file().reader().readRaw(address + offset, piece, CONTIGUOUS));
      if (read) {
        fillLost(done, at);
        write(at, piece, size);
        done = at + piece.byteSize();
        context.listener().copied(path, piece.byteSize());
      }
    }
    // Where nothing was read, nothing is written either.
    if (done > 0) {
      fillLost(done, size);
    }
  }

  private void fillLost(long from, long to) {
    if (from < to) {
      writer.fillPart(from, to - from);
    }
  }

  private void write(long offset, MemorySegment piece, long size) {
    context
        .editor()
        .edit(() -> {
          DatasetEditor storage = new DatasetEditor(context.editor(), target);
          OptionalLong known = storage.contiguousAddress();
          long place = known.isPresent() ? known.getAsLong() : storage.allocateContiguous(size);
          context.editor().transaction().writeRaw(place + offset, piece);
          return piece;
        });
  }

  // Through reader and writer.

  /// Copies the elements of all stored chunks, in pieces that suit the copy's chunks.
  private void copyChunks(Layout.Chunked layout) {
    long[] grid =
        target.layoutMessage() instanceof DataLayoutMessage.Chunked chunked
            ? chunked.chunkDimensions()
            : layout.chunkShape();
    long[] shape = source.dataspace().shape();
    TouchedBoxes touched = new TouchedBoxes(shape, grid);
    boolean known =
        context.attempt(
            path,
            "chunk index",
            () ->
                layout.forEach(chunk -> {
                  if (layout.isInside(chunk.scaled())) {
                    touched.add(layout.offset(chunk), layout.insideOf(chunk.scaled()));
                  }
                }));
    if (known && touched.areAll()) {
      copyPieces(piece(shape, grid, source.datatype().size()), source.dataspace().elementCount());
    } else {
      touched.forEach((offset, size) -> copyBox(offset, size));
    }
  }

  private long[] pieceOf(Dataspace space) {
    long[] shape = space.shape();
    long[] grid = new long[shape.length];
    Arrays.fill(grid, 1);
    if (target.layoutMessage() instanceof DataLayoutMessage.Chunked chunked) {
      grid = chunked.chunkDimensions();
    }
    return piece(shape, grid, source.datatype().size());
  }

  /// The shape of a piece: so many boxes of the grid as fit, the last dimensions first.
  static long[] piece(long[] shape, long[] grid, long elementSize) {
    long[] piece = new long[shape.length];
    long bytes = elementSize;
    for (int axis = 0; axis < shape.length; axis++) {
      piece[axis] = Math.min(grid[axis], Math.max(1, shape[axis]));
      bytes = Saturated.multiply(bytes, piece[axis]);
    }
    for (int axis = shape.length - 1; axis >= 0 && bytes <= PIECE / 2; axis--) {
      long most = Math.max(1, PIECE / bytes);
      long boxes = Math.min(most, (shape[axis] - 1) / piece[axis] + 1);
      bytes = Saturated.multiply(bytes, boxes);
      piece[axis] = Saturated.multiply(piece[axis], boxes);
      if (piece[axis] < shape[axis]) {
        break;
      }
      piece[axis] = shape[axis];
    }
    return piece;
  }

  /// @param count elements that are there, the first ones: nobody needs to look at pieces behind
  private void copyPieces(long[] piece, long count) {
    long[] shape = reader.dataspace().shape();
    if (shape.length == 0 && count > 0) {
      copySelection(Selection.all(), "elements");
      return;
    }
    long[] offset = new long[shape.length];
    do {
      if (position(offset, shape) >= count) {
        return;
      }
      long[] size = new long[shape.length];
      for (int axis = 0; axis < size.length; axis++) {
        size[axis] = Math.min(piece[axis], shape[axis] - offset[axis]);
      }
      copyBox(offset, size);
    } while (advance(offset, piece, shape));
  }

  /// How many elements come before one.
  private static long position(long[] offset, long[] shape) {
    long position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      position = position * shape[axis] + offset[axis];
    }
    return position;
  }

  /// Goes on to the next piece in C order.
  static boolean advance(long[] offset, long[] piece, long[] shape) {
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      offset[axis] += piece[axis];
      if (offset[axis] < shape[axis]) {
        return true;
      }
      offset[axis] = 0;
    }
    return false;
  }

  private void copyBox(long[] offset, long[] size) {
    copySelection(Selection.box(offset.clone(), size), "elements from " + Arrays.toString(offset));
  }

  private void copySelection(Selection selection, String part) {
    NdArray[] elements = new NdArray[1];
    if (context.attempt(path, part, () -> elements[0] = reader.read(selection))) {
      NdArray read = elements[0];
      writer.write(selection, _ -> relocation.apply(read.segment(), read.indirectData(), mover));
      context.listener().copied(path, read.segment().byteSize());
    }
  }
}
