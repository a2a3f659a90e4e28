package io.hyperslab.internal.model;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.message.MessageType;

/// What an object is, as the messages of its header tell.
public enum ObjectKind {
  /// It has links.
  GROUP,
  /// It has a datatype and a dataspace.
  DATASET,
  /// It has a datatype alone.
  DATATYPE;

  /// The kind of an object.
  ///
  /// @param types of the messages of its header, as in
  ///   [io.hyperslab.internal.index.ObjectHeader#types()]
  /// @param address of the header
  /// @throws MalformedFileException if it is no object's
  public static ObjectKind of(long types, long address) {
    if (has(types, MessageType.SYMBOL_TABLE) || has(types, MessageType.LINK_INFO)) {
      return GROUP;
    }
    if (has(types, MessageType.DATATYPE)) {
      return has(types, MessageType.DATASPACE) ? DATASET : DATATYPE;
    }
    throw new MalformedFileException(
        "object header",
        address,
        "kind of object",
        "neither link nor datatype messages",
        "those of a group, dataset or named datatype");
  }

  private static boolean has(long types, MessageType type) {
    return (types >>> type.number() & 1) != 0;
  }
}
