package io.hyperslab.cli.digest;

import io.hyperslab.Attribute;
import io.hyperslab.Attributes;
import io.hyperslab.Dataset;
import io.hyperslab.ExternalSegment;
import io.hyperslab.FilterInfo;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.StorageLayout;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.List;

/// What the digest says about one object. A part that cannot be read is replaced by what failed;
/// the rest of the object is still described.
///
/// Comments are left out: the specification of the digest has them, but the tool that makes the
/// reference digests cannot read them, so none of those does.
final class ObjectDigest {
  private final Hdf5File file;
  private final ValueDigest values;

  ObjectDigest(Hdf5File file, ReferenceTargets references, long maxBytes) {
    this.file = file;
    values = new ValueDigest(references, maxBytes);
  }

  /// The object as JSON.
  String of(ObjectTree.Met met) {
    return members(met).toString();
  }

  /// What is said about the object.
  JsonObject members(ObjectTree.Met met) {
    JsonObject out = new JsonObject().put("path", met.path());
    Hdf5Object object;
    try {
      object = file.dereference(new ObjectReference(met.address()), met.path());
    } catch (Hdf5Exception | UncheckedIOException e) {
      return out.put("error", ErrorText.of(e));
    }
    try {
      describe(object, out);
    } catch (Hdf5Exception | UncheckedIOException e) {
      out.put("error", ErrorText.of(e));
    }
    try {
      addAttributes(object, out);
    } catch (Hdf5Exception | UncheckedIOException e) {
      out.put("attrs_error", ErrorText.of(e));
    }
    return out;
  }

  private void describe(Hdf5Object object, JsonObject out) {
    out.putJson("addr", Long.toUnsignedString(object.address()));
    out.put("nlink", object.linkCount());
    switch (object) {
      case Group group -> {
        out.put("kind", "group");
        if (group.tracksCreationOrder()) {
          out.putJson("link_order", Json.strings(group.namesInCreationOrder()));
        }
      }
      case Dataset dataset -> {
        out.put("kind", "dataset");
        addDataset(dataset, out);
      }
      case NamedDatatype type -> {
        out.put("kind", "type");
        out.put("dtype", DatatypeText.of(type.datatype()));
      }
    }
  }

  private void addDataset(Dataset dataset, JsonObject out) {
    Dataspace space = dataset.dataspace();
    out.putJson(
        "maxshape",
        space.isNull() ? Json.NULL : Json.numbersOrNull(Dataspace.UNLIMITED, space.maxShape()));
    StorageLayout layout = dataset.layout();
    switch (layout) {
      case COMPACT -> out.put("layout", "compact");
      case CONTIGUOUS -> out.put("layout", "contiguous");
      case CHUNKED -> out.put("layout", "chunked");
      case VIRTUAL -> out.put("layout", "virtual");
    }
    out.putJson("filters", Json.array(dataset.filters().stream().map(this::filter).toList()));
    dataset.chunkShape().ifPresent(chunk -> out.putJson("chunk", Json.numbers(chunk)));
    if (layout == StorageLayout.CHUNKED) {
      out.put("nchunks", dataset.storedChunkCount());
    } else if (layout == StorageLayout.VIRTUAL) {
      out.putJson("virtual", virtualSources(dataset, space));
    }
    List<ExternalSegment> external = dataset.externalSegments();
    if (!external.isEmpty()) {
      out.putJson("external", Json.array(external.stream().map(this::segment).toList()));
    }
    out.put("storage", dataset.storageSize());
    values.add(dataset, out);
    out.putJson("fill", values.fill(dataset));
  }

  private String filter(FilterInfo filter) {
    List<String> clientData = filter.clientData().stream().map(Integer::toUnsignedString).toList();
    return new JsonObject()
        .put("id", filter.id())
        .put("flags", filter.flags())
        .put("name", filter.name())
        .putJson("cd", Json.array(clientData))
        .toString();
  }

  private String segment(ExternalSegment segment) {
    String size =
        segment.size().isPresent() ? Long.toString(segment.size().getAsLong()) : Json.NULL;
    return Json.array(List.of(Json.string(segment.file()), Long.toString(segment.offset()), size));
  }

  private static String virtualSources(Dataset dataset, Dataspace space) {
    return Json.array(
        dataset.virtualSources().stream()
            .map(source ->
                new JsonObject()
                    .put("file", source.file())
                    .put("dset", source.dataset())
                    .putJson("src", SelectionText.ofSource(source.source()))
                    .putJson("dst", SelectionText.ofTarget(source.target(), space))
                    .toString())
            .toList());
  }

  private void addAttributes(Hdf5Object object, JsonObject out) {
    JsonObject all = new JsonObject();
    Attributes attributes = object.attributes();
    for (Attribute attribute : attributes) {
      JsonObject value = new JsonObject();
      try {
        values.add(attribute, value);
      } catch (Hdf5Exception | UncheckedIOException e) {
        value.put("error", ErrorText.of(e));
      }
      all.putJson(attribute.name(), value.toString());
    }
    if (!all.isEmpty()) {
      out.putJson("attrs", all.toString());
    }
    if (!(object instanceof NamedDatatype) && attributes.tracksCreationOrder()) {
      out.putJson("attr_order", Json.strings(attributes.namesInCreationOrder()));
    }
  }
}
