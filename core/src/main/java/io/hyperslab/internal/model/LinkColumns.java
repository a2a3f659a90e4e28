package io.hyperslab.internal.model;

import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.internal.format.message.LinkMessage;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Links of a new-style group in columns: no object for each besides its name, as long as it is a
/// hard link that does not know when it was made. Any number of threads may fill it, each some of
/// its places; then any number may read.
final class LinkColumns implements LinkListing {
  private final String[] names;
  private final long[] addresses;
  private final CharacterSet[] characterSets;

  /// The links of which more has to be known.
  private final @Nullable LinkMessage[] others;

  private final boolean ascending;

  /// @param size how many links there are going to be
  LinkColumns(int size) {
    names = new String[size];
    addresses = new long[size];
    characterSets = new CharacterSet[size];
    others = new @Nullable LinkMessage[size];
    ascending = false;
  }

  private LinkColumns(LinkColumns same, boolean ascending) {
    names = same.names;
    addresses = same.addresses;
    characterSets = same.characterSets;
    others = same.others;
    this.ascending = ascending;
  }

  /// Puts a link at its place.
  void set(int index, LinkMessage link) {
    addresses[index] = link.target() instanceof LinkMessage.Hard(long address) ? address : -1;
    names[index] = link.name();
    characterSets[index] = link.characterSet();
    if (!isHard(index) || link.creationOrder().isPresent()) {
      others[index] = link;
    }
  }

  /// The same links, which are all at their places.
  ///
  /// @param areAscending whether their names ascend by their bytes
  LinkColumns filled(boolean areAscending) {
    return new LinkColumns(this, areAscending);
  }

  /// The name of a link.
  String name(int index) {
    return names[index];
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public boolean isAscending() {
    return ascending;
  }

  @Override
  public boolean isHard(int index) {
    return addresses[index] >= 0;
  }

  @Override
  public long address(int index) {
    return addresses[index];
  }

  @Override
  public @Nullable ObjectKind kind(int index) {
    return null;
  }

  @Override
  public @Nullable String plainName(int index) {
    return others[index] == null ? names[index] : null;
  }

  @Override
  public LinkMessage message(int index) {
    LinkMessage other = others[index];
    return other != null
        ? other
        : new LinkMessage(
            names[index],
            characterSets[index],
            OptionalLong.empty(),
            new LinkMessage.Hard(addresses[index]));
  }
}
