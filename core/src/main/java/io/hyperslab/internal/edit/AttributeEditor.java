package io.hyperslab.internal.edit;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.AttributeCreationOrderRecord;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.AttributeInfoMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.AttributeTable;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ObjectModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Changes the attributes of one object, in its header or in dense storage, and moves them from one
/// to the other where the object's own limits say so.
///
/// What an attribute shares, and its variable-length data, is the business of [ObjectEditor].
final class AttributeEditor {
  private static final String STRUCTURE = "attributes";
  private static final int LARGEST_MESSAGE = 0xffff;
  private static final AttributeInfoMessage IN_HEADER = AttributeInfoMessage.compact(false, false);

  /// Creation orders are stored in two bytes in headers.
  private static final int MOST_ORDERS = 0xffff;

  private final FileModel file;
  private final Transaction transaction;
  private final ObjectModel object;
  private final RecentMessages recent;

  AttributeEditor(FileEditor editor, ObjectModel object) {
    editor.requireNoSwmr();
    this.file = editor.model();
    this.transaction = editor.transaction();
    this.object = object;
    this.recent = editor.recentMessages();
  }

  private ObjectHeader header() {
    return file.headers().load(object.address());
  }

  private AttributeTable table() {
    return new AttributeTable(object, this::header);
  }

  /// The attribute of a name, if there is one.
  Optional<AttributeModel> find(String name) {
    return table().find(name);
  }

  /// All attributes.
  List<AttributeModel> all() {
    return table().all();
  }

  /// Adds an attribute where nothing more than that is to be done, as with most: the object has
  /// few, in its header, and none of that name.
  ///
  /// @return whether it was added; if not, nothing is changed
  boolean append(String name, NewMessage message) {
    return ObjectHeaderEditor.addAttribute(
        transaction, object.address(), Text.encode(name), message, recent.attributeInfo(IN_HEADER));
  }

  /// Adds an attribute of a name that is not there.
  ///
  /// @param message holds it
  /// @param kept the creation order that it has already
  /// @throws UnsupportedFeatureException if it is larger than an old object header can hold
  void insert(AttributeMessage attribute, NewMessage message, OptionalLong kept) {
    ObjectHeader before = header();
    int size = message.size(transaction.context());
    if (before.version() == 1) {
      requireSmall(attribute, size);
      ObjectHeaderEditor.addAll(transaction, object.address(), List.of(message));
      return;
    }
    AttributeInfoMessage known = before.find(AttributeInfoMessage.class).orElse(null);
    AttributeInfoMessage info = known == null ? noneYet(before) : known;
    long order = 0;
    if (kept.isPresent()) {
      order = kept.getAsLong();
    } else if (before.tracksAttributeCreationOrder()) {
      order = info.maximumCreationIndex();
      requireOrder(order);
      info = withMaximum(info, (int) order + 1);
    }
    if (!info.dense() && (isFull(before) || size > LARGEST_MESSAGE)) {
      info = toDense(info);
    }
    if (info.dense()) {
      Encoder encoded = transaction.encoder();
      attribute.encode(encoded);
      store(info).insert(attribute.name(), order, encoded.toBytes());
      replaceInfo(known, info);
    } else {
      insert(order == 0 ? message : message.withCreationOrder((int) order), known, info);
    }
  }

  private static boolean isFull(ObjectHeader header) {
    int attributes = header.count(MessageType.ATTRIBUTE);
    return attributes >= header.maximumCompactAttributes();
  }

  /// Adds an attribute to the header.
  ///
  /// @param known what the header says of its attributes; null if it says nothing yet
  private void insert(
      NewMessage attribute, @Nullable AttributeInfoMessage known, AttributeInfoMessage info) {
    if (known == null) {
      ObjectHeaderEditor.addAll(
          transaction, object.address(), List.of(attribute, recent.attributeInfo(info)));
      return;
    }
    ObjectHeaderEditor.addAll(transaction, object.address(), List.of(attribute));
    replaceInfo(known, info);
  }

  private void replaceInfo(@Nullable AttributeInfoMessage known, AttributeInfoMessage info) {
    if (!info.equals(known)) {
      ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, object.address());
      replaceInfo(header, info);
      header.save();
    }
  }

  private void requireSmall(AttributeMessage attribute, int size) {
    if (size > LARGEST_MESSAGE - 8) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          object.address(),
          "size of attribute " + Text.quote(attribute.name()),
          size + " bytes",
          "at most " + (LARGEST_MESSAGE - 8) + " bytes, as the object has a header of version 1");
    }
  }

  private void requireOrder(long order) {
    if (order >= MOST_ORDERS) {
      throw new LimitExceededException(
          STRUCTURE,
          object.address(),
          "creation order of an attribute",
          String.valueOf(order),
          "less than " + MOST_ORDERS);
    }
  }

  /// What an object need not say that never had an attribute.
  private static AttributeInfoMessage noneYet(ObjectHeader header) {
    return AttributeInfoMessage.compact(
        header.tracksAttributeCreationOrder(), header.indexesAttributeCreationOrder());
  }

  private static AttributeInfoMessage withMaximum(AttributeInfoMessage info, int maximum) {
    return new AttributeInfoMessage(
        info.flags(),
        maximum,
        info.fractalHeapAddress(),
        info.nameIndexAddress(),
        info.creationOrderIndexAddress());
  }

  private static AttributeInfoMessage withPlace(AttributeInfoMessage info, DenseStore.Place place) {
    return new AttributeInfoMessage(
        info.flags(), info.maximumCreationIndex(), place.heap(), place.names(), place.orders());
  }

  private static void replaceInfo(ObjectHeaderEditor header, AttributeInfoMessage info) {
    int index = header.indexOf(MessageType.ATTRIBUTE_INFO);
    if (index < 0) {
      header.add(NewMessage.of(info));
    } else {
      header.replace(index, NewMessage.of(info));
    }
  }

  private DenseStore<AttributeNameRecord, AttributeCreationOrderRecord> store(
      AttributeInfoMessage info) {
    return new DenseStore<>(
        file,
        transaction,
        DenseKind.ATTRIBUTES,
        new DenseStore.Place(
            info.fractalHeapAddress(), info.nameIndexAddress(), info.creationOrderIndexAddress()));
  }

  /// Moves the attributes of the header to dense storage.
  private AttributeInfoMessage toDense(AttributeInfoMessage info) {
    AttributeInfoMessage dense =
        withPlace(info, DenseStore.create(transaction, DenseKind.ATTRIBUTES, info.indexesOrder()));
    var store = store(dense);
    for (AttributeModel attribute : table().all()) {
      Encoder encoded = transaction.encoder();
      attribute.message().encode(encoded);
      if (!store.insert(attribute.name(), attribute.creationOrder().orElse(0), encoded.toBytes())) {
        throw new MalformedFileException(
            STRUCTURE,
            object.address(),
            "attribute " + Text.quote(attribute.name()),
            "present twice",
            "present once");
      }
    }
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, object.address());
    header.removeAll(MessageType.ATTRIBUTE);
    header.save();
    return dense;
  }

  /// Removes an attribute.
  ///
  /// @return the attribute as it was
  /// @throws NoSuchObjectException if there is none of that name
  AttributeModel remove(String name) {
    AttributeModel attribute =
        find(name)
            .orElseThrow(() ->
                new NoSuchObjectException(
                    STRUCTURE,
                    object.address(),
                    "attribute " + Text.quote(name),
                    "absent",
                    "present"));
    Optional<AttributeInfoMessage> info = header().find(AttributeInfoMessage.class);
    if (info.isPresent() && info.get().dense()) {
      var store = store(info.get());
      store.remove(name, attribute.creationOrder().orElse(0));
      if (store.size() < header().minimumDenseAttributes()) {
        toCompact(info.get(), store);
      }
    } else {
      ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, object.address());
      header.remove(indexOf(header, name));
      header.save();
    }
    return attribute;
  }

  /// Replaces an attribute, which keeps its creation order, by one that may have another name.
  void replace(String name, AttributeMessage attribute) {
    Optional<AttributeInfoMessage> info = header().find(AttributeInfoMessage.class);
    Encoder encoded = transaction.encoder();
    attribute.encode(encoded);
    boolean dense = info.isPresent() && info.get().dense();
    if (dense || header().version() > 1 && encoded.size() > LARGEST_MESSAGE) {
      OptionalLong order = remove(name).creationOrder();
      insert(attribute, NewMessage.of(attribute), order);
      return;
    }
    requireSmall(attribute, encoded.size());
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, object.address());
    header.replace(indexOf(header, name), NewMessage.of(attribute));
    header.save();
  }

  private int indexOf(ObjectHeaderEditor header, String name) {
    byte[] bytes = Text.encode(name);
    List<RawMessage> messages = header.messages();
    for (int i = 0; i < messages.size(); i++) {
      RawMessage message = messages.get(i);
      if (message.type() == MessageType.ATTRIBUTE.number()
          // Others may be damaged.
          && (message.shared() || AttributeMessage.isNamed(message.body(), bytes))
          && file.headers().decode(message) instanceof AttributeMessage attribute
          && attribute.name().equals(name)) {
        return i;
      }
    }
    throw new NoSuchObjectException(
        STRUCTURE, object.address(), "attribute " + Text.quote(name), "absent", "present");
  }

  /// Moves the attributes back to the header, if each fits there.
  private void toCompact(
      AttributeInfoMessage info,
      DenseStore<AttributeNameRecord, AttributeCreationOrderRecord> store) {
    List<AttributeModel> attributes = table().all();
    for (Cursor message : store.all()) {
      if (message.remaining() > LARGEST_MESSAGE) {
        return;
      }
    }
    store.delete();
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, object.address());
    for (AttributeModel attribute : attributes) {
      header.add(
          NewMessage.of(attribute.message())
              .withCreationOrder((int) attribute.creationOrder().orElse(0)));
    }
    replaceInfo(header, withPlace(info, DenseStore.Place.NONE));
    header.save();
  }

  /// Gives back the space of attributes that are not in the header.
  void deleteDense() {
    header()
        .find(AttributeInfoMessage.class)
        .filter(info -> info.dense() && Address.isDefined(info.nameIndexAddress()))
        .ifPresent(info -> store(info).delete());
  }

  /// Gives an attribute another name.
  ///
  /// @throws NoSuchObjectException if there is none of the old name
  /// @throws NameExistsException if there is one of the new name
  void rename(String name, String newName) {
    if (find(newName).isPresent()) {
      throw new NameExistsException(STRUCTURE, object.address(), newName);
    }
    AttributeModel before =
        find(name)
            .orElseThrow(() ->
                new NoSuchObjectException(
                    STRUCTURE,
                    object.address(),
                    "attribute " + Text.quote(name),
                    "absent",
                    "present"));
    replace(name, Messages.renamed(before.message(), newName));
  }
}
