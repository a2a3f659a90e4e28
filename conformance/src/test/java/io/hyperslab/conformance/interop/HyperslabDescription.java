package io.hyperslab.conformance.interop;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.StoredReference;
import io.hyperslab.TypedData;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Describes what Hyperslab reads in a file.
final class HyperslabDescription {
  private final Description description = new Description();
  private final Map<Long, String> paths = new HashMap<>();
  private final Deque<Visit> open = new ArrayDeque<>();
  private final Hdf5File file;

  /// An object that is still to be described.
  private record Visit(String path, Hdf5Object object) {}

  private HyperslabDescription(Hdf5File file) {
    this.file = file;
  }

  static Description of(Hdf5File file) {
    HyperslabDescription found = new HyperslabDescription(file);
    found.open.push(new Visit("/", file.root()));
    while (!found.open.isEmpty()) {
      found.visit(found.open.pop());
    }
    return found.description;
  }

  private void visit(Visit visit) {
    Hdf5Object object = visit.object();
    String first = paths.putIfAbsent(object.address(), visit.path());
    if (first != null) {
      description.put(visit.path(), "hard", first);
      return;
    }
    describe(visit.path(), object);
    switch (object) {
      case Group group -> group(visit.path(), group);
      case Dataset dataset -> dataset(visit.path(), dataset);
      case NamedDatatype _ -> {}
    }
  }

  private void describe(String path, Hdf5Object object) {
    String kind =
        switch (object) {
          case Group _ -> "Group";
          case Dataset _ -> "Dataset";
          case NamedDatatype _ -> "NamedType";
        };
    description.put(path, "kind", kind);
    description.put(path, "links", object.linkCount());
    description.put(path, "comment", object.comment().orElse(""));
    if (object.attributes().tracksCreationOrder()) {
      description.order(path, "attributes", object.attributes().namesInCreationOrder());
    }
    for (Attribute attribute : object.attributes()) {
      values(path, "@" + attribute.name(), attribute);
    }
  }

  private void group(String path, Group group) {
    if (group.tracksCreationOrder()) {
      description.order(path, "links", group.namesInCreationOrder());
    }
    for (Link link : group.links().reversed()) {
      String child = path.equals("/") ? "/" + link.name() : path + "/" + link.name();
      switch (link) {
        case Link.Hard _ -> open.push(new Visit(child, group.follow(link)));
        case Link.Soft soft -> description.put(child, "soft", soft.target());
        case Link.External external ->
            description.put(child, "external", external.file() + ":" + external.target());
        case Link.UserDefined _ -> description.put(child, "user-defined", "");
      }
    }
  }

  private void dataset(String path, Dataset dataset) {
    description.put(path, "maximum", Arrays.toString(dataset.maxShape()));
    values(path, "values", dataset);
  }

  private void values(String path, String aspect, TypedData data) {
    Dataspace space = data.dataspace();
    NdArray values = data.read();
    List<byte[]> elements = new ArrayList<>();
    long count = space.elementCount();
    if (values.datatype().hasIndirectData()) {
      NdArray flat = values.reshape(values.size());
      long each = count == 0 ? 0 : flat.size() / count;
      for (long i = 0; i < count; i++) {
        elements.add(canonical(flat.view(Selection.slice(i * each, (i + 1) * each))));
      }
    } else {
      byte[] all = values.segment().toArray(ValueLayout.JAVA_BYTE);
      int size = Math.toIntExact(data.datatype().size());
      for (int i = 0; i < count; i++) {
        elements.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
      }
    }
    description.values(
        path, aspect, space.isNull() ? "null" : Arrays.toString(space.shape()), elements);
  }

  private byte[] canonical(NdArray values) {
    if (values.rank() > 0) {
      List<byte[]> parts = new ArrayList<>();
      for (long i = 0; i < values.shape()[0]; i++) {
        parts.add(canonical(values.view(Selection.at(i))));
      }
      return ElementKind.concatenated(parts);
    }
    return switch (values.datatype()) {
      case VariableString _ -> {
        byte[] bytes = values.getString().getBytes(StandardCharsets.UTF_8);
        yield ElementKinds.counted(bytes.length, bytes);
      }
      case VariableLength _ -> {
        NdArray sequence = values.sequence();
        yield ElementKinds.counted((int) sequence.shape()[0], canonical(sequence));
      }
      case Compound compound ->
          ElementKind.concatenated(
              compound.members().stream()
                  .map(member -> canonical(values.field(member.name())))
                  .toList());
      case Reference type when type.kind() == Reference.Kind.REGION -> region(type, values);
      default -> values.segment().toArray(ValueLayout.JAVA_BYTE);
    };
  }

  private byte[] region(Reference type, NdArray values) {
    MemorySegment element = MemorySegment.ofArray(values.getBytes());
    if (file.reference(type, element) instanceof StoredReference.ToRegion region) {
      ResolvedSelection selection = region.selection().orElseThrow();
      return ElementKinds.region(region.target().address(), selection.low(), selection.high());
    }
    return new byte[0];
  }
}
