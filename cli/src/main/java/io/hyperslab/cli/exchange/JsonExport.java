package io.hyperslab.cli.exchange;

import io.hyperslab.cli.json.JsonElements;
import io.hyperslab.cli.json.JsonStream;
import io.hyperslab.cli.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/// Writes a dataset as nested arrays of JSON.
final class JsonExport {
  private final PieceSource source;
  private final ExportOptions options;

  JsonExport(PieceSource source, ExportOptions options) {
    this.source = source;
    this.options = options;
  }

  /// Writes the elements; a null dataspace is `null`.
  ///
  /// @param out not closed
  void write(OutputStream out) throws IOException {
    TextSink sink = new TextSink(out);
    References references = new References(source.dataset().file(), options.lossy());
    try (JsonGenerator json = JsonText.generator(sink)) {
      JsonElements elements =
          new JsonElements(
              json,
              new JsonElements.Style(true, !options.enumNumbers()),
              (to, array, index) -> to.writeString(references.path(array, index)));
      if (source.isNull()) {
        json.writeNull();
      } else {
        JsonStream stream = new JsonStream(json, elements, source.fullShape());
        source.forEach(stream::write);
        stream.end();
      }
    }
    sink.write('\n');
    sink.flush();
  }
}
