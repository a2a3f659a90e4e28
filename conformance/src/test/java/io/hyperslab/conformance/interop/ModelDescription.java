package io.hyperslab.conformance.interop;

import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.conformance.interop.ExpectedObject.External;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.conformance.interop.ExpectedObject.Hard;
import io.hyperslab.conformance.interop.ExpectedObject.NamedType;
import io.hyperslab.conformance.interop.ExpectedObject.Obstacle;
import io.hyperslab.conformance.interop.ExpectedObject.Soft;
import io.hyperslab.conformance.interop.ExpectedObject.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Describes what a file must hold.
final class ModelDescription {
  private final Description description = new Description();
  private final Map<Integer, String> paths = new HashMap<>();
  private final Deque<Visit> open = new ArrayDeque<>();
  private final ExpectedFile file;
  private final Set<Obstacle> obstacles;

  /// A link that is still to be followed.
  private record Visit(String path, int id) {}

  private ModelDescription(ExpectedFile file, Set<Obstacle> obstacles) {
    this.file = file;
    this.obstacles = obstacles;
  }

  /// @param obstacles what keeps the reader from elements
  static Description of(ExpectedFile file, Set<Obstacle> obstacles) {
    ModelDescription model = new ModelDescription(file, obstacles);
    model.open.push(new Visit("/", 0));
    while (!model.open.isEmpty()) {
      model.visit(model.open.pop());
    }
    return model.description;
  }

  private void visit(Visit visit) {
    String first = paths.putIfAbsent(visit.id(), visit.path());
    if (first != null) {
      description.put(visit.path(), "hard", first);
      return;
    }
    ExpectedObject object = file.get(visit.id());
    describe(visit.path(), object);
    switch (object) {
      case Group group -> group(visit.path(), group);
      case Dataset dataset -> dataset(visit.path(), dataset);
      case NamedType _ -> {}
    }
  }

  private void describe(String path, ExpectedObject object) {
    description.put(path, "kind", object.getClass().getSimpleName());
    description.put(path, "links", object.links);
    description.put(path, "comment", object.comment);
    if (object.tracksAttributes) {
      description.order(path, "attributes", List.copyOf(object.attributes.keySet()));
    }
    object.attributes.forEach(
        (name, value) -> description.values(path, "@" + name, value.shape(), value.elements()));
  }

  private void group(String path, Group group) {
    if (group.tracksLinks) {
      description.order(path, "links", List.copyOf(group.targets.keySet()));
    }
    // The last one first, because the last one pushed is the first one visited.
    group.targets.entrySet().stream()
        .sorted((a, b) -> Arrays.compareUnsigned(utf8(b.getKey()), utf8(a.getKey())))
        .forEach(link -> {
          String child = path.equals("/") ? "/" + link.getKey() : path + "/" + link.getKey();
          target(child, link.getValue());
        });
  }

  private void target(String path, Target target) {
    switch (target) {
      case Hard(int id) -> open.push(new Visit(path, id));
      case Soft(String to) -> description.put(path, "soft", to);
      case External(String other, String to) -> description.put(path, "external", other + ":" + to);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void dataset(String path, Dataset dataset) {
    description.put(path, "maximum", Arrays.toString(dataset.maxShape));
    if (!Collections.disjoint(dataset.obstacles, obstacles)) {
      description.put(path, "values", Description.ANY);
    } else {
      description.values(path, "values", Arrays.toString(dataset.shape), file.elements(dataset));
    }
  }
}
