package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.check.BlockUse;
import io.hyperslab.internal.check.SpaceWalk;
import java.util.EnumMap;
import java.util.Map;

/// Where every byte of a file is. All structures that hard links lead to are looked at as far as
/// they lead to others; no element is read.
///
/// ```java
/// SpaceReport report = SpaceReport.of(file);
/// System.out.println(report.bytes(SpaceUse.UNACCOUNTED) + " bytes are lost");
/// ```
///
/// Global heap collections are found by their signatures where nothing else is, within the first 64
/// MiB of such space: whether an element still leads to one is not found out.
///
/// @param totals what each use takes; a use that does not occur is left out
/// @param objects how many objects hard links lead to
/// @param overlapping bytes that more than one structure claims, in damaged files only
/// @param failures structures that could not be followed, whose rest is unaccounted, or that reach
///   out of the file, of which only the part inside counts
public record SpaceReport(
    Map<SpaceUse, Total> totals, long objects, long overlapping, long failures) {
  /// What a use takes.
  ///
  /// @param blocks how many there are
  /// @param bytes of all of them
  /// @param largest bytes of the largest one
  public record Total(long blocks, long bytes, long largest) {
    private static final Total NONE = new Total(0, 0, 0);

    private Total plus(long size) {
      return new Total(blocks + 1, Saturated.add(bytes, size), Math.max(largest, size));
    }
  }

  /// Is told where everything is.
  @FunctionalInterface
  public interface Visitor {
    /// Takes a block.
    ///
    /// @param address in bytes from the file's base address; negative for the user block
    /// @param size its bytes, at least 1
    /// @param owner the path of the object that it belongs to; `/` for what belongs to the file
    void block(SpaceUse use, long address, long size, String owner);

    /// Takes note of a structure that could not be followed, or that reaches out of the file.
    default void failed(String owner, Hdf5Exception failure) {}
  }

  /// Copies the map.
  public SpaceReport {
    totals = Map.copyOf(totals);
  }

  /// Looks at a file.
  ///
  /// @param file open for reading only
  /// @throws IllegalArgumentException if it is open for writing
  public static SpaceReport of(Hdf5File file) {
    return of(file, (_, _, _, _) -> {});
  }

  /// Looks at a file, and tells where each block is.
  ///
  /// @param file open for reading only
  /// @param visitor is told, in the order in which objects are met, and of unaccounted space last
  /// @throws IllegalArgumentException if it is open for writing
  public static SpaceReport of(Hdf5File file, Visitor visitor) {
    if (file.isWritable()) {
      throw new IllegalArgumentException("file " + file.name() + " is open for writing");
    }
    return file.guarded("/", () -> new Tally(visitor).of(file));
  }

  /// What a use takes.
  public Total total(SpaceUse use) {
    return totals.getOrDefault(use, Total.NONE);
  }

  /// Bytes of a use.
  public long bytes(SpaceUse use) {
    return total(use).bytes();
  }

  /// Bytes of all uses together: of the file, if nothing overlaps.
  public long bytes() {
    return totals.values().stream().mapToLong(Total::bytes).reduce(0, Saturated::add);
  }

  /// Bytes of the structures of the format; see [SpaceUse#isMetadata()].
  public long metadataBytes() {
    long sum = 0;
    for (Map.Entry<SpaceUse, Total> use : totals.entrySet()) {
      sum = use.getKey().isMetadata() ? Saturated.add(sum, use.getValue().bytes()) : sum;
    }
    return sum;
  }

  private static final class Tally implements SpaceWalk.Visitor {
    private final Visitor visitor;
    private final Map<SpaceUse, Total> totals = new EnumMap<>(SpaceUse.class);
    private long failures;

    private Tally(Visitor visitor) {
      this.visitor = visitor;
    }

    private SpaceReport of(Hdf5File file) {
      long userBlock = file.model().baseAddress();
      if (userBlock > 0) {
        add(SpaceUse.USER_BLOCK, -userBlock, userBlock, "/");
      }
      SpaceWalk.Extent extent = new SpaceWalk(file.model(), this).walk();
      return new SpaceReport(totals, extent.objects(), extent.overlapping(), failures);
    }

    private void add(SpaceUse use, long address, long size, String owner) {
      totals.put(use, totals.getOrDefault(use, Total.NONE).plus(size));
      visitor.block(use, address, size, owner);
    }

    @Override
    public void block(BlockUse use, long address, long size, String owner) {
      add(SpaceUse.of(use), address, size, owner);
    }

    @Override
    public void failed(String owner, Hdf5Exception failure) {
      failures++;
      visitor.failed(owner, failure);
    }
  }
}
