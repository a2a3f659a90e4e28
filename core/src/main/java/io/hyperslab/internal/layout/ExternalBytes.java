package io.hyperslab.internal.layout;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.DatasetModel.ExternalFile;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The parts of external files that hold a dataset, as one piece (`FMT4 IV.A.2.h`).
///
/// @param dataset the dataset
/// @param files the parts, one after the other
public record ExternalBytes(DatasetModel dataset, List<ExternalFile> files) implements ByteRange {
  @Override
  public void read(long offset, MemorySegment target) {
    long skip = offset;
    long done = 0;
    for (ExternalFile file : files) {
      if (done == target.byteSize()) {
        return;
      }
      boolean unlimited = file.size() == ExternalFileListMessage.UNLIMITED;
      long room = unlimited ? Long.MAX_VALUE : Math.max(0, file.size() - skip);
      if (room == 0) {
        skip -= file.size();
        continue;
      }
      long length = Math.min(room, target.byteSize() - done);
      readPart(file, skip, target.asSlice(done, length));
      skip = 0;
      done += length;
    }
    if (done < target.byteSize()) {
      throw new MalformedFileException(
          "external data files message",
          dataset.address(),
          "size of all files",
          (offset + done) + " bytes",
          "at least " + (offset + target.byteSize()));
    }
  }

  /// A file that ends early holds zeros from there on, as libhdf5 reads it: it writes what it has.
  private void readPart(ExternalFile file, long skip, MemorySegment target) {
    Storage storage = dataset.file().rawFile(file.name());
    long done = 0;
    try {
      while (done < target.byteSize()) {
        long count = storage.read(file.offset() + skip + done, target.asSlice(done));
        if (count <= 0) {
          target.asSlice(done).fill((byte) 0);
          return;
        }
        done += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
