package io.hyperslab.internal.copy;

import io.hyperslab.internal.edit.GroupForm;
import io.hyperslab.internal.edit.ObjectForm;
import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.GroupInfoMessage;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.ObjectModel;
import java.util.List;
import java.util.Optional;

/// What copies of groups and of objects in general are to be.
public final class ObjectForms {
  /// A message's prefix in a header of version 2, with the creation order.
  private static final int NEW_PREFIX = 6;

  private static final int SMALLEST_ATTRIBUTE_INFO = NEW_PREFIX + 2 + 2 * Long.BYTES;
  private static final int LARGEST_ATTRIBUTE_INFO = NEW_PREFIX + 4 + 3 * Long.BYTES;

  /// Less than the largest message, as which room is stored.
  private static final long MOST_ROOM = 0xff00;

  private ObjectForms() {}

  /// How an object like another one keeps its attributes, and its times.
  public static ObjectForm of(ObjectModel object) {
    ObjectHeader header = object.header();
    Optional<ObjectTimes> times =
        header
            .times()
            .or(() ->
                object
                    .modificationTime()
                    .map(time -> {
                      long seconds = time.getEpochSecond();
                      return new ObjectTimes(seconds, seconds, seconds, seconds);
                    }));
    boolean old = header.version() == 1;
    int most = old ? ObjectForm.MAXIMUM_COMPACT : header.maximumCompactAttributes();
    int least = old ? ObjectForm.MINIMUM_DENSE : header.minimumDenseAttributes();
    boolean tracks = header.tracksAttributeCreationOrder();
    return new ObjectForm(
        tracks,
        tracks && header.indexesAttributeCreationOrder(),
        most,
        Math.min(least, most + 1),
        times,
        room(header));
  }

  /// Bytes of the messages that the copy's header gets after it was made: those that the original's
  /// has, with their prefixes.
  private static int room(ObjectHeader header) {
    long attributes = 0;
    long others = 0;
    for (RawMessage message : header.rawMessages()) {
      int size = message.body().remaining();
      long stored = header.version() == 1 ? (size + 7 & ~7L) + 8 : size + NEW_PREFIX;
      if (message.type() == MessageType.ATTRIBUTE.number()) {
        attributes += stored;
      } else if (message.type() == MessageType.LINK.number()
          || message.type() == MessageType.COMMENT.number()) {
        others += stored;
      }
    }
    if (header.version() > 1 && header.has(MessageType.ATTRIBUTE_INFO)) {
      attributes += LARGEST_ATTRIBUTE_INFO;
    } else if (header.version() > 1 && attributes > 0) {
      attributes += SMALLEST_ATTRIBUTE_INFO;
    }
    return (int) Math.min(attributes + others, MOST_ROOM);
  }

  /// What a group like another one is.
  ///
  /// @param oldStyle whether it becomes a symbol table if one can hold it
  public static GroupForm of(GroupModel group, boolean oldStyle) {
    ObjectHeader header = group.header();
    if (!header.has(MessageType.LINK_INFO)) {
      return plain(ObjectForms.of(group), false);
    }
    LinkInfoMessage info = header.get(LinkInfoMessage.class);
    GroupInfoMessage limits =
        header.find(GroupInfoMessage.class).orElseGet(GroupInfoMessage::defaults);
    boolean tracks = info.tracksCreationOrder();
    if (oldStyle && !tracks && fitSymbols(group.links().all())) {
      return plain(ObjectForms.of(group), false);
    }
    int most = limits.maximumCompactLinks();
    return new GroupForm(
        tracks,
        tracks && info.indexesOrder(),
        most,
        Math.min(limits.minimumDenseLinks(), most + 1),
        true,
        ObjectForms.of(group));
  }

  private static GroupForm plain(ObjectForm attributes, boolean newStyle) {
    return new GroupForm(
        false, false, ObjectForm.MAXIMUM_COMPACT, ObjectForm.MINIMUM_DENSE, newStyle, attributes);
  }

  private static boolean fitSymbols(List<LinkMessage> links) {
    return links.stream()
        .allMatch(link ->
            switch (link.target()) {
              case LinkMessage.Hard _, LinkMessage.Soft _ -> true;
              case LinkMessage.External _, LinkMessage.UserDefined _ -> false;
            });
  }
}
