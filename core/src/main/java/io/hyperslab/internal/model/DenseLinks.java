package io.hyperslab.internal.model;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.bytes.PartRunner;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.BTreeV2Scan;
import io.hyperslab.internal.index.FractalHeap;
import io.hyperslab.internal.index.HashedRecords;
import io.hyperslab.internal.index.HeapPlaces;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.StructureCache;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Links in a fractal heap, found through a version 2 B-tree of the hashes of their names.
final class DenseLinks implements LinkTable {
  private static final String STRUCTURE = "link message";

  /// Links that one thread decodes before it takes more.
  private static final int PART = 4096;

  /// The index is put into memory once this part of the links has been asked for: about then,
  /// looking for them has cost as much as that does. Of 20,000 links, 312 cost 1.7 times as much.
  private static final int PART_ASKED = 128;

  private static final int FEWEST_ASKED = 64;

  /// Which part of what a file keeps in memory by default an index may be. Where others fill that
  /// room, it is read again each time that as many links more have been asked for as before.
  private static final int PART_KEPT = 4;

  private final LinkInfoMessage info;
  private final MetadataReader reader;
  private final FractalHeap heap;
  private final BTreeV2<LinkNameRecord> names;

  /// How many links have been asked for. One that gets lost does no harm.
  private int asked;

  /// When the index is put into memory next: others may drive it out.
  private long worthwhile;

  DenseLinks(FileModel file, LinkInfoMessage info) {
    this.info = info;
    this.reader = file.reader();
    this.heap = file.fractalHeap(info.fractalHeapAddress());
    this.names = BTreeV2.open(reader, info.nameIndexAddress(), LinkNameRecord.TYPE);
    this.worthwhile = Math.max(names.size() / PART_ASKED, FEWEST_ASKED);
  }

  @Override
  public long size() {
    return names.size();
  }

  @Override
  public List<LinkMessage> all() {
    return all(PartRunner.ALONE);
  }

  @Override
  public List<LinkMessage> all(PartRunner runner) {
    LinkListing listed = list(runner);
    LinkMessage[] all = new LinkMessage[listed.size()];
    Arrays.setAll(all, listed::message);
    return Arrays.asList(all);
  }

  @Override
  public LinkListing list(PartRunner runner) {
    // In the order in which they lie in the heap, so that each of its blocks is read once.
    HeapPlaces places = places(runner);
    int size = places.size();
    LinkColumns links = new LinkColumns(size);
    AtomicBoolean ascending = new AtomicBoolean(true);
    AtomicLong taken = new AtomicLong();
    runner.run(
        (size + PART - 1) / PART,
        part -> {
          FractalHeap own = heap.another();
          int from = part * PART;
          int end = Math.min(size, from + PART);
          boolean sorted = true;
          long room = heap.mostBytes() - taken.get();
          long here = 0;
          String before = "";
          for (int i = from; i < end; i++) {
            Cursor object = places.object(own, i, STRUCTURE);
            here += object.remaining();
            requireRoom(here, room);
            LinkMessage link = LinkMessage.decode(object);
            links.set(i, link);
            sorted &= Text.compareBytes(before, link.name()) <= 0;
            before = link.name();
          }
          taken.addAndGet(here);
          if (!sorted) {
            ascending.set(false);
          }
        });
    boolean sorted = ascending.get();
    for (int i = PART; i < links.size() && sorted; i += PART) {
      sorted = Text.compareBytes(links.name(i - 1), links.name(i)) <= 0;
    }
    return links.filled(sorted);
  }

  /// Where the messages are, as the index tells.
  private HeapPlaces places(PartRunner runner) {
    BTreeV2Scan records = names.scan(LinkNameRecord.SIZE);
    HeapPlaces[] parts = new HeapPlaces[records.parts()];
    runner.run(
        parts.length,
        part -> {
          HeapPlaces own = new HeapPlaces(heap, records.count(part));
          records.forEachStored(
              part,
              (stored, start) ->
                  own.add(stored, start + LinkNameRecord.HEAP_ID, LinkNameRecord.HEAP_ID_LENGTH));
          parts[part] = own;
        });
    return HeapPlaces.ascending(heap, parts);
  }

  /// Were many records to lead to one message, a small file could hold very many long names.
  private void requireRoom(long bytes, long room) {
    if (bytes > room) {
      throw new MalformedFileException(
          STRUCTURE,
          info.fractalHeapAddress(),
          "length of all messages",
          bytes + " bytes or more",
          "at most " + room + ", what the file has for them");
    }
  }

  @Override
  public Optional<LinkMessage> find(String name) {
    byte[] bytes = Text.encode(name);
    int hash = Lookup3.hash(bytes, 0, bytes.length);
    HashedRecords known = hashed();
    if (known != null) {
      return find(name, Text.isPlain(name) ? bytes : LinkMessage.NONE_LIKELY, hash, known);
    }
    LinkNameRecord first =
        names.search(
            LinkNameRecord.SIZE,
            (records, start) -> LinkNameRecord.compareHash(records, start, hash));
    if (first == null) {
      return Optional.empty();
    }
    LinkMessage likely = link(first);
    return likely.name().equals(name) ? Optional.of(likely) : findAmongSame(name, hash);
  }

  /// The whole index in memory; null as long as that is not worth while.
  private @Nullable HashedRecords hashed() {
    if (asked < FEWEST_ASKED || reader.isChanging()) {
      countAsked();
      return null;
    }
    HashedRecords known =
        reader.cache().find(info.nameIndexAddress(), HashedRecords.class).orElse(null);
    if (known == null) {
      countAsked();
    }
    return known != null || asked < worthwhile ? known : hash();
  }

  private void countAsked() {
    asked = Math.min(asked, Integer.MAX_VALUE - 1) + 1;
  }

  private @Nullable HashedRecords hash() {
    worthwhile = 2L * asked;
    long most = StructureCache.defaultCapacity() / PART_KEPT / names.recordSize();
    if (names.size() > most) {
      return null;
    }
    try {
      HashedRecords all = HashedRecords.of(names.scan(LinkNameRecord.SIZE), names.recordSize());
      return all == null
          ? null
          : reader
              .cache()
              .get(
                  info.nameIndexAddress(),
                  HashedRecords.class,
                  () -> all,
                  HashedRecords::memorySize);
    } catch (Hdf5Exception | UncheckedIOException _) {
      return null; // Whoever asks for one link need not know what is wrong with others.
    }
  }

  /// @param plain the name's bytes if it is plain; else [LinkMessage#NONE_LIKELY]
  private Optional<LinkMessage> find(String name, byte[] plain, int hash, HashedRecords known) {
    int start = known.first(hash);
    while (start >= 0) {
      LinkMessage candidate =
          LinkMessage.decode(
              heap.object(
                  known.bytes(),
                  start + LinkNameRecord.HEAP_ID,
                  LinkNameRecord.HEAP_ID_LENGTH,
                  STRUCTURE),
              name,
              plain);
      if (candidate.name().equals(name)) {
        return Optional.of(candidate);
      }
      start = known.another(hash, start);
    }
    return Optional.empty();
  }

  private Optional<LinkMessage> findAmongSame(String name, int hash) {
    // Names with the same hash are neighbours.
    Iterator<LinkNameRecord> records = names.from(r -> Integer.compareUnsigned(r.hash(), hash));
    while (records.hasNext()) {
      LinkNameRecord record = records.next();
      if (record.hash() != hash) {
        break;
      }
      LinkMessage candidate = link(record);
      if (candidate.name().equals(name)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private LinkMessage link(LinkNameRecord record) {
    return LinkMessage.decode(heap.object(record.id(), STRUCTURE));
  }

  @Override
  public boolean tracksCreationOrder() {
    return info.tracksCreationOrder();
  }
}
