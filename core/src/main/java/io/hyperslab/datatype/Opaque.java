package io.hyperslab.datatype;

/// Bytes with a meaning of their own (class 5).
///
/// @param size bytes of every element
/// @param tag what the bytes are, in the writer's words; empty when it said nothing
public record Opaque(long size, String tag) implements Datatype {
  @Override
  public boolean hasIndirectData() {
    return false;
  }

  @Override
  public String toString() {
    return "opaque[" + size + (tag.isEmpty() ? "]" : ", " + tag + "]");
  }
}
