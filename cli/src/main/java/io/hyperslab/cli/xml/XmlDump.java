package io.hyperslab.cli.xml;

import io.hyperslab.cli.dump.Session;

/// The dump of a file in XML.
public final class XmlDump {
  private static final String SCHEMA = "http://www.hdfgroup.org/HDF5/XML/schema/HDF5-File.xsd";
  private static final String DTD = "http://www.hdfgroup.org/HDF5/XML/DTD/HDF5-File.dtd";
  private static final String NAMESPACE = "http://hdfgroup.org/HDF5/XML/schema/HDF5-File";
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private final Session session;
  private final XmlForm form;

  public XmlDump(Session session, XmlForm form) {
    this.session = session;
    this.form = form;
  }

  /// Prints the file.
  public void print() {
    raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + head());
    new XmlObjects(session, new XmlLines(session, form.prefix())).print();
    raw("\n</" + form.prefix() + "HDF5-File>\n");
  }

  private void raw(String text) {
    session.streams().ddl().ifPresent(printer -> printer.raw(text));
  }

  private String head() {
    if (!form.schema()) {
      return "<!DOCTYPE HDF5-File PUBLIC \"HDF5-File.dtd\" \""
          + form.definition().orElse(DTD)
          + "\">\n<HDF5-File>\n";
    }
    if (form.prefix().isEmpty()) {
      return "<HDF5-File xmlns:xsi=\""
          + INSTANCE
          + "\" xsi:noNamespaceSchemaLocation=\""
          + form.definition().orElse(SCHEMA)
          + "\">\n";
    }
    int colon = form.prefix().lastIndexOf(':');
    String name = colon < 0 ? form.prefix() : form.prefix().substring(0, colon);
    return "<"
        + form.prefix()
        + "HDF5-File xmlns:"
        + name
        + "=\""
        + NAMESPACE
        + ".xsd\" xmlns:xsi=\""
        + INSTANCE
        + "\" xsi:schemaLocation=\""
        + NAMESPACE
        + " "
        + SCHEMA
        + "\">\n";
  }
}
