package io.hyperslab.internal.model;

import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.format.message.CommentMessage;
import io.hyperslab.internal.format.message.ModificationTimeMessage;
import io.hyperslab.internal.format.message.OldModificationTimeMessage;
import io.hyperslab.internal.index.ObjectHeader;
import java.time.Instant;
import java.util.Optional;

/// A resolved object: its header, and what all kinds of objects have. Immutable; what it needs
/// beyond the header is read when asked for.
public abstract sealed class ObjectModel permits GroupModel, DatasetModel, TypeModel {
  private final FileModel file;
  private final ObjectHeader header;

  ObjectModel(FileModel file, ObjectHeader header) {
    this.file = file;
    this.header = header;
  }

  /// The file it lives in.
  public final FileModel file() {
    return file;
  }

  /// The header with its messages.
  public final ObjectHeader header() {
    return header;
  }

  /// The header's address.
  public final long address() {
    return header.address();
  }

  /// The number of hard links, as stored.
  public final long linkCount() {
    return header.referenceCount();
  }

  /// The comment, if there is one.
  public final Optional<String> comment() {
    return header.find(CommentMessage.class).map(CommentMessage::comment);
  }

  /// When the object was last modified, if recorded.
  public final Optional<Instant> modificationTime() {
    return header
        .times()
        .map(ObjectTimes::modification)
        .or(() -> header.find(ModificationTimeMessage.class).map(ModificationTimeMessage::seconds))
        .or(() ->
            header.find(OldModificationTimeMessage.class).map(OldModificationTimeMessage::seconds))
        .map(Instant::ofEpochSecond);
  }

  /// The attributes.
  public final AttributeTable attributes() {
    return new AttributeTable(file, header);
  }
}
