package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The types of header messages (`FMT4 IV.A.2`), by their numbers.
public enum MessageType {
  /// Empty room.
  NIL(0x00, "NIL Message", NilMessage.class, NilMessage::decode, false),
  /// Size and shape.
  DATASPACE(0x01, "Dataspace Message", DataspaceMessage.class, DataspaceMessage::decode, true),
  /// Where a group's dense links are.
  LINK_INFO(0x02, "Link Info Message", LinkInfoMessage.class, LinkInfoMessage::decode, false),
  /// The type of the elements.
  DATATYPE(0x03, "Datatype Message", DatatypeMessage.class, DatatypeMessage::decode, true),
  /// The fill value as libraries before 1.4 wrote it.
  OLD_FILL_VALUE(
      0x04,
      "Data Storage - Fill Value (Old) Message",
      OldFillValueMessage.class,
      OldFillValueMessage::decode,
      true),
  /// The fill value, and when it is written.
  FILL_VALUE(
      0x05,
      "Data Storage - Fill Value Message",
      FillValueMessage.class,
      FillValueMessage::decode,
      true),
  /// A link kept in the group's header.
  LINK(0x06, "Link Message", LinkMessage.class, LinkMessage::decode, false),
  /// Raw data in other files.
  EXTERNAL_FILE_LIST(
      0x07,
      "External Data Files Message",
      ExternalFileListMessage.class,
      ExternalFileListMessage::decode,
      false),
  /// How and where raw data is stored.
  DATA_LAYOUT(
      0x08, "Data Layout Message", DataLayoutMessage.class, DataLayoutMessage::decode, false),
  /// A number for testing.
  BOGUS(0x09, "Bogus Message", BogusMessage.class, BogusMessage::decode, false),
  /// How a group stores links.
  GROUP_INFO(0x0a, "Group Info Message", GroupInfoMessage.class, GroupInfoMessage::decode, false),
  /// The filters that chunks pass through.
  FILTER_PIPELINE(
      0x0b,
      "Data Storage - Filter Pipeline Message",
      FilterPipelineMessage.class,
      FilterPipelineMessage::decode,
      true),
  /// A named value attached to the object.
  ATTRIBUTE(0x0c, "Attribute Message", AttributeMessage.class, AttributeMessage::decode, true),
  /// A remark.
  COMMENT(0x0d, "Object Comment Message", CommentMessage.class, CommentMessage::decode, false),
  /// The modification time as text.
  OLD_MODIFICATION_TIME(
      0x0e,
      "Object Modification Time (Old) Message",
      OldModificationTimeMessage.class,
      OldModificationTimeMessage::decode,
      false),
  /// Where the table of shared messages is.
  SHARED_MESSAGE_TABLE(
      0x0f,
      "Shared Message Table Message",
      SharedMessageTableMessage.class,
      SharedMessageTableMessage::decode,
      false),
  /// Where more messages are.
  CONTINUATION(
      0x10,
      "Object Header Continuation Message",
      ContinuationMessage.class,
      ContinuationMessage::decode,
      false),
  /// Where an old-style group's links are.
  SYMBOL_TABLE(
      0x11, "Symbol Table Message", SymbolTableMessage.class, SymbolTableMessage::decode, false),
  /// The modification time.
  MODIFICATION_TIME(
      0x12,
      "Object Modification Time Message",
      ModificationTimeMessage.class,
      ModificationTimeMessage::decode,
      false),
  /// The file's B-tree parameters.
  B_TREE_K(0x13, "B-tree 'K' Values Message", BTreeKMessage.class, BTreeKMessage::decode, false),
  /// What the file driver needs.
  DRIVER_INFO(
      0x14, "Driver Info Message", DriverInfoMessage.class, DriverInfoMessage::decode, false),
  /// Where the dense attributes are.
  ATTRIBUTE_INFO(
      0x15,
      "Attribute Info Message",
      AttributeInfoMessage.class,
      AttributeInfoMessage::decode,
      false),
  /// The number of hard links.
  REFERENCE_COUNT(
      0x16,
      "Object Reference Count Message",
      ReferenceCountMessage.class,
      ReferenceCountMessage::decode,
      false),
  /// How the file manages its free space.
  FILE_SPACE_INFO(
      0x17,
      "File Space Info Message",
      FileSpaceInfoMessage.class,
      FileSpaceInfoMessage::decode,
      false),
  /// Where an image of the metadata cache is.
  CACHE_IMAGE(
      0x18,
      "Metadata Cache Image Message",
      CacheImageMessage.class,
      CacheImageMessage::decode,
      false);

  private static final MessageType[] BY_NUMBER = values();
  private static final Map<Class<?>, MessageType> BY_CLASS = new HashMap<>();

  static {
    for (MessageType type : BY_NUMBER) {
      BY_CLASS.put(type.message, type);
    }
  }

  private final int number;
  private final String specificationName;
  private final Class<? extends HeaderMessage> message;

  // A reference to a static method, which has no state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<Cursor, ? extends HeaderMessage> decoder;

  private final boolean sharable;

  <M extends HeaderMessage> MessageType(
      int number,
      String specificationName,
      Class<M> message,
      Function<Cursor, M> decoder,
      boolean sharable) {
    this.number = number;
    this.specificationName = specificationName;
    this.message = message;
    this.decoder = decoder;
    this.sharable = sharable;
  }

  /// The type of that number; empty for one that is not known.
  public static Optional<MessageType> of(int number) {
    return number < BY_NUMBER.length ? Optional.of(BY_NUMBER[number]) : Optional.empty();
  }

  /// The type whose messages are of that class.
  ///
  /// @throws IllegalArgumentException if the class is no known message's, such as [UnknownMessage]
  public static MessageType of(Class<? extends HeaderMessage> message) {
    MessageType type = BY_CLASS.get(message);
    if (type == null) {
      throw new IllegalArgumentException(message + " has no message type");
    }
    return type;
  }

  /// The number in the message's prefix.
  public int number() {
    return number;
  }

  /// The name in the specification.
  public String specificationName() {
    return specificationName;
  }

  /// The class of the decoded message.
  public Class<? extends HeaderMessage> message() {
    return message;
  }

  /// Whether messages of this type may be stored elsewhere and shared.
  public boolean sharable() {
    return sharable;
  }

  /// Decodes a message that is not shared.
  ///
  /// @param body the message data; this cursor stays where it is
  public HeaderMessage decode(Cursor body) {
    return decoder.apply(body.rest(specificationName));
  }
}
