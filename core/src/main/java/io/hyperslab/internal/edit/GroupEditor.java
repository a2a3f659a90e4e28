package io.hyperslab.internal.edit;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
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
import io.hyperslab.internal.index.NewSymbol;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderEditor;
import io.hyperslab.internal.index.SymbolTableEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.HeldLinks;
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
  static final String STRUCTURE = "group";

  /// Links of the old style that are stored before any is held: as many as a node has by default.
  private static final int FEW = 8;

  /// The largest message of an object header, and so the largest link in one.
  private static final int LARGEST_MESSAGE = 0xffff;

  private final FileEditor editor;
  private final FileModel file;
  private final Transaction transaction;
  private final GroupModel group;
  private final LinkHolding holding;

  GroupEditor(FileEditor editor, GroupModel group) {
    editor.requireNoSwmr();
    this.editor = editor;
    this.file = editor.model();
    this.transaction = editor.transaction();
    this.group = group;
    this.holding = new LinkHolding(editor, group.address());
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
    HeldLinks held = holding.held();
    if (held != null && hold(held, link)) {
      return;
    }
    Optional<SymbolTableMessage> symbols = header().find(SymbolTableMessage.class);
    if (symbols.isPresent() && isOfOldStyle(link)) {
      insertSymbol(symbols.get(), link);
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

  /// Takes on a link that the group can store as it is.
  ///
  /// @return false if it is to be stored at once; nothing is held then
  private boolean hold(HeldLinks held, LinkMessage link) {
    if (!held.oldStyle() || isOfOldStyle(link)) {
      OptionalLong order =
          held.tracksOrder() ? OptionalLong.of(held.nextOrder()) : OptionalLong.empty();
      LinkMessage known = withOrder(link, order);
      requireOrder(known);
      if (holding.hold(held, known)) {
        return true;
      }
    }
    settle();
    holding.end();
    return false;
  }

  /// Puts all links that are held into the group's structures.
  void settle() {
    HeldLinks held = holding.held();
    if (held == null || held.size() == 0) {
      return;
    }
    if (held.oldStyle()) {
      SymbolTableMessage symbols = header().get(SymbolTableMessage.class);
      SymbolTableEditor table = symbolTable(symbols);
      table.insertAll(newSymbols(held), held.stored());
      holding.settled(held, table.room());
    } else {
      LinkInfoMessage info = header().get(LinkInfoMessage.class);
      store(info).insertAll(held);
      if (info.tracksCreationOrder()) {
        replaceInfo(withMaximum(info, held.nextOrder()));
      }
      holding.settled(held, store(info).room());
    }
  }

  private List<NewSymbol> newSymbols(HeldLinks held) {
    List<NewSymbol> symbols = new ArrayList<>(held.size());
    for (int number : held.byName()) {
      Cursor message = held.message(number, transaction.context());
      LinkMessage link = LinkMessage.decode(message);
      symbols.add(
          switch (link.target()) {
            case LinkMessage.Hard(long address) ->
                NewSymbol.hard(
                    held.name(number),
                    address,
                    message.remaining() == 0
                        ? Optional.empty()
                        : Optional.of(SymbolTableMessage.decode(message)));
            case LinkMessage.Soft(String path) ->
                NewSymbol.soft(held.name(number), Text.encode(path));
            case LinkMessage.External _, LinkMessage.UserDefined _ ->
                throw new IllegalStateException("link of the new style: " + link.name());
          });
    }
    return symbols;
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
    holding.end();
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

  private void insertSymbol(SymbolTableMessage message, LinkMessage link) {
    SymbolTableEditor symbols = symbolTable(message);
    // The first ones are stored at once, so that all there is of a small file lies together.
    if (symbols.size() >= FEW
        && holding.isAllowed(message.bTreeAddress(), message.localHeapAddress(), symbols.room())) {
      HeldLinks begun = HeldLinks.ofOldStyle(symbols.size(), symbols.room());
      holding.begin(begun);
      if (hold(begun, link)) {
        return;
      }
    }
    // It looks for the name itself.
    switch (link.target()) {
      case LinkMessage.Hard(long address) ->
          symbols.insertHard(
              link.name(), address, file.headers().load(address).find(SymbolTableMessage.class));
      case LinkMessage.Soft(String path) -> symbols.insertSoft(link.name(), path);
      case LinkMessage.External _, LinkMessage.UserDefined _ ->
          throw new IllegalStateException("link " + link.name() + " in a group of the old style");
    }
  }

  private void insertMessage(LinkMessage link, LinkInfoMessage info) {
    OptionalLong order =
        info.tracksCreationOrder()
            ? OptionalLong.of(info.maximumCreationIndex())
            : OptionalLong.empty();
    LinkMessage stored = withOrder(link, order);
    if (info.dense()) {
      insertDense(stored, info);
      return;
    }
    Encoder encoded = transaction.encoder();
    stored.encode(encoded);
    if (isFull() || encoded.size() > LARGEST_MESSAGE) {
      insertDense(stored, toDense(info));
      return;
    }
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    header.add(NewMessage.of(stored));
    header.replace(header.indexOf(MessageType.LINK_INFO), NewMessage.of(following(info, stored)));
    header.save();
  }

  /// What is known of the links when there is one more.
  private LinkInfoMessage following(LinkInfoMessage info, LinkMessage link) {
    requireOrder(link);
    return link.creationOrder().isEmpty()
        ? info
        : withMaximum(
            info, Math.max(info.maximumCreationIndex(), link.creationOrder().getAsLong() + 1));
  }

  /// Checks that another link can come after one.
  private void requireOrder(LinkMessage link) {
    if (link.creationOrder().orElse(0) == Long.MAX_VALUE) {
      throw new LimitExceededException(
          STRUCTURE,
          group.address(),
          "creation order of a link",
          String.valueOf(Long.MAX_VALUE),
          "less");
    }
  }

  /// Adds a link, with its creation order, to dense storage.
  ///
  /// @return what is known of the links then
  private LinkInfoMessage insertDense(LinkMessage link, LinkInfoMessage info) {
    LinkInfoMessage after = following(info, link);
    DenseStore<LinkNameRecord, LinkCreationOrderRecord> store = store(info);
    HeldLinks held = holding.held();
    if (held == null
        && holding.isAllowed(info.nameIndexAddress(), info.fractalHeapAddress(), store.room())) {
      held = HeldLinks.ofDense(info, store.size(), store.room());
      holding.begin(held);
    }
    if (held != null) {
      if (holding.hold(held, link)) {
        return info;
      }
      settle();
      holding.end();
    }
    Encoder encoded = transaction.encoder();
    link.encode(encoded);
    if (!store.insert(link.name(), link.creationOrder().orElse(0), encoded.toBytes())) {
      throw nameExists(link);
    }
    if (!after.equals(info)) {
      replaceInfo(after);
    }
    return after;
  }

  private void replaceInfo(LinkInfoMessage info) {
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    header.replace(header.indexOf(MessageType.LINK_INFO), NewMessage.of(info));
    header.save();
  }

  private boolean isFull() {
    return GroupModel.links(file, header()).size() >= limits().maximumCompactLinks();
  }

  private static LinkMessage withOrder(LinkMessage link, OptionalLong order) {
    return order.equals(link.creationOrder())
        ? link
        : new LinkMessage(link.name(), link.characterSet(), order, link.target());
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
    List<LinkMessage> links = header().all(LinkMessage.class);
    LinkInfoMessage dense =
        withPlace(info, DenseStore.create(transaction, DenseKind.LINKS, info.indexesOrder()));
    ObjectHeaderEditor header = ObjectHeaderEditor.open(transaction, group.address());
    header.removeAll(MessageType.LINK);
    header.replace(header.indexOf(MessageType.LINK_INFO), NewMessage.of(dense));
    header.save();
    for (LinkMessage link : links) {
      dense = insertDense(link, dense);
    }
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
    settle();
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
    holding.end();
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
    holding.end();
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
