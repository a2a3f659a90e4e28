package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.group.SymbolTableEntry;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Many links of a group in columns: no object for each besides its name. To be filled by one
/// thread; then any number may read.
public final class SymbolTableColumns {
  private static final int FIRST_SIZE = 16;

  private String[] names;
  private long[] addresses;
  private @Nullable String[] values;
  private boolean[] groups;
  private int size;
  private boolean ascending = true;

  SymbolTableColumns() {
    this(FIRST_SIZE);
  }

  private SymbolTableColumns(int capacity) {
    names = new String[capacity];
    addresses = new long[capacity];
    values = new @Nullable String[capacity];
    groups = new boolean[capacity];
  }

  /// The links of several parts, one after the other.
  static SymbolTableColumns joined(List<SymbolTableColumns> parts) {
    int total = 0;
    for (SymbolTableColumns part : parts) {
      total = Math.addExact(total, part.size);
    }
    SymbolTableColumns joined = new SymbolTableColumns(total);
    for (SymbolTableColumns part : parts) {
      joined.add(part);
    }
    return joined;
  }

  private void add(SymbolTableColumns part) {
    if (part.size == 0) {
      return;
    }
    ascending &= part.ascending && (size == 0 || isBefore(names[size - 1], part.names[0]));
    System.arraycopy(part.names, 0, names, size, part.size);
    System.arraycopy(part.addresses, 0, addresses, size, part.size);
    System.arraycopy(part.values, 0, values, size, part.size);
    System.arraycopy(part.groups, 0, groups, size, part.size);
    size += part.size;
  }

  private static boolean isBefore(String left, String right) {
    return Text.compareBytes(left, right) <= 0;
  }

  /// Adds a link.
  ///
  /// @return the characters of its texts
  long add(SymbolTableEntry entry, LocalHeap heap) {
    if (size == names.length) {
      int larger = 2 * size;
      names = Arrays.copyOf(names, larger);
      addresses = Arrays.copyOf(addresses, larger);
      values = Arrays.copyOf(values, larger);
      groups = Arrays.copyOf(groups, larger);
    }
    String name = heap.text(entry.linkNameOffset());
    String value = entry.isSymbolicLink() ? heap.text(entry.linkValueOffset()) : null;
    ascending &= size == 0 || isBefore(names[size - 1], name);
    names[size] = name;
    addresses[size] = entry.objectHeaderAddress();
    values[size] = value;
    groups[size] = entry.isGroup();
    size++;
    return name.length() + 1L + (value == null ? 0 : value.length());
  }

  /// How many links there are.
  public int size() {
    return size;
  }

  /// Whether the names ascend by their bytes, as they should.
  public boolean isAscending() {
    return ascending;
  }

  /// The name of a link.
  public String name(int index) {
    return names[index];
  }

  /// The address of a hard link's object header; whatever is stored for a symbolic link.
  public long address(int index) {
    return addresses[index];
  }

  /// The value of a symbolic link; null for a hard link.
  public @Nullable String value(int index) {
    return values[index];
  }

  /// Whether a link says that it leads to a group.
  public boolean isGroup(int index) {
    return groups[index];
  }
}
