package io.hyperslab.internal.edit;

import io.hyperslab.error.NameExistsException;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.index.SymbolTableEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.HeldLinks;
import io.hyperslab.internal.model.LinkHold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds new links of a group until there are many, or something needs the group's structures to be
/// complete; [GroupEditor#settle()] stores them then.
///
/// Only where nothing can go wrong later on: in a group whose structures the writer of this file
/// has made itself, and which are nowhere near any limit. All else about a link is checked when it
/// is made.
///
/// @param editor of the file
/// @param group its address
record LinkHolding(FileEditor editor, long group) {
  /// Bytes of memory that links of a file are held in, unless changes are to take less.
  private static final long MOST = 8L << 20;

  /// A group with fewer links is forgotten once they are stored, and looked at anew when it gets
  /// more: there may be very many such groups.
  private static final int FEW = 64;

  private static final long AMPLE_ROOM = 1L << 17;

  private FileModel file() {
    return editor.model();
  }

  private LinkHold hold() {
    return file().linkHold();
  }

  private Transaction transaction() {
    return editor.transaction();
  }

  /// What is held; null if links of this group are to be stored at once.
  @Nullable HeldLinks held() {
    return hold().find(group);
  }

  /// Whether to begin to hold links of a group with structures at these addresses.
  ///
  /// @param room bytes for names and messages that the heap is sure to have
  boolean isAllowed(long index, long heap, long room) {
    return editor.hasAmpleLimits()
        && room >= AMPLE_ROOM
        && (editor.isNew() || transaction().isFresh(index, 1) && transaction().isFresh(heap, 1));
  }

  /// Begins to hold links.
  void begin(HeldLinks empty) {
    replace(empty);
  }

  /// Forgets what is held, because it has been stored, or the group's structures are to be others.
  void end() {
    if (held() != null) {
      replace(null);
    }
  }

  /// Goes on when all that was held has been stored.
  ///
  /// @param room as for [HeldLinks]
  void settled(HeldLinks held, long room) {
    HeldLinks next = held.next(room);
    replace(next.stored() < FEW ? null : next);
  }

  private void replace(@Nullable HeldLinks held) {
    HeldLinks before = hold().replace(group, held);
    transaction().onUndo(() -> hold().replace(group, before));
  }

  /// Takes on a link.
  ///
  /// @param link with its creation order, if the group tracks that
  /// @return false, and nothing is changed, if there may not be enough room for it
  /// @throws NameExistsException if the group has one of that name
  boolean hold(HeldLinks held, LinkMessage link) {
    byte[] name =
        held.oldStyle() ? SymbolTableEditor.textBytes(link.name()) : Text.encode(link.name());
    int hash = HeldLinks.hash(name);
    if (held.find(name, hash) != HeldLinks.NONE || held.stored() > 0 && isStored(link.name())) {
      throw new NameExistsException(GroupEditor.STRUCTURE, group, link.name());
    }
    Encoder message = transaction().encoder();
    link.encode(message);
    if (held.oldStyle()) {
      appendSymbols(message, link);
    }
    if (!held.hasRoom(name.length + message.size())) {
      return false;
    }
    long orderBefore = held.nextOrder();
    hold().add(held, name, hash, link.creationOrder().orElse(0), message);
    transaction().onUndo(() -> hold().removeLast(held, orderBefore));
    if (hold().weight() > Math.min(MOST, transaction().changesInMemory())) {
      settleAll(editor);
    }
    return true;
  }

  private boolean isStored(String name) {
    return GroupModel.storedLinks(file(), file().headers().load(group)).find(name).isPresent();
  }

  /// Appends what a symbol table says of an object besides where it is.
  private void appendSymbols(Encoder message, LinkMessage link) {
    switch (link.target()) {
      case LinkMessage.Hard(long address) -> {
        Optional<SymbolTableMessage> symbols =
            file().headers().load(address).find(SymbolTableMessage.class);
        symbols.ifPresent(found -> found.encode(message));
      }
      case LinkMessage.Soft(String path) -> SymbolTableEditor.textBytes(path);
      case LinkMessage.External _, LinkMessage.UserDefined _ ->
          throw new IllegalStateException("link " + link.name() + " in a group of the old style");
    }
  }

  /// Stores all links that are held of a file.
  static void settleAll(FileEditor editor) {
    for (long group : editor.model().linkHold().groups()) {
      new GroupEditor(editor, (GroupModel) editor.model().object(group)).settle();
    }
  }
}
