package io.hyperslab.cli.xml;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.dump.DataSource;
import io.hyperslab.cli.dump.ObjectTable;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Prints what is in datasets and attributes.
final class XmlDatasets {
  private final Session session;
  private final XmlLines lines;
  private final XmlIds ids;
  private final XmlTypes types;
  private final XmlData data;

  XmlDatasets(Session session, XmlLines lines, XmlIds ids, XmlTypes types) {
    this.session = session;
    this.lines = lines;
    this.ids = ids;
    this.types = types;
    data = new XmlData(session, lines);
  }

  /// Prints all that is between the tags of a dataset.
  ///
  /// @param level of those tags
  void print(int level, Dataset dataset) {
    switch (dataset.layout()) {
      case CHUNKED -> layout(level + 1, () -> chunked(level + 2, dataset));
      case CONTIGUOUS -> layout(level + 1, () -> lines.tag(level + 2, "ContiguousLayout/"));
      case COMPACT -> layout(level + 1, () -> lines.tag(level + 2, "CompactLayout/"));
      case VIRTUAL -> {}
    }
    new XmlFill(lines, data).print(level + 1, dataset);
    Datatype type = dataset.datatype();
    space(level + 1, dataset.dataspace());
    type(level + 1, dataset.file(), type, dataset.committedDatatype());
    attributes(level + 1, dataset);
    if (session.options().content().data() && dataset.storageSize() > 0) {
      data(level, dataset, type);
    } else {
      data.printNone(level + 1);
    }
  }

  private void layout(int level, Runnable contents) {
    lines.element(level, "StorageLayout", contents);
  }

  private void chunked(int level, Dataset dataset) {
    long[] shape = dataset.chunkShape().orElseThrow();
    lines.tag(level, "ChunkedLayout Ndims=\"" + shape.length + '"');
    for (long extent : shape) {
      lines.tag(level + 1, "ChunkDimension DimSize=\"" + extent + "\" /");
    }
    lines.element(
        level + 1,
        "RequiredFilter",
        () -> new XmlFilters(lines, level + 3).print(dataset.filters()));
    lines.end(level, "ChunkedLayout");
  }

  /// The levels differ as they do in h5dump.
  private void data(int level, Dataset dataset, Datatype type) {
    DataSource source = new DataSource.OfDataset(dataset);
    switch (type) {
      case Time _ -> {
        lines.tag(level + 1, "Data");
        lines.comment(level + 1, "Time data not yet implemented.");
        lines.tag(level + 1, "NoData /");
        lines.tag(level + 1, "Data");
      }
      case Reference reference -> data.printReferences(level, source, reference);
      case Compound _ -> {
        lines.comment(level, "Note: format of compound data not specified");
        data.print(level + 1, source);
      }
      case VariableLength _ -> {
        lines.comment(level - 1, "Note: format of VL data not specified");
        data.print(level + 1, source);
      }
      default -> data.print(level + 1, source);
    }
  }

  private void space(int level, Dataspace space) {
    lines.element(
        level,
        "Dataspace",
        () -> {
          switch (space.kind()) {
            case SCALAR -> lines.tag(level + 1, "ScalarDataspace /");
            case NULL -> lines.comment(level + 1, "unknown dataspace");
            case SIMPLE -> dimensions(level + 1, space);
          }
        });
  }

  private void dimensions(int level, Dataspace space) {
    long[] shape = space.shape();
    long[] most = space.maxShape();
    lines.tag(level, "SimpleDataspace Ndims=\"" + shape.length + '"');
    for (int axis = 0; axis < shape.length; axis++) {
      String end =
          most[axis] == Dataspace.UNLIMITED
              ? "UNLIMITED"
              : Long.toString(most[axis] == 0 ? shape[axis] : most[axis]);
      lines.tag(
          level + 1, "Dimension  DimSize=\"" + shape[axis] + "\" MaxDimSize=\"" + end + "\"/");
    }
    lines.end(level, "SimpleDataspace");
  }

  private void type(int level, Hdf5File file, Datatype type, Optional<ObjectReference> committed) {
    if (committed.isEmpty()) {
      types.printWrapped(level, type);
      return;
    }
    ObjectTable table = session.table(file);
    long address = committed.get().address();
    Optional<String> path = table.path(address);
    Optional<String> user = table.userOf(address);
    if (path.isPresent()) {
      String id = XmlIds.id(address);
      String name = XmlText.name(path.get());
      lines.tag(level, "NamedDataTypePtr OBJ-XID=\"" + id + "\" H5Path=\"" + name + "\" /");
    } else if (user.isPresent()) {
      lines.tag(level, "NamedDataTypePtr OBJ-XID=\"" + ids.of(user.get()) + "\"/");
    } else {
      lines.comment(level, "h5dump error: unknown committed type.");
    }
  }

  /// Prints the attributes of an object.
  void attributes(int level, Hdf5Object object) {
    try {
      session
          .options()
          .order()
          .attributes(object.attributes())
          .forEach(attribute -> attribute(level, attribute));
    } catch (Hdf5Exception | UncheckedIOException e) {
      session.problem("error getting attribute information", e);
    }
  }

  private void attribute(int level, Attribute attribute) {
    lines.tag(level, "Attribute Name=\"" + XmlText.name(Latin1.ofName(attribute.name())) + '"');
    Dataspace space = attribute.dataspace();
    Datatype type = attribute.datatype();
    space(level + 1, space);
    type(level + 1, attribute.owner().file(), type, attribute.committedDatatype());
    if (session.options().content().attributeData() && space.kind() != Dataspace.Kind.NULL) {
      attributeData(level + 1, attribute, type);
    } else {
      data.printNone(level + 1);
    }
    lines.end(level, "Attribute");
  }

  private void attributeData(int level, Attribute attribute, Datatype type) {
    DataSource source = new DataSource.OfAttribute(attribute);
    switch (type) {
      case Time _ -> {
        lines.tag(level + 1, "Data");
        lines.comment(level + 1, "Time data not yet implemented.");
        lines.tag(level + 1, "NoData/");
        lines.line(level + 1, "<hdf5:Data>");
        lines.end(level + 1, "Data");
      }
      case Reference reference -> data.printReferences(level, source, reference);
      case Compound _ -> {
        lines.comment(level, "Note: format of compound data not specified");
        data.print(level, source);
      }
      case VariableLength _ -> {
        lines.comment(level, "Note: format of VL data not specified");
        data.print(level, source);
      }
      default -> data.print(level, source);
    }
  }
}
