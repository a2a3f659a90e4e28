package io.hyperslab.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A file read at full speed through a [FileChannel], and whatever happens to that channel.
///
/// The interrupt of a thread that reads from a channel closes the channel for everybody. So each
/// file is opened twice: reads go to the channel, without a lock; when an interrupt has closed it,
/// the same read goes on in the *anchor*, a [RandomAccessFile], which no interrupt can close but
/// which serves one read at a time. The channel is then opened anew, if the path still leads to the
/// same file: the anchor keeps that file alive, hence its file key cannot be another's.
final class FileStorage implements Storage {
  /// Bytes read by one request to the system. A channel keeps a native buffer for each thread as
  /// large as that thread's largest read into the heap, so this bounds that memory too.
  private static final int PIECE = 1 << 20;

  /// No file reaches this far, and the system objects to ranges that end beyond a `long`.
  private static final long LARGEST_POSITION = Long.MAX_VALUE - PIECE;

  private static final int SCRATCH = 1 << 16;

  private final Path path;
  private final @Nullable Object fileKey;
  private final RandomAccessFile anchor;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile FileChannel channel;
  private volatile boolean closed;

  private FileStorage(
      Path path, @Nullable Object fileKey, RandomAccessFile anchor, FileChannel channel) {
    this.path = path;
    this.fileKey = fileKey;
    this.anchor = anchor;
    this.channel = channel;
  }

  static FileStorage open(Path path) throws IOException {
    Object fileKey = RegularFiles.require(path).fileKey();
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    RandomAccessFile anchor = null;
    try {
      anchor = new RandomAccessFile(path.toFile(), "r");
      requireSame(path, fileKey);
      return new FileStorage(path, fileKey, anchor, channel);
    } catch (IOException e) {
      closeBoth(channel, anchor);
      throw e;
    }
  }

  private static void requireSame(Path path, @Nullable Object fileKey) throws IOException {
    if (fileKey != null && !fileKey.equals(RegularFiles.require(path).fileKey())) {
      throw new FileSystemException(path.toString(), null, "was replaced while it was opened");
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

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(path);
  }

  @Override
  public long size() throws IOException {
    lock.lock();
    try {
      requireOpen();
      return anchor.length();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    ReadArguments.check(position, target);
    requireOpen();
    long done = 0;
    while (done < target.byteSize()) {
      long length = Math.min(PIECE, target.byteSize() - done);
      int count =
          position + done > LARGEST_POSITION
              ? -1
              : readPiece(position + done, target.asSlice(done, length));
      if (count < 0) {
        return done == 0 ? -1 : done;
      }
      done += count;
    }
    return done;
  }

  /// Reads with the thread's interrupt status hidden, which spares the channel in the common case,
  /// and shows it again afterwards.
  private int readPiece(long position, MemorySegment piece) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return readChannel(position, piece);
    } catch (ClosedChannelException e) {
      interrupted |= Thread.interrupted();
      return readAnchor(position, piece);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int readChannel(long position, MemorySegment piece) throws IOException {
    if (piece.isNative() || piece.heapBase().filter(byte[].class::isInstance).isPresent()) {
      return channel.read(piece.asByteBuffer(), position);
    }
    ByteBuffer scratch = ByteBuffer.allocate((int) Math.min(SCRATCH, piece.byteSize()));
    int count = channel.read(scratch, position);
    return deliver(scratch.array(), count, piece);
  }

  private int readAnchor(long position, MemorySegment piece) throws IOException {
    byte[] scratch = new byte[(int) Math.min(SCRATCH, piece.byteSize())];
    lock.lock();
    try {
      requireOpen();
      reopenChannel();
      anchor.seek(position);
      return deliver(scratch, anchor.read(scratch), piece);
    } finally {
      lock.unlock();
    }
  }

  private static int deliver(byte[] bytes, int count, MemorySegment target) {
    if (count > 0) {
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, target, 0, count);
    }
    return count;
  }

  /// Replaces a closed channel. Where the path no longer leads to the file, or the system cannot
  /// tell, the closed one stays and every read goes to the anchor: slower, and still right.
  private void reopenChannel() throws IOException {
    if (channel.isOpen() || fileKey == null) {
      return;
    }
    FileChannel fresh = null;
    try {
      fresh = FileChannel.open(path, StandardOpenOption.READ);
      requireSame(path, fileKey);
      channel = fresh;
    } catch (IOException e) {
      if (fresh != null) {
        fresh.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        closeBoth(channel, anchor);
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw ReadArguments.closed(name());
    }
  }
}
