package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Encoder;

/// One decoded message of an object header (`FMT4 IV.A.2`).
public sealed interface HeaderMessage
    permits NilMessage,
        DataspaceMessage,
        LinkInfoMessage,
        DatatypeMessage,
        OldFillValueMessage,
        FillValueMessage,
        LinkMessage,
        ExternalFileListMessage,
        DataLayoutMessage,
        BogusMessage,
        GroupInfoMessage,
        FilterPipelineMessage,
        AttributeMessage,
        CommentMessage,
        OldModificationTimeMessage,
        SharedMessageTableMessage,
        ContinuationMessage,
        SymbolTableMessage,
        ModificationTimeMessage,
        BTreeKMessage,
        DriverInfoMessage,
        AttributeInfoMessage,
        ReferenceCountMessage,
        CacheImageMessage,
        FileSpaceInfoMessage,
        UnknownMessage {
  /// Writes the message data, without a prefix and without padding behind it.
  void encode(Encoder out);
}
