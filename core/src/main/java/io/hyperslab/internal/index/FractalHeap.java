package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.HugeObjectRecord;
import io.hyperslab.internal.format.heap.DoublingTable;
import io.hyperslab.internal.format.heap.FractalHeapDirectBlock;
import io.hyperslab.internal.format.heap.FractalHeapHeader;
import io.hyperslab.internal.format.heap.FractalHeapId;
import io.hyperslab.internal.format.heap.FractalHeapIndirectBlock;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A fractal heap (`FMT4 III.G`): objects by their identifiers. Only the blocks on the way to an
/// object are read; direct blocks stay in the file's cache.
public final class FractalHeap {
  static final String HUGE_OBJECT = "fractal heap huge object";

  /// How many times as large as stored a filter may make what it decodes; no more can deflate.
  private static final int MOST_INFLATED = 1032;

  private final MetadataReader reader;
  private final FormatContext context;
  private final FractalHeapHeader header;
  private final Optional<BlockFilter> filter;

  private FractalHeap(
      MetadataReader reader, FractalHeapHeader header, Optional<BlockFilter> filter) {
    this.reader = reader;
    this.context = reader.context();
    this.header = header;
    this.filter = filter;
  }

  /// The heap whose header is at `address`. Reads the header only.
  ///
  /// @param filters asked only if the heap is filtered
  public static FractalHeap open(MetadataReader reader, long address, BlockFilter.Factory filters) {
    FractalHeapHeader header = header(reader, address);
    Optional<BlockFilter> filter =
        header.isFiltered()
            ? Optional.of(
                filters.of(
                    Cursor.over(
                        header.filterInformation(),
                        address,
                        "filter pipeline message",
                        reader.context())))
            : Optional.empty();
    return new FractalHeap(reader, header, filter);
  }

  static FractalHeapHeader header(MetadataReader reader, long address) {
    return reader
        .cache()
        .get(
            address,
            FractalHeapHeader.class,
            FractalHeapHeader.length(reader.context()),
            () -> readHeader(reader, address));
  }

  private static FractalHeapHeader readHeader(MetadataReader reader, long address) {
    long length = FractalHeapHeader.length(reader.context());
    Cursor cursor = reader.read(address, length, FractalHeapHeader.STRUCTURE);
    long more = FractalHeapHeader.filterLength(cursor);
    if (more > 0) {
      cursor = reader.read(address, length + more, FractalHeapHeader.STRUCTURE);
    }
    cursor.seek(0);
    return FractalHeapHeader.decode(cursor);
  }

  /// A cursor over one object.
  ///
  /// @param heapId its identifier; may be longer than the heap's identifiers are
  /// @param structure what the object is, for error messages
  public Cursor object(byte[] heapId, String structure) {
    return object(heapId, 0, heapId.length, structure);
  }

  /// A cursor over one object.
  ///
  /// @param bytes where its identifier stands
  /// @param start where in them
  /// @param length bytes of the identifier
  /// @param structure what the object is, for error messages
  public Cursor object(byte[] bytes, int start, int length, String structure) {
    return switch (identifier(bytes, start, length)) {
      case FractalHeapId.Managed managed -> managed(managed.offset(), managed.length(), structure);
      case FractalHeapId.HugeDirect huge -> huge(huge, structure);
      case FractalHeapId.HugeIndirect huge -> huge(locate(huge.key()), structure);
      case FractalHeapId.Tiny tiny -> tiny.data().rest(structure);
    };
  }

  /// The same heap for another thread: what was read last is remembered for each apart.
  public FractalHeap another() {
    return new FractalHeap(reader, header, filter);
  }

  /// Bytes that objects of this heap may have together: each has its own place in the file.
  public long mostBytes() {
    long stored = reader.available(0);
    return header.isFiltered() ? Saturated.multiply(stored, MOST_INFLATED) : stored;
  }

  FractalHeapId identifier(byte[] bytes, int start, int length) {
    return FractalHeapId.decode(
        Cursor.over(bytes, start, length, header.address(), FractalHeapId.STRUCTURE, context),
        header);
  }

  /// Where a block is and what it covers.
  private record Place(long address, long offset, long size, long storedSize, int filterMask) {}

  /// The direct block that was read last, as long as nothing of the file has changed since: objects
  /// that are asked for one after the other often are in one block.
  private record Held(Place place, FractalHeapDirectBlock block, long removals) {
    boolean holds(long offset) {
      return offset >= place.offset() && offset - place.offset() < place.size();
    }
  }

  private @Nullable Held last;

  /// A cursor over an object in a direct block.
  ///
  /// @param offset from an identifier that was checked
  Cursor managed(long offset, long length, String structure) {
    Held held = last;
    long removals = reader.cache().removals();
    if (held == null || !held.holds(offset) || held.removals() != removals) {
      Place place = directBlockOf(offset);
      held = new Held(place, directBlock(place), removals);
      last = held;
    }
    Place place = held.place();
    return held.block()
        .object(offset - place.offset(), length, place.address(), structure, context);
  }

  private FractalHeapDirectBlock directBlock(Place place) {
    FractalHeapDirectBlock block =
        reader
            .cache()
            .get(
                place.address(),
                FractalHeapDirectBlock.class,
                place.size(),
                () -> readDirectBlock(place));
    if (!block.is(header, place.offset(), place.size())) {
      throw misplaced(FractalHeapDirectBlock.STRUCTURE, place.address());
    }
    return block;
  }

  private static MalformedFileException misplaced(String structure, long address) {
    return new MalformedFileException(
        structure, address, "place", "elsewhere in this or another heap", "the place pointed from");
  }

  private FractalHeapDirectBlock readDirectBlock(Place place) {
    Cursor cursor =
        readFiltered(
            place.address(),
            place.storedSize(),
            place.filterMask(),
            place.size(),
            FractalHeapDirectBlock.STRUCTURE);
    return FractalHeapDirectBlock.decode(cursor, header, place.offset());
  }

  private Cursor readFiltered(
      long address, long storedSize, int filterMask, long decodedSize, String structure) {
    Cursor stored = reader.read(address, storedSize, structure);
    if (filter.isEmpty()) {
      return stored;
    }
    long limit = context.limits().metadataBlock();
    if (decodedSize > limit) {
      throw new LimitExceededException(
          structure, address, "size", String.valueOf(decodedSize), "at most " + limit);
    }
    byte[] decoded = filter.get().decode(stored.bytes(storedSize), filterMask, decodedSize);
    if (decoded.length != decodedSize) {
      throw stored.malformed("decoded size", decoded.length, String.valueOf(decodedSize));
    }
    return Cursor.over(decoded, address, structure, context);
  }

  /// The direct block that holds an offset in the heap's address space.
  private Place directBlockOf(long offset) {
    DoublingTable table = header.table();
    long address = table.rootBlockAddress();
    if (table.currentRows() == 0) {
      long size = table.startingBlockSize();
      return place(address, 0, size, header.filteredRootSize(), header.filterMask(), offset);
    }
    int rows = table.currentRows();
    long start = 0;
    while (true) {
      int row = table.row(offset - start);
      if (row >= rows) {
        throw unallocated(offset);
      }
      int column = table.column(row, offset - start);
      FractalHeapIndirectBlock block = indirectBlock(address, rows, start, offset);
      int entry = row * table.width() + column;
      address = block.childAddresses()[entry];
      start += table.rowOffset(row) + column * table.blockSize(row);
      if (row < table.directRows()) {
        boolean filtered = header.isFiltered();
        return place(
            address,
            start,
            table.blockSize(row),
            filtered ? block.filteredSizes()[entry] : 0,
            filtered ? block.filterMasks()[entry] : 0,
            offset);
      }
      // Fewer than before, because a block of a row is smaller than all rows together.
      rows = table.rowsOfIndirectBlock(row);
    }
  }

  private Place place(
      long address, long start, long size, long filteredSize, int filterMask, long offset) {
    if (!Address.isDefined(address) || offset - start >= size) {
      throw unallocated(offset);
    }
    return new Place(address, start, size, header.isFiltered() ? filteredSize : size, filterMask);
  }

  private MalformedFileException unallocated(long offset) {
    return new MalformedFileException(
        FractalHeapId.STRUCTURE,
        header.address(),
        "offset",
        String.valueOf(offset),
        "in an allocated direct block");
  }

  private FractalHeapIndirectBlock indirectBlock(long address, int rows, long start, long offset) {
    if (!Address.isDefined(address)) {
      throw unallocated(offset);
    }
    long length = FractalHeapIndirectBlock.length(context, header, rows);
    FractalHeapIndirectBlock block =
        reader
            .cache()
            .get(
                address,
                FractalHeapIndirectBlock.class,
                length,
                () ->
                    FractalHeapIndirectBlock.decode(
                        reader.read(address, length, FractalHeapIndirectBlock.STRUCTURE),
                        header,
                        rows,
                        start));
    if (!block.is(header, rows, start)) {
      throw misplaced(FractalHeapIndirectBlock.STRUCTURE, address);
    }
    return block;
  }

  /// Shows all blocks and huge objects, and those of the B-tree and the free-space manager that
  /// belong to the heap. Direct blocks are not read.
  public void forEachBlock(BlockVisitor visitor) {
    long filterFields =
        header.isFiltered() ? context.sizeOfLengths() + 4L + header.filterInformation().length : 0;
    visitor.block(
        header.address(),
        FractalHeapHeader.length(context) + filterFields,
        FractalHeapHeader.STRUCTURE);
    forEachManagedBlock(visitor);
    if (Address.isDefined(header.hugeObjectsBTreeAddress())) {
      BTreeV2<HugeObjectRecord> objects =
          BTreeV2.open(reader, header.hugeObjectsBTreeAddress(), hugeObjectType());
      objects.forEachBlock(visitor);
      for (HugeObjectRecord object : objects) {
        visitor.block(object.address(), object.length(), HUGE_OBJECT);
      }
    }
    if (Address.isDefined(header.freeSpaceManagerAddress())) {
      FreeSpaceIndex.open(reader, header.freeSpaceManagerAddress()).forEachBlock(visitor);
    }
  }

  private BTreeV2RecordType<HugeObjectRecord> hugeObjectType() {
    if (header.hugeIdsAreDirect(context)) {
      return header.isFiltered() ? HugeObjectRecord.DIRECT_FILTERED : HugeObjectRecord.DIRECT;
    }
    return header.isFiltered() ? HugeObjectRecord.INDIRECT_FILTERED : HugeObjectRecord.INDIRECT;
  }

  /// An indirect block that is still to be shown.
  private record Indirect(long address, int rows, long start) {}

  private void forEachManagedBlock(BlockVisitor visitor) {
    DoublingTable table = header.table();
    long root = table.rootBlockAddress();
    if (!Address.isDefined(root)) {
      return;
    }
    if (table.currentRows() == 0) {
      visitor.block(
          root,
          header.isFiltered() ? header.filteredRootSize() : table.startingBlockSize(),
          FractalHeapDirectBlock.STRUCTURE);
      return;
    }
    VisitedAddresses visited = new VisitedAddresses();
    Deque<Indirect> rest = new ArrayDeque<>();
    rest.push(new Indirect(root, table.currentRows(), 0));
    while (!rest.isEmpty()) {
      Indirect next = rest.pop();
      visited.enter(next.address(), FractalHeapIndirectBlock.STRUCTURE);
      visitor.block(
          next.address(),
          FractalHeapIndirectBlock.length(context, header, next.rows()),
          FractalHeapIndirectBlock.STRUCTURE);
      forEachChild(next, visitor, rest);
    }
  }

  private void forEachChild(Indirect parent, BlockVisitor visitor, Deque<Indirect> rest) {
    DoublingTable table = header.table();
    FractalHeapIndirectBlock block =
        indirectBlock(parent.address(), parent.rows(), parent.start(), parent.start());
    for (int entry = 0; entry < block.childAddresses().length; entry++) {
      long child = block.childAddresses()[entry];
      int row = entry / table.width();
      if (!Address.isDefined(child)) {
        continue;
      }
      if (row < table.directRows()) {
        long size = header.isFiltered() ? block.filteredSizes()[entry] : table.blockSize(row);
        visitor.block(child, size, FractalHeapDirectBlock.STRUCTURE);
      } else {
        long start =
            parent.start() + table.rowOffset(row) + entry % table.width() * table.blockSize(row);
        rest.push(new Indirect(child, table.rowsOfIndirectBlock(row), start));
      }
    }
  }

  private Cursor huge(FractalHeapId.HugeDirect id, String structure) {
    Cursor object =
        readFiltered(id.address(), id.length(), id.filterMask(), id.memorySize(), HUGE_OBJECT);
    return object.rest(structure);
  }

  private FractalHeapId.HugeDirect locate(long key) {
    if (!Address.isDefined(header.hugeObjectsBTreeAddress())) {
      throw noHugeObject(key);
    }
    HugeObjectRecord found =
        BTreeV2.open(reader, header.hugeObjectsBTreeAddress(), hugeObjectType())
            .find(candidate -> Long.compareUnsigned(candidate.id(), key))
            .orElseThrow(() -> noHugeObject(key));
    return new FractalHeapId.HugeDirect(
        found.address(), found.length(), found.filterMask(), found.memorySize());
  }

  private MalformedFileException noHugeObject(long key) {
    return new MalformedFileException(
        FractalHeapId.STRUCTURE,
        header.address(),
        "v2 B-tree key",
        Long.toUnsignedString(key),
        "the key of a huge object of this heap");
  }
}
