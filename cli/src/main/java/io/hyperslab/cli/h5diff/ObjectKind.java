package io.hyperslab.cli.h5diff;

import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;

/// What a path names.
enum ObjectKind {
  GROUP("H5G_GROUP", "group"),
  DATASET("H5G_DATASET", "dataset"),
  NAMED_DATATYPE("H5G_TYPE", "datatype"),
  SOFT_LINK("H5G_LINK", "link"),
  OTHER_LINK("H5G_UDLINK", "external link");

  private final String symbol;
  private final String title;

  ObjectKind(String symbol, String title) {
    this.symbol = symbol;
    this.title = title;
  }

  static ObjectKind of(Hdf5Object object) {
    return switch (object.kind()) {
      case GROUP -> GROUP;
      case DATASET -> DATASET;
      case NAMED_DATATYPE -> NAMED_DATATYPE;
    };
  }

  /// A link that is not a hard one.
  static ObjectKind of(Link link) {
    return link instanceof Link.Soft ? SOFT_LINK : OTHER_LINK;
  }

  /// Its name in the library.
  String symbol() {
    return symbol;
  }

  /// Its name in a heading.
  String title() {
    return title;
  }

  boolean isLink() {
    return this == SOFT_LINK || this == OTHER_LINK;
  }
}
