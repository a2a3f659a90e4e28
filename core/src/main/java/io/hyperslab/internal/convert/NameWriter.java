package io.hyperslab.internal.convert;

import io.hyperslab.datatype.Enumeration;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.number.NumberArrays;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// Names, and constants of a Java `enum` by their names, to values of an enumeration.
final class NameWriter implements ValueWriter {
  private final Enumeration type;
  private final WriteContext context;
  private final Map<String, MemorySegment> values = new HashMap<>();

  NameWriter(Enumeration type, WriteContext context) {
    this.type = type;
    this.context = context;
    for (Enumeration.Member member : type.members()) {
      values.computeIfAbsent(member.name(), _ -> NumberArrays.storedValue(type, member));
    }
  }

  @Override
  public void put(Object value, MemorySegment to, long offset, long index) {
    String name = value instanceof Enum<?> constant ? constant.name() : (String) value;
    MemorySegment stored = values.get(name);
    if (stored == null) {
      throw context.refused(index, Text.quote(name), "a name of " + type);
    }
    MemorySegment.copy(stored, 0, to, offset, type.size());
  }
}
