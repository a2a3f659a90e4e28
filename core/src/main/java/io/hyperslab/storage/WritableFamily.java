package io.hyperslab.storage;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A family of files for reading and writing, as libhdf5's family driver has it: the store is cut
/// into files of one size, of which the last may be shorter. Made by [WritableStorage#family(Path)]
/// and [WritableStorage#createFamily(Path, long)].
///
/// Files are made as the store grows, and deleted, the last one first, as it shrinks. Neither is
/// one step of the file system, so whoever dies meanwhile leaves a store whose end is somewhere
/// between the old one and the new one.
public final class WritableFamily implements WritableStorage {
  private final FamilyPattern pattern;
  private final ReentrantLock changing = new ReentrantLock();

  /// Replaced as a whole, so that reads take no lock.
  private volatile List<WritableStorage> members;

  private volatile long memberSize;
  private volatile boolean closed;

  /// The store's size, as nobody else changes it.
  private volatile long end;

  /// Whether files were made whose names a loss of power may take away.
  private boolean madeFiles;

  private WritableFamily(
      FamilyPattern pattern, List<WritableStorage> members, long memberSize, long end) {
    this.pattern = pattern;
    this.members = List.copyOf(members);
    this.memberSize = memberSize;
    this.end = end;
  }

  static WritableFamily open(Path path) throws IOException {
    FamilyPattern pattern = new FamilyPattern(path);
    List<WritableStorage> members = new ArrayList<>();
    try {
      members.add(WritableStorage.file(pattern.member(0)));
      long memberSize = members.getFirst().size();
      for (int i = 1; memberSize > 0 && Files.exists(pattern.member(i)); i++) {
        members.add(WritableStorage.file(pattern.member(i)));
      }
      long known = members.size() > 1 ? memberSize : Long.MAX_VALUE;
      return new WritableFamily(pattern, members, known, end(members, known));
    } catch (IOException | Hdf5Exception e) {
      Closing.after(e, members);
      throw e;
    }
  }

  /// The end of the last member that is not empty. All those before must be full: what is missing
  /// there would be taken for zeros.
  private static long end(List<WritableStorage> members, long memberSize) throws IOException {
    long end = 0;
    for (int i = 0; i < members.size(); i++) {
      long length = Math.min(members.get(i).size(), memberSize);
      if (length > 0 && end < i * memberSize) {
        throw new MalformedFileException(
            "family",
            -1,
            "size of member " + (i - 1),
            (end - (i - 1) * memberSize) + " bytes",
            memberSize + " bytes, as another one follows");
      }
      end = length > 0 ? i * memberSize + length : end;
    }
    return end;
  }

  static WritableFamily create(Path path, long memberSize) throws IOException {
    FamilyPattern pattern = new FamilyPattern(path);
    requirePositive(memberSize);
    return new WritableFamily(
        pattern, List.of(WritableStorage.createNew(pattern.member(0))), memberSize, 0);
  }

  private static void requirePositive(long memberSize) {
    if (memberSize < 1) {
      throw new IllegalArgumentException("family members of " + memberSize + " bytes");
    }
  }

  /// Deletes the files of a family, the first one first: without it there is no family.
  ///
  /// @throws IOException if one cannot be deleted
  public static void delete(Path pattern) throws IOException {
    FamilyPattern names = new FamilyPattern(pattern);
    for (int i = 0; Files.deleteIfExists(names.member(i)); i++) {
      // The next one.
    }
  }

  /// The first file, which exists as long as the family does.
  ///
  /// @throws IllegalArgumentException if the pattern is none
  public static Path firstMember(Path pattern) {
    return new FamilyPattern(pattern).member(0);
  }

  /// How many bytes each file has but the last; `Long.MAX_VALUE` if there is but one, which does
  /// not tell.
  public long memberSize() {
    return memberSize;
  }

  /// Tells the size of the files of a family that has but one.
  ///
  /// @throws IllegalArgumentException if it is another one than that of the files that are there
  public void memberSize(long bytes) {
    requirePositive(bytes);
    boolean possible = members.size() == 1 ? end <= bytes : bytes == memberSize;
    if (!possible) {
      throw new IllegalArgumentException(
          name()
              + ": family members of "
              + bytes
              + " bytes, but the first one has "
              + Math.min(end, memberSize));
    }
    memberSize = bytes;
  }

  @Override
  public String name() {
    return pattern.path().toString();
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(pattern.member(0));
  }

  @Override
  public List<Path> paths() {
    return members.stream().flatMap(member -> member.paths().stream()).toList();
  }

  @Override
  public long size() {
    requireOpen();
    return end;
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    StorageArguments.check(position, target);
    requireOpen();
    List<WritableStorage> all = members;
    long index = position / memberSize;
    if (target.byteSize() == 0) {
      return 0;
    }
    if (index >= all.size()) {
      return -1;
    }
    long inside = position % memberSize;
    long length = Math.min(target.byteSize(), memberSize - inside);
    return all.get((int) index).read(inside, target.asSlice(0, length));
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    StorageArguments.checkPosition(position);
    requireOpen();
    long to = position + source.byteSize();
    if (to < 0) {
      throw new IOException(
          name() + ": no store reaches " + source.byteSize() + " bytes from " + position);
    }
    if (to > end && source.byteSize() > 0) {
      grow(to);
    }
    long done = 0;
    while (done < source.byteSize()) {
      long inside = (position + done) % memberSize;
      long length = Math.min(source.byteSize() - done, memberSize - inside);
      members
          .get((int) ((position + done) / memberSize))
          .write(inside, source.asSlice(done, length));
      done += length;
    }
  }

  private void grow(long to) throws IOException {
    changing.lock();
    try {
      if (to > end) {
        resize(to);
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void truncate(long newSize) throws IOException {
    StorageArguments.checkSize(newSize);
    requireOpen();
    changing.lock();
    try {
      resize(newSize);
    } finally {
      changing.unlock();
    }
  }

  /// Takes away from the end and adds to it one file after the other, so that there is a store of
  /// some size at each moment.
  private void resize(long newSize) throws IOException {
    long last = Math.max(0, newSize - 1) / memberSize;
    if (last >= Integer.MAX_VALUE) {
      throw new IOException(name() + ": " + newSize + " bytes take more files than can be named");
    }
    while (members.size() > last + 1) {
      dropLast();
    }
    while (members.size() < last + 1) {
      members.getLast().truncate(memberSize);
      end = members.size() * memberSize;
      addOne();
    }
    members.getLast().truncate(newSize - last * memberSize);
    end = newSize;
  }

  private void dropLast() throws IOException {
    List<WritableStorage> all = members;
    try (WritableStorage dropped = all.getLast()) {
      dropped.truncate(0);
      end = Math.min(end, (all.size() - 1) * memberSize);
      members = List.copyOf(all.subList(0, all.size() - 1));
    }
    Files.deleteIfExists(pattern.member(all.size() - 1));
  }

  private void addOne() throws IOException {
    List<WritableStorage> more = new ArrayList<>(members);
    more.add(WritableStorage.createNew(pattern.member(more.size())));
    members = List.copyOf(more);
    madeFiles = true;
  }

  @Override
  public void force() throws IOException {
    requireOpen();
    changing.lock();
    try {
      for (WritableStorage member : members) {
        member.force();
      }
      if (madeFiles) {
        SiblingFiles.forceDirectory(pattern.member(0));
        madeFiles = false;
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    Closing.all(members);
  }

  private void requireOpen() {
    if (closed) {
      throw StorageArguments.closed(name());
    }
  }
}
