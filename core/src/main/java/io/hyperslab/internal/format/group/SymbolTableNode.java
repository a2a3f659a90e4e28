package io.hyperslab.internal.format.group;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.ArrayList;
import java.util.List;

/// A leaf of a group's B-tree: links in ascending order of their names (`FMT4 III.B`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `SNOD` |
/// | 1 | Version Number: 1 |
/// | 1 | Reserved |
/// | 2 | Number of Symbols |
/// | see [SymbolTableEntry] | Symbol Table Entries |
///
/// @param entries the links
public record SymbolTableNode(List<SymbolTableEntry> entries) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "symbol table node";

  private static final int PREFIX_LENGTH = 8;

  /// Copies the list.
  public SymbolTableNode {
    entries = List.copyOf(entries);
  }

  /// Bytes of a full node.
  ///
  /// @param k "Group Leaf Node K" of the superblock
  public static long length(FormatContext context, int k) {
    return PREFIX_LENGTH + 2L * k * SymbolTableEntry.length(context);
  }

  /// Decodes a node.
  ///
  /// @param k "Group Leaf Node K" of the superblock: a node has at most 2K entries
  public static SymbolTableNode decode(Cursor cursor, int k) {
    cursor.signature("SNOD");
    cursor.version(1, 1);
    cursor.skip(1);
    int symbols = cursor.u16();
    if (symbols > 2 * k) {
      throw cursor.malformed("number of symbols", symbols, "at most 2K = " + 2 * k);
    }
    int count =
        cursor.count(symbols, SymbolTableEntry.length(cursor.context()), "number of symbols");
    List<SymbolTableEntry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(SymbolTableEntry.decode(cursor));
    }
    return new SymbolTableNode(entries);
  }

  /// Writes a whole node: the entries, and zeros for those that there is room for.
  ///
  /// @param k "Group Leaf Node K" of the superblock
  public void encode(Encoder out, int k) {
    int start = out.size();
    out.signature("SNOD").u8(1).u8(0).u16(entries.size());
    entries.forEach(entry -> entry.encode(out));
    out.padTo(start + Math.toIntExact(length(out.context(), k)));
  }
}
