package io.hyperslab.internal.transfer;

import io.hyperslab.array.IndirectData;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.layout.SourceName;
import io.hyperslab.internal.layout.VirtualMapping;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.storage.FileResolver;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// The sources of a virtual dataset: how large they make it, and its elements.
///
/// Mappings come in three kinds. A *fixed* one has as many elements on both sides. An *unlimited*
/// one goes on in both datasets along one axis, as far as both have it. A *pattern* has no end in
/// the virtual dataset only: each of its blocks is a source of its own, whose name has the block's
/// number. Extent and data are what libhdf5 gives with its default view, the last available data,
/// and no gap in the numbers.
final class VirtualSources {
  private static final String STRUCTURE = "virtual dataset mapping";

  private final DatasetReader virtual;
  private final Layout.Virtual layout;
  private final VirtualChain chain;
  private final SourceHeaps heaps;

  /// @param virtual reads the virtual dataset
  VirtualSources(DatasetReader virtual, Layout.Virtual layout) {
    this.virtual = virtual;
    this.layout = layout;
    this.chain = virtual.chain();
    this.heaps = new SourceHeaps(virtual.dataset().file());
  }

  /// The dataspace that the sources make of the stored one.
  Dataspace extent(Dataspace stored) {
    int rank = stored.rank();
    long[] least = new long[rank];
    long[] reach = new long[rank];
    boolean[] moves = new boolean[rank];
    for (VirtualMapping mapping : layout.mappings()) {
      int unlimited = -1;
      if (mapping.target() instanceof Hyperslab target) {
        requireRank(target.rank(), rank);
        unlimited = target.unlimitedAxis();
        bound(target, least);
      }
      if (unlimited >= 0) {
        moves[unlimited] = true;
        reach[unlimited] = Math.max(reach[unlimited], reach(mapping, (Hyperslab) mapping.target()));
      }
    }
    long[] shape = stored.shape();
    boolean changed = false;
    for (int axis = 0; axis < rank; axis++) {
      if (moves[axis]) {
        long extent = Math.max(reach[axis], least[axis]);
        changed |= extent != shape[axis];
        shape[axis] = extent;
      }
    }
    return changed ? simple(shape, stored.maxShape()) : stored;
  }

  private Dataspace simple(long[] shape, long[] maxShape) {
    try {
      return Dataspace.simple(shape, maxShape);
    } catch (IllegalArgumentException e) {
      throw malformed(
          "extent",
          Arrays.toString(shape),
          "at most the maximum dimensions " + Arrays.toString(maxShape));
    }
  }

  private void requireRank(int found, int rank) {
    if (found != rank) {
      throw malformed("rank of the virtual selection", String.valueOf(found), "" + rank);
    }
  }

  /// Raises `least` to what the axes of a selection need that have an end.
  private static void bound(Hyperslab target, long[] least) {
    long[] start = target.start();
    long[] stride = target.stride();
    long[] count = target.count();
    long[] block = target.block();
    for (int axis = 0; axis < least.length; axis++) {
      if (axis != target.unlimitedAxis() && count[axis] > 0) {
        least[axis] =
            Math.max(least[axis], start[axis] + (count[axis] - 1) * stride[axis] + block[axis]);
      }
    }
  }

  /// How far the sources of a mapping without end reach along its unlimited axis.
  private long reach(VirtualMapping mapping, Hyperslab target) {
    if (mapping.source() instanceof Hyperslab source && source.unlimitedAxis() >= 0) {
      return source(mapping.file(), mapping.dataset())
          .map(s -> target.extentMatching(source, unlimitedExtent(s, source), false))
          .orElse(0L);
    }
    requirePattern(mapping);
    long blocks = 0;
    while (patternSource(mapping, blocks).isPresent()) {
      blocks++;
    }
    if (blocks == 0) {
      return 0;
    }
    int axis = target.unlimitedAxis();
    return target.blockAt(blocks - 1).start()[axis] + target.block()[axis];
  }

  private static long unlimitedExtent(SourceReader source, Hyperslab selection) {
    long[] shape = source.dataspace().shape();
    if (shape.length != selection.rank()) {
      throw malformed("rank of the source", "" + shape.length, "" + selection.rank());
    }
    return shape[selection.unlimitedAxis()];
  }

  private static void requirePattern(VirtualMapping mapping) {
    if (!isPattern(mapping)) {
      throw malformed(
          "unlimited virtual selection",
          "with a limited source " + Text.quote(mapping.file()),
          "an unlimited source selection, or a name with %b");
    }
  }

  private static boolean isPattern(VirtualMapping mapping) {
    return new SourceName(mapping.file()).isPattern()
        || new SourceName(mapping.dataset()).isPattern();
  }

  /// The source of one block of a pattern; missing ones end the pattern and are never an error.
  private Optional<SourceReader> patternSource(VirtualMapping mapping, long block) {
    String file = new SourceName(mapping.file()).forBlock(block);
    String dataset = new SourceName(mapping.dataset()).forBlock(block);
    try {
      return find(file, dataset);
    } catch (ExternalFileException e) {
      return Optional.empty();
    }
  }

  /// A source by its name; empty if it is missing and that is no error.
  private Optional<SourceReader> source(String fileName, String datasetName) {
    String file = new SourceName(fileName).forBlock(0);
    String dataset = new SourceName(datasetName).forBlock(0);
    boolean fillMissing = virtual.dataset().file().settings().fillMissing();
    Optional<SourceReader> found;
    try {
      found = find(file, dataset);
    } catch (ExternalFileException e) {
      if (!fillMissing) {
        throw e;
      }
      return Optional.empty();
    }
    if (found.isEmpty() && !fillMissing) {
      throw new NoSuchObjectException(
          STRUCTURE,
          virtual.dataset().address(),
          "source dataset " + Text.quote(dataset) + " in file " + Text.quote(file),
          "absent",
          "present, unless missing sources are to be filled");
    }
    return found;
  }

  private Optional<SourceReader> find(String fileName, String datasetName) {
    FileModel own = virtual.dataset().file();
    FileModel file =
        fileName.equals(".") ? own : own.file(FileResolver.Kind.VIRTUAL_SOURCE, fileName);
    return new PathResolver(file, file.root(), "/")
        .find(datasetName)
        .map(found -> {
          if (found.object() instanceof DatasetModel dataset) {
            return new SourceReader(
                new DatasetReader(dataset, chain.next(virtual.dataset())), found.path());
          }
          throw malformed("source " + Text.quote(datasetName), "no dataset", "a dataset");
        });
  }

  /// Reads selected elements: those that no source has are fill values.
  ///
  /// @return the variable-length data that the elements describe
  IndirectData read(ResolvedSelection selection, Fill fill, MemorySegment target) {
    fill.fill(target);
    long[] shape = selection.shape();
    for (VirtualMapping mapping : layout.mappings()) {
      boolean endless = mapping.target() instanceof Hyperslab slab && slab.unlimitedAxis() >= 0;
      if (endless && isPattern(mapping)) {
        readPattern(mapping, shape, selection, target);
      } else if (endless) {
        readUnlimited(mapping, shape, selection, target);
      } else {
        readFixed(mapping, shape, selection, target);
      }
    }
    return heaps;
  }

  private void readFixed(
      VirtualMapping mapping, long[] shape, ResolvedSelection wanted, MemorySegment target) {
    ResolvedSelection place = resolve(mapping.target(), shape);
    if (overlap(wanted, place)) {
      source(mapping.file(), mapping.dataset())
          .ifPresent(source -> copy(source, mapping.source(), place, wanted, target));
    }
  }

  private void readPattern(
      VirtualMapping mapping, long[] shape, ResolvedSelection wanted, MemorySegment target) {
    Hyperslab slab = (Hyperslab) mapping.target();
    int axis = slab.unlimitedAxis();
    for (long block = 0; ; block++) {
      Hyperslab one = slab.blockAt(block);
      if (one.start()[axis] >= shape[axis]) {
        return;
      }
      Optional<SourceReader> source = patternSource(mapping, block);
      if (source.isEmpty()) {
        return;
      }
      ResolvedSelection place = resolve(one, shape);
      if (overlap(wanted, place)) {
        copy(source.get(), mapping.source(), place, wanted, target);
      }
    }
  }

  private void readUnlimited(
      VirtualMapping mapping, long[] shape, ResolvedSelection wanted, MemorySegment target) {
    Hyperslab place = (Hyperslab) mapping.target();
    if (!(mapping.source() instanceof Hyperslab from) || from.unlimitedAxis() < 0) {
      requirePattern(mapping);
      return;
    }
    Optional<SourceReader> source = source(mapping.file(), mapping.dataset());
    if (source.isEmpty()) {
      return;
    }
    if (place.elementsPerSlice() != from.elementsPerSlice()) {
      throw malformed(
          "elements of a slice of the source",
          String.valueOf(from.elementsPerSlice()),
          String.valueOf(place.elementsPerSlice()));
    }
    long[] sourceShape = source.get().dataspace().shape();
    // Both sides end where the shorter one does.
    long slices =
        Math.min(
            from.slices(unlimitedExtent(source.get(), from)),
            place.slices(shape[place.unlimitedAxis()]));
    ResolvedSelection placed = resolve(place, clipped(shape, place, slices));
    if (overlap(wanted, placed)) {
      copy(source.get(), resolve(from, clipped(sourceShape, from, slices)), placed, wanted, target);
    }
  }

  private static long[] clipped(long[] shape, Hyperslab slab, long slices) {
    long[] clipped = shape.clone();
    int axis = slab.unlimitedAxis();
    clipped[axis] = Math.min(shape[axis], slab.extentOf(slices, false));
    return clipped;
  }

  /// A selection as the file has it. It may reach beyond the dataset, whose size may have changed
  /// since; such elements are never asked for.
  private static ResolvedSelection resolve(Selection selection, long[] shape) {
    long[] room = shape;
    try {
      if (selection instanceof Hyperslab slab && !slab.fitsIn(shape)) {
        room = shape.clone();
        bound(slab, room);
      }
      return selection.resolve(room);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw malformed("selection", selection.toString(), "inside " + Arrays.toString(shape));
    }
  }

  /// Whether a mapping may have elements that are wanted: if not, its source is not even opened.
  private static boolean overlap(ResolvedSelection wanted, ResolvedSelection place) {
    if (wanted.isEmpty() || place.isEmpty()) {
      return false;
    }
    long[] low = place.low();
    long[] high = place.high();
    long[] wantedLow = wanted.low();
    long[] wantedHigh = wanted.high();
    for (int axis = 0; axis < low.length; axis++) {
      boolean apart =
          wanted instanceof GridSelection grid
              ? grid.axis(axis).within(low[axis], high[axis]).length() == 0
              : wantedHigh[axis] < low[axis] || high[axis] < wantedLow[axis];
      if (apart) {
        return false;
      }
    }
    return true;
  }

  private void copy(
      SourceReader source,
      Selection from,
      ResolvedSelection place,
      ResolvedSelection wanted,
      MemorySegment target) {
    copy(source, resolve(from, source.dataspace().shape()), place, wanted, target);
  }

  private void copy(
      SourceReader source,
      ResolvedSelection from,
      ResolvedSelection place,
      ResolvedSelection wanted,
      MemorySegment target) {
    if (from.elementCount() != place.elementCount()) {
      throw malformed(
          "elements of the source selection",
          String.valueOf(from.elementCount()),
          place.elementCount() + ", those of the virtual selection");
    }
    VirtualCopy copy = new VirtualCopy(from, place, source.dataspace().shape());
    copy.gather(wanted);
    copy.transfer(source, virtual.dataset(), heaps, target);
  }

  private static MalformedFileException malformed(String item, String found, String expected) {
    return new MalformedFileException(STRUCTURE, -1, item, found, expected);
  }
}
