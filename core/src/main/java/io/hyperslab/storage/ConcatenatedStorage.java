package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Several stores as one, each from a position of its own up to the next one's.
final class ConcatenatedStorage implements Storage {
  private final String name;
  private final Optional<Path> path;
  private final AddressMap addresses;
  private final Storage[] members;
  private final long[] starts;
  private volatile boolean closed;

  ConcatenatedStorage(
      String name, Optional<Path> path, AddressMap addresses, List<StorageMember> members) {
    this.name = Objects.requireNonNull(name, "name");
    this.path = path;
    this.addresses = addresses;
    List<StorageMember> sorted =
        members.stream().sorted(Comparator.comparingLong(StorageMember::start)).toList();
    this.members = sorted.stream().map(StorageMember::storage).toArray(Storage[]::new);
    this.starts = sorted.stream().mapToLong(StorageMember::start).toArray();
    requireDistinctStarts();
  }

  private void requireDistinctStarts() {
    if (starts.length == 0) {
      throw new IllegalArgumentException(name + " has no members");
    }
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] == starts[i - 1]) {
        throw new IllegalArgumentException(name + " has two members at position " + starts[i]);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Path> path() {
    return path;
  }

  @Override
  public List<Path> paths() {
    return Arrays.stream(members).flatMap(member -> member.paths().stream()).toList();
  }

  @Override
  public AddressMap addresses() {
    return addresses;
  }

  @Override
  public long requestCost() {
    return Arrays.stream(members).mapToLong(Storage::requestCost).max().orElseThrow();
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    for (int i = members.length - 1; i >= 0; i--) {
      long length = Math.min(members[i].size(), end(i) - starts[i]);
      if (length > 0) {
        return starts[i] + length;
      }
    }
    return 0;
  }

  private long end(int member) {
    return member + 1 < starts.length ? starts[member + 1] : Long.MAX_VALUE;
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    StorageArguments.check(position, target);
    requireOpen();
    if (target.byteSize() == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(starts, position);
    int member = found >= 0 ? found : -found - 2;
    if (member < 0) {
      return -1;
    }
    long length = Math.min(target.byteSize(), end(member) - position);
    return length == 0
        ? -1 // the very last position there is, Long.MAX_VALUE: no store can be so long
        : members[member].read(position - starts[member], target.asSlice(0, length));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    Closing.all(List.of(members));
  }

  private void requireOpen() {
    if (closed) {
      throw StorageArguments.closed(name);
    }
  }
}
