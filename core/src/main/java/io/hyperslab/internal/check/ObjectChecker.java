package io.hyperslab.internal.check;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.AttributeTable;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.LinkTable;
import io.hyperslab.internal.model.ObjectModel;
import io.hyperslab.internal.transfer.DatasetReader;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads everything that one object has, part by part, so that one broken part hides none of the
/// others.
final class ObjectChecker {
  /// Bytes of elements that are read at once.
  private static final long PIECE = 1 << 20;

  private final FileState state;
  private final Consumer<Finding> findings;
  private final ObjectModel object;
  private final MetObject place;
  private final String path;

  ObjectChecker(FileState state, ObjectModel object, MetObject place) {
    this.state = state;
    this.findings = state.findings();
    this.object = object;
    this.place = place;
    this.path = place.path();
  }

  /// The finding that a failure is.
  static Finding finding(String path, Hdf5Exception failure) {
    Finding.Severity severity =
        switch (failure) {
          case UnsupportedFeatureException _, MissingFilterException _, LimitExceededException _ ->
              Finding.Severity.UNCHECKED;
          default -> Finding.Severity.DAMAGE;
        };
    return new Finding(
        severity,
        path,
        failure.structure(),
        failure.address().orElse(-1),
        failure.item() + " is " + failure.found() + ", expected " + failure.expected());
  }

  private boolean attempt(Runnable part) {
    try {
      part.run();
      return true;
    } catch (Hdf5Exception e) {
      findings.accept(finding(path, e));
      return false;
    }
  }

  private void dangling(Hdf5Exception failure) {
    findings.accept(
        new Finding(
            Finding.Severity.NOTE,
            path,
            failure.structure(),
            failure.address().orElse(-1),
            "a reference leads there, but no object is there: "
                + failure.item()
                + " is "
                + failure.found()));
  }

  private void damage(String structure, long address, String text) {
    findings.accept(
        new Finding(Finding.Severity.DAMAGE, path, Optional.of(structure), address, text));
  }

  /// Checks the object.
  ///
  /// @return its hard links, if it is a group
  List<LinkMessage> check() {
    checkMessages(object.header());
    new ObjectBlocks(object)
        .forEach(
            (_, address, size, structure) -> state.space().add(address, size, structure, place),
            failure -> findings.accept(finding(path, failure)));
    attempt(this::checkAttributes);
    return switch (object) {
      case GroupModel group -> checkGroup(group);
      case DatasetModel dataset -> {
        attempt(() -> checkDataset(dataset));
        yield List.of();
      }
      default -> List.of();
    };
  }

  private void checkMessages(ObjectHeader header) {
    for (int i = 0; i < header.rawMessages().size(); i++) {
      int index = i;
      // What a library did not know when it changed the object may not hold any more.
      if (!header.rawMessages().get(i).wasUnknown()) {
        attempt(() -> header.message(index));
      }
    }
  }

  private void checkAttributes() {
    AttributeTable table = object.attributes();
    List<AttributeModel> all = table.all();
    for (AttributeModel attribute : all) {
      attempt(() -> {
        attribute.committedDatatype().ifPresent(state.counts()::use);
        NdArray elements = attribute.read();
        checkElements(elements.datatype(), elements.segment(), elements.indirectData());
        if (table.find(attribute.name()).isEmpty()) {
          damage(
              "attributes",
              object.address(),
              "attribute " + Text.quote(attribute.name()) + " is listed, but not found by name");
        }
      });
    }
    if (table.tracksCreationOrder() && table.inCreationOrder().size() != all.size()) {
      damage(
          "attributes",
          object.address(),
          all.size() + " attributes by name, " + table.inCreationOrder().size() + " by order");
    }
  }

  private List<LinkMessage> checkGroup(GroupModel group) {
    try {
      LinkTable links = group.links();
      List<LinkMessage> all = links.all();
      for (LinkMessage link : all) {
        attempt(() -> {
          if (links.find(link.name()).isEmpty()) {
            damage(
                "group",
                object.address(),
                "link " + Text.quote(link.name()) + " is listed, but not found by its name");
          }
        });
      }
      attempt(() -> {
        int ordered = links.inCreationOrder().size();
        if (ordered != all.size() || links.size() != all.size()) {
          damage(
              "group",
              object.address(),
              all.size() + " links by name, " + ordered + " by order, counted as " + links.size());
        }
      });
      return all;
    } catch (Hdf5Exception e) {
      findings.accept(finding(path, e));
      return List.of();
    }
  }

  private void checkDataset(DatasetModel dataset) {
    dataset.committedDatatype().ifPresent(state.counts()::use);
    DatasetReader reader = new DatasetReader(dataset);
    attempt(() ->
        checkElements(dataset.datatype(), reader.fillArray().segment(), state.file().heapData()));
    switch (reader.layout()) {
      case Layout.Chunked chunked -> checkChunks(dataset, reader, chunked);
      case Layout.Contiguous(long address, long _) -> {
        if (Address.isDefined(address)) {
          checkPieces(dataset, reader);
        }
      }
      case Layout.Compact _ -> checkPieces(dataset, reader);
      case Layout.External _, Layout.Virtual _ ->
          findings.accept(
              new Finding(
                  Finding.Severity.NOTE,
                  path,
                  Optional.of("data layout message"),
                  object.address(),
                  "elements are in other files, which are not looked at"));
    }
  }

  private void checkChunks(DatasetModel dataset, DatasetReader reader, Layout.Chunked layout) {
    layout.forEach(chunk -> {
      if (!layout.isInside(chunk.scaled())) {
        findings.accept(
            new Finding(
                Finding.Severity.NOTE,
                path,
                Optional.of("chunk"),
                chunk.address(),
                "chunk at " + Arrays.toString(layout.offset(chunk)) + " lies outside the dataset"));
        return;
      }
      attempt(() -> {
        if (isFound(layout, chunk) && isAlone(layout, chunk)) {
          long[] inside = layout.insideOf(chunk.scaled());
          checkBox(dataset, reader, Selection.box(layout.offset(chunk), inside));
        }
      });
    });
  }

  private boolean isFound(Layout.Chunked layout, ChunkRecord chunk) {
    Optional<ChunkRecord> found = layout.find(chunk.scaled());
    if (found.isPresent() && found.get().address() == chunk.address()) {
      return true;
    }
    damage(
        "chunk index",
        chunk.address(),
        "chunk at " + Arrays.toString(layout.offset(chunk)) + " is listed, but not found");
    return false;
  }

  /// Whether no other chunk is stored there. A chunk may be large when decoded, and what leads to
  /// it is small: to decode it as often as something leads there would take any time.
  private boolean isAlone(Layout.Chunked layout, ChunkRecord chunk) {
    if (state.chunks().add(chunk.address())) {
      return true;
    }
    damage(
        "chunk",
        chunk.address(),
        "chunk at " + Arrays.toString(layout.offset(chunk)) + " is stored where another one is");
    return false;
  }

  private void checkPieces(DatasetModel dataset, DatasetReader reader) {
    Dataspace extent = dataset.dataspace();
    long[] shape = extent.shape();
    if (extent.isNull() || extent.elementCount() == 0) {
      return;
    }
    if (shape.length == 0) {
      attempt(() -> checkBox(dataset, reader, Selection.all()));
      return;
    }
    Boxes boxes = new Boxes(shape, Math.max(1, PIECE / Math.max(1, dataset.datatype().size())));
    while (boxes.hasNext()) {
      Selection box = boxes.next();
      // Behind the first piece that cannot be read there is nothing to be expected.
      if (!attempt(() -> checkBox(dataset, reader, box))) {
        return;
      }
    }
  }

  private void checkBox(DatasetModel dataset, DatasetReader reader, Selection box) {
    NdArray elements = reader.read(box);
    checkElements(dataset.datatype(), elements.segment(), elements.indirectData());
  }

  private void checkElements(Datatype type, MemorySegment elements, IndirectData indirect) {
    new ElementChecker(state.file(), indirect, state.sequences(), this::dangling)
        .check(type, elements);
  }
}
