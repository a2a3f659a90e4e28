package io.hyperslab.internal.model;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.SymbolTableIndex;
import io.hyperslab.internal.index.SymbolTableLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Links of an old-style group. They never know when they were made.
record SymbolTableLinks(SymbolTableIndex index) implements LinkTable {
  @Override
  public long size() {
    long size = 0;
    for (SymbolTableLink _ : index) {
      size++;
    }
    return size;
  }

  @Override
  public List<LinkMessage> all() {
    List<LinkMessage> all = new ArrayList<>();
    index.forEach(link -> all.add(message(link)));
    return all;
  }

  @Override
  public Optional<LinkMessage> find(String name) {
    return index.find(name).map(SymbolTableLinks::message);
  }

  @Override
  public boolean tracksCreationOrder() {
    return false;
  }

  private static LinkMessage message(SymbolTableLink link) {
    LinkMessage.Target target =
        link.linkValue()
            .<LinkMessage.Target>map(LinkMessage.Soft::new)
            .orElseGet(() -> new LinkMessage.Hard(link.entry().objectHeaderAddress()));
    return new LinkMessage(link.name(), CharacterSet.ASCII, OptionalLong.empty(), target);
  }
}
