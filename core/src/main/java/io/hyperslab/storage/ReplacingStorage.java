package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A file that is written under a temporary name beside the one it is to replace.
final class ReplacingStorage implements WritableStorage, OpenedFile {
  /// Where a file that is open cannot be renamed.
  private static final boolean REOPENING = Platform.current() == Platform.WINDOWS;

  private final Path asked;
  private final Path target;
  private final FileHandle file;
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile boolean published;
  private boolean durablyPublished;

  private ReplacingStorage(Path asked, Path target, FileHandle file) {
    this.asked = asked;
    this.target = target;
    this.file = file;
  }

  static ReplacingStorage open(Path path) throws IOException {
    RegularFiles.requireDefaultFileSystem(path);
    Path target = SiblingFiles.behindLinks(path);
    return new ReplacingStorage(path, target, SiblingFiles.create(path.toString(), target));
  }

  @Override
  public void publish(boolean durable) throws IOException {
    publishing.lock();
    try {
      if (durable) {
        file.force();
      }
      if (!published) {
        file.moveTo(target, REOPENING);
        published = true;
      }
      if (durable && !durablyPublished) {
        SiblingFiles.forceDirectory(target);
        durablyPublished = true;
      }
    } finally {
      publishing.unlock();
    }
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(published ? asked : file.path());
  }

  @Override
  public FileKey key() {
    return file.key();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    return FileTransfer.read(file, position, target);
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    FileTransfer.write(file, position, source);
  }

  @Override
  public void truncate(long size) throws IOException {
    StorageArguments.checkSize(size);
    file.truncate(size);
  }

  @Override
  public void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    publishing.lock();
    try {
      file.close();
    } finally {
      try {
        if (!published) {
          Files.deleteIfExists(file.path());
        }
      } finally {
        publishing.unlock();
      }
    }
  }
}
