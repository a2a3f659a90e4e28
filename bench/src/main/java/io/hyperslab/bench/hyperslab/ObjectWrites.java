package io.hyperslab.bench.hyperslab;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import java.io.IOException;
import java.nio.file.Files;

/// Writes of many small objects, and of texts.
///
/// @param variant how files are made
record ObjectWrites(Task task, Variant variant) {
  /// Fills a file.
  @FunctionalInterface
  private interface Work {
    void in(Group root);
  }

  Trial trial() {
    return switch (task.workload()) {
      case W5 -> writing(this::groups);
      case W6 -> writing(this::datasets);
      default -> {
        String[] texts = Elements.texts(task.count());
        yield writing(root -> root.write("data", texts));
      }
    };
  }

  private Trial writing(Work work) {
    return Trial.writing(
        this::delete,
        () -> {
          try (Hdf5File file = variant.create(task.path())) {
            work.in(file.root());
          }
        });
  }

  private void delete() throws IOException {
    Files.deleteIfExists(task.path());
  }

  private void groups(Group root) {
    for (int i = 0; i < task.items(); i++) {
      Group group = root.createGroup(Elements.name('g', i));
      group.attributes().set("value", Elements.attribute(i)).set("code", i);
    }
  }

  private void datasets(Group root) {
    for (int i = 0; i < task.items(); i++) {
      root.write(Elements.name('d', i), Elements.tiny(i));
    }
  }
}
