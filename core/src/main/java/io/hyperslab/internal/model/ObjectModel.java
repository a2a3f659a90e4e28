package io.hyperslab.internal.model;

import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.format.message.CommentMessage;
import io.hyperslab.internal.format.message.ModificationTimeMessage;
import io.hyperslab.internal.format.message.OldModificationTimeMessage;
import io.hyperslab.internal.index.ObjectHeader;
import java.time.Instant;
import java.util.Optional;

/// A resolved object: its header, and what all kinds of objects have. What it needs beyond the
/// header is read when asked for, and the header again when the file has changed. Safe for use by
/// any number of threads.
public abstract sealed class ObjectModel permits GroupModel, DatasetModel, TypeModel {
  /// A header, and the version of the file in which it was so.
  private record Seen(ObjectHeader header, long version) {}

  private final FileModel file;
  private final long address;

  /// Tells the object from others that had, or will have, this address.
  private final long incarnation;

  private volatile Seen seen;

  private volatile long refreshes;

  ObjectModel(FileModel file, ObjectHeader header) {
    this.file = file;
    this.address = header.address();
    this.incarnation = file.incarnation(address);
    this.seen = new Seen(header, version());
  }

  /// A number that is another one after each change of the file, and each time that this object has
  /// been looked at again. What was derived from the header is true as long as this stays the same.
  public final long version() {
    return file.access().version() + refreshes;
  }

  /// Sees what a SWMR writer has made of the object since it was read.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time gets there
  public final void refresh() {
    file.forget();
    synchronized (this) {
      refreshes++;
    }
  }

  /// Whether what was read of the object may not be true any more some time later.
  final boolean mayChange() {
    return file.access().isWritable() || file.settings().swmrRead();
  }

  /// The file it lives in.
  public final FileModel file() {
    return file;
  }

  /// The header with its messages, as they are now.
  ///
  /// @throws NoSuchObjectException if the object has been deleted
  public final ObjectHeader header() {
    long version = version();
    Seen last = seen;
    if (last.version() == version) {
      return last.header();
    }
    requirePresent();
    ObjectHeader header = file.headers().load(address);
    seen = new Seen(header, version);
    return header;
  }

  /// Whether the object has not been deleted.
  public final boolean isPresent() {
    return file.incarnation(address) == incarnation;
  }

  /// Refuses an object that is gone, before it is changed.
  ///
  /// @throws NoSuchObjectException if the object has been deleted
  public final void requirePresent() {
    if (!isPresent()) {
      throw new NoSuchObjectException(
          "object header", address, "object", "deleted since this handle was made", "present");
    }
  }

  /// The header's address.
  public final long address() {
    return address;
  }

  /// The number of hard links, as stored.
  public final long linkCount() {
    return header().referenceCount();
  }

  /// The comment, if there is one.
  public final Optional<String> comment() {
    return header().find(CommentMessage.class).map(CommentMessage::comment);
  }

  /// When the object was last modified, if recorded.
  public final Optional<Instant> modificationTime() {
    ObjectHeader header = header();
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
    return new AttributeTable(this);
  }
}
