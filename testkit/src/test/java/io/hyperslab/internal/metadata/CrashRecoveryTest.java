package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.CrashState;
import io.hyperslab.testkit.CrashStates;
import io.hyperslab.testkit.RecordingStorage;
import io.hyperslab.testkit.StorageChange;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a crash leaves is the last commit or, if one was going on, that one.
class CrashRecoveryTest {
  private static final long SEEDS = Long.getLong("hyperslab.crash.seeds", 2);
  private static final int GUARD = 0x80;

  /// One in so many states is looked at more closely.
  private static final int SAMPLE = 7;

  private static long states;
  private static long recoveries;

  static Stream<Arguments> runs() {
    List<Skeleton> skeletons =
        List.of(
            new Skeleton(0, 8, 0),
            new Skeleton(1, 4, 0),
            new Skeleton(2, 8, 512),
            new Skeleton(3, 8, 0));
    return LongStream.range(0, SEEDS)
        .boxed()
        .flatMap(seed ->
            skeletons.stream()
                .flatMap(skeleton ->
                    Stream.of(true, false)
                        .map(created -> Arguments.of(skeleton, created, policy(seed), seed))));
  }

  private static SpacePolicy policy(long seed) {
    SpacePolicy policy = SpacePolicy.defaults().withChangesInMemory(seed % 2 == 0 ? 3000 : 1 << 20);
    return switch ((int) (seed % 3)) {
      case 0 -> policy;
      case 1 -> policy.withReuseOriginal(true);
      default -> policy.withAlignment(256, 64);
    };
  }

  @AfterAll
  static void somethingWasEnumerated() {
    assertThat(states).isGreaterThan(10_000);
    assertThat(recoveries).isGreaterThan(1_000);
    System.getLogger(CrashRecoveryTest.class.getName())
        .log(System.Logger.Level.INFO, states + " states, " + recoveries + " of recoveries");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aDeadProcessLosesNothingThatWasCommitted(
      Skeleton skeleton, boolean created, SpacePolicy policy, long seed) throws IOException {
    CommittedRun run = new CommittedRun(skeleton, created, policy, Durability.PROCESS, seed);
    assertThat(run.log()).noneMatch(StorageChange.Force.class::isInstance);
    states +=
        new CrashStates(run.initial(), run.log())
            .visitKills(state -> check(skeleton, run, state, false));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aLossOfPowerLosesNothingThatWasForced(
      Skeleton skeleton, boolean created, SpacePolicy policy, long seed) throws IOException {
    CommittedRun run = new CommittedRun(skeleton, created, policy, Durability.FULL, seed);
    CrashStates crashes = new CrashStates(run.initial(), run.log());
    states += crashes.visitKills(state -> check(skeleton, run, state, false));
    states += crashes.visitPowerLosses(seed, 3, state -> check(skeleton, run, state, true));
  }

  private static void check(Skeleton skeleton, CommittedRun run, CrashState state, boolean power)
      throws IOException {
    List<Snapshot> all = run.snapshots();
    int committed = (int) all.stream().filter(commit -> commit.moment() <= state.moment()).count();
    List<Snapshot> allowed =
        all.subList(Math.max(0, committed - 1), Math.min(all.size(), committed + 1));
    GrowableMemoryStorage medium = WritableStorage.memory(state.image());
    byte[] recovered;
    try {
      recovered = complete(skeleton, medium);
    } catch (MalformedFileException e) {
      // Before its first commit there is no file.
      assertThat(committed).as(state.description()).isZero();
      return;
    }
    List<Snapshot> found =
        allowed.stream().filter(snapshot -> snapshot.matches(recovered)).toList();
    assertThat(found).as(state.description()).isNotEmpty();
    if (state.moment() % SAMPLE == 0 || isGuarded(skeleton, state.image())) {
      view(skeleton, state.image(), found);
    }
    if (isGuarded(skeleton, state.image()) && (!power || state.moment() % SAMPLE == 0)) {
      interrupt(skeleton, state, found, power);
    }
  }

  private static boolean isGuarded(Skeleton skeleton, byte[] file) {
    int version = skeleton.userBlock() + 8;
    return file.length > version && (file[version] & GUARD) != 0;
  }

  /// Recovers a file.
  ///
  /// @return its bytes up to the end of file address
  private static byte[] complete(Skeleton skeleton, GrowableMemoryStorage medium)
      throws IOException {
    Located located = Recovery.complete(medium, Limits.defaults(), file -> {});
    assertThat(skeleton.isOf(located.superblock())).isTrue();
    assertThat(located.guarded()).isFalse();
    located.requireWhole();
    byte[] recovered = medium.toBytes();
    assertThat(isGuarded(skeleton, recovered)).isFalse();
    return Arrays.copyOf(recovered, (int) located.superblock().endOfFileAddress());
  }

  /// Who only reads sees the same, and changes nothing.
  private static void view(Skeleton skeleton, byte[] image, List<Snapshot> expected)
      throws IOException {
    Storage storage = Storage.memory(image);
    CommittedState seen = Recovery.view(storage, Limits.defaults(), file -> {});
    Located located = seen.located();
    long base = located.baseAddress();
    int end = (int) located.superblock().endOfFileAddress();
    MetadataReader reader =
        Skeleton.reader(storage, located.superblock(), base, located::endOfFile);
    seen.showTo(reader);
    byte[] bytes = Arrays.copyOf(image, end);
    reader.readRaw(
        0, MemorySegment.ofArray(bytes).asSlice(base, end - base), "the file as it is seen");
    bytes[(int) base + 8] = (byte) skeleton.version();
    assertThat(expected).anyMatch(snapshot -> snapshot.matches(bytes));
  }

  /// A crash while a crash is repaired, too, leads to the same state.
  private static void interrupt(
      Skeleton skeleton, CrashState state, List<Snapshot> expected, boolean power)
      throws IOException {
    RecordingStorage recording = new RecordingStorage(WritableStorage.memory(state.image()));
    Recovery.complete(recording, Limits.defaults(), file -> {});
    CrashStates crashes = new CrashStates(state.image(), recording.log());
    CrashState.Visitor visitor =
        again -> {
          byte[] recovered = complete(skeleton, WritableStorage.memory(again.image()));
          assertThat(expected)
              .as(state.description() + "; " + again.description())
              .anyMatch(snapshot -> snapshot.matches(recovered));
        };
    recoveries += power ? crashes.visitPowerLosses(1, 1, visitor) : crashes.visitKills(visitor);
  }
}
