package io.hyperslab.cli.h5import;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableString;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a dataset of texts of variable length: of the lines of a file, without one that does not
/// end; or of the texts in quotes, one in each line, of what `h5dump` printed. Their bytes stay as
/// they are.
final class TextImport {
  private static final VariableString TYPE =
      new VariableString(
          Datatypes.VARIABLE_STRING.size(), Padding.NULL_TERMINATED, CharacterSet.ASCII);
  private static final int BATCH = 1 << 12;
  private static final int BATCH_CHARACTERS = 1 << 20;
  private static final int LONGEST = 1 << 28;

  private final ImportSettings settings;
  private final List<String> batch = new ArrayList<>();
  private long batched;
  private long written;

  TextImport(ImportSettings settings) {
    this.settings = settings;
  }

  /// Makes the dataset below a group; none if the file has no lines.
  void into(Group root, Path file) throws IOException, ImportRefusedException {
    boolean quoted = settings.hasQuotedTexts();
    long[] shape = quoted ? settings.shape() : new long[] {lines(file)};
    if (!quoted && shape[0] == 0) {
      return;
    }
    Dataset dataset = root.createDataset(settings.path()).type(TYPE).shape(shape).create();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Optional<String> line = line(in, quoted);
      while (line.isPresent()) {
        Optional<String> text = quoted ? quotedPart(line.get()) : line;
        if (text.isPresent()) {
          add(dataset, untilNul(text.get()));
        }
        line = line(in, quoted);
      }
    }
    writeBatch(dataset);
  }

  private static long lines(Path file) throws IOException {
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      int length = in.read(buffer);
      while (length >= 0) {
        for (int i = 0; i < length; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        length = in.read(buffer);
      }
    }
    return lines;
  }

  /// The next line, bytes that are no ASCII in the form in which the library gives such bytes.
  ///
  /// @param cut whether one that does not end counts
  private static Optional<String> line(InputStream in, boolean cut)
      throws IOException, ImportRefusedException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      if (line.length() == LONGEST) {
        throw new ImportRefusedException("it has a line that is too long");
      }
      line.append((char) (c < 0x80 ? c : 0xdc00 + c));
      c = in.read();
    }
    return c < 0 && (!cut || line.isEmpty()) ? Optional.empty() : Optional.of(line.toString());
  }

  /// What stands between the first and the last quote of a line; empty if that is nothing.
  private static Optional<String> quotedPart(String line) {
    int first = line.indexOf('"');
    int last = line.lastIndexOf('"');
    return last > first + 1 ? Optional.of(line.substring(first + 1, last)) : Optional.empty();
  }

  private static String untilNul(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private void add(Dataset dataset, String text) throws ImportRefusedException {
    batch.add(text);
    batched += text.length();
    if (batch.size() == BATCH || batched >= BATCH_CHARACTERS) {
      writeBatch(dataset);
    }
  }

  private void writeBatch(Dataset dataset) throws ImportRefusedException {
    if (batch.isEmpty()) {
      return;
    }
    if (batch.size() > dataset.size() - written) {
      throw new ImportRefusedException(
          "it has more texts than the " + dataset.size() + " of the dataset");
    }
    String[] texts = batch.toArray(String[]::new);
    switch (dataset.dataspace().rank()) {
      case 0 -> dataset.write(texts[0]);
      case 1 ->
          dataset.write(Selection.box(new long[] {written}, new long[] {texts.length}), texts);
      default -> throw new ImportRefusedException("texts have one dimension");
    }
    written += batch.size();
    batch.clear();
    batched = 0;
  }
}
