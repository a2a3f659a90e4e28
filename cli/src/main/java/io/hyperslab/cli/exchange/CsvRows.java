package io.hyperslab.cli.exchange;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.hyperslab.error.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The rows of a table in a file.
final class CsvRows implements Closeable {
  private static final int REPORTED_BYTES = 1 << 20;
  private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

  /// One row.
  ///
  /// @param line where it begins, from 1
  /// @param cells their texts
  /// @param quoted which of them stood in quotes
  record Row(long line, List<String> cells, List<Boolean> quoted) {}

  private final CsvReader<Row> reader;
  private final CloseableIterator<Row> rows;
  private long line;

  /// @param form how it is written
  /// @param bytes is told how many bytes were read since it was told last
  CsvRows(Path file, TableForm form, LongConsumer bytes) throws IOException {
    Reader text =
        new InputStreamReader(
            withoutMark(new Counted(Files.newInputStream(file), bytes)),
            form.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    reader =
        CsvReader.builder()
            .fieldSeparator(form.delimiter())
            .quoteCharacter(form.quote())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(new RowHandler(), text);
    try {
      reader.skipLines(form.skippedLines());
      rows = reader.iterator();
    } catch (CsvParseException | UncheckedIOException e) {
      reader.close();
      throw malformed(e);
    }
  }

  private static InputStream withoutMark(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(BYTE_ORDER_MARK.length);
    for (int expected : BYTE_ORDER_MARK) {
      if (buffered.read() != expected) {
        buffered.reset();
        break;
      }
    }
    return buffered;
  }

  /// The next row; empty at the end.
  ///
  /// @throws MalformedFileException if it is no table
  Optional<Row> next() {
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      Row row = rows.next();
      line = row.line();
      return Optional.of(row);
    } catch (CsvParseException | UncheckedIOException e) {
      throw malformed(e);
    }
  }

  private RuntimeException malformed(RuntimeException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof CharacterCodingException) {
      return new MalformedFileException(
          "table", -1, "text behind line " + line, "bytes of another character set", "text");
    }
    if (failure instanceof UncheckedIOException) {
      return failure;
    }
    MalformedFileException malformed =
        new MalformedFileException(
            "table",
            -1,
            "row behind line " + line,
            String.valueOf((cause == null ? failure : cause).getMessage()),
            "cells");
    malformed.initCause(failure);
    return malformed;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /// Gathers the cells of a row.
  private static final class RowHandler extends AbstractBaseCsvCallbackHandler<Row> {
    private List<String> cells = new ArrayList<>();
    private List<Boolean> quoted = new ArrayList<>();

    @Override
    protected void handleBegin(long startingLineNumber) {
      cells = new ArrayList<>(cells.size());
      quoted = new ArrayList<>(quoted.size());
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean inQuotes) {
      cells.add(new String(text, offset, length));
      quoted.add(inQuotes);
    }

    @Override
    protected Row buildRecord() {
      return new Row(getStartingLineNumber(), cells, quoted);
    }
  }

  /// Counts bytes.
  private static final class Counted extends FilterInputStream {
    private final LongConsumer consumer;
    private long unreported;

    Counted(InputStream in, LongConsumer consumer) {
      super(in);
      this.consumer = consumer;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? -1 : 1);
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      count(count);
      return count;
    }

    private void count(int bytes) {
      unreported += Math.max(0, bytes);
      if (bytes < 0 && unreported > 0 || unreported >= REPORTED_BYTES) {
        consumer.accept(unreported);
        unreported = 0;
      }
    }
  }
}
