package io.hyperslab;

import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.model.DatasetModel;
import java.util.OptionalLong;

/// A part of an external file that holds elements of a contiguous dataset.
///
/// @param file the file's name as stored
/// @param offset where the part starts in it, in bytes
/// @param size its size in bytes; empty when it has no end
public record ExternalSegment(String file, long offset, OptionalLong size) {
  static ExternalSegment of(DatasetModel.ExternalFile part) {
    return new ExternalSegment(
        part.name(),
        part.offset(),
        part.size() == ExternalFileListMessage.UNLIMITED
            ? OptionalLong.empty()
            : OptionalLong.of(part.size()));
  }
}
