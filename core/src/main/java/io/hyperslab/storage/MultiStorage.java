package io.hyperslab.storage;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.DriverInformation.Member;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Opens the files of libhdf5's split and multi drivers: one file for each kind of content.
///
/// The members lie one behind the other in the store, in the order of their addresses and one byte
/// apart, so that nothing that runs beyond the end of one is answered from the next.
final class MultiStorage {
  private static final long GAP = 1;
  private static final long RAW_DATA_OF_SPLIT = 0x7fff_ffff_ffff_ffffL;

  /// The distance of members unless the writer was told another: a sixth of libhdf5's largest
  /// address, which is 2^64 - 2.
  private static final long STRIDE = 0x2aaa_aaaa_aaaa_aaaaL;

  private final Path base;
  private final List<Storage> opened = new ArrayList<>();

  private MultiStorage(Path base) {
    this.base = base;
  }

  static Storage openSplit(Path base) throws IOException {
    MultiStorage files = new MultiStorage(base);
    boolean older = !Files.exists(files.member("-m.h5")) && Files.exists(files.member(".meta"));
    return older
        ? files.open(new Member(0, 1, ".meta"), new Member(RAW_DATA_OF_SPLIT, 0, ".raw"))
        : files.open(new Member(0, 1, "-m.h5"), new Member(RAW_DATA_OF_SPLIT, 0, "-r.h5"));
  }

  static Storage openMulti(Path base) throws IOException {
    String[] endings = {"-s.h5", "-b.h5", "-r.h5", "-g.h5", "-l.h5", "-o.h5"};
    Member[] members = new Member[endings.length];
    Arrays.setAll(members, i -> new Member(i * STRIDE, 0, endings[i]));
    return new MultiStorage(base).open(members);
  }

  /// @param expected where members are as long as the driver information has not been read
  private Storage open(Member... expected) throws IOException {
    try {
      Storage first = Storage.file(member(expected[0].ending()));
      opened.add(first);
      DriverInformation information =
          MultiSuperblock.readDriverInformation(
              (address, length) -> readExpected(List.of(expected), address, length));
      return assemble(information.members(), first);
    } catch (IOException | Hdf5Exception e) {
      Closing.after(e, opened);
      throw e;
    }
  }

  private byte[] readExpected(List<Member> expected, long address, int length) throws IOException {
    Member member = expected.getFirst();
    for (Member other : expected) {
      if (Long.compareUnsigned(other.start(), address) <= 0) {
        member = other;
      }
    }
    try (Storage storage = Storage.file(member(member.ending()))) {
      return upTo(storage, address - member.start(), length);
    }
  }

  private static byte[] upTo(Storage storage, long position, int length) throws IOException {
    if (position < 0 || position >= storage.size()) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) Math.min(length, storage.size() - position)];
    MemorySegment target = MemorySegment.ofArray(bytes);
    int done = 0;
    while (done < bytes.length) {
      long count = storage.read(position + done, target.asSlice(done));
      if (count < 0) {
        return Arrays.copyOf(bytes, done);
      }
      done += (int) count;
    }
    return bytes;
  }

  private Storage assemble(List<Member> members, Storage first) throws IOException {
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort((a, b) -> Long.compareUnsigned(a.start(), b.start()));
    List<StorageMember> parts = new ArrayList<>();
    List<AddressMap.Range> ranges = new ArrayList<>();
    long position = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Optional<Storage> storage = i == 0 ? Optional.of(first) : openMember(sorted.get(i));
      if (storage.isPresent()) {
        long length = length(storage.get(), sorted, i);
        parts.add(new StorageMember(storage.get(), position));
        ranges.add(new AddressMap.Range(sorted.get(i).start(), position, length));
        position += length + GAP;
      }
    }
    return new ConcatenatedStorage(base.toString(), first.path(), AddressMap.of(ranges), parts);
  }

  /// The bytes of a member that have an address: those before the next member's first one.
  private static long length(Storage storage, List<Member> sorted, int index) throws IOException {
    long size = storage.size();
    if (index + 1 == sorted.size()) {
      return size;
    }
    long room = sorted.get(index + 1).start() - sorted.get(index).start();
    return Long.compareUnsigned(room, size) < 0 ? room : size;
  }

  /// A member that holds nothing may be missing; libhdf5 makes such files but does not ask for
  /// them.
  private Optional<Storage> openMember(Member member) throws IOException {
    try {
      Storage storage = Storage.file(member(member.ending()));
      opened.add(storage);
      return Optional.of(storage);
    } catch (NoSuchFileException e) {
      if (member.end() == 0) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Path member(String ending) {
    try {
      return base.resolveSibling(base.getFileName() + ending);
    } catch (InvalidPathException e) {
      throw new ExternalFileException(
          null, -1, "name of a member file", '"' + e.getInput() + '"', "a name this system has");
    }
  }
}
