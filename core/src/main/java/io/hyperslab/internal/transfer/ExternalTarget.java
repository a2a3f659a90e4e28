package io.hyperslab.internal.transfer;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.layout.ByteTarget;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.DatasetModel.ExternalFile;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes to the parts of external files that hold a dataset (`FMT4 IV.A.2.h`). They are no part of
/// the file's transaction: what is written there is written at once.
///
/// @param dataset the dataset
/// @param files the parts, one after the other
record ExternalTarget(DatasetModel dataset, List<ExternalFile> files) implements ByteTarget {
  @Override
  public void write(long offset, MemorySegment bytes) {
    long skip = offset;
    long done = 0;
    for (ExternalFile file : files) {
      if (done == bytes.byteSize()) {
        return;
      }
      boolean unlimited = file.size() == ExternalFileListMessage.UNLIMITED;
      long room = unlimited ? Long.MAX_VALUE : Math.max(0, file.size() - skip);
      if (room == 0) {
        skip -= file.size();
        continue;
      }
      long length = Math.min(room, bytes.byteSize() - done);
      write(file.name(), file.offset() + skip, bytes.asSlice(done, length));
      skip = 0;
      done += length;
    }
    if (done < bytes.byteSize()) {
      throw new MalformedFileException(
          "external data files message",
          dataset.address(),
          "size of all files",
          (offset + done) + " bytes",
          "at least " + (offset + bytes.byteSize()));
    }
  }

  /// Writes to a file of raw data, which is made if it is missing: beside the file that names it,
  /// if that is where it may be.
  private void write(String name, long position, MemorySegment bytes) {
    FileModel referrer = dataset.file();
    try {
      Path file = existing(referrer, name).path().orElseThrow(() -> noFile(name));
      try (WritableStorage raw = WritableStorage.file(file)) {
        raw.write(position, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Storage existing(FileModel referrer, String name) throws IOException {
    try {
      return referrer.rawFile(name);
    } catch (ExternalFileException missing) {
      Optional<Path> made =
          referrer.path().isPresent() ? makeBeside(referrer.path().get(), name) : Optional.empty();
      if (made.isEmpty()) {
        throw missing;
      }
      // What may be followed is the resolver's decision, not the name's.
      boolean followed = false;
      try {
        Storage storage = referrer.rawFile(name);
        followed = true;
        return storage;
      } finally {
        if (!followed) {
          Files.deleteIfExists(made.get());
        }
      }
    }
  }

  private static ExternalFileException noFile(String name) {
    return new ExternalFileException(
        FileResolver.Kind.EXTERNAL_RAW_DATA.description(),
        -1,
        "store of " + Text.quote(name),
        "no file",
        "a file that can be written");
  }

  private static Optional<Path> makeBeside(Path referrer, String name) throws IOException {
    Path directory = referrer.toAbsolutePath().normalize().getParent();
    if (directory == null || Path.of(name).isAbsolute()) {
      return Optional.empty();
    }
    Path file = directory.resolve(name).normalize();
    if (!file.startsWith(directory) || Files.exists(file)) {
      return Optional.empty();
    }
    WritableStorage.createNew(file).close();
    return Optional.of(file);
  }
}
