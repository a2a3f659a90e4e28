package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.FractalHeap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Links in a fractal heap, found through a version 2 B-tree of the hashes of their names.
final class DenseLinks implements LinkTable {
  private static final String STRUCTURE = "link message";

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
    List<LinkMessage> all = new ArrayList<>();
    names.forEach(record -> all.add(link(record)));
    return all;
  }

  @Override
  public Optional<LinkMessage> find(String name) {
    byte[] bytes = Text.encode(name);
    int hash = Lookup3.hash(bytes, 0, bytes.length);
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
