package io.hyperslab.internal.index;

import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.HeaderMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.Sharable;
import io.hyperslab.internal.format.message.UnknownMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A message that an object header is to have. One that many headers of a file are to have is
/// encoded once. Belongs to one thread.
public final class NewMessage {
  private static final String STRUCTURE = "Object Header";

  private final int type;
  private final int flags;
  private final int creationOrder;
  private final Sharable<? extends HeaderMessage> content;
  private byte @Nullable [] data;
  private @Nullable RawMessage raw;

  /// The version of headers that the raw message is for.
  private int rawVersion;

  /// @param type the number of the message's type
  /// @param flags the message flags
  /// @param creationOrder creation order of the attribute in the message, 0 for others
  /// @param content the message, or where it is
  private NewMessage(
      int type, int flags, int creationOrder, Sharable<? extends HeaderMessage> content) {
    this.type = type;
    this.flags = flags;
    this.creationOrder = creationOrder;
    this.content = content;
  }

  /// A message that the header itself holds.
  public static NewMessage of(HeaderMessage message) {
    return new NewMessage(typeOf(message), 0, 0, new Sharable.Here<>(message));
  }

  /// An attribute that was encoded before.
  ///
  /// @param encoded its bytes in a file, without what aligns them; taken
  public static NewMessage of(AttributeMessage message, byte[] encoded) {
    NewMessage made =
        new NewMessage(MessageType.ATTRIBUTE.number(), 0, 0, new Sharable.Here<>(message));
    made.data = encoded;
    return made;
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

  /// The number of the message's type.
  public int type() {
    return type;
  }

  /// Bytes of the message data in a file, without what aligns them.
  ///
  /// @param context of the one file that the message is for
  public int size(FormatContext context) {
    return encoded(context).length;
  }

  private byte[] encoded(FormatContext context) {
    byte[] known = data;
    if (known == null) {
      Encoder out = new Encoder(context);
      content.encode(out);
      known = out.toBytes();
      data = known;
    }
    return known;
  }

  /// The message as headers of a shape store it.
  ///
  /// @param address of the header, for refusals
  /// @throws UnsupportedFeatureException if it is larger than a header can hold
  RawMessage raw(MessageShape shape, FormatContext context, long address) {
    RawMessage known = raw;
    if (known == null || rawVersion != shape.version()) {
      known = encoded(shape, context, address);
      raw = known;
      rawVersion = shape.version();
    }
    return known;
  }

  private RawMessage encoded(MessageShape shape, FormatContext context, long address) {
    if (type == MessageType.NIL.number() || type == MessageType.CONTINUATION.number()) {
      throw new IllegalArgumentException("a message of type " + type);
    }
    byte[] bytes = encoded(context);
    if (bytes.length > shape.largest()) {
      throw new UnsupportedFeatureException(
          STRUCTURE,
          address,
          "size of a message of type 0x" + Integer.toHexString(type),
          String.valueOf(bytes.length),
          "at most " + shape.largest() + " bytes");
    }
    int aligned = shape.aligned(bytes.length);
    byte[] body = aligned == bytes.length ? bytes : Arrays.copyOf(bytes, aligned);
    return new RawMessage(
        type, flags, creationOrder, Cursor.over(body, address, "Header Message", context));
  }
}
