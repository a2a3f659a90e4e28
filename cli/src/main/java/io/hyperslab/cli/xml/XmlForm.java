package io.hyperslab.cli.xml;

import java.util.Optional;

/// How a dump in XML names what it conforms to.
///
/// @param schema an XML schema; else a DTD
/// @param prefix before the name of each element, `:` included; may be empty
/// @param definition the address of the schema or DTD, if it is not HDF5's
public record XmlForm(boolean schema, String prefix, Optional<String> definition) {
  /// The prefix unless another one is asked for.
  public static final String DEFAULT_PREFIX = "hdf5:";

  /// Whether another schema is named than the one that the prefix stands for.
  public boolean isContradictory() {
    return schema && !prefix.isEmpty() && definition.isPresent();
  }
}
