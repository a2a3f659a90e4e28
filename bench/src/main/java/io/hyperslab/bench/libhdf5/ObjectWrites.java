package io.hyperslab.bench.libhdf5;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;

import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import java.nio.file.Files;
import java.util.function.LongConsumer;

/// Writes of many small objects, and of texts.
record ObjectWrites(Task task) {
  Trial trial() {
    return switch (task.workload()) {
      case W5 -> writing(this::groups);
      case W6 -> writing(file -> DataMaker.tiny(file, task.count(), false));
      default -> {
        String[] texts = Elements.texts(task.count());
        yield writing(file -> DataMaker.texts(file, texts));
      }
    };
  }

  private Trial writing(LongConsumer work) {
    return Trial.writing(
        () -> Files.deleteIfExists(task.path()),
        () -> {
          long file = Native.create(task.path(), false);
          work.accept(file);
          Native.close(file);
        });
  }

  private void groups(long file) {
    for (int i = 0; i < task.items(); i++) {
      long group = check("H5Gcreate2", H5Gcreate2(file, Elements.name('g', i), 0, 0, 0));
      DataMaker.attribute(group, "value", Elements.attribute(i));
      DataMaker.attribute(group, "code", i);
      check("H5Gclose", H5Gclose(group));
    }
  }
}
