package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConcatenatedStorageTest extends StorageContract {
  private static final int[] CUTS = {0, 1, 700, 4096, 4097, 60_000};

  @Override
  Storage open(Path directory, byte[] content) {
    List<StorageMember> members = new ArrayList<>();
    for (int i = 0; i < CUTS.length && CUTS[i] < content.length; i++) {
      int end = i + 1 < CUTS.length ? Math.min(CUTS[i + 1], content.length) : content.length;
      members.add(member(CUTS[i], Arrays.copyOfRange(content, CUTS[i], end)));
    }
    return Storage.concatenation("pieces", members.reversed());
  }

  private static StorageMember member(long start, byte... bytes) {
    return new StorageMember(Storage.memory(bytes), start);
  }

  private static long readOne(Storage storage, long position) throws IOException {
    byte[] bytes = new byte[1];
    long count = storage.read(position, MemorySegment.ofArray(bytes));
    return count < 0 ? count : bytes[0];
  }

  @Test
  void endsAReadWhereAMemberEnds() throws IOException {
    Storage storage =
        Storage.concatenation("two", List.of(member(0, (byte) 1, (byte) 2), member(2, (byte) 3)));
    byte[] bytes = new byte[3];
    assertThat(storage.read(0, MemorySegment.ofArray(bytes))).isEqualTo(2);
    assertThat(bytes).containsExactly(1, 2, 0);
  }

  @Test
  void hasNothingInGaps() throws IOException {
    Storage storage =
        Storage.concatenation("gaps", List.of(member(2, (byte) 7), member(5, (byte) 8)));
    assertThat(storage.size()).isEqualTo(6);
    assertThat(readOne(storage, 0)).isEqualTo(-1);
    assertThat(readOne(storage, 1)).isEqualTo(-1);
    assertThat(readOne(storage, 2)).isEqualTo(7);
    assertThat(readOne(storage, 3)).isEqualTo(-1);
    assertThat(readOne(storage, 4)).isEqualTo(-1);
    assertThat(readOne(storage, 5)).isEqualTo(8);
    assertThat(readOne(storage, 6)).isEqualTo(-1);
  }

  @Test
  void takesFromAMemberOnlyWhatComesBeforeTheNext() throws IOException {
    Storage storage =
        Storage.concatenation(
            "overlap", List.of(member(0, (byte) 1, (byte) 2, (byte) 3), member(1, (byte) 9)));
    assertThat(readOne(storage, 1)).isEqualTo(9);
    assertThat(readOne(storage, 2)).isEqualTo(-1);
    assertThat(storage.size()).isEqualTo(2);
  }

  @Test
  void endsBeforeTrailingEmptyMembers() throws IOException {
    Storage storage =
        Storage.concatenation("empty tail", List.of(member(0, (byte) 1), member(100)));
    assertThat(storage.size()).isEqualTo(1);
  }

  @Test
  void reachesToTheLastPosition() throws IOException {
    Storage storage =
        Storage.concatenation("far", List.of(member(Long.MAX_VALUE - 1, (byte) 5, (byte) 6)));
    assertThat(storage.size()).isEqualTo(Long.MAX_VALUE);
    assertThat(readOne(storage, Long.MAX_VALUE - 1)).isEqualTo(5);
    assertThat(readOne(storage, Long.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void refusesNoMembersAndMembersAtOnePosition() {
    assertThatIllegalArgumentException().isThrownBy(() -> Storage.concatenation("none", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Storage.concatenation("same", List.of(member(3, (byte) 1), member(3, (byte) 2))));
    assertThatIllegalArgumentException().isThrownBy(() -> member(-1, (byte) 1));
  }

  @Test
  void closesEveryMemberAndReportsEveryFailure() {
    Storage sound = Storage.memory(new byte[1]);
    Storage storage =
        Storage.concatenation(
            "failing",
            List.of(
                new StorageMember(new FailingToClose("first"), 0),
                new StorageMember(new FailingToClose("second"), 1),
                new StorageMember(sound, 2)));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(storage::close)
        .withMessage("first")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThatIllegalStateException().isThrownBy(sound::size);
  }

  private static final class FailingToClose extends ForwardingStorage {
    FailingToClose(String name) {
      super(Storage.memory(name, MemorySegment.ofArray(new byte[1])));
    }

    @Override
    public void close() throws IOException {
      throw new IOException(name());
    }
  }
}
