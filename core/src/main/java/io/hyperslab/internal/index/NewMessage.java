package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.HeaderMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.Sharable;
import io.hyperslab.internal.format.message.UnknownMessage;

/// A message that an object header is to have.
///
/// @param type the number of the message's type
/// @param flags the message flags
/// @param creationOrder creation order of the attribute in the message, 0 for others
/// @param content the message, or where it is
public record NewMessage(
    int type, int flags, int creationOrder, Sharable<? extends HeaderMessage> content) {
  /// A message that the header itself holds.
  public static NewMessage of(HeaderMessage message) {
    return new NewMessage(typeOf(message), 0, 0, new Sharable.Here<>(message));
  }

  private static int typeOf(HeaderMessage message) {
    return switch (message) {
      case UnknownMessage unknown -> unknown.number();
      case DataLayoutMessage _ -> MessageType.DATA_LAYOUT.number();
      default -> MessageType.of(message.getClass()).number();
    };
  }

  /// A message that stands elsewhere, such as a committed datatype.
  public static NewMessage shared(MessageType type, SharedMessage location) {
    return new NewMessage(type.number(), RawMessage.SHARED, 0, new Sharable.Elsewhere<>(location));
  }

  /// The same, never to be changed once written.
  public NewMessage constant() {
    return withFlags(flags | RawMessage.CONSTANT);
  }

  /// The same with other message flags.
  public NewMessage withFlags(int newFlags) {
    return new NewMessage(type, newFlags, creationOrder, content);
  }

  /// The same with the creation order of its attribute, 0 to 65535.
  public NewMessage withCreationOrder(int order) {
    return new NewMessage(type, flags, order, content);
  }

  /// Bytes of the message data in a file, without what aligns them.
  public int size(FormatContext context) {
    return encoded(context).length;
  }

  /// The message data in a file.
  byte[] encoded(FormatContext context) {
    Encoder out = new Encoder(context);
    content.encode(out);
    return out.toBytes();
  }
}
