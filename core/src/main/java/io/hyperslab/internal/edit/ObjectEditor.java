package io.hyperslab.internal.edit;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.CommentMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.GroupInfoMessage;
import io.hyperslab.internal.format.message.HeaderMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.ModificationTimeMessage;
import io.hyperslab.internal.index.NewHeader;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.index.ObjectHeaderForm;
import io.hyperslab.internal.index.SymbolTableEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.ObjectModel;
import io.hyperslab.internal.model.TypeModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes objects, counts the hard links to them, and takes them away with the last one.
final class ObjectEditor {
  private static final long MOST_LINKS = 0xffff_ffffL;

  /// Bytes that a hard link of a name as long as expected takes in a group's header, without the
  /// name: the message's prefix and its fields.
  private static final int LINK_OVERHEAD = 4 + 3 + 8;

  private final FileEditor editor;
  private final FileModel file;
  private final Transaction transaction;

  ObjectEditor(FileEditor editor) {
    editor.requireNoSwmr();
    this.editor = editor;
    this.file = editor.model();
    this.transaction = editor.transaction();
  }

  /// Makes a group, to which a link leads that the caller makes.
  ///
  /// @return its address
  long createGroup(GroupForm form) {
    boolean symbols = editor.dialect().oldStyleGroups() && !form.needsNewStyle();
    if (symbols) {
      return createHeader(
          form.attributes(),
          0,
          List.of(
              NewMessage.of(
                  SymbolTableEditor.create(
                      transaction, file.groupInternalK(), file.groupLeafK(), 0))));
    }
    editor.dialect().require(FormatVersion.V18, "a group of the new style");
    GroupInfoMessage defaults = GroupInfoMessage.defaults();
    GroupInfoMessage info =
        new GroupInfoMessage(
            form.maximumCompact(),
            form.minimumDense(),
            defaults.estimatedEntries(),
            defaults.estimatedNameLength());
    int spare =
        info.estimatedEntries()
            * (LINK_OVERHEAD + info.estimatedNameLength() + (form.tracksOrder() ? 8 : 0));
    return createHeader(form.attributes(), spare, editor.recentMessages().group(form, info));
  }

  /// Commits a datatype, to which a link leads that the caller makes.
  ///
  /// @return its address
  long createDatatype(Datatype type, ObjectForm form) {
    DatatypeMessage message = new DatatypeMessage(type, editor.dialect().datatypeVersion(type));
    return createHeader(form, 0, List.of(NewMessage.of(message).constant()));
  }

  /// Makes the header of an object with one link to it.
  ///
  /// @param spareBytes room for messages to come, unless the form knows better
  long createHeader(ObjectForm form, int spareBytes, List<NewMessage> messages) {
    NewHeader header = header(form, spareBytes, messages);
    long address = header.allocate();
    header.write();
    file.made(address);
    return address;
  }

  /// The same header, not yet allocated: a new object is [FileModel#made(long)] once it is.
  NewHeader header(ObjectForm form, int spareBytes, List<NewMessage> messages) {
    int spare = form.room() == ObjectForm.UNKNOWN_ROOM ? spareBytes : form.room();
    boolean newHeader = form.needsNewHeader() || editor.dialect().objectHeaderVersion() == 2;
    if (form.needsNewHeader()) {
      editor.dialect().require(FormatVersion.V18, "creation order or limits of attributes");
    }
    List<NewMessage> all = messages;
    if (!newHeader && form.times().isPresent()) {
      all = new ArrayList<>(messages);
      all.add(NewMessage.of(new ModificationTimeMessage(form.times().get().modification())));
    }
    return new NewHeader(
        transaction,
        newHeader
            ? new ObjectHeaderForm(
                2,
                form.tracksOrder(),
                form.indexesOrder(),
                form.maximumCompact(),
                form.minimumDense(),
                form.times(),
                spare)
            : ObjectHeaderForm.version1(spare),
        all);
  }

  /// The message for a datatype that is shared or not, and counts the use of one that is.
  NewMessage datatype(Datatype type, OptionalLong committed) {
    if (committed.isPresent()) {
      addReference(committed.getAsLong());
      return NewMessage.shared(
              MessageType.DATATYPE, new SharedMessage.Committed(committed.getAsLong()))
          .constant();
    }
    return editor.recentMessages().datatype(type);
  }

  /// Counts one more hard link to an object, or use of a committed datatype.
  void addReference(long address) {
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, address);
    long count = file.headers().load(address).referenceCount();
    if (count >= MOST_LINKS) {
      throw new LimitExceededException(
          "object header", address, "number of hard links", String.valueOf(count), "less");
    }
    header.referenceCount(count + 1);
    header.save();
  }

  /// Counts one hard link less, or use of a committed datatype. An object without any is deleted,
  /// with all to which only its own links led.
  void removeReference(long address) {
    Deque<Long> dying = new ArrayDeque<>();
    release(address, dying);
    while (!dying.isEmpty()) {
      delete(file.object(dying.pop()), dying);
    }
  }

  private void release(long address, Deque<Long> dying) {
    long count = file.headers().load(address).referenceCount();
    if (count > 1) {
      ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, address);
      header.referenceCount(count - 1);
      header.save();
    } else {
      dying.push(address);
    }
  }

  private void delete(ObjectModel object, Deque<Long> dying) {
    AttributeEditor attributes = new AttributeEditor(editor, object);
    for (AttributeModel attribute : attributes.all()) {
      attribute.committedDatatype().ifPresent(type -> release(type, dying));
      editor.heap().removeAll(attribute);
    }
    attributes.deleteDense();
    switch (object) {
      case GroupModel group -> {
        GroupEditor links = new GroupEditor(editor, group);
        for (LinkMessage link : links.all()) {
          if (link.target() instanceof LinkMessage.Hard(long target)) {
            release(target, dying);
          }
        }
        links.deleteLinks();
      }
      case DatasetModel dataset -> {
        dataset.committedDatatype().ifPresent(type -> release(type, dying));
        new DatasetEditor(editor, dataset).deleteElements();
      }
      case TypeModel _ -> {}
    }
    ObjectHeaderEditor.open(transaction, object.address()).delete();
    file.deleted(object.address());
  }

  /// Adds an attribute, or replaces the one of that name.
  void setAttribute(ObjectModel object, AttributeForm form) {
    AttributeEditor attributes = new AttributeEditor(editor, object);
    RecentMessages.NewAttribute made = editor.recentMessages().attribute(form);
    if (form.committedDatatype().isEmpty() && attributes.append(form.name(), made.message())) {
      return;
    }
    Optional<AttributeModel> before = attributes.find(form.name());
    form.committedDatatype().ifPresent(this::addReference);
    if (before.isPresent()) {
      attributes.replace(form.name(), made.attribute());
      forget(before.get());
    } else {
      attributes.insert(made.attribute(), made.message(), OptionalLong.empty());
    }
  }

  private void forget(AttributeModel attribute) {
    editor.heap().removeAll(attribute);
    attribute.committedDatatype().ifPresent(this::removeReference);
  }

  void removeAttribute(ObjectModel object, String name) {
    forget(new AttributeEditor(editor, object).remove(name));
  }

  /// Replaces the comment, or takes it away.
  void comment(ObjectModel object, Optional<String> comment) {
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, object.address());
    int index = header.indexOf(MessageType.COMMENT);
    if (comment.isEmpty()) {
      if (index >= 0) {
        header.remove(index);
      }
    } else {
      HeaderMessage message = new CommentMessage(comment.get());
      if (index >= 0) {
        header.replace(index, NewMessage.of(message));
      } else {
        header.add(NewMessage.of(message));
      }
    }
    header.save();
  }
}
