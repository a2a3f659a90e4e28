package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.error.LimitExceededException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AddressSpaceTest {
  private static final SpacePolicy PLAIN = new SpacePolicy(1, 1, 0, 0, false, 0, 0, 0);

  /// A file of 1000 bytes that exists.
  private static AddressSpace opened(SpacePolicy policy) {
    return new AddressSpace(policy, 0, 8, 1000, 1000);
  }

  /// A file that consists of a superblock of 96 bytes so far.
  private static AddressSpace created(SpacePolicy policy) {
    return new AddressSpace(policy, 0, 8, 0, 96);
  }

  private static long metadata(AddressSpace space, long size) {
    long address = space.allocate(SpaceKind.METADATA, size);
    space.keep();
    return address;
  }

  private static long raw(AddressSpace space, long size) {
    long address = space.allocate(SpaceKind.RAW, size);
    space.keep();
    return address;
  }

  private static void free(AddressSpace space, long address, long size) {
    space.free(address, size);
    space.keep();
  }

  @Test
  void smallStructuresLieTogetherAndSoDoesSmallData() {
    AddressSpace space = opened(SpacePolicy.defaults());
    assertThat(metadata(space, 100)).isEqualTo(1000);
    assertThat(raw(space, 100)).isEqualTo(1000 + 2048);
    assertThat(metadata(space, 100)).isEqualTo(1100);
    assertThat(raw(space, 100)).isEqualTo(1100 + 2048);
    assertThat(space.end()).isEqualTo(1000 + 2 * 2048);
  }

  @Test
  void aBlockAtTheEndGrowsForWhatDoesNotFitIt() {
    AddressSpace space = opened(SpacePolicy.defaults());
    metadata(space, 100);
    assertThat(metadata(space, 5000)).isEqualTo(1100);
    assertThat(space.end()).isEqualTo(6100);
    assertThat(metadata(space, 1)).isEqualTo(6100);
  }

  @Test
  void whatIsLeftOfABlockIsNoPartOfTheFileAfterTheCommit() {
    AddressSpace space = opened(SpacePolicy.defaults());
    metadata(space, 100);
    raw(space, 10);
    assertThat(space.endAfterCommit()).isEqualTo(1000 + 2048 + 10);
    space.committed();
    assertThat(space.end()).isEqualTo(1000 + 2048 + 10);
    assertThat(raw(space, 1948)).as("the rest of the first block").isEqualTo(1100);
  }

  @Test
  void theSmallestHoleThatIsLargeEnoughIsTaken() {
    AddressSpace space = created(PLAIN);
    long a = raw(space, 300);
    raw(space, 1);
    long b = raw(space, 100);
    raw(space, 1);
    free(space, a, 300);
    free(space, b, 100);
    assertThat(raw(space, 90)).isEqualTo(b);
    assertThat(raw(space, 100)).isEqualTo(a);
    assertThat(raw(space, 200)).isEqualTo(a + 100);
  }

  @Test
  void neighboursAreMerged() {
    AddressSpace space = created(PLAIN);
    long a = raw(space, 100);
    long b = raw(space, 100);
    long c = raw(space, 100);
    raw(space, 1);
    free(space, a, 100);
    free(space, c, 100);
    free(space, b, 100);
    assertThat(raw(space, 300)).isEqualTo(a);
  }

  @Test
  void whatTheCommitHasIsUsedAgainOnlyAfterTheNext() {
    AddressSpace space = created(PLAIN);
    long a = raw(space, 100);
    raw(space, 1);
    space.committed();
    free(space, a, 100);
    assertThat(raw(space, 100)).isNotEqualTo(a);
    space.committed();
    assertThat(raw(space, 100)).isEqualTo(a);
  }

  @Test
  void theEndMovesBackWithFreeSpaceButNotBehindTheCommit() {
    AddressSpace space = created(PLAIN);
    long a = raw(space, 100);
    space.committed();
    long b = raw(space, 50);
    free(space, b, 50);
    assertThat(space.end()).isEqualTo(196);
    free(space, a, 100);
    assertThat(space.end()).isEqualTo(196);
    assertThat(space.endAfterCommit()).isEqualTo(96);
    space.committed();
    assertThat(space.end()).isEqualTo(96);
  }

  @Test
  void originalSpaceIsLeftAloneUnlessAllowed() {
    AddressSpace space = opened(PLAIN);
    free(space, 500, 100);
    space.committed();
    assertThat(raw(space, 100)).isEqualTo(1000);
    AddressSpace reusing = opened(PLAIN.withReuseOriginal(true));
    free(reusing, 500, 100);
    reusing.committed();
    assertThat(raw(reusing, 100)).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aStructureThatClaimsMoreThanTheOriginalFileDoesNotFreeNewSpace(boolean reuse) {
    AddressSpace space = opened(PLAIN.withReuseOriginal(reuse));
    assertThat(raw(space, 100)).isEqualTo(1000);
    free(space, 900, 150);
    assertThat(raw(space, 50)).isEqualTo(1100);
  }

  @Test
  void aFailedOperationTakesAndGivesNothing() {
    AddressSpace space = created(PLAIN);
    long kept = raw(space, 100);
    AddressSpace.Mark mark = space.mark();
    space.allocate(SpaceKind.RAW, 40);
    space.free(kept, 100);
    space.allocateTemporary(60);
    space.undo(mark);
    assertThat(space.end()).isEqualTo(196);
    assertThat(space.fresh().containsAll(kept, kept + 100)).isTrue();
    assertThat(space.temporary().isEmpty()).isTrue();
    assertThat(raw(space, 40)).isEqualTo(196);
  }

  @Test
  void whatAnOperationFreesItDoesNotUse() {
    AddressSpace space = created(PLAIN);
    long a = raw(space, 100);
    raw(space, 1);
    space.free(a, 100);
    assertThat(space.allocate(SpaceKind.RAW, 100)).isNotEqualTo(a);
    space.keep();
    assertThat(raw(space, 100)).isEqualTo(a);
  }

  static Stream<SpacePolicy> policies() {
    SpacePolicy blocks = SpacePolicy.defaults();
    return Stream.of(PLAIN, blocks, blocks.withPages(512), blocks.withAlignment(100, 64));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whatAnOperationFreesTwiceIsFreeOnce(SpacePolicy policy) {
    for (long size : new long[] {24, 100, 600, 5000}) {
      for (SpaceKind kind : SpaceKind.values()) {
        AddressSpace space = created(policy);
        long a = space.allocate(kind, size);
        space.keep();
        space.allocate(kind, 8);
        space.keep();
        space.free(a, size);
        space.free(a, size);
        space.keep();
        assertThat(space.allocate(kind, size)).isEqualTo(a);
        space.keep();
        long end = space.endAfterCommit();
        space.committed();
        assertThat(space.end()).isEqualTo(end).isGreaterThanOrEqualTo(a + size);
        assertThat(space.allocate(kind, size)).isNotEqualTo(a);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whatIsFreeIsNotFreedAgain(SpacePolicy policy) {
    AddressSpace space = created(policy);
    long a = raw(space, 5000);
    long b = raw(space, 5000);
    raw(space, 8);
    free(space, a, 5000);
    free(space, a, 5000);
    assertThat(raw(space, 5000)).isEqualTo(a);
    space.committed();
    free(space, b, 5000);
    space.committed();
    free(space, b, 5000);
    assertThat(raw(space, 5000)).isEqualTo(b);
    space.committed();
    assertThat(raw(space, 5000)).isNotIn(a, b);
  }

  @Test
  void ofWhatIsFreedOnlyTheRestBecomesFree() {
    AddressSpace space = created(PLAIN);
    long a = raw(space, 100);
    long b = raw(space, 100);
    raw(space, 1);
    space.committed();
    free(space, a + 20, 30);
    free(space, b, 40);
    space.committed();
    assertThat(raw(space, 30)).isEqualTo(a + 20);
    // There are three kinds of bytes in it: committed, fresh and free ones.
    free(space, a, 200);
    List<Long> addresses = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      addresses.add(raw(space, 10));
    }
    assertThat(addresses)
        .containsExactlyInAnyOrder(a + 20, a + 30, a + 40, b, b + 10, b + 20, b + 30);
    space.committed();
    for (int i = 0; i < 13; i++) {
      addresses.add(raw(space, 10));
    }
    assertThat(addresses).doesNotHaveDuplicates().allMatch(at -> at >= a && at < a + 200);
  }

  @Test
  void temporarySpaceIsFreeAfterTheCommit() {
    AddressSpace space = created(PLAIN);
    long temporary = space.allocateTemporary(100);
    space.keep();
    raw(space, 1);
    assertThat(space.endAfterCommit()).isEqualTo(197);
    space.committed();
    assertThat(raw(space, 100)).isEqualTo(temporary);
  }

  @Test
  void aRollbackGoesBackToTheCommit() {
    AddressSpace space = created(SpacePolicy.defaults());
    long a = raw(space, 100);
    metadata(space, 1);
    space.committed();
    free(space, a, 50);
    space.committed();
    long end = space.end();
    assertThat(raw(space, 50)).isEqualTo(a);
    metadata(space, 3000);
    free(space, a + 50, 50);
    space.rollback();
    assertThat(space.end()).isEqualTo(end);
    assertThat(space.isUnchanged()).isTrue();
    assertThat(raw(space, 50)).isEqualTo(a);
    assertThat(raw(space, 100)).isNotEqualTo(a);
  }

  @Test
  void largeSpaceIsAlignedByItsPosition() {
    AddressSpace space = new AddressSpace(PLAIN.withAlignment(500, 256), 512 + 8, 8, 1000, 1000);
    assertThat((raw(space, 500) + 520) % 256).isZero();
    assertThat(raw(space, 8)).as("small space fills the gap").isEqualTo(1000);
    assertThat((raw(space, 501) + 520) % 256).isZero();
  }

  /// Each leaves a gap behind the one before that is large enough for another one, but not from an
  /// aligned address on.
  @Test
  void gapsBetweenAlignedSpaceServeWhatIsNotAligned() {
    AddressSpace space = new AddressSpace(PLAIN.withAlignment(500, 2048), 8, 8, 1000, 1000);
    java.util.List<Long> taken = new java.util.ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long address = raw(space, 600);
      assertThat((address + 8) % 2048).isZero();
      taken.add(address);
    }
    assertThat(taken).isSorted().doesNotHaveDuplicates();
    long end = space.end();
    for (int i = 0; i < 19_999; i++) {
      assertThat(raw(space, 499)).isLessThan(end);
      assertThat(raw(space, 499)).isLessThan(end);
    }
    assertThat(space.end()).isEqualTo(end);
    space.committed();
    for (int i = 1; i < 19_999; i += 3) {
      free(space, taken.get(i), 600);
    }
    space.committed();
    for (int i = 1; i < 19_999; i += 3) {
      assertThat(raw(space, 550)).as("the first that is free again").isEqualTo(taken.get(i));
    }
    assertThat(space.end()).isEqualTo(end);
  }

  @Test
  void alignedSpaceOfAFailedOperationIsTakenAgain() {
    AddressSpace space = new AddressSpace(PLAIN.withAlignment(500, 2048), 8, 8, 1000, 1000);
    long kept = raw(space, 600);
    for (int round = 0; round < 3; round++) {
      AddressSpace.Mark mark = space.mark();
      long first = space.allocate(SpaceKind.RAW, 600);
      assertThat(first).isEqualTo(kept + 2048);
      space.free(kept, 600);
      assertThat(space.allocate(SpaceKind.RAW, 700)).isEqualTo(first + 2048);
      assertThat(space.allocate(SpaceKind.METADATA, 30)).isEqualTo(1000);
      space.undo(mark);
      assertThat(space.end()).isEqualTo(kept + 600);
    }
    assertThat(raw(space, 30)).isEqualTo(1000);
    space.rollback();
    assertThat(raw(space, 600)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"2, 65534", "4, 4294967294"})
  void addressesReachOnlySoFar(int sizeOfOffsets, long last) {
    AddressSpace space = new AddressSpace(SpacePolicy.defaults(), 512, sizeOfOffsets, 1000, 1000);
    raw(space, last - 512 - 1000 - 10);
    assertThat(metadata(space, 10)).as("less than a block is left").isEqualTo(last - 512 - 10);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> metadata(space, 1))
        .withMessageContaining("end of file address");
  }

  @Test
  void noSizeOverflows() {
    AddressSpace space = opened(SpacePolicy.defaults().withAlignment(1, 4096));
    for (long size : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1000, 1L << 62}) {
      assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> raw(space, size));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> raw(space, 0));
    assertThat(space.end()).isEqualTo(1000);
  }

  @Test
  void theSameRequestsGetTheSameAddresses() {
    assertThat(history(created(SpacePolicy.defaults())))
        .isEqualTo(history(created(SpacePolicy.defaults())));
  }

  private static String history(AddressSpace space) {
    java.util.Random random = new java.util.Random(1);
    StringBuilder addresses = new StringBuilder();
    java.util.List<long[]> held = new java.util.ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      if (!held.isEmpty() && random.nextInt(3) == 0) {
        long[] piece = held.remove(random.nextInt(held.size()));
        free(space, piece[0], piece[1]);
      } else {
        long size = random.nextInt(1, 3000);
        long address =
            space.allocate(random.nextBoolean() ? SpaceKind.RAW : SpaceKind.METADATA, size);
        space.keep();
        held.add(new long[] {address, size});
        addresses.append(address).append(' ');
      }
      if (random.nextInt(100) == 0) {
        space.committed();
      }
    }
    return addresses.toString();
  }

  @Test
  void whatIsGivenBackEndsWithTheFileHoweverMuchIsClaimed() {
    AddressSpace space = opened(PLAIN.withReuseOriginal(true));
    long raw = raw(space, 100);
    assertThat(space.free(400, Long.MAX_VALUE)).isEqualTo(1000);
    assertThat(space.free(raw, Long.MAX_VALUE)).isEqualTo(1100);
    assertThat(space.free(5000, Long.MAX_VALUE)).isEqualTo(5000);
    assertThat(space.free(-400, 500)).isEqualTo(-400);
    space.keep();
    space.committed();
    assertThat(space.end()).isEqualTo(400);
  }

  @Test
  void nothingIsGivenBackThatIsNeverUsedAgain() {
    AddressSpace space = opened(PLAIN);
    long raw = raw(space, 100);
    assertThat(space.free(400, 100)).isEqualTo(400);
    assertThat(space.free(400, Long.MAX_VALUE)).as("beyond the original end").isEqualTo(400);
    assertThat(space.free(raw + 50, 50)).isEqualTo(raw + 100);
  }
}
