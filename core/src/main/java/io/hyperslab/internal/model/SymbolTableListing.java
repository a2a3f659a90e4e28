package io.hyperslab.internal.model;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.SymbolTableColumns;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The links of an old-style group.
///
/// @param links in the order of the tree
record SymbolTableListing(SymbolTableColumns links) implements LinkListing {
  @Override
  public int size() {
    return links.size();
  }

  @Override
  public boolean isAscending() {
    return links.isAscending();
  }

  @Override
  public long address(int index) {
    return isHard(index) ? links.address(index) : -1;
  }

  @Override
  public @Nullable ObjectKind kind(int index) {
    return links.isGroup(index) ? ObjectKind.GROUP : null;
  }

  @Override
  public @Nullable String plainName(int index) {
    return isHard(index) ? links.name(index) : null;
  }

  @Override
  public boolean isHard(int index) {
    return links.value(index) == null;
  }

  @Override
  public LinkMessage message(int index) {
    String value = links.value(index);
    return new LinkMessage(
        links.name(index),
        CharacterSet.ASCII,
        OptionalLong.empty(),
        value == null ? new LinkMessage.Hard(links.address(index)) : new LinkMessage.Soft(value));
  }
}
