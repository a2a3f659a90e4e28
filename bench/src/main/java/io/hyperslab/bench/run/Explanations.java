package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// What people have found out about single workloads: the resource `explanations.properties`, by
/// the workload's short name.
final class Explanations {
  private final Properties texts = new Properties();

  Explanations() {
    try (InputStream stream = Explanations.class.getResourceAsStream("/explanations.properties")) {
      if (stream == null) {
        throw new IOException("not packaged: explanations.properties");
      }
      try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
        texts.load(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The explanation; says so if there is none.
  String of(Workload workload) {
    return texts.getProperty(workload.id(), "not explained yet");
  }
}
