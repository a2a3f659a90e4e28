package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.group.SymbolTableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Links that a symbol table is to get, as entries: their texts lie together in its local heap.
///
/// @param symbols the links, by the unsigned bytes of their names
/// @param starts where the texts of each link start in the block of texts; behind the last one,
///   where they end
record SymbolTableFilling(List<NewSymbol> symbols, int[] starts) {
  /// What is inserted into a local heap starts at a multiple of this.
  private static final int ALIGNMENT = 8;

  static SymbolTableFilling of(List<NewSymbol> symbols) {
    int[] starts = new int[symbols.size() + 1];
    for (int i = 0; i < symbols.size(); i++) {
      NewSymbol symbol = symbols.get(i);
      int length = room(symbol.name()) + symbol.path().map(SymbolTableFilling::room).orElse(0);
      starts[i + 1] = Math.addExact(starts[i], length);
    }
    return new SymbolTableFilling(symbols, starts);
  }

  /// Bytes of a text and its NUL.
  private static int room(byte[] text) {
    return text.length + ALIGNMENT & -ALIGNMENT;
  }

  /// All texts.
  byte[] texts() {
    byte[] texts = new byte[starts[symbols.size()]];
    for (int i = 0; i < symbols.size(); i++) {
      byte[] name = symbols.get(i).name();
      System.arraycopy(name, 0, texts, starts[i], name.length);
      if (symbols.get(i).path().isPresent()) {
        byte[] path = symbols.get(i).path().get();
        System.arraycopy(path, 0, texts, starts[i] + room(name), path.length);
      }
    }
    return texts;
  }

  /// The entry of a link.
  ///
  /// @param textsAt where the texts lie in the local heap
  SymbolTableEntry entry(int index, long textsAt) {
    NewSymbol symbol = symbols.get(index);
    long name = textsAt + starts[index];
    if (symbol.path().isPresent()) {
      return SymbolTableEntry.symbolicLink(name, name + room(symbol.name()));
    }
    return SymbolTableEditor.hardLink(name, symbol.objectHeaderAddress(), symbol.cachedGroup());
  }

  /// The entries of these links and of those that a symbol table has.
  ///
  /// @param stored by their names; none has the name of one of these
  List<SymbolTableEntry> among(List<SymbolTableLink> stored, long textsAt) {
    List<SymbolTableEntry> entries = new ArrayList<>(stored.size() + symbols.size());
    int next = 0;
    for (SymbolTableLink link : stored) {
      byte[] name = Text.encode(link.name());
      while (next < symbols.size() && Arrays.compareUnsigned(symbols.get(next).name(), name) < 0) {
        entries.add(entry(next++, textsAt));
      }
      entries.add(link.entry());
    }
    while (next < symbols.size()) {
      entries.add(entry(next++, textsAt));
    }
    return entries;
  }
}
