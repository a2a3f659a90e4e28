package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.FileModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where selected elements of a virtual dataset are to be written: each in exactly one element of a
/// source. Nothing is changed by finding that out.
///
/// @param virtual the virtual dataset
/// @param parts of the selected elements, each in one source
record VirtualParts(DatasetReader virtual, List<Part> parts) {
  private static final String STRUCTURE = "virtual dataset";

  /// A file as another one names it; the file of the dataset that is written to has no name.
  ///
  /// @param referrer the file that names it
  record Naming(FileModel referrer, String name) {}

  /// Elements that go to one source.
  ///
  /// @param source where they go
  /// @param elements which of its elements they become
  /// @param runs visits runs of them: their numbers among these, and among all that are selected
  /// @param naming how the source's file was found
  /// @param inner where they go from there, if the source is virtual itself
  record Part(
      SourceReader source,
      ResolvedSelection elements,
      Consumer<RunVisitor> runs,
      Optional<Naming> naming,
      Optional<VirtualParts> inner) {}

  /// Finds the sources of some elements.
  ///
  /// @param virtual the virtual dataset
  /// @throws io.hyperslab.error.Hdf5Exception if a source is missing or no good
  /// @throws UnsupportedFeatureException unless each element is mapped, and once
  static VirtualParts of(
      DatasetReader virtual, Layout.Virtual layout, ResolvedSelection selection) {
    return of(virtual, layout, selection, Optional.empty());
  }

  private static VirtualParts of(
      DatasetReader virtual,
      Layout.Virtual layout,
      ResolvedSelection selection,
      Optional<Naming> own) {
    List<Part> parts = new ArrayList<>();
    new VirtualSources(virtual, layout)
        .forEach(
            selection,
            (source, elements, runs) -> parts.add(part(virtual, source, elements, runs, own)));
    VirtualParts found = new VirtualParts(virtual, List.copyOf(parts));
    found.requireAll(selection.elementCount());
    return found;
  }

  private static Part part(
      DatasetReader virtual,
      SourceReader source,
      ResolvedSelection elements,
      Consumer<RunVisitor> runs,
      Optional<Naming> own) {
    Optional<Naming> naming =
        source.isInOwnFile()
            ? own
            : Optional.of(new Naming(virtual.dataset().file(), source.fileName()));
    Optional<VirtualParts> inner =
        source.named(() ->
            source.reader().layout() instanceof Layout.Virtual layout
                ? Optional.of(of(source.reader(), layout, elements, naming))
                : Optional.empty());
    return new Part(source, elements, runs, naming, inner);
  }

  /// Refuses elements that no source has, or several have: as libhdf5, for which their number must
  /// be right.
  private void requireAll(long selected) {
    long mapped = 0;
    for (Part part : parts) {
      mapped = Math.addExact(mapped, part.elements().elementCount());
    }
    if (mapped < selected) {
      throw refused(mapped + " of " + selected + " mapped", "all of them: none is written");
    }
    if (mapped > selected || parts.size() > 1 && overlap(selected)) {
      throw refused("some mapped several times", "each mapped once");
    }
  }

  /// Whether parts as large as all that is selected have elements in common, and so leave some out.
  private boolean overlap(long selected) {
    MemorySegment seen = marks(selected);
    boolean[] overlaps = {false};
    for (Part part : parts) {
      part.runs()
          .accept((_, first, length) -> {
            for (long i = first; i < first + length; i++) {
              byte bits = seen.get(ValueLayout.JAVA_BYTE, i >>> 3);
              byte bit = (byte) (1 << (i & 7));
              overlaps[0] |= (bits & bit) != 0;
              seen.set(ValueLayout.JAVA_BYTE, i >>> 3, (byte) (bits | bit));
            }
          });
    }
    return overlaps[0];
  }

  private MemorySegment marks(long selected) {
    long size = (selected >>> 3) + 1;
    long address = virtual.dataset().address();
    long most = virtual.dataset().file().settings().limits().result();
    if (size > most) {
      throw new LimitExceededException(
          STRUCTURE, address, "elements written at once", String.valueOf(selected), "fewer");
    }
    return Memory.allocate(size, STRUCTURE, address);
  }

  private UnsupportedFeatureException refused(String found, String expected) {
    return new UnsupportedFeatureException(
        STRUCTURE, virtual.dataset().address(), "selected elements to write", found, expected);
  }

  /// Visits the parts whose sources have elements of their own.
  void forEachLeaf(Consumer<Part> visitor) {
    for (Part part : parts) {
      part.inner().ifPresentOrElse(inner -> inner.forEachLeaf(visitor), () -> visitor.accept(part));
    }
  }
}
