package io.hyperslab.testkit;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.NamedDatatype;
import io.hyperslab.OpenOptions;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads all there is in a file, as an application might that looks at everything: every object
/// that hard links lead to, what the library says about it, its attributes and its elements.
///
/// A refusal is noted and reading goes on with the next thing. Any other exception passes: it is a
/// defect of the library.
public final class ReadEverything {
  private final Hdf5File file;
  private final long mostBytes;
  private final Map<String, String> values = new HashMap<>();
  private final List<Reading.Refusal> refusals = new ArrayList<>();
  private final Deque<Hdf5Object> pending = new ArrayDeque<>();
  private final Set<Long> met = new HashSet<>();

  private ReadEverything(Hdf5File file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /// Reads everything in an open file.
  ///
  /// @param mostBytes of a larger dataset only so many bytes are read, from its beginning
  public static Reading of(Hdf5File file, long mostBytes) {
    ReadEverything reading = new ReadEverything(file, mostBytes);
    reading.walk();
    return new Reading(reading.values, reading.refusals);
  }

  /// Opens a store and reads everything in it; a refusal to open is the only one then.
  ///
  /// @throws IOException if the store cannot be read
  public static Reading of(Storage storage, OpenOptions options, long mostBytes)
      throws IOException {
    try (Hdf5File file = Hdf5File.open(storage, options)) {
      return of(file, mostBytes);
    } catch (Hdf5Exception e) {
      return new Reading(Map.of(), List.of(new Reading.Refusal("open", Optional.empty(), e)));
    }
  }

  /// Opens the image of a file with default options and reads everything in it.
  public static Reading of(byte[] image, long mostBytes) throws IOException {
    return of(Storage.memory(image), OpenOptions.defaults(), mostBytes);
  }

  private void walk() {
    note("", "/", "properties", () -> file.properties().toString());
    attempt("", "/", "root", file::root).ifPresent(this::enqueue);
    while (!pending.isEmpty()) {
      read(pending.pop());
    }
  }

  private void enqueue(Hdf5Object object) {
    if (met.add(object.address())) {
      pending.push(object);
    }
  }

  private void read(Hdf5Object object) {
    String path = object.path();
    String subject = subject(object);
    note(subject, path, "kind", () -> object.getClass().getSimpleName());
    note(subject, path, "links to it", () -> String.valueOf(object.linkCount()));
    note(subject, path, "comment", () -> object.comment().toString());
    note(subject, path, "modified", () -> object.modificationTime().toString());
    attributes(object);
    switch (object) {
      case Group group -> links(group);
      case Dataset dataset -> dataset(dataset);
      case NamedDatatype type -> note(subject, path, "datatype", () -> type.datatype().toString());
    }
  }

  /// Objects go by their address: which path leads to one first may depend on what can be read.
  private static String subject(Hdf5Object object) {
    return "0x" + Long.toHexString(object.address());
  }

  private void links(Group group) {
    String path = group.path();
    String subject = subject(group);
    note(subject, path, "size", () -> String.valueOf(group.size()));
    note(subject, path, "names", () -> group.names().toString());
    note(subject, path, "order", () -> group.namesInCreationOrder().toString());
    for (Link link : attempt(subject, path, "links", group::links).orElse(List.of())) {
      String target = subject + "/" + link.name();
      note(target, path, "link", link::toString);
      note(target, path, "found link", () -> group.findLink(link.name()).toString());
      if (link instanceof Link.Hard) {
        attempt(target, path, "object", () -> group.follow(link)).ifPresent(this::enqueue);
      } else {
        attempt(target, path, "target", () -> group.find(link.name()).map(Hdf5Object::path));
      }
    }
  }

  private void attributes(Hdf5Object object) {
    String path = object.path();
    String subject = subject(object);
    note(
        subject,
        path,
        "attribute order",
        () -> object.attributes().namesInCreationOrder().toString());
    note(subject, path, "attribute names", () -> object.attributes().names().toString());
    List<Attribute> all =
        attempt(subject, path, "attributes", () -> object.attributes().stream().toList())
            .orElse(List.of());
    for (Attribute attribute : all) {
      String at = subject + "@" + attribute.name();
      note(at, path, "datatype", () -> attribute.datatype().toString());
      note(at, path, "committed datatype", () -> attribute.committedDatatype().toString());
      note(at, path, "dataspace", () -> attribute.dataspace().toString());
      note(at, path, "found", () -> object.attributes().get(attribute.name()).name());
      elements(at, path, attribute::read);
    }
  }

  private void dataset(Dataset dataset) {
    String path = dataset.path();
    String subject = subject(dataset);
    note(subject, path, "datatype", () -> dataset.datatype().toString());
    note(subject, path, "committed datatype", () -> dataset.committedDatatype().toString());
    note(subject, path, "dataspace", () -> dataset.dataspace().toString());
    note(subject, path, "layout", () -> dataset.layout().toString());
    note(subject, path, "chunk shape", () -> dataset.chunkShape().map(Arrays::toString).toString());
    note(subject, path, "filters", () -> dataset.filters().toString());
    note(subject, path, "fill value", () -> dataset.fillValue().state().toString());
    note(subject, path, "storage size", () -> String.valueOf(dataset.storageSize()));
    note(subject, path, "data address", () -> dataset.dataAddress().toString());
    note(subject, path, "chunk count", () -> String.valueOf(dataset.storedChunkCount()));
    note(subject, path, "chunks", () -> dataset.storedChunks().toString());
    note(subject, path, "external segments", () -> dataset.externalSegments().toString());
    note(subject, path, "virtual sources", () -> dataset.virtualSources().toString());
    elements(subject, path, () -> beginning(dataset));
    elements(subject + " raw chunk", path, () -> firstChunk(dataset));
  }

  private NdArray beginning(Dataset dataset) {
    long elementSize = Math.max(1, dataset.datatype().size());
    long[] extent = dataset.shape();
    long left = Math.max(1, mostBytes / elementSize);
    boolean whole = true;
    for (int axis = extent.length - 1; axis >= 0; axis--) {
      whole &= extent[axis] <= left;
      extent[axis] = Math.min(extent[axis], left);
      left = Math.max(1, left / Math.max(1, extent[axis]));
    }
    return whole ? dataset.read() : dataset.read(Selection.box(new long[extent.length], extent));
  }

  private static NdArray firstChunk(Dataset dataset) {
    return dataset
        .chunkShape()
        .filter(_ -> dataset.size() > 0)
        .flatMap(shape -> dataset.readRawChunk(new long[shape.length]))
        .map(bytes -> NdArray.of(bytes, ElementDigest.BYTE, bytes.byteSize()))
        .orElseGet(() -> NdArray.of(MemorySegment.ofArray(new byte[0]), ElementDigest.BYTE, 0));
  }

  private void elements(String at, String path, Supplier<NdArray> read) {
    attempt(at, path, "elements", read)
        .ifPresent(elements -> {
          note(at, path, "shape", () -> Arrays.toString(elements.shape()));
          note(at, path, "digest", () -> ElementDigest.of(file, elements));
          note(at, path, "text", elements::toString);
          ElementDigest.convert(elements);
        });
  }

  private void note(String subject, String path, String aspect, Supplier<String> read) {
    attempt(subject, path, aspect, read).ifPresent(v -> values.put(subject + " " + aspect, v));
  }

  private <T> Optional<T> attempt(String subject, String path, String aspect, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (Hdf5Exception e) {
      refusals.add(new Reading.Refusal(subject + " " + aspect, Optional.of(path), e));
      return Optional.empty();
    }
  }
}
