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
      links = links(file(), header());
      if (!mayChange()) {
        known = links;
      }
    }
    return links;
  }

  /// The links of the group with that header.
  public static LinkTable links(FileModel file, ObjectHeader header) {
    Optional<SymbolTableMessage> symbols = header.find(SymbolTableMessage.class);
    if (symbols.isPresent()) {
      return new SymbolTableLinks(file.symbolTable(symbols.get()));
    }
    LinkInfoMessage info = header.get(LinkInfoMessage.class);
    return info.dense() ? new DenseLinks(file, info) : new CompactLinks(header, info);
  }
}
