package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All links of a group, and what the group itself knows of the objects that they lead to. Numbers
/// say which link; they are not changed once they are listed, and any number of threads may read.
public interface LinkListing {
  /// How many there are.
  int size();

  /// Whether their names ascend by their bytes.
  boolean isAscending();

  /// Whether a link leads to an object of this file.
  boolean isHard(int index);

  /// The address of a hard link's object header; -1 for other links.
  long address(int index);

  /// What the object of a hard link is; null if that is not known here.
  @Nullable ObjectKind kind(int index);

  /// The name of a hard link without a creation order, of which no more need be known; null for
  /// others.
  @Nullable String plainName(int index);

  /// The link.
  LinkMessage message(int index);

  /// A listing of links of which the group knows no more than they say.
  static LinkListing of(List<LinkMessage> links) {
    LinkMessage[] messages = links.toArray(LinkMessage[]::new);
    boolean ascending = true;
    for (int i = 1; i < messages.length && ascending; i++) {
      ascending = Text.compareBytes(messages[i - 1].name(), messages[i].name()) <= 0;
    }
    return new OfMessages(messages, ascending);
  }

  /// What [#of(List)] makes.
  final class OfMessages implements LinkListing {
    private final LinkMessage[] messages;
    private final boolean ascending;

    private OfMessages(LinkMessage[] messages, boolean ascending) {
      this.messages = messages;
      this.ascending = ascending;
    }

    @Override
    public int size() {
      return messages.length;
    }

    @Override
    public boolean isAscending() {
      return ascending;
    }

    @Override
    public boolean isHard(int index) {
      return messages[index].target() instanceof LinkMessage.Hard;
    }

    @Override
    public long address(int index) {
      return messages[index].target() instanceof LinkMessage.Hard hard
          ? hard.objectHeaderAddress()
          : -1;
    }

    @Override
    public @Nullable ObjectKind kind(int index) {
      return null;
    }

    @Override
    public @Nullable String plainName(int index) {
      return null;
    }

    @Override
    public LinkMessage message(int index) {
      return messages[index];
    }
  }
}
