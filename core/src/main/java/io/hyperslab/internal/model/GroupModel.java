package io.hyperslab.internal.model;

import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.index.ObjectHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A group, of the old style (symbol table) or the new (link messages, dense storage).
public final class GroupModel extends ObjectModel {
  /// Of a file that does not change; found twice it does no harm.
  private volatile @Nullable LinkTable known;

  GroupModel(FileModel file, ObjectHeader header) {
    super(file, header);
  }

  /// The group's links.
  public LinkTable links() {
    LinkTable links = known;
    if (links == null) {
      links = links(file(), headerForLinks());
      if (!mayChange()) {
        known = links;
      }
    }
    return links;
  }

  /// In the middle of a change, the header that was seen before it may have links that are held by
  /// now.
  private ObjectHeader headerForLinks() {
    ObjectHeader header = header();
    return file().linkHold().find(address()) == null ? header : file().headers().load(address());
  }

  /// The links of the group with that header, as it is now.
  public static LinkTable links(FileModel file, ObjectHeader header) {
    LinkTable stored = storedLinks(file, header);
    HeldLinks held = file.linkHold().find(header.address());
    return held == null || held.size() == 0
        ? stored
        : new JoinedLinks(stored, held, file.reader().context());
  }

  /// Those of them that its structures have.
  public static LinkTable storedLinks(FileModel file, ObjectHeader header) {
    Optional<SymbolTableMessage> symbols = header.find(SymbolTableMessage.class);
    if (symbols.isPresent()) {
      return new SymbolTableLinks(file.symbolTable(symbols.get()));
    }
    LinkInfoMessage info = header.get(LinkInfoMessage.class);
    return info.dense() ? new DenseLinks(file, info) : new CompactLinks(header, info);
  }
}
