package io.hyperslab.internal.model;

import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.ObjectHeader;
import java.util.List;
import java.util.Optional;

/// Links that stand in the group's header.
record CompactLinks(ObjectHeader header, LinkInfoMessage info) implements LinkTable {
  @Override
  public long size() {
    return all().size();
  }

  @Override
  public List<LinkMessage> all() {
    return header.all(LinkMessage.class);
  }

  @Override
  public Optional<LinkMessage> find(String name) {
    return all().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  @Override
  public boolean tracksCreationOrder() {
    return info.tracksCreationOrder();
  }
}
