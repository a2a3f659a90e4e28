package io.hyperslab.cli.json;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.cli.walk.PieceReader;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Writes a file in the form of HDF5/JSON (The HDF Group), version 1.1.1: all groups, datasets and
/// named datatypes under identifiers, which links and references name.
///
/// Identifiers follow from the addresses of objects, so that the same file always gives the same
/// text. Values of any size are written piece by piece. What the form leaves open: compounds are
/// arrays of their members' values, enumerations numbers; NaN and infinite numbers are texts, and
/// so are bytes without a meaning (hexadecimal digits).
public final class JsonDump {
  private static final String VERSION = "1.1.1";

  /// What is written.
  ///
  /// @param data whether values of datasets are
  /// @param attributeData whether values of attributes are
  public record Options(boolean data, boolean attributeData) {
    /// Everything.
    public static Options all() {
      return new Options(true, true);
    }
  }

  /// An object, and the paths that lead to it.
  private record Entry(Hdf5Object object, List<String> aliases) {}

  private final JsonGenerator json;
  private final Options options;
  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private final BiConsumer<String, RuntimeException> troubles;
  private final JsonTypes types;

  private JsonDump(
      JsonGenerator json, Options options, BiConsumer<String, RuntimeException> troubles) {
    this.json = json;
    this.options = options;
    this.troubles = troubles;
    this.types = new JsonTypes(json);
  }

  /// Writes what hard links lead to from an object.
  ///
  /// @param start a group, which becomes the root; or a dataset or named datatype, which becomes
  ///   all that is in the root
  /// @param out not closed
  /// @param troubles is told the path and the reason when an object cannot be opened; it is left
  ///   out
  /// @throws io.hyperslab.error.Hdf5Exception if values cannot be read
  public static void write(
      Hdf5Object start,
      Options options,
      Writer out,
      BiConsumer<String, RuntimeException> troubles) {
    try (JsonGenerator json = JsonText.factory().createGenerator(ObjectWriteContext.empty(), out)) {
      new JsonDump(json, options, troubles).write(start);
    }
  }

  private void write(Hdf5Object start) {
    if (start instanceof Group group) {
      collect(group);
    } else {
      entries.put(start.address(), new Entry(start, new ArrayList<>(List.of(start.path()))));
    }
    Hdf5File file = start.file();
    json.writeStartObject();
    json.writeStringProperty("apiVersion", VERSION);
    json.writeStringProperty("id", Identifiers.ofFile(file.root().address()));
    json.writeStringProperty("root", Identifiers.of(root(start)));
    json.writeName("groups");
    json.writeStartObject();
    if (!(start instanceof Group)) {
      singleRoot(start);
    }
    each(Group.class, this::group);
    json.writeEndObject();
    json.writeName("datasets");
    json.writeStartObject();
    each(Dataset.class, this::dataset);
    json.writeEndObject();
    json.writeName("datatypes");
    json.writeStartObject();
    each(NamedDatatype.class, this::datatype);
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The address that the root's identifier follows from.
  private static long root(Hdf5Object start) {
    return start instanceof Group ? start.address() : start.file().root().address();
  }

  private void collect(Group start) {
    new FileWalk(
            new FileWalk.Visitor() {
              @Override
              public void object(String path, Hdf5Object object) {
                entries.put(object.address(), new Entry(object, new ArrayList<>(List.of(path))));
              }

              @Override
              public void repeated(String path, Link.Hard link, String first) {
                Optional.ofNullable(entries.get(link.address()))
                    .ifPresent(entry -> entry.aliases().add(path));
              }

              @Override
              public void link(String path, Group parent, Link link) {
                // its group lists it
              }

              @Override
              public void unopened(String path, RuntimeException failure) {
                troubles.accept(path, failure);
              }

              @Override
              public void unlisted(String path, RuntimeException failure) {
                troubles.accept(path, failure);
              }
            })
        .from(start);
  }

  private <T extends Hdf5Object> void each(Class<T> kind, Consumer<T> writer) {
    for (Entry entry : entries.values()) {
      if (kind.isInstance(entry.object())) {
        json.writeName(Identifiers.of(entry.object().address()));
        json.writeStartObject();
        json.writeName("alias");
        json.writeStartArray();
        entry.aliases().forEach(json::writeString);
        json.writeEndArray();
        writer.accept(kind.cast(entry.object()));
        json.writeEndObject();
      }
    }
  }

  /// The root around an object that is no group.
  private void singleRoot(Hdf5Object object) {
    json.writeName(Identifiers.of(root(object)));
    json.writeStartObject();
    json.writeName("alias");
    json.writeStartArray();
    json.writeString("/");
    json.writeEndArray();
    json.writeName("links");
    json.writeStartArray();
    hardLink(object.name(), object.address());
    json.writeEndArray();
    json.writeEndObject();
  }

  private void group(Group group) {
    attributes(group);
    json.writeName("links");
    json.writeStartArray();
    for (Link link : links(group)) {
      switch (link) {
        case Link.Hard hard -> hardLink(hard.name(), hard.address());
        case Link.Soft soft -> {
          startLink("SOFT", soft.name());
          json.writeStringProperty("h5path", soft.target());
          json.writeEndObject();
        }
        case Link.External external -> {
          startLink("EXTERNAL", external.name());
          json.writeStringProperty("file", external.file());
          json.writeStringProperty("h5path", external.target());
          json.writeEndObject();
        }
        case Link.UserDefined user -> {
          startLink("USER_DEFINED", user.name());
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
  }

  /// Those of a group whose links cannot be listed were reported.
  private static List<Link> links(Group group) {
    try {
      return group.links();
    } catch (Hdf5Exception | UncheckedIOException e) {
      return List.of();
    }
  }

  private void startLink(String kind, String name) {
    json.writeStartObject();
    json.writeStringProperty("class", "H5L_TYPE_" + kind);
    json.writeStringProperty("title", name);
  }

  private void hardLink(String name, long address) {
    Entry entry = entries.get(address);
    if (entry == null) {
      return; // could not be opened
    }
    startLink("HARD", name);
    json.writeStringProperty("collection", collection(entry.object()));
    json.writeStringProperty("id", Identifiers.of(address));
    json.writeEndObject();
  }

  private static String collection(Hdf5Object object) {
    return switch (object) {
      case Group _ -> "groups";
      case Dataset _ -> "datasets";
      case NamedDatatype _ -> "datatypes";
    };
  }

  private void attributes(Hdf5Object object) {
    json.writeName("attributes");
    json.writeStartArray();
    for (Attribute attribute : object.attributes()) {
      json.writeStartObject();
      json.writeStringProperty("name", attribute.name());
      type(attribute.datatype(), attribute.committedDatatype());
      shape(attribute.dataspace());
      if (options.attributeData()) {
        json.writeName("value");
        if (attribute.dataspace().isNull()) {
          json.writeNull();
        } else {
          elements(object.file()).write(attribute.read());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private JsonElements elements(Hdf5File file) {
    return new JsonElements(
        json, new JsonElements.Style(false, false), new ReferenceValues(file, this::path)::write);
  }

  /// Where an object stands in the text: `datasets/IDENTIFIER`.
  private Optional<String> path(ObjectReference reference) {
    return Optional.ofNullable(entries.get(reference.address()))
        .map(entry -> collection(entry.object()) + "/" + Identifiers.of(reference.address()));
  }

  private void type(Datatype type, Optional<ObjectReference> committed) {
    json.writeName("type");
    Optional<String> path = committed.flatMap(this::path);
    if (path.isPresent()) {
      json.writeString(path.get());
    } else {
      types.write(type);
    }
  }

  private void shape(Dataspace space) {
    json.writeName("shape");
    json.writeStartObject();
    json.writeStringProperty(
        "class", space.isNull() ? "H5S_NULL" : space.isScalar() ? "H5S_SCALAR" : "H5S_SIMPLE");
    if (!space.isNull() && !space.isScalar()) {
      json.writeName("dims");
      numbers(space.shape());
      if (space.isResizable()) {
        json.writeName("maxdims");
        json.writeStartArray();
        for (long most : space.maxShape()) {
          if (most == Dataspace.UNLIMITED) {
            json.writeString("H5S_UNLIMITED");
          } else {
            json.writeNumber(most);
          }
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private void numbers(long[] values) {
    json.writeArray(values, 0, values.length);
  }

  private void dataset(Dataset dataset) {
    attributes(dataset);
    type(dataset.datatype(), dataset.committedDatatype());
    shape(dataset.dataspace());
    new CreationProperties(json, elements(dataset.file())).write(dataset);
    if (options.data()) {
      json.writeName("value");
      values(dataset);
    }
  }

  private void values(Dataset dataset) {
    if (dataset.dataspace().isNull()) {
      json.writeNull();
      return;
    }
    if (dataset.size() == 0) {
      json.writeStartArray(); // however many dimensions there are: readers expect no more
      json.writeEndArray();
      return;
    }
    Datatype type = dataset.datatype();
    PieceReader reader = new PieceReader(dataset);
    JsonStream stream =
        new JsonStream(json, elements(dataset.file()), fullShape(dataset.shape(), type));
    reader.readAll((memory, count) ->
        stream.write(NdArray.of(memory, type, new long[] {count}, reader.indirectData())));
    stream.end();
  }

  /// A shape, with the dimensions of an array datatype behind it.
  private static long[] fullShape(long[] shape, Datatype type) {
    return NdArrays.withArrayDimensions(shape, type);
  }

  private void datatype(NamedDatatype datatype) {
    attributes(datatype);
    json.writeName("type");
    types.write(datatype.datatype());
  }
}
