package io.hyperslab.internal.model;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.bytes.PartRunner;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.FractalHeap;
import io.hyperslab.internal.index.HeapPlaces;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Links in a fractal heap, found through a version 2 B-tree of the hashes of their names.
final class DenseLinks implements LinkTable {
  private static final String STRUCTURE = "link message";

  /// Links that one thread decodes before it takes more.
  private static final int PART = 4096;

  private final LinkInfoMessage info;
  private final FractalHeap heap;
  private final BTreeV2<LinkNameRecord> names;

  DenseLinks(FileModel file, LinkInfoMessage info) {
    this.info = info;
    this.heap = file.fractalHeap(info.fractalHeapAddress());
    this.names = BTreeV2.open(file.reader(), info.nameIndexAddress(), LinkNameRecord.TYPE);
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
    HeapPlaces places = new HeapPlaces(heap);
    names.forEachStored(
        LinkNameRecord.SIZE,
        (records, start) ->
            places.add(records, start + LinkNameRecord.HEAP_ID, LinkNameRecord.HEAP_ID_LENGTH));
    // In the order in which they lie in the heap, so that each of its blocks is read once.
    int[] order = places.ascending();
    LinkMessage[] links = new LinkMessage[order.length];
    AtomicBoolean ascending = new AtomicBoolean(true);
    AtomicLong taken = new AtomicLong();
    runner.run(
        (order.length + PART - 1) / PART,
        part -> {
          FractalHeap own = heap.another();
          int from = part * PART;
          int end = Math.min(order.length, from + PART);
          boolean sorted = true;
          long room = heap.mostBytes() - taken.get();
          long here = 0;
          for (int i = from; i < end; i++) {
            Cursor object = places.object(own, order[i], STRUCTURE);
            here += object.remaining();
            requireRoom(here, room);
            links[i] = LinkMessage.decode(object);
            sorted &= i == from || isBefore(links[i - 1], links[i]);
          }
          taken.addAndGet(here);
          if (!sorted) {
            ascending.set(false);
          }
        });
    boolean sorted = ascending.get();
    for (int i = PART; i < links.length; i += PART) {
      sorted &= isBefore(links[i - 1], links[i]);
    }
    return LinkListing.of(links, sorted);
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

  private static boolean isBefore(LinkMessage left, LinkMessage right) {
    return Text.compareBytes(left.name(), right.name()) <= 0;
  }

  @Override
  public Optional<LinkMessage> find(String name) {
    byte[] bytes = Text.encode(name);
    int hash = Lookup3.hash(bytes, 0, bytes.length);
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
