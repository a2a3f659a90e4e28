package io.hyperslab.cli.dump;

/// Makes what prints the elements of a dataset or an attribute.
public final class ElementPrinters {
  private final Session session;

  public ElementPrinters(Session session) {
    this.session = session;
  }

  /// A printer of elements as text, or of their bytes where these are asked for.
  ///
  /// @param separator behind each element but the last one
  public Elements of(
      LinePrinter printer,
      LineFormat format,
      LineState state,
      DataSource source,
      ValueStyle style,
      String separator) {
    if (session.options().content().binary().isPresent()) {
      return new BinaryElements(
          printer,
          session.options().content().binary().get(),
          source.datatype(),
          source.indirectData());
    }
    return text(printer, format, state, source, style, separator);
  }

  /// A printer of elements as text, whatever is asked for.
  ///
  /// @param separator behind each element but the last one
  public Elements text(
      LinePrinter printer,
      LineFormat format,
      LineState state,
      DataSource source,
      ValueStyle style,
      String separator) {
    ValuePrinter values =
        new ValuePrinter(
            style, source.indirectData(), new ReferenceTexts(session).of(source.file()));
    return new ElementLines(printer, format, state, source.datatype(), values, separator);
  }
}
