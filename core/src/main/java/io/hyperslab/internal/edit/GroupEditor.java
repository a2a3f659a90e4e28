package io.hyperslab.internal.edit;

import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.LinkCreationOrderRecord;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.message.GroupInfoMessage;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.format.superblock.RootEntry;
import io.hyperslab.internal.index.NewMessage;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.index.SymbolTableEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Changes the links of one group, whichever way it stores them. A group of the new style moves its
/// links to dense storage, and back to its header, where its own limits say so; one of the old
/// style stays what it is until it gets a link that only the new style can hold.
///
/// Link counts of the objects that links lead to are the business of [ObjectEditor].
final class GroupEditor {
  private static final String STRUCTURE = "group";

  /// The largest message of an object header, and so the largest link in one.
  private static final int LARGEST_MESSAGE = 0xffff;

  private final FileEditor editor;
  private final FileModel file;
  private final Transaction transaction;
  private final GroupModel group;

  GroupEditor(FileEditor editor, GroupModel group) {
    editor.requireNoSwmr();
    this.editor = editor;
    this.file = editor.model();
    this.transaction = editor.transaction();
    this.group = group;
  }

  /// The header as it is now, in the middle of a change.
  private ObjectHeader header() {
    return file.headers().load(group.address());
  }

  /// The link of a name, if there is one.
  Optional<LinkMessage> find(String name) {
    return GroupModel.links(file, header()).find(name);
  }

  /// All links.
  List<LinkMessage> all() {
    return GroupModel.links(file, header()).all();
  }

  /// Adds a link.
  ///
  /// @param link its creation order is ignored: the group knows it
  /// @throws NameExistsException if there is one of that name
  /// @throws UnsupportedFeatureException if the group is of the old style, and the link of a kind
  ///   that needs the new one, which the file is not to have
  void insert(LinkMessage link) {
    Optional<SymbolTableMessage> symbols = header().find(SymbolTableMessage.class);
    if (symbols.isPresent() && isOfOldStyle(link)) {
      // It looks for the name itself.
      insertSymbol(symbolTable(symbols.get()), link);
      return;
    }
    // Dense storage looks for the name itself.
    boolean dense = header().find(LinkInfoMessage.class).filter(LinkInfoMessage::dense).isPresent();
    if (!dense && find(link.name()).isPresent()) {
      throw nameExists(link);
    }
    symbols.ifPresent(this::toNewStyle);
    insertMessage(link, header().get(LinkInfoMessage.class));
  }

  private NameExistsException nameExists(LinkMessage link) {
    return new NameExistsException(STRUCTURE, group.address(), link.name());
  }

  private static boolean isOfOldStyle(LinkMessage link) {
    return link.target() instanceof LinkMessage.Hard || link.target() instanceof LinkMessage.Soft;
  }

  /// Makes it a group of the new style, as libhdf5 does for such links. What other groups remember
  /// of its symbol table with their links to it stays: nobody believes that but of the root.
  private void toNewStyle(SymbolTableMessage symbols) {
    editor.dialect().require(FormatVersion.V18, "a link that only groups of the new style hold");
    List<LinkMessage> links = all();
    symbolTable(symbols).delete();
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    header.removeAll(MessageType.SYMBOL_TABLE);
    header.add(NewMessage.of(LinkInfoMessage.compact(false, false)));
    header.add(NewMessage.of(GroupInfoMessage.defaults()).constant());
    header.save();
    links.forEach(each -> insertMessage(each, header().get(LinkInfoMessage.class)));
    if (file.position(file.superblock().rootObjectHeaderAddress()) == group.address()) {
      editor.superblock(
          file.superblock()
              .withRoot(file.superblock().rootObjectHeaderAddress(), RootEntry.NOTHING_CACHED));
    }
  }

  private SymbolTableEditor symbolTable(SymbolTableMessage symbols) {
    return new SymbolTableEditor(transaction, symbols, file.groupInternalK(), file.groupLeafK());
  }

  private void insertSymbol(SymbolTableEditor symbols, LinkMessage link) {
    switch (link.target()) {
      case LinkMessage.Hard(long address) ->
          symbols.insertHard(
              link.name(), address, file.headers().load(address).find(SymbolTableMessage.class));
      case LinkMessage.Soft(String path) -> symbols.insertSoft(link.name(), path);
      case LinkMessage.External _, LinkMessage.UserDefined _ ->
          throw new IllegalStateException("link " + link.name() + " in a group of the old style");
    }
  }

  private void insertMessage(LinkMessage link, LinkInfoMessage before) {
    LinkInfoMessage info = before;
    long order = 0;
    LinkMessage stored = withOrder(link, OptionalLong.empty());
    if (info.tracksCreationOrder()) {
      order = info.maximumCreationIndex();
      stored = withOrder(link, OptionalLong.of(order));
      info = withMaximum(info, Math.addExact(order, 1));
    }
    Encoder encoded = transaction.encoder();
    stored.encode(encoded);
    if (!info.dense() && (isFull() || encoded.size() > LARGEST_MESSAGE)) {
      info = toDense(info);
    }
    if (info.dense()) {
      if (!store(info).insert(link.name(), order, encoded.toBytes())) {
        throw nameExists(link);
      }
      if (info.equals(before)) {
        return;
      }
    }
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    if (!info.dense()) {
      header.add(NewMessage.of(stored));
    }
    header.replace(header.indexOf(MessageType.LINK_INFO), NewMessage.of(info));
    header.save();
  }

  private boolean isFull() {
    return GroupModel.links(file, header()).size() >= limits().maximumCompactLinks();
  }

  private static LinkMessage withOrder(LinkMessage link, OptionalLong order) {
    return new LinkMessage(link.name(), link.characterSet(), order, link.target());
  }

  private static LinkInfoMessage withMaximum(LinkInfoMessage info, long maximum) {
    return new LinkInfoMessage(
        info.flags(),
        maximum,
        info.fractalHeapAddress(),
        info.nameIndexAddress(),
        info.creationOrderIndexAddress());
  }

  private static LinkInfoMessage withPlace(LinkInfoMessage info, DenseStore.Place place) {
    return new LinkInfoMessage(
        info.flags(), info.maximumCreationIndex(), place.heap(), place.names(), place.orders());
  }

  private GroupInfoMessage limits() {
    return header().find(GroupInfoMessage.class).orElseGet(GroupInfoMessage::defaults);
  }

  private DenseStore<LinkNameRecord, LinkCreationOrderRecord> store(LinkInfoMessage info) {
    return new DenseStore<>(
        file,
        transaction,
        DenseKind.LINKS,
        new DenseStore.Place(
            info.fractalHeapAddress(), info.nameIndexAddress(), info.creationOrderIndexAddress()));
  }

  /// Moves the links of the header to dense storage.
  private LinkInfoMessage toDense(LinkInfoMessage info) {
    LinkInfoMessage dense =
        withPlace(info, DenseStore.create(transaction, DenseKind.LINKS, info.indexesOrder()));
    List<LinkMessage> links = header().all(LinkMessage.class);
    var store = store(dense);
    for (LinkMessage link : links) {
      Encoder encoded = transaction.encoder();
      link.encode(encoded);
      store.insert(link.name(), link.creationOrder().orElse(0), encoded.toBytes());
    }
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    header.removeAll(MessageType.LINK);
    header.save();
    return dense;
  }

  /// Removes a link.
  ///
  /// @return the link
  /// @throws NoSuchObjectException if there is none of that name
  LinkMessage remove(String name) {
    LinkMessage link =
        find(name)
            .orElseThrow(() ->
                new NoSuchObjectException(
                    STRUCTURE, group.address(), "link " + Text.quote(name), "absent", "present"));
    Optional<SymbolTableMessage> symbols = header().find(SymbolTableMessage.class);
    if (symbols.isPresent()) {
      symbolTable(symbols.get()).remove(name);
      return link;
    }
    LinkInfoMessage info = header().get(LinkInfoMessage.class);
    if (info.dense()) {
      var store = store(info);
      store.remove(name, link.creationOrder().orElse(0));
      if (store.size() < limits().minimumDenseLinks()) {
        toCompact(info, store);
      }
    } else {
      removeMessage(name);
    }
    return link;
  }

  private void removeMessage(String name) {
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    for (int i = 0; i < header.messages().size(); i++) {
      if (header.messages().get(i).type() == MessageType.LINK.number()
          && LinkMessage.decode(header.messages().get(i).body().rest("Link Message"))
              .name()
              .equals(name)) {
        header.remove(i);
        header.save();
        return;
      }
    }
  }

  /// Moves the links back to the header, if each fits there.
  private void toCompact(
      LinkInfoMessage info, DenseStore<LinkNameRecord, LinkCreationOrderRecord> store) {
    List<LinkMessage> links = new ArrayList<>();
    for (var message : store.all()) {
      if (message.remaining() > LARGEST_MESSAGE) {
        return;
      }
      links.add(LinkMessage.decode(message));
    }
    store.delete();
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    links.forEach(link -> header.add(NewMessage.of(link)));
    header.replace(
        header.indexOf(MessageType.LINK_INFO),
        NewMessage.of(withPlace(info, DenseStore.Place.NONE)));
    header.save();
  }

  /// Gives back the space of the links, not of the group's header.
  void deleteLinks() {
    Optional<SymbolTableMessage> symbols = header().find(SymbolTableMessage.class);
    if (symbols.isPresent()) {
      symbolTable(symbols.get()).delete();
      return;
    }
    LinkInfoMessage info = header().get(LinkInfoMessage.class);
    if (info.dense() && Address.isDefined(info.nameIndexAddress())) {
      store(info).delete();
    }
  }
}
