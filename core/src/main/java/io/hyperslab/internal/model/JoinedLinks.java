package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.PartRunner;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The links that a group stores, and those that it is going to.
record JoinedLinks(LinkTable stored, HeldLinks held, FormatContext context) implements LinkTable {
  @Override
  public long size() {
    return stored.size() + held.size();
  }

  @Override
  public List<LinkMessage> all() {
    return all(PartRunner.ALONE);
  }

  @Override
  public List<LinkMessage> all(PartRunner runner) {
    List<LinkMessage> all = new ArrayList<>(stored.all(runner));
    all.addAll(held.all(context));
    if (held.oldStyle()) {
      all.sort((left, right) -> Text.compareBytes(left.name(), right.name()));
    }
    return all;
  }

  @Override
  public Optional<LinkMessage> find(String name) {
    Optional<LinkMessage> found = held.find(name, context);
    return found.isPresent() ? found : stored.find(name);
  }

  @Override
  public boolean tracksCreationOrder() {
    return stored.tracksCreationOrder();
  }
}
