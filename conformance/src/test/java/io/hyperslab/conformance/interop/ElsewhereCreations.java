package io.hyperslab.conformance.interop;

import io.hyperslab.DatasetBuilder;
import io.hyperslab.VirtualSource;
import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.conformance.interop.ExpectedObject.VirtualPart;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Random new datasets whose elements are in other files, or those of other datasets.
final class ElsewhereCreations {
  private final EditSession session;
  private final RandomGenerator random;

  ElsewhereCreations(EditSession session) {
    this.session = session;
    this.random = session.random();
  }

  private ElementKind plainKind() {
    while (true) {
      ElementKind kind = session.anyKind();
      if (kind.isPlain()) {
        return kind;
      }
    }
  }

  private long[] shape(int rank) {
    long[] shape = new long[rank];
    Arrays.setAll(shape, _ -> random.nextInt(1, 8));
    return shape;
  }

  /// A dataset in up to three files of raw data. It is written at once: libhdf5 does not take
  /// missing files for fill values.
  void external() {
    Place parent = session.group();
    Group group = (Group) parent.object();
    String name = session.freshName(group);
    ElementKind kind = plainKind();
    long[] shape = shape(random.nextInt(1, 3));
    List<Element> elements = session.elements(kind, ExpectedObject.count(shape));
    session.log("external " + parent.child(name) + " " + kind.type() + Arrays.toString(shape));
    DatasetBuilder builder =
        session.file().createDataset(parent.child(name)).type(kind.type()).shape(shape);
    addFiles(builder, elements.size() * kind.type().size());
    builder.write(session.shaped(kind, elements, shape));
    Dataset made = Dataset.plain(kind, shape);
    made.putOutside();
    made.put(elements.stream().map(Element::canonical).toList());
    session.now().create(group, name, made);
  }

  private void addFiles(DatasetBuilder builder, long size) {
    long rest = size;
    while (rest > 1 && session.chance(2)) {
      long part = random.nextLong(1, rest);
      builder.external(session.freshRawName(), random.nextInt(9), part);
      rest -= part;
    }
    boolean endless = session.mayBeUnlimited() && random.nextBoolean();
    builder.external(
        session.freshRawName(), random.nextInt(9), endless ? Dataspace.UNLIMITED : rest);
  }

  /// Something that is mapped: where it is, and the rows of the virtual dataset that it becomes.
  private record Mapped(
      String file,
      String path,
      RandomSelection chosen,
      OptionalInt source,
      List<byte[]> elements,
      long row) {
    long rowAfter() {
      return row + chosen.shape()[0];
    }
  }

  /// A virtual dataset: blocks of some datasets, one below the other.
  void virtual() {
    Place parent = session.group();
    Group group = (Group) parent.object();
    String name = session.freshName(group);
    boolean fromOther = session.chance(3);
    ElementKind kind = fromOther ? ElementKinds.INT32 : plainKind();
    int rank = fromOther ? 1 : random.nextInt(1, 3);
    List<Mapped> mapped = new ArrayList<>();
    long row = random.nextInt(3);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      mapped.add(
          fromOther && random.nextBoolean()
              ? inOther(row)
              : inThis(parent, name + "-source" + i, kind, shape(rank), row));
      row = mapped.getLast().rowAfter() + random.nextInt(2);
    }
    long[] shape = shape(rank);
    shape[0] = row + random.nextInt(2);
    for (int axis = 1; axis < rank; axis++) {
      int along = axis;
      shape[axis] +=
          mapped.stream().mapToLong(each -> each.chosen().shape()[along]).max().orElse(0);
    }
    create(parent, name, kind, shape, mapped);
  }

  private Mapped inOther(long row) {
    List<byte[]> elements =
        StructureEdits.OTHER_VALUES.stream()
            .map(value -> new byte[] {value.byteValue(), 0, 0, 0})
            .toList();
    RandomSelection all =
        new RandomSelection(
            Selection.all(),
            new long[] {elements.size()},
            IntStream.range(0, elements.size()).toArray());
    return new Mapped(
        StructureEdits.OTHER_FILE, "/values", all, OptionalInt.empty(), elements, row);
  }

  /// A new dataset, which stays where it is, because it is found by its path.
  private Mapped inThis(Place parent, String name, ElementKind kind, long[] shape, long row) {
    String path = parent.child(name);
    List<Element> elements = session.elements(kind, ExpectedObject.count(shape));
    session.log("source " + path + " " + kind.type() + Arrays.toString(shape));
    session
        .file()
        .createDataset(path)
        .type(kind.type())
        .shape(shape)
        .write(session.shaped(kind, elements, shape));
    Dataset made = Dataset.plain(kind, shape);
    made.put(elements.stream().map(Element::canonical).toList());
    int id = session.now().create((Group) parent.object(), name, made);
    session.now().pin(path, id);
    RandomSelection chosen = RandomSelection.hyperslab(random, shape);
    return new Mapped(".", path, chosen, OptionalInt.of(id), List.of(), row);
  }

  private void create(
      Place parent, String name, ElementKind kind, long[] shape, List<Mapped> mapped) {
    session.log("virtual " + parent.child(name) + " " + kind.type() + Arrays.toString(shape));
    DatasetBuilder builder =
        session.file().createDataset(parent.child(name)).type(kind.type()).shape(shape);
    byte[] fill = kind.zero();
    if (session.chance(2)) {
      Element value = kind.random().apply(random);
      builder.fill(value.value());
      fill = value.canonical();
    }
    Dataset made = new Dataset(kind, shape, shape, fill, false, Set.of());
    List<VirtualPart> parts = new ArrayList<>();
    for (Mapped each : mapped) {
      long[] start = new long[shape.length];
      start[0] = each.row();
      long[] extent = each.chosen().shape();
      builder.map(
          new VirtualSource(
              each.file(), each.path(), each.chosen().selection(), Selection.box(start, extent)));
      int[] to = RandomSelection.product(shape, indices(start, extent));
      parts.add(new VirtualPart(each.source(), each.elements(), each.chosen().positions(), to));
    }
    builder.create();
    made.parts = List.copyOf(parts);
    session.now().create((Group) parent.object(), name, made);
  }

  private static List<int[]> indices(long[] start, long[] extent) {
    List<int[]> indices = new ArrayList<>();
    for (int axis = 0; axis < start.length; axis++) {
      int first = Math.toIntExact(start[axis]);
      indices.add(IntStream.range(first, first + Math.toIntExact(extent[axis])).toArray());
    }
    return indices;
  }
}
