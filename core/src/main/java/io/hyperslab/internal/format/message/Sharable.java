package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.header.SharedMessage;

/// A message inside another one that is either there or shared.
///
/// @param <M> the kind of message
public sealed interface Sharable<M extends HeaderMessage> {
  /// The message is there.
  ///
  /// @param message the message
  record Here<M extends HeaderMessage>(M message) implements Sharable<M> {}

  /// The message is shared.
  ///
  /// @param location where it is
  record Elsewhere<M extends HeaderMessage>(SharedMessage location) implements Sharable<M> {}

  /// Decodes where a shared message is.
  static <M extends HeaderMessage> Sharable<M> elsewhere(Cursor cursor) {
    return new Elsewhere<>(SharedMessage.decode(cursor));
  }

  /// Writes the one or the other.
  default void encode(Encoder out) {
    switch (this) {
      case Here<M> here -> here.message().encode(out);
      case Elsewhere<M> elsewhere -> elsewhere.location().encode(out);
    }
  }
}
