package io.hyperslab.internal.model;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.bytes.PartRunner;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.SymbolTableIndex;
import io.hyperslab.internal.index.SymbolTableLink;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Links of an old-style group. They never know when they were made.
record SymbolTableLinks(SymbolTableIndex index) implements LinkTable {
  @Override
  public long size() {
    return index.size();
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
    return new SymbolTableListing(index.columns(runner));
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
        link.linkValue().isPresent()
            ? new LinkMessage.Soft(link.linkValue().get())
            : new LinkMessage.Hard(link.entry().objectHeaderAddress());
    return new LinkMessage(link.name(), CharacterSet.ASCII, OptionalLong.empty(), target);
  }
}
