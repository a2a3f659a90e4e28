package io.hyperslab.conformance.interop;

import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.conformance.interop.ExpectedObject.NamedType;
import io.hyperslab.conformance.interop.ExpectedObject.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Random new datasets.
final class DatasetCreations {
  private final EditSession session;

  DatasetCreations(EditSession session) {
    this.session = session;
  }

  void create() {
    create(session.anyKind(), Optional.empty());
  }

  /// A dataset of a committed datatype.
  void createCommitted() {
    session
        .place(NamedType.class, _ -> true)
        .ifPresent(type -> {
          // h5dump refuses datasets of a committed datatype that it does not find.
          session.now().pin(type.id());
          create(((NamedType) type.object()).kind, Optional.of(type));
        });
  }

  /// A dataset of references to objects.
  void createReferences() {
    create(ElementKinds.references(session.referable(4)), Optional.empty());
  }

  private void create(ElementKind kind, Optional<Place> type) {
    Place parent = session.group();
    Group group = (Group) parent.object();
    String name = session.freshName(group);
    DatasetPlan plan = new DatasetPlan(session, parent.child(name), kind);
    type.ifPresent(place -> plan.builder().type(session.file().namedDatatype(place.path())));
    Dataset made = plan.expected();
    made.committed = type.map(Place::id).map(OptionalInt::of).orElse(OptionalInt.empty());
    session.log("create " + plan);
    if (session.chance(3)) {
      plan.builder().create();
    } else {
      List<Element> elements = session.elements(kind, made.elements().size());
      session.log("with elements");
      plan.builder().write(session.shaped(kind, elements, made.shape));
      made.put(elements.stream().map(Element::canonical).toList());
    }
    session.now().create(group, name, made);
  }

  /// References to boxes of a dataset that keeps its extent. Not of one with a committed datatype:
  /// h5dump 1.10.8 crashes on such, whoever made them.
  void createRegions() {
    session
        .place(
            Dataset.class,
            dataset ->
                !dataset.chunked
                    && dataset.committed.isEmpty()
                    && !dataset.elements().isEmpty()
                    && dataset.shape.length > 0
                    && !ElementKinds.isReferences(dataset))
        .ifPresent(target -> {
          session.now().pin(target.id());
          Place parent = session.group();
          String name = session.freshName((Group) parent.object());
          ElementKind kind = ElementKinds.regions(session.file().dataset(target.path()));
          List<Element> elements = session.elements(kind, 3);
          session.log("write " + parent.child(name) + " regions of " + target.path());
          session.file().write(parent.child(name), kind.values(elements));
          Dataset made = Dataset.plain(kind, 3);
          made.put(elements.stream().map(Element::canonical).toList());
          session.now().create((Group) parent.object(), name, made);
        });
  }

  /// A dataset with a dimension scale.
  void scale() {
    Place parent = session.group();
    Group group = (Group) parent.object();
    String name = session.freshName(group);
    session.log("scale " + parent.child(name));
    ElementKind kind = ElementKinds.INTEGERS.get(2);
    Dataset scale = plain(parent, name + "-scale", kind, 5);
    Dataset data = plain(parent, name, kind, 4, 5);
    io.hyperslab.Dataset handle = session.file().dataset(parent.child(name + "-scale"));
    handle.makeScale("scale");
    io.hyperslab.Dataset dataset = session.file().dataset(parent.child(name));
    dataset.dimension(1).attach(handle);
    dataset.dimension(0).setLabel("rows");
    text(scale, "CLASS", "DIMENSION_SCALE\0");
    text(scale, "NAME", "scale\0");
    byte[] dataAddress = longBytes(dataset.address());
    byte[] scaleAddress = longBytes(handle.address());
    byte[] use = ElementKind.concatenated(List.of(dataAddress, new byte[] {1, 0, 0, 0}));
    session.now().set(scale, "REFERENCE_LIST", new Values("[1]", List.of(use)));
    session
        .now()
        .set(
            data,
            "DIMENSION_LIST",
            new Values(
                "[2]",
                List.of(
                    ElementKinds.counted(0, new byte[0]), ElementKinds.counted(1, scaleAddress))));
    byte[] rows = "rows".getBytes(StandardCharsets.UTF_8);
    session
        .now()
        .set(
            data,
            "DIMENSION_LABELS",
            new Values(
                "[2]",
                List.of(ElementKinds.counted(4, rows), ElementKinds.counted(0, new byte[0]))));
  }

  private Dataset plain(Place parent, String name, ElementKind kind, long... shape) {
    List<Element> elements = session.elements(kind, ExpectedObject.count(shape));
    session.file().write(parent.child(name), session.shaped(kind, elements, shape));
    Dataset made = Dataset.plain(kind, shape);
    made.put(elements.stream().map(Element::canonical).toList());
    session.now().pin(session.now().create((Group) parent.object(), name, made));
    return made;
  }

  private void text(Dataset scale, String name, String text) {
    session
        .now()
        .set(scale, name, new Values("[]", List.of(text.getBytes(StandardCharsets.US_ASCII))));
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
