package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5.Dialect;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups listed with what their links lead to.
class MembersTest {
  private static final int COUNT = 6000;

  @TempDir Path folder;

  /// A file of libhdf5's with many objects, in an order that is not that of their names.
  private Path write(Dialect dialect) {
    Path path = folder.resolve("members.h5");
    try (Libhdf5File file = Libhdf5.create(path, dialect)) {
      for (int i = 0; i < COUNT; i++) {
        int number = (int) (i * 4001L % COUNT);
        String name = name(number);
        switch (number % 4) {
          case 0 -> file.group(name);
          case 1 ->
              file.dataset(
                  name,
                  Libhdf5Type.int32(),
                  new long[] {1},
                  Libhdf5Layout.contiguous(),
                  new byte[4]);
          case 2 -> file.commit(name, Libhdf5Type.opaque(3, "tag"));
          default -> file.softLink(name, "/nowhere");
        }
      }
    }
    return path;
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, number % 100 == 0 ? "é %05d" : "name %05d", number);
  }

  private static Optional<Hdf5Object.Kind> kind(int number) {
    return switch (number % 4) {
      case 0 -> Optional.of(Hdf5Object.Kind.GROUP);
      case 1 -> Optional.of(Hdf5Object.Kind.DATASET);
      case 2 -> Optional.of(Hdf5Object.Kind.NAMED_DATATYPE);
      default -> Optional.empty();
    };
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    // Two bytes of UTF-8 come after every letter of ASCII.
    for (int remainder = 0; remainder < 2; remainder++) {
      for (int number = 0; number < COUNT; number++) {
        if ((number % 100 == 0) == (remainder == 1)) {
          expected.add(name(number) + " " + kind(number));
        }
      }
    }
    return expected;
  }

  private static List<String> listed(Group group) {
    return group.members().stream().map(each -> each.name() + " " + each.kind()).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V112"})
  void membersAreInTheOrderOfTheirNamesWithTheirKinds(Dialect dialect) throws IOException {
    CountedReads reads = new CountedReads(Files.readAllBytes(write(dialect)));
    try (Hdf5File file = Hdf5File.open(reads, OpenOptions.defaults())) {
      assertThat(listed(file.root())).isEqualTo(expected());
      assertThat(reads.count).hasValueLessThan(COUNT / 10);
      assertThat(file.root().links())
          .isEqualTo(file.root().members().stream().map(Group.Member::link).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V112"})
  void changesThatAreNotCommittedCount(Dialect dialect) throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(write(dialect))) {
      file.root().delete(name(1));
      file.root().createGroup(name(1));
      file.root().write(name(3) + "!", 7);
      List<String> expected = expected();
      expected.set(expected.indexOf(name(1) + " " + kind(1)), name(1) + " " + kind(0));
      expected.add(expected.indexOf(name(3) + " " + kind(3)) + 1, name(3) + "! " + kind(1));
      assertThat(listed(file.root())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V18", "V112"})
  void aHeaderThatIsDamagedIsRefused(Dialect dialect) throws IOException {
    Path path = write(dialect);
    long address;
    try (Hdf5File file = Hdf5File.open(path)) {
      address = file.get(name(4001)).address();
    }
    byte[] image = Files.readAllBytes(path);
    image[(int) address + 20] ^= 1;
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThatExceptionOfType(Hdf5Exception.class)
          .isThrownBy(() -> file.root().members())
          .withMessageContaining("checksum");
      assertThat(file.root().names()).hasSize(COUNT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void itIsSaidWhichHeaderIsDamaged(int damaged) throws IOException {
    Path path = folder.resolve("five.h5");
    try (Libhdf5File file = Libhdf5.create(path, Dialect.V112)) {
      for (int i = 0; i < 5; i++) {
        // Headers of two lengths.
        if (i % 3 == 0) {
          file.group(name(i));
        } else {
          file.commit(name(i), Libhdf5Type.opaque(3, "tag"));
        }
      }
    }
    byte[] image = Files.readAllBytes(path);
    long address;
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThat(file.root().members()).hasSize(5);
      address = file.get(name(damaged)).address();
    }
    image[(int) address + 10] ^= 1;
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> file.root().members())
          .satisfies(e -> assertThat(e.address()).hasValue(address))
          .withMessageContaining("checksum");
    }
  }

  /// Counts requests.
  private static final class CountedReads extends ForwardingStorage {
    private final AtomicInteger count = new AtomicInteger();

    CountedReads(byte[] image) {
      super(Storage.memory(image));
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      count.incrementAndGet();
      return super.read(position, target);
    }
  }
}
