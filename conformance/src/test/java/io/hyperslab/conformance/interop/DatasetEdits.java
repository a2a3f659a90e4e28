package io.hyperslab.conformance.interop;

import io.hyperslab.RegionReference;
import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.dataspace.Dataspace;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Random changes of datasets.
final class DatasetEdits {
  private static final int MOST_ELEMENTS = 3000;

  private final EditSession session;
  private final RandomGenerator random;

  DatasetEdits(EditSession session) {
    this.session = session;
    this.random = session.random();
  }

  private Optional<Place> writable() {
    return session.place(
        Dataset.class,
        dataset -> dataset.kind.valueClass() != RegionReference.class && !dataset.isVirtual());
  }

  void write() {
    writable()
        .ifPresent(place -> {
          Dataset dataset = (Dataset) place.object();
          RandomSelection chosen = RandomSelection.of(random, dataset.shape);
          session.log("write " + place.path() + " " + chosen.selection());
          List<Element> written = write(dataset, session.file().dataset(place.path()), chosen);
          List<byte[]> after = new ArrayList<>(dataset.elements());
          for (int i = 0; i < chosen.positions().length; i++) {
            after.set(chosen.positions()[i], written.get(i % written.size()).canonical());
          }
          if (chosen.positions().length > 0) {
            dataset.put(after);
          }
        });
  }

  /// Writes to a selection.
  ///
  /// @return the elements, of which those that are selected are repetitions
  private List<Element> write(
      Dataset dataset, io.hyperslab.Dataset target, RandomSelection chosen) {
    ElementKind kind = dataset.kind;
    long[] shape = chosen.shape();
    int count = chosen.positions().length;
    if (session.chance(5) && !kind.valueClass().isArray()) {
      List<Element> one = session.elements(kind, 1);
      target.write(chosen.selection(), one.getFirst().value());
      return one;
    }
    if (session.chance(4) && shape.length > 1 && count > 0) {
      long[] row = Arrays.copyOfRange(shape, 1, shape.length);
      List<Element> elements = session.elements(kind, ExpectedObject.count(row));
      target.write(chosen.selection(), session.shaped(kind, elements, row));
      return elements;
    }
    List<Element> elements = session.elements(kind, count);
    if (kind.isPlain() && session.chance(3)) {
      List<byte[]> bytes = elements.stream().map(Element::canonical).toList();
      target.writeFrom(MemorySegment.ofArray(ElementKind.concatenated(bytes)), chosen.selection());
    } else if (session.chance(3)) {
      target.write(chosen.selection(), kind.values(elements));
    } else {
      target.write(chosen.selection(), session.shaped(kind, elements, shape));
    }
    return elements;
  }

  void resize() {
    session
        .place(Dataset.class, Dataset::canGrow)
        .ifPresent(place -> {
          Dataset dataset = (Dataset) place.object();
          long[] shape = resized(random, dataset);
          session.log("resize " + place.path() + " " + Arrays.toString(shape));
          session.file().dataset(place.path()).resize(shape);
          dataset.resize(shape);
        });
  }

  /// Another extent, if it may have one.
  static long[] resized(RandomGenerator random, Dataset dataset) {
    long[] shape = dataset.shape.clone();
    for (int axis = 0; axis < shape.length; axis++) {
      long most =
          dataset.maxShape[axis] == Dataspace.UNLIMITED ? shape[axis] + 12 : dataset.maxShape[axis];
      if (random.nextBoolean()) {
        shape[axis] = random.nextLong(most + 1);
      }
    }
    return ExpectedObject.count(shape) > MOST_ELEMENTS ? dataset.shape.clone() : shape;
  }

  void append() {
    session
        .place(
            Dataset.class,
            dataset ->
                dataset.canGrow()
                    && dataset.maxShape[0] == Dataspace.UNLIMITED
                    && dataset.elements().size() < MOST_ELEMENTS)
        .ifPresent(place -> {
          Dataset dataset = (Dataset) place.object();
          long[] rows = dataset.shape.clone();
          rows[0] = 1L + random.nextInt(4);
          int count = ExpectedObject.count(rows);
          if (count == 0) {
            return;
          }
          List<Element> elements = session.elements(dataset.kind, count);
          session.log("append " + place.path() + " " + rows[0]);
          io.hyperslab.Dataset target = session.file().dataset(place.path());
          target.append(session.shaped(dataset.kind, elements, rows));
          long[] shape = dataset.shape.clone();
          shape[0] += rows[0];
          int before = dataset.elements().size();
          dataset.resize(shape);
          List<byte[]> after = new ArrayList<>(dataset.elements());
          for (int i = 0; i < count; i++) {
            after.set(before + i, elements.get(i).canonical());
          }
          dataset.put(after);
        });
  }
}
