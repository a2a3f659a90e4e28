package io.hyperslab;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.PartRunner;
import io.hyperslab.internal.convert.ElementWriter;
import io.hyperslab.internal.convert.HeapSink;
import io.hyperslab.internal.convert.Inference;
import io.hyperslab.internal.convert.LazyValues;
import io.hyperslab.internal.convert.PlainNumber;
import io.hyperslab.internal.edit.HeapStore;
import io.hyperslab.internal.format.selection.RegionReferenceValue;
import io.hyperslab.internal.model.StoredSelections;
import io.hyperslab.internal.transfer.Broadcast;
import io.hyperslab.internal.transfer.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Java values on their way to a file: what they are taken for, and their elements.
///
/// @param value what the room below knows how to write
record Values(Object value) {
  /// @param given by the user
  static Values of(Object given) {
    if (given instanceof RegionReference region) {
      return new Values(new Regions(List.of(region), true));
    }
    if (given instanceof RegionReference[] regions) {
      return new Values(new Regions(List.of(regions), false));
    }
    return new Values(Objects.requireNonNull(given));
  }

  /// References whose selections go to the heap when they are written.
  private record Regions(List<RegionReference> references, boolean single) {
    MemorySegment elements(HeapStore heap) {
      MemorySegment elements =
          MemorySegment.ofArray(
              new byte[Math.toIntExact(Datatypes.REGION_REFERENCE.size()) * references.size()]);
      for (int i = 0; i < references.size(); i++) {
        RegionReference reference = references.get(i);
        heap.putRegion(
            new RegionReferenceValue(
                reference.target().address(),
                StoredSelections.stored(reference.selection(), reference.target().shape())),
            elements,
            i * Datatypes.REGION_REFERENCE.size());
      }
      return elements;
    }
  }

  /// Whether the room below can convert them without a look at other objects.
  boolean isPlain() {
    return !(value instanceof Regions);
  }

  /// The same values without any that are fetched from a file when they are converted.
  ///
  /// @param type of the elements; asked for only if there are such values
  /// @return nothing if some are still to be fetched, because they are many, or lead to other
  ///   objects
  Optional<Values> fetched(Supplier<Datatype> type, Conversion conversion) {
    if (!isPlain()) {
      return Optional.empty();
    }
    return LazyValues.isLazy(value)
        ? LazyValues.fetched(value, type.get(), conversion).map(Values::new)
        : Optional.of(this);
  }

  /// The one element that they are as numbers of a datatype; null if they are something else, or it
  /// takes more than a look at them.
  byte @Nullable [] plainElement(Datatype type) {
    return PlainNumber.element(value, type);
  }

  /// What they are stored as where nobody said.
  Inference inferred() {
    if (value instanceof Regions regions) {
      return new Inference(
          Datatypes.REGION_REFERENCE,
          regions.single() ? List.of() : List.of((long) regions.references().size()));
    }
    return Inference.of(value);
  }

  /// Their shape as elements of a datatype.
  long[] shape(Datatype type) {
    if (value instanceof Regions regions) {
      requireRegions(type);
      return regions.single() ? new long[0] : new long[] {regions.references().size()};
    }
    return new ElementWriter(type, Conversion.EXACT, HeapSink.none()).shapeOf(value);
  }

  /// Their elements.
  MemorySegment elements(Datatype type, Conversion conversion, HeapStore heap) {
    if (value instanceof Regions regions) {
      requireRegions(type);
      return regions.elements(heap);
    }
    return new ElementWriter(type, conversion, heap, runner(heap)).elements(value);
  }

  private static PartRunner runner(HeapStore heap) {
    return (count, part) -> Workers.run(heap.parallelism(), count, part);
  }

  private static void requireRegions(Datatype type) {
    if (!type.equals(Datatypes.REGION_REFERENCE)) {
      throw new DatatypeMismatchException(
          "datatype", -1, "value", "a region reference", "one for " + type);
    }
  }

  /// Elements of which those of a selection are repetitions.
  ///
  /// @param shape of the selection
  MemorySegment fitted(Datatype type, Conversion conversion, HeapStore heap, long[] shape) {
    if (isPlain() && !type.hasIndirectData()) {
      ElementWriter writer = new ElementWriter(type, conversion, heap, runner(heap));
      long[] own = writer.shapeOf(value);
      return Broadcast.fit(writer.elements(value), type.size(), own, shape);
    }
    long[] own = shape(type);
    if (!type.hasIndirectData()) {
      return Broadcast.fit(elements(type, conversion, heap), type.size(), own, shape);
    }
    // What elements of variable length describe belongs to each alone: they cannot be repeated, but
    // only written again.
    Broadcast.requireFit(own, shape);
    long have = Broadcast.count(own);
    long want = Broadcast.count(shape);
    if (have == want || have == 0) {
      return elements(type, conversion, heap);
    }
    if (!Broadcast.repeatsWhole(own, shape)) {
      throw new IllegalArgumentException(
          "elements of shape "
              + Arrays.toString(own)
              + " and variable length for a selection of shape "
              + Arrays.toString(shape));
    }
    long size = have * type.size();
    byte[] all = new byte[Math.toIntExact(Math.multiplyExact(want, type.size()))];
    MemorySegment target = MemorySegment.ofArray(all);
    for (long at = 0; at < all.length; at += size) {
      MemorySegment.copy(elements(type, conversion, heap), 0, target, at, size);
    }
    return target;
  }

  /// Elements as stored, whose memory must be as large as a selection of them.
  static MemorySegment requireSize(MemorySegment elements, long[] shape, long size) {
    long needed = Math.multiplyExact(Broadcast.count(shape), size);
    if (elements.byteSize() != needed) {
      throw new IllegalArgumentException(
          "memory has " + elements.byteSize() + " bytes, the selected elements " + needed);
    }
    return elements;
  }
}
