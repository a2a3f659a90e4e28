package io.hyperslab.cli.exchange;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// How a table is written as text.
///
/// @param delimiter between cells
/// @param quote around texts
/// @param header whether the first line has the names of columns
/// @param skippedLines lines in front of everything else that are left out; importing only
/// @param charset of the text; importing only: UTF-8 is what is exported
/// @param quotesIgnored whether a number in quotes is a number; importing only
public record TableForm(
    char delimiter,
    char quote,
    Header header,
    int skippedLines,
    Charset charset,
    boolean quotesIgnored) {

  /// Whether the first line has the names of columns.
  public enum Header {
    /// Exporting: if the elements are compounds. Importing: if all cells of the first line are
    /// different texts.
    AUTO,
    /// It has.
    PRESENT,
    /// It has not.
    ABSENT
  }

  /// Cells separated by commas.
  public static TableForm csv() {
    return new TableForm(',', '"', Header.AUTO, 0, StandardCharsets.UTF_8, false);
  }

  /// Cells separated by tabs.
  public static TableForm tsv() {
    return csv().withDelimiter('\t');
  }

  /// With another delimiter.
  public TableForm withDelimiter(char other) {
    return new TableForm(other, quote, header, skippedLines, charset, quotesIgnored);
  }

  /// With another quote.
  public TableForm withQuote(char other) {
    return new TableForm(delimiter, other, header, skippedLines, charset, quotesIgnored);
  }

  /// With another rule for the first line.
  public TableForm withHeader(Header other) {
    return new TableForm(delimiter, quote, other, skippedLines, charset, quotesIgnored);
  }

  /// With so many lines left out.
  public TableForm withSkippedLines(int lines) {
    return new TableForm(delimiter, quote, header, lines, charset, quotesIgnored);
  }

  /// In another character set.
  public TableForm withCharset(Charset other) {
    return new TableForm(delimiter, quote, header, skippedLines, other, quotesIgnored);
  }

  /// With numbers in quotes taken for numbers.
  public TableForm withQuotesIgnored() {
    return new TableForm(delimiter, quote, header, skippedLines, charset, true);
  }
}
