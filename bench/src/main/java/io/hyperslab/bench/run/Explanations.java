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
/// the workload's short name, and a topic if it is not the speed.
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

  /// Why a workload is slow; says so if there is no explanation.
  String of(Workload workload) {
    return texts.getProperty(workload.id(), "not explained yet");
  }

  /// Why something else about a workload is as it is.
  ///
  /// @param topic such as `growth`: the end of the key, behind a dot
  String of(Workload workload, String topic) {
    return texts.getProperty(workload.id() + "." + topic, "not explained yet");
  }
}
