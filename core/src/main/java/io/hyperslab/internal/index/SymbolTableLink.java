package io.hyperslab.internal.index;

import io.hyperslab.internal.format.group.SymbolTableEntry;
import java.util.Optional;

/// A link of a group that stores its links in a symbol table.
///
/// @param name the link's name
/// @param entry its entry; the object header address is undefined for a symbolic link
/// @param linkValue the path that a symbolic link leads to; empty for a hard link
public record SymbolTableLink(String name, SymbolTableEntry entry, Optional<String> linkValue) {}
