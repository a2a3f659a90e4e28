package io.hyperslab.cli.statistics;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.ObjectStorage;
import io.hyperslab.SpaceReport;
import io.hyperslab.SpaceUse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where bytes are.
///
/// @param uses what each use takes
/// @param holes free stretches of the file by size, the smallest first; none for a part of a file
/// @param overlapping bytes that more than one structure claims
/// @param failures structures that could not be followed
public record SpaceFigures(
    Map<SpaceUse, Amount> uses, List<HoleClass> holes, long overlapping, long failures) {
  /// What a use takes.
  ///
  /// @param blocks how many there are, if they were counted
  public record Amount(Optional<Long> blocks, long bytes) {}

  /// Free stretches of about one size.
  ///
  /// @param most the largest size of this class
  public record HoleClass(long most, long count, long bytes) {}

  private static final long[] HOLE_SIZES = {64, 4L << 10, 1L << 20, Long.MAX_VALUE};

  public SpaceFigures {
    uses = Map.copyOf(uses);
    holes = List.copyOf(holes);
  }

  /// Of a whole file.
  static SpaceFigures of(Hdf5File file, ReportProgress progress) {
    long[] counts = new long[HOLE_SIZES.length];
    long[] bytes = new long[HOLE_SIZES.length];
    String[] last = {""};
    SpaceReport report =
        SpaceReport.of(
            file,
            (use, _, size, owner) -> {
              if (!owner.equals(last[0])) {
                last[0] = owner;
                progress.now("looking at " + owner);
              }
              if (!use.isUsed()) {
                int hole = holeClass(size);
                counts[hole]++;
                bytes[hole] += size;
              }
            });
    Map<SpaceUse, Amount> uses = new EnumMap<>(SpaceUse.class);
    report
        .totals()
        .forEach(
            (use, total) -> uses.put(use, new Amount(Optional.of(total.blocks()), total.bytes())));
    return new SpaceFigures(uses, holes(counts, bytes), report.overlapping(), report.failures());
  }

  private static int holeClass(long size) {
    int found = 0;
    while (size > HOLE_SIZES[found]) {
      found++;
    }
    return found;
  }

  private static List<HoleClass> holes(long[] counts, long[] bytes) {
    HoleClass[] classes = new HoleClass[HOLE_SIZES.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new HoleClass(HOLE_SIZES[i], counts[i], bytes[i]);
    }
    return List.of(classes);
  }

  /// Adds up objects, for a part of a file.
  static final class Sum {
    private final Map<SpaceUse, Long> sizes = new EnumMap<>(SpaceUse.class);

    /// Adds an object, without its elements.
    void add(Hdf5Object object) {
      ObjectStorage storage = object.storage();
      add(SpaceUse.OBJECT_HEADER, storage.header());
      add(SpaceUse.ATTRIBUTE_INDEX, storage.attributeIndex());
      add(SpaceUse.ATTRIBUTE_HEAP, storage.attributeHeap());
      switch (object) {
        case Group _ -> {
          add(SpaceUse.LINK_INDEX, storage.index());
          add(SpaceUse.LINK_HEAP, storage.heap());
        }
        case Dataset dataset -> {
          add(SpaceUse.CHUNK_INDEX, storage.index());
          boolean external = !dataset.externalSegments().isEmpty();
          add(external ? SpaceUse.EXTERNAL_FILE_NAMES : SpaceUse.GLOBAL_HEAP, storage.heap());
        }
        case NamedDatatype _ -> {
          // A datatype is all in its header.
        }
      }
    }

    /// Adds bytes.
    void add(SpaceUse use, long bytes) {
      if (bytes > 0) {
        sizes.merge(use, bytes, Long::sum);
      }
    }

    SpaceFigures figures() {
      Map<SpaceUse, Amount> uses = new EnumMap<>(SpaceUse.class);
      sizes.forEach((use, bytes) -> uses.put(use, new Amount(Optional.empty(), bytes)));
      return new SpaceFigures(uses, List.of(), 0, 0);
    }
  }

  /// Bytes of a use.
  public long bytes(SpaceUse use) {
    Amount amount = uses.get(use);
    return amount == null ? 0 : amount.bytes();
  }

  /// Bytes of all uses.
  public long bytes() {
    return uses.values().stream().mapToLong(Amount::bytes).sum();
  }

  /// Bytes that a copy of the file would not have: listed as free, or lost.
  public long reclaimable() {
    return bytes(SpaceUse.FREE_SPACE) + bytes(SpaceUse.UNACCOUNTED);
  }
}
