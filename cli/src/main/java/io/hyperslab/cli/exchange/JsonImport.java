package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.json.JsonText;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Makes a dataset of JSON, in two passes: nested arrays of values become an array, objects become
/// compounds.
final class JsonImport {
  private static final int BATCH_BYTES = 4 << 20;
  private static final int MOST_BATCH_ROWS = 1 << 14;

  private final Path file;
  private final ImportOptions options;
  private final ExchangeProgress progress;

  JsonImport(Path file, ImportOptions options, ExchangeProgress progress) {
    this.file = file;
    this.options = options;
    this.progress = progress;
  }

  /// What is done with an open file.
  @FunctionalInterface
  private interface Reading<T> {
    T of(JsonParser json);
  }

  private <T> T read(Reading<T> reading) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        JsonParser json = JsonText.factory().createParser(ObjectReadContext.empty(), in)) {
      return reading.of(json);
    } catch (JacksonException e) {
      MalformedFileException malformed =
          new MalformedFileException(
              "json",
              -1,
              "text",
              e.getOriginalMessage()
                  + (e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr()),
              "JSON");
      malformed.initCause(e);
      throw malformed;
    }
  }

  /// Imports the values.
  Dataset into(ImportTarget target) throws IOException {
    Datatype there = target.existing().map(Dataset::datatype).orElse(null);
    JsonSurvey survey = read(json -> new JsonSurvey(json).read());
    long bytes = Files.size(file);
    progress.progress(bytes, 2 * bytes);
    Datatype type = there == null ? survey.datatype(options.types()) : there;
    ImportTarget.Filling filling = target.open(type, survey.shape());
    read(json -> {
      if (survey.isObjects() && type instanceof Compound compound) {
        new Rows(compound, filling, json).fill();
      } else if (survey.isObjects()) {
        throw new DatatypeMismatchException("json", -1, "values", "objects", type.toString());
      } else {
        new Values(json).fill(type, filling);
      }
      return filling;
    });
    progress.progress(2 * bytes, 2 * bytes);
    return filling.dataset();
  }

  /// Writes single values.
  private record Values(JsonParser json) {
    void fill(Datatype type, ImportTarget.Filling filling) {
      TextStore store = new TextStore();
      filling.writeAll(shape -> {
        store.clear();
        NdArray part = NdArray.zeros(type, shape).withIndirectData(store);
        NdArray flat = part.reshape(part.size());
        CellWriter writer = CellWriter.of(flat, store);
        int count = flat.arrayLength();
        for (int i = 0; i < count; i++) {
          JsonToken token = json.nextToken();
          while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
            token = json.nextToken();
          }
          put(writer, i, JsonSurvey.text(json, token), json);
        }
        return part;
      });
    }
  }

  private static void put(CellWriter writer, int at, String text, JsonParser json) {
    try {
      writer.put(at, text);
    } catch (DatatypeMismatchException e) {
      DatatypeMismatchException placed =
          new DatatypeMismatchException(
              "json",
              -1,
              "value in line " + json.currentTokenLocation().getLineNr(),
              "'" + text + "'",
              e.expected());
      placed.initCause(e);
      throw placed;
    }
  }

  /// Writes objects.
  private static final class Rows {
    private final ImportTarget.Filling filling;
    private final JsonParser json;
    private final TextStore store = new TextStore();
    private final NdArray elements;
    private final Map<ColumnName, CellWriter> writers = new HashMap<>();
    private final Map<ColumnName, Integer> written = new HashMap<>();
    private int row;

    Rows(Compound type, ImportTarget.Filling filling, JsonParser json) {
      this.filling = filling;
      this.json = json;
      int rows = Math.clamp(BATCH_BYTES / Math.max(1, type.size()), 1, MOST_BATCH_ROWS);
      elements = NdArray.zeros(type, rows).withIndirectData(store);
      Column.of(type).forEach(this::addWriters);
    }

    /// Complex numbers are objects of `r` and `i`, or arrays of both.
    private void addWriters(Column column) {
      NdArray leaf = column.in(elements);
      ColumnName name = column.name();
      if (column.type() instanceof Compound) {
        addPart(name.then(new ColumnName.Part("r", List.of())), leaf.real());
        addPart(name.then(new ColumnName.Part("i", List.of())), leaf.imaginary());
      } else if (column.type() instanceof Complex) {
        List<ColumnName.Part> outer = name.parts().subList(0, name.parts().size() - 1);
        ColumnName.Part last = name.parts().getLast();
        for (long i = 0; i < 2; i++) {
          List<Long> index = new ArrayList<>(last.index());
          index.add(i);
          addPart(
              new ColumnName(outer).then(new ColumnName.Part(last.name(), index)),
              i == 0 ? leaf.real() : leaf.imaginary());
        }
      } else {
        addPart(name, leaf);
      }
    }

    private void addPart(ColumnName name, NdArray leaf) {
      writers.put(name, CellWriter.of(leaf, store));
    }

    void fill() {
      json.nextToken(); // the array
      while (json.nextToken() == JsonToken.START_OBJECT) {
        written.clear();
        object(new ColumnName(List.of()));
        writers.forEach((name, writer) -> {
          if (!written.containsKey(name)) {
            JsonImport.put(writer, row, "", json);
          }
        });
        row++;
        if (row == elements.shape()[0] || store.bytes() >= BATCH_BYTES) {
          write();
        }
      }
      write();
    }

    private void write() {
      if (row > 0) {
        filling.write(elements.view(Selection.slice(0, row)));
      }
      row = 0;
      store.clear();
    }

    private void object(ColumnName prefix) {
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_OBJECT;
          token = json.nextToken()) {
        ColumnName name = prefix.then(new ColumnName.Part(json.currentName(), List.of()));
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_OBJECT) {
          object(name);
        } else if (value == JsonToken.START_ARRAY && !writers.containsKey(name)) {
          array(prefix, json.currentName(), List.of());
        } else if (value == JsonToken.START_ARRAY) {
          put(name, structure());
        } else {
          put(name, JsonSurvey.text(json, value));
        }
      }
    }

    /// The text of an array.
    private String structure() {
      StringWriter text = new StringWriter();
      try (JsonGenerator copy = JsonText.generator(text)) {
        copy.copyCurrentStructure(json);
      }
      return text.toString();
    }

    /// Puts the elements of an array into their columns. The survey went as deep.
    private void array(ColumnName prefix, String name, List<Long> outer) {
      long i = 0;
      for (JsonToken next = json.nextToken();
          next != JsonToken.END_ARRAY;
          next = json.nextToken()) {
        List<Long> index = new ArrayList<>(outer);
        index.add(i++);
        if (next == JsonToken.START_ARRAY) {
          array(prefix, name, index);
        } else {
          put(prefix.then(new ColumnName.Part(name, index)), JsonSurvey.text(json, next));
        }
      }
    }

    private void put(ColumnName name, String text) {
      CellWriter writer = writers.get(name);
      if (writer == null) {
        throw new DatatypeMismatchException(
            "json", -1, "member " + name, "there", "a member of the dataset's datatype");
      }
      JsonImport.put(writer, row, text, json);
      written.put(name, row);
    }
  }
}
