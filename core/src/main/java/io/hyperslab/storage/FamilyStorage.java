package io.hyperslab.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Opens the files of libhdf5's family driver for reading: equal cuts of one address space.
final class FamilyStorage {
  private FamilyStorage() {}

  static Storage open(Path path) throws IOException {
    FamilyPattern pattern = new FamilyPattern(path);
    List<StorageMember> members = new ArrayList<>();
    Path first = pattern.member(0);
    try {
      Storage head = Storage.file(first);
      members.add(new StorageMember(head, 0));
      addTail(pattern, head.size(), members);
      return new ConcatenatedStorage(
          path.toString(), Optional.of(first), AddressMap.identity(), members);
    } catch (IOException e) {
      Closing.after(e, members.stream().map(StorageMember::storage).toList());
      throw e;
    }
  }

  private static void addTail(FamilyPattern pattern, long memberSize, List<StorageMember> members)
      throws IOException {
    if (memberSize == 0) {
      return; // an empty first file says nothing about where the second would begin
    }
    for (int i = 1; i <= Long.MAX_VALUE / memberSize; i++) {
      Path file = pattern.member(i);
      if (!Files.exists(file)) {
        return;
      }
      members.add(new StorageMember(Storage.file(file), i * memberSize));
    }
  }
}
