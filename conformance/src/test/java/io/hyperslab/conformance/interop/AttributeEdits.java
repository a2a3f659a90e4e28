package io.hyperslab.conformance.interop;

import io.hyperslab.Attributes;
import io.hyperslab.NamedDatatype;
import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.NamedType;
import io.hyperslab.conformance.interop.ExpectedObject.Values;
import io.hyperslab.datatype.Datatypes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Random changes of attributes.
final class AttributeEdits {
  private static final int NAMES = 12;
  private static final int LARGE = 70_000;

  private final EditSession session;

  AttributeEdits(EditSession session) {
    this.session = session;
  }

  private Attributes attributes(Place place) {
    return session.file().get(place.path()).attributes();
  }

  private String anyName() {
    return "attribute " + session.random().nextInt(NAMES);
  }

  void set() {
    set(session.anything(), anyName());
  }

  private void set(Place place, String name) {
    ElementKind kind = session.anyKind();
    long[] shape = new long[session.random().nextInt(3)];
    Arrays.setAll(
        shape, _ -> session.random().nextInt(8) == 0 ? 0 : session.random().nextInt(1, 5));
    if (shape.length == 2 && ExpectedObject.count(shape) == 0) {
      shape = new long[] {0};
    }
    set(place, name, kind, shape);
  }

  private void set(Place place, String name, ElementKind kind, long... shape) {
    List<Element> elements = session.elements(kind, ExpectedObject.count(shape));
    Object value = session.shaped(kind, elements, shape);
    session.log(
        "set " + place.path() + " @" + name + " " + kind.type() + " " + Arrays.toString(shape));
    if (isInferred(kind) && session.random().nextBoolean()) {
      attributes(place).set(name, value);
    } else {
      attributes(place).set(name, value, kind.type());
    }
    session
        .now()
        .set(
            place.object(),
            name,
            new Values(Arrays.toString(shape), elements.stream().map(Element::canonical).toList()));
  }

  private static boolean isInferred(ElementKind kind) {
    return switch (kind.valueClass().getName()) {
      case "int", "long", "float", "double" -> kind.type().equals(Datatypes.of(kind.valueClass()));
      default ->
          kind.valueClass() == String.class
              ? kind.type().equals(Datatypes.VARIABLE_STRING)
              : kind.valueClass().isRecord() || kind.valueClass().isEnum();
    };
  }

  /// Many attributes of one object, then some of them removed.
  void setMany() {
    Place place = session.anything();
    int count = 5 + session.random().nextInt(25);
    for (int i = 0; i < count; i++) {
      set(place, "many " + session.random().nextInt(100));
    }
    for (String name : List.copyOf(place.object().attributes.keySet())) {
      if (name.startsWith("many ") && session.random().nextInt(3) > 0) {
        remove(place, name);
      }
    }
  }

  /// An attribute that no object header holds.
  void setLarge() {
    if (session.isModern()) {
      ElementKind kind = ElementKinds.one(ElementKinds.INTEGERS, session.random());
      long count = LARGE / kind.type().size() + session.random().nextInt(100);
      Place place = session.place(ExpectedObject.class, each -> !each.mayBeOld).orElseThrow();
      set(place, "large", kind, count);
    }
  }

  void setEmpty() {
    Place place = session.anything();
    ElementKind kind = session.anyKind();
    String name = anyName();
    session.log("setEmpty " + place.path() + " @" + name + " " + kind.type());
    attributes(place).setEmpty(name, kind.type());
    session.now().set(place.object(), name, new Values("null", List.of()));
  }

  void setCommitted() {
    Place place = session.anything();
    Optional<Place> type = session.place(NamedType.class, _ -> true);
    if (type.isPresent()) {
      session.now().pin(type.get().id());
      ElementKind kind = ((NamedType) type.get().object()).kind;
      Element element = kind.random().apply(session.random());
      String name = anyName();
      session.log("set " + place.path() + " @" + name + " as " + type.get().path());
      NamedDatatype committed = session.file().namedDatatype(type.get().path());
      attributes(place).set(name, element.value(), committed);
      session
          .now()
          .set(
              place.object(),
              name,
              new Values("[]", List.of(element.canonical()), OptionalInt.of(type.get().id())));
    }
  }

  /// References to objects, which are kept from then on.
  void setReferences() {
    Place place = session.anything();
    set(place, anyName(), ElementKinds.references(session.referable(3)), 4);
  }

  void remove() {
    session
        .place(ExpectedObject.class, object -> !object.attributes.isEmpty())
        .ifPresent(place ->
            remove(
                place,
                ElementKinds.one(
                    List.copyOf(place.object().attributes.keySet()), session.random())));
  }

  private void remove(Place place, String name) {
    session.log("remove " + place.path() + " @" + name);
    attributes(place).remove(name);
    session.now().remove(place.object(), name);
  }

  void rename() {
    session
        .place(ExpectedObject.class, object -> !object.attributes.isEmpty())
        .ifPresent(place -> {
          List<String> names = List.copyOf(place.object().attributes.keySet());
          String name = ElementKinds.one(names, session.random());
          String newName = "renamed " + session.random().nextInt(1000);
          if (!names.contains(newName)) {
            session.log("rename " + place.path() + " @" + name + " " + newName);
            attributes(place).rename(name, newName);
            rename(place.object().attributes, name, newName);
          }
        });
  }

  static void rename(Map<String, Values> attributes, String name, String newName) {
    Map<String, Values> before = new LinkedHashMap<>(attributes);
    attributes.clear();
    before.forEach((key, value) -> attributes.put(key.equals(name) ? newName : key, value));
  }
}
