package io.hyperslab.cli.statistics;

import io.hyperslab.cli.json.JsonText;
import io.hyperslab.cli.statistics.AccessCosts.Cost;
import io.hyperslab.cli.statistics.AccessCosts.Plan;
import io.hyperslab.cli.statistics.FilterTrials.Trial;
import io.hyperslab.cli.statistics.SpaceFigures.Amount;
import io.hyperslab.cli.text.Output;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// Prints a report for programs: one JSON object. Sizes are in bytes, speeds in bytes per second.
///
/// @param out where it goes
public record ReportJson(Output out) {
  /// Prints it, with a line feed behind it.
  public void print(FileReport report) {
    PrintWriter writer = out.writer();
    try (JsonGenerator json = JsonText.generator(writer)) {
      json.writeStartObject();
      json.writeStringProperty("file", report.file());
      json.writeStringProperty("path", report.path());
      json.writeObjectPropertyStart("objects");
      new TreeMap<>(report.objects())
          .forEach((kind, count) ->
              json.writeNumberProperty(kind.name().toLowerCase(Locale.ROOT), count));
      json.writeEndObject();
      writeSpace(json, report.space());
      writeCounts(json, "layouts", report.layouts());
      writeCounts(json, "pipelines", report.pipelines());
      json.writeArrayPropertyStart("datasets");
      report.datasets().forEach(dataset -> write(json, dataset));
      json.writeEndArray();
      json.writeArrayPropertyStart("filterTrials");
      report.trials().forEach(trials -> write(json, trials));
      json.writeEndArray();
      json.writeArrayPropertyStart("accessCosts");
      report.costs().forEach(costs -> write(json, costs));
      json.writeEndArray();
      json.writeArrayPropertyStart("advice");
      for (Advice advice : report.advice()) {
        json.writeStartObject();
        json.writeStringProperty("path", advice.path());
        json.writeStringProperty("text", advice.text());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("failures");
      report.failures().forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    writer.flush();
    out.println();
  }

  private static void writeSpace(JsonGenerator json, SpaceFigures space) {
    json.writeObjectPropertyStart("space");
    json.writeNumberProperty("bytes", space.bytes());
    json.writeNumberProperty("reclaimable", space.reclaimable());
    json.writeNumberProperty("overlapping", space.overlapping());
    json.writeNumberProperty("failures", space.failures());
    json.writeObjectPropertyStart("uses");
    new TreeMap<>(space.uses())
        .forEach((use, amount) -> {
          json.writeObjectPropertyStart(use.name().toLowerCase(Locale.ROOT));
          write(json, amount);
          json.writeEndObject();
        });
    json.writeEndObject();
    json.writeArrayPropertyStart("holes");
    for (SpaceFigures.HoleClass hole : space.holes()) {
      json.writeStartObject();
      if (hole.most() != Long.MAX_VALUE) {
        json.writeNumberProperty("most", hole.most());
      }
      json.writeNumberProperty("count", hole.count());
      json.writeNumberProperty("bytes", hole.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Amount amount) {
    json.writeNumberProperty("bytes", amount.bytes());
    amount.blocks().ifPresent(blocks -> json.writeNumberProperty("blocks", blocks));
  }

  private static void writeCounts(JsonGenerator json, String name, Map<String, Long> counts) {
    json.writeObjectPropertyStart(name);
    counts.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, DatasetFigures dataset) {
    json.writeStartObject();
    json.writeStringProperty("path", dataset.path());
    json.writeStringProperty("shape", dataset.shape());
    json.writeStringProperty("type", dataset.type());
    json.writeStringProperty("layout", dataset.layout());
    if (!dataset.chunkShape().isEmpty()) {
      writeShape(json, dataset.chunkShape());
      json.writeNumberProperty("chunks", dataset.chunks());
      json.writeNumberProperty("index", dataset.index());
      json.writeStringProperty("filters", dataset.filters());
    }
    json.writeNumberProperty("bytes", dataset.bytes());
    json.writeNumberProperty("stored", dataset.stored());
    json.writeEndObject();
  }

  private static void writeShape(JsonGenerator json, List<Long> shape) {
    json.writeArrayPropertyStart("chunkShape");
    shape.forEach(json::writeNumber);
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, FilterTrials tried) {
    json.writeStartObject();
    json.writeStringProperty("path", tried.path());
    if (!tried.chunkShape().isEmpty()) {
      writeShape(json, tried.chunkShape());
    }
    json.writeNumberProperty("chunks", tried.chunks());
    json.writeNumberProperty("bytes", tried.bytes());
    json.writeNumberProperty("stored", tried.stored());
    json.writeBooleanProperty("complete", tried.complete());
    tried
        .now()
        .ifPresent(now ->
            now.decodeSpeed().ifPresent(speed -> json.writeNumberProperty("decodeSpeed", speed)));
    json.writeArrayPropertyStart("trials");
    for (Trial trial : tried.trials()) {
      json.writeStartObject();
      json.writeStringProperty("filters", trial.filters());
      json.writeNumberProperty("stored", trial.stored());
      trial.decodeSpeed().ifPresent(speed -> json.writeNumberProperty("decodeSpeed", speed));
      json.writeBooleanProperty("needsPlugin", trial.needsPlugin());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AccessCosts costs) {
    json.writeStartObject();
    json.writeStringProperty("path", costs.path());
    json.writeObjectPropertyStart("current");
    write(json, costs.current());
    json.writeEndObject();
    if (costs.other().isPresent()) {
      json.writeObjectPropertyStart("other");
      write(json, costs.other().get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Plan plan) {
    if (!plan.chunkShape().isEmpty()) {
      writeShape(json, plan.chunkShape());
    }
    json.writeArrayPropertyStart("reads");
    for (Cost cost : plan.costs()) {
      json.writeStartObject();
      json.writeStringProperty("read", cost.read());
      json.writeNumberProperty("requests", Math.round(cost.requests()));
      json.writeNumberProperty("bytes", Math.round(cost.bytes()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
