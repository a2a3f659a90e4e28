package io.hyperslab.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Enumerates what a store may hold after a crash, from what it held at first and the log of a
/// [RecordingStorage].
///
/// When a process dies, the changes that it made stay, in their order; the last one may be a write
/// of which only a beginning was made. When power fails, everything before the last force stays; of
/// what follows, any sectors of the writes and any changes of the size.
public final class CrashStates {
  /// What a medium writes at once.
  public static final int SECTOR = 512;

  /// Sector boundaries at which one write is torn; of more, these many are taken evenly.
  private static final int MOST_BOUNDARIES = 8;

  private static final double[] PROBABILITIES = {0.1, 0.5, 0.9};

  private final byte[] initial;
  private final List<StorageChange> log;

  /// @param initial what the store held before the first change; copied
  /// @param log all changes since
  public CrashStates(byte[] initial, List<StorageChange> log) {
    this.initial = initial.clone();
    this.log = List.copyOf(log);
  }

  /// Visits what the death of the process may leave: for each change, the state before it, those
  /// with a beginning of it if it is a write, and after the last one the state with all. A write is
  /// torn after 1 byte, in the middle, before the last byte and at boundaries of sectors.
  ///
  /// @return the number of states
  /// @throws IOException if the visitor does
  public long visitKills(CrashState.Visitor visitor) throws IOException {
    ImageUnderConstruction image = new ImageUnderConstruction(initial);
    long states = 0;
    int forced = 0;
    for (int moment = 0; moment <= log.size(); moment++) {
      visitor.visit(
          new CrashState(image.toBytes(), moment, forced, "killed after " + moment + " changes"));
      states++;
      if (moment == log.size()) {
        break;
      }
      StorageChange next = log.get(moment);
      if (next instanceof StorageChange.Write write) {
        for (int torn : tears(write)) {
          visitor.visit(torn(image, write, torn, moment, forced));
          states++;
        }
      }
      image.apply(next);
      forced = next instanceof StorageChange.Force ? moment + 1 : forced;
    }
    return states;
  }

  private static CrashState torn(
      ImageUnderConstruction before, StorageChange.Write write, int torn, int moment, int forced) {
    ImageUnderConstruction image = new ImageUnderConstruction(before);
    image.write(write, 0, torn);
    String description =
        String.format(
            Locale.ROOT,
            "killed after %d changes and %d of %d bytes at %d",
            moment,
            torn,
            write.bytes().length,
            write.position());
    return new CrashState(image.toBytes(), moment, forced, description);
  }

  /// After how many bytes a write is torn: more than none, less than all.
  private static Set<Integer> tears(StorageChange.Write write) {
    int length = write.bytes().length;
    Set<Integer> tears = new TreeSet<>(List.of(1, length / 2, length - 1));
    int first = (int) (SECTOR - write.position() % SECTOR);
    int boundaries = Math.max(0, (length - first + SECTOR - 1) / SECTOR);
    int taken = Math.min(boundaries, MOST_BOUNDARIES);
    for (int i = 0; i < taken; i++) {
      tears.add(first + (int) ((long) i * boundaries / taken) * SECTOR);
    }
    tears.removeIf(tear -> tear <= 0 || tear >= length);
    return tears;
  }

  /// Visits what a loss of power may leave: after each change the state with all since the last
  /// force lost, and random ones with some of that kept, a tenth, half and nine tenths of it.
  ///
  /// @param seed makes the states the same in each run
  /// @param subsets random states for each change and each of the three parts
  /// @return the number of states
  /// @throws IOException if the visitor does
  public long visitPowerLosses(long seed, int subsets, CrashState.Visitor visitor)
      throws IOException {
    Random random = new Random(seed);
    ImageUnderConstruction durable = new ImageUnderConstruction(initial);
    List<StorageChange> pending = new ArrayList<>();
    long states = 0;
    for (int moment = 0; moment <= log.size(); moment++) {
      if (moment > 0) {
        add(log.get(moment - 1), pending, durable);
      }
      int forced = moment - pending.size();
      String crash = "power lost after " + moment + " changes, " + forced + " of them forced";
      visitor.visit(new CrashState(durable.toBytes(), moment, forced, crash + ", nothing kept"));
      states++;
      int different = pending.isEmpty() ? 0 : PROBABILITIES.length * subsets;
      for (int i = 0; i < different; i++) {
        byte[] image = subset(durable, pending, PROBABILITIES[i % PROBABILITIES.length], random);
        String kept = String.format(Locale.ROOT, "%s, subset %d of seed %d", crash, i, seed);
        visitor.visit(new CrashState(image, moment, forced, kept));
        states++;
      }
    }
    return states;
  }

  private static void add(
      StorageChange change, List<StorageChange> pending, ImageUnderConstruction durable) {
    if (change instanceof StorageChange.Force) {
      pending.forEach(durable::apply);
      pending.clear();
    } else {
      pending.add(change);
    }
  }

  private static byte[] subset(
      ImageUnderConstruction durable, List<StorageChange> pending, double kept, Random random) {
    ImageUnderConstruction image = new ImageUnderConstruction(durable);
    for (StorageChange change : pending) {
      if (change instanceof StorageChange.Write write) {
        writeSectors(image, write, kept, random);
      } else if (random.nextDouble() < kept) {
        image.apply(change);
      }
    }
    return image.toBytes();
  }

  /// Keeps some sectors of a write, and perhaps the size that it gave to the store, which a file
  /// system may note without the bytes: those read as zeros then.
  private static void writeSectors(
      ImageUnderConstruction image, StorageChange.Write write, double kept, Random random) {
    if (write.end() > image.size() && random.nextDouble() < kept) {
      image.resize(write.end());
    }
    int length = write.bytes().length;
    int from = 0;
    while (from < length) {
      int to = (int) Math.min(length, from + SECTOR - (write.position() + from) % SECTOR);
      if (random.nextDouble() < kept) {
        image.write(write, from, to);
      }
      from = to;
    }
  }
}
