package io.hyperslab.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A file open at the full speed of a [FileChannel], whatever happens to that channel.
///
/// The interrupt of a thread that uses a channel closes the channel for everybody. So each file is
/// opened twice: requests go to the channel, without a lock; when an interrupt has closed it, the
/// same request is made again of the *anchor*, a [RandomAccessFile], which no interrupt can close
/// but which serves one request at a time. (A request names its position, so that to repeat it does
/// no harm.) The channel is then opened anew, if the path still leads to the same file: the anchor
/// keeps that file alive, hence its key cannot be another's. A file that is only read may be opened
/// more often: see [SpareChannels].
final class FileHandle implements AutoCloseable {
  /// What a file is opened for.
  enum Access {
    READ("r"),
    READ_WRITE("rw");

    private final String mode;

    Access(String mode) {
      this.mode = mode;
    }

    private Set<OpenOption> options() {
      return this == READ
          ? Set.of(StandardOpenOption.READ)
          : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
  }

  /// A request that names its position.
  interface ChannelRequest {
    int make(FileChannel channel) throws IOException;
  }

  /// The same request, made after nobody else can move the position.
  interface AnchorRequest {
    int make(RandomAccessFile anchor) throws IOException;
  }

  private final String name;
  private final Access access;
  private final FileKey key;
  private final ReentrantLock lock = new ReentrantLock();
  private final RoomAhead room;

  /// Not of a file that is written: its writes and forces must go through the first descriptor, see
  /// [#force()].
  private final @Nullable SpareChannels spares;

  private RandomAccessFile anchor;
  private volatile Path path;
  private volatile FileChannel channel;
  private volatile boolean closed;
  private volatile FileChannel firstChannel;

  private FileHandle(
      String name,
      Path path,
      Access access,
      FileKey key,
      RandomAccessFile anchor,
      FileChannel channel) {
    this.name = name;
    this.path = path;
    this.access = access;
    this.key = key;
    this.room = new RoomAhead(key);
    this.spares = access == Access.READ && key.isFirm() ? new SpareChannels() : null;
    this.anchor = anchor;
    this.channel = channel;
    this.firstChannel = channel;
  }

  /// Opens an existing regular file.
  static FileHandle open(Path path, Access access) throws IOException {
    FileKey key = FileKey.of(path);
    return anchored(path.toString(), path, access, key, FileChannel.open(path, access.options()));
  }

  /// Creates a file and opens it for reading and writing.
  ///
  /// @param name for error messages
  /// @throws java.nio.file.FileAlreadyExistsException if there is anything of that name
  static FileHandle create(String name, Path path, FileAttribute<?>... attributes)
      throws IOException {
    RegularFiles.requireDefaultFileSystem(path);
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            attributes);
    boolean done = false;
    try {
      FileHandle handle = anchored(name, path, Access.READ_WRITE, FileKey.of(path), channel);
      done = true;
      return handle;
    } finally {
      if (!done) {
        channel.close();
        Files.deleteIfExists(path);
      }
    }
  }

  private static FileHandle anchored(
      String name, Path path, Access access, FileKey key, FileChannel channel) throws IOException {
    RandomAccessFile anchor = null;
    try {
      anchor = new RandomAccessFile(path.toFile(), access.mode);
      key.require(path);
      return new FileHandle(name, path, access, key, anchor, channel);
    } catch (IOException e) {
      closeBoth(channel, anchor);
      throw e;
    }
  }

  private static void closeBoth(FileChannel channel, @Nullable RandomAccessFile anchor)
      throws IOException {
    try (channel) {
      if (anchor != null) {
        anchor.close();
      }
    }
  }

  String name() {
    return name;
  }

  /// Where the file is, as far as is known here.
  Path path() {
    return path;
  }

  FileKey key() {
    return key;
  }

  /// Makes a request of the channel, with the thread's interrupt status hidden, which spares the
  /// channel in the common case, and shown again afterwards; or, when there is no channel, of the
  /// anchor.
  int make(ChannelRequest request, AnchorRequest again) throws IOException {
    return make(channel, request, again);
  }

  /// Makes such a request for bytes of the file, perhaps of a channel that few others use.
  ///
  /// @param size bytes that it asks for
  int makeRead(long size, ChannelRequest request, AnchorRequest again) throws IOException {
    FileChannel preferred =
        spares == null ? channel : spares.choose(channel, size, this::openAgain);
    return make(preferred, request, again);
  }

  private int make(FileChannel preferred, ChannelRequest request, AnchorRequest again)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return request.make(preferred);
    } catch (ClosedChannelException e) {
      interrupted |= Thread.interrupted();
      return makeOfAnchor(again);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int makeOfAnchor(AnchorRequest request) throws IOException {
    lock.lock();
    try {
      requireOpen();
      reopenChannel();
      if (spares != null) {
        spares.dropClosed();
      }
      return request.make(anchor);
    } finally {
      lock.unlock();
    }
  }

  /// Replaces a closed channel. Where the path no longer leads to the file, or the system cannot
  /// tell, the closed one stays and every request goes to the anchor: slower, and still right.
  private void reopenChannel() {
    if (!channel.isOpen() && key.isFirm()) {
      FileChannel fresh = openAgain();
      channel = fresh == null ? channel : fresh;
    }
  }

  /// Opens the file once more, unless the path no longer leads to it.
  private @Nullable FileChannel openAgain() {
    FileChannel fresh = null;
    try {
      key.require(path);
      fresh = FileChannel.open(path, access.options());
      key.require(path);
      return fresh;
    } catch (IOException _) {
      closeQuietly(fresh);
      return null;
    }
  }

  private static void closeQuietly(@Nullable FileChannel open) {
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // Nobody has used it.
      }
    }
  }

  /// Prepares for a write.
  void expect(long position, long size) {
    room.before(path, position, size);
  }

  long size() throws IOException {
    lock.lock();
    try {
      requireOpen();
      return anchor.length();
    } finally {
      lock.unlock();
    }
  }

  void truncate(long size) throws IOException {
    lock.lock();
    try {
      requireOpen();
      boolean cuts = size < anchor.length();
      anchor.setLength(size);
      if (cuts) {
        room.cut(size);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forces the file's bytes and its size, but not its times, to the medium.
  ///
  /// The system tells each descriptor once that bytes could not be written, so the one that asks
  /// must be as old as the writes: the first channel, and once an interrupt has closed that, the
  /// anchor (which forces the times too).
  void force() throws IOException {
    requireOpen();
    make(
        firstChannel,
        open -> {
          open.force(false);
          return 0;
        },
        open -> {
          open.getFD().sync();
          return 0;
        });
  }

  /// Renames the file, over any other of that name, as one step of the file system.
  ///
  /// @param reopening whether it has to be closed meanwhile, as on Windows; requests of other
  ///   threads wait then
  void moveTo(Path target, boolean reopening) throws IOException {
    lock.lock();
    try {
      requireOpen();
      if (!reopening) {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        path = target;
        return;
      }
      closeBoth(channel, anchor);
      try {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        path = target;
      } finally {
        anchor = new RandomAccessFile(path.toFile(), access.mode);
        channel = FileChannel.open(path, access.options());
        firstChannel = channel;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Closes the file; closing it twice has no effect.
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        try {
          giveRoomBack();
        } finally {
          closeAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeAll() throws IOException {
    try {
      if (spares != null) {
        spares.close();
      }
    } finally {
      closeBoth(channel, anchor);
    }
  }

  private void giveRoomBack() throws IOException {
    long reached = room.close();
    if (reached > 0 && reached > anchor.length()) {
      anchor.setLength(anchor.length());
    }
  }

  void requireOpen() {
    if (closed) {
      throw StorageArguments.closed(name);
    }
  }
}
