package io.hyperslab.conformance.interop;

import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.conformance.interop.ExpectedObject.Hard;
import io.hyperslab.conformance.interop.ExpectedObject.Target;
import io.hyperslab.conformance.interop.ExpectedObject.Values;
import io.hyperslab.conformance.interop.ExpectedObject.VirtualPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a file must hold: objects by a number of their own, and those that other objects point to
/// and which are not to be lost.
final class ExpectedFile {
  private static final int ROOT = 0;
  private static final int DEEPEST = 6;

  private final Map<Integer, ExpectedObject> objects = new TreeMap<>();
  private final Set<Integer> pinned = new HashSet<>();
  private final Map<String, Integer> pinnedPaths = new HashMap<>();
  private int next;

  /// Makes a file of an empty root group.
  ExpectedFile(Group root) {
    root.links = 1;
    add(root);
    pinned.add(ROOT);
  }

  private ExpectedFile(ExpectedFile other) {
    other.objects.forEach((id, object) -> objects.put(id, object.copy()));
    pinned.addAll(other.pinned);
    pinnedPaths.putAll(other.pinnedPaths);
    next = other.next;
  }

  /// The same, apart.
  ExpectedFile copy() {
    return new ExpectedFile(this);
  }

  private int add(ExpectedObject object) {
    objects.put(next, object);
    return next++;
  }

  Group root() {
    return (Group) objects.get(ROOT);
  }

  ExpectedObject get(int id) {
    return objects.get(id);
  }

  /// An object and one of its paths.
  record Place(String path, int id, ExpectedObject object) {
    /// The path of something in this group.
    String child(String name) {
      return path.equals("/") ? path + name : path + "/" + name;
    }
  }

  /// Every object that is not too deep, on the first path that leads to it.
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    Set<Integer> seen = new HashSet<>(Set.of(ROOT));
    Deque<Place> open = new ArrayDeque<>(List.of(new Place("/", ROOT, root())));
    while (!open.isEmpty()) {
      Place place = open.remove();
      places.add(place);
      if (place.object() instanceof Group group && depth(place.path()) < DEEPEST) {
        group.targets.forEach((name, target) -> {
          if (target instanceof Hard(int id) && seen.add(id)) {
            open.add(new Place(place.child(name), id, objects.get(id)));
          }
        });
      }
    }
    return places;
  }

  private static long depth(String path) {
    return path.chars().filter(c -> c == '/').count();
  }

  /// An object is not to be lost from now on.
  void pin(int id) {
    pinned.add(id);
  }

  /// An object is not to be lost from now on, nor to lose one of its paths.
  void pin(String path, int id) {
    pin(id);
    pinnedPaths.put(path, id);
  }

  /// Links a new object.
  int create(Group parent, String name, ExpectedObject object) {
    int id = add(object);
    link(parent, name, new Hard(id));
    object.shares().forEach(type -> objects.get(type).links++);
    return id;
  }

  /// Adds an attribute, or replaces one in its place.
  void set(ExpectedObject object, String name, Values values) {
    Values before = object.attributes.put(name, values);
    if (before != null) {
      before.committed().ifPresent(type -> objects.get(type).links--);
    }
    values.committed().ifPresent(type -> objects.get(type).links++);
  }

  /// Takes an attribute away, if it is there.
  void remove(ExpectedObject object, String name) {
    Values before = object.attributes.remove(name);
    if (before != null) {
      before.committed().ifPresent(type -> objects.get(type).links--);
    }
  }

  void link(Group parent, String name, Target target) {
    parent.targets.put(name, target);
    if (target instanceof Hard(int id)) {
      objects.get(id).links++;
    }
  }

  /// Takes a link away, and what only it led to.
  void unlink(Group parent, String name) {
    Deque<Target> gone = new ArrayDeque<>(List.of(parent.targets.remove(name)));
    while (!gone.isEmpty()) {
      if (gone.remove() instanceof Hard(int id) && --objects.get(id).links == 0) {
        ExpectedObject dead = objects.remove(id);
        dead.shares().forEach(type -> gone.add(new Hard(type)));
        if (dead instanceof Group group) {
          gone.addAll(group.targets.values());
        }
      }
    }
  }

  /// Whether hard links lead from one object to another, or they are the same.
  boolean leads(int from, int to) {
    Set<Integer> seen = new HashSet<>(Set.of(from));
    Deque<Integer> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      if (objects.get(open.remove()) instanceof Group group) {
        for (Target target : group.targets.values()) {
          if (target instanceof Hard(int id) && seen.add(id)) {
            open.add(id);
          }
        }
      }
    }
    return seen.contains(to);
  }

  /// Whether paths of moderate length lead to all objects that are not to be lost.
  boolean isSound() {
    Set<Integer> found = new HashSet<>();
    places().forEach(place -> found.add(place.id()));
    return found.containsAll(pinned)
        && pinnedPaths.entrySet().stream()
            .allMatch(each -> leadsTo(each.getKey(), each.getValue()));
  }

  private boolean leadsTo(String path, int wanted) {
    int at = ROOT;
    for (String name : path.substring(1).split("/", -1)) {
      if (!(objects.get(at) instanceof Group group)
          || !(group.targets.get(name) instanceof Hard(int id))) {
        return false;
      }
      at = id;
    }
    return at == wanted;
  }

  /// The elements of a dataset, wherever they are.
  List<byte[]> elements(Dataset dataset) {
    List<byte[]> elements = new ArrayList<>(dataset.elements());
    for (VirtualPart part : dataset.parts) {
      List<byte[]> source =
          part.source().isPresent()
              ? ((Dataset) objects.get(part.source().getAsInt())).elements()
              : part.elements();
      for (int i = 0; i < part.from().length; i++) {
        elements.set(part.to()[i], source.get(part.from()[i]));
      }
    }
    return elements;
  }
}
