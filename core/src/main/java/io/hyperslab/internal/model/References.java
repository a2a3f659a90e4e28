package io.hyperslab.internal.model;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.selection.RegionReferenceValue;
import io.hyperslab.internal.format.selection.SerializedSelection;
import io.hyperslab.internal.format.selection.StandardReference;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Says what elements of reference datatypes point to.
public final class References {
  private static final String STRUCTURE = "reference";

  private final FileModel file;

  References(FileModel file) {
    this.file = file;
  }

  /// What one stored element says.
  public ReferenceModel decode(Reference type, MemorySegment element) {
    byte[] bytes = element.toArray(ValueLayout.JAVA_BYTE);
    if (isZero(bytes)) {
      return new ReferenceModel.Null();
    }
    Cursor cursor = Cursor.over(bytes, -1, STRUCTURE, file.reader().context());
    return switch (type.kind()) {
      case OBJECT ->
          new ReferenceModel.ToObject(cursor.addressOrUndefined("address"), Optional.empty());
      case REGION -> region(cursor);
      case STANDARD -> standard(cursor);
    };
  }

  /// Refuses a stored element of which anything is damaged but the place that it leads to: whatever
  /// was there may have been deleted.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception for what [#decode] would not read, whatever is there
  public void requireSound(Reference type, MemorySegment element) {
    byte[] bytes = element.toArray(ValueLayout.JAVA_BYTE);
    if (isZero(bytes)) {
      return;
    }
    Cursor cursor = Cursor.over(bytes, -1, STRUCTURE, file.reader().context());
    switch (type.kind()) {
      case OBJECT -> {
        // It is nothing but the place.
      }
      case REGION ->
          StoredSelections.selection(RegionReferenceValue.decodeSelection(regionValue(cursor)));
      case STANDARD ->
          stored(cursor)
              .flatMap(StandardReference.Value::selection)
              .ifPresent(StoredSelections::selection);
    }
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private ReferenceModel region(Cursor cursor) {
    RegionReferenceValue value = RegionReferenceValue.decode(regionValue(cursor));
    return new ReferenceModel.ToRegion(
        value.objectHeaderAddress(),
        StoredSelections.selection(value.selection()),
        selection(value.objectHeaderAddress(), value.selection()),
        Optional.empty());
  }

  private Cursor regionValue(Cursor cursor) {
    long heap = cursor.address("global heap collection address");
    return object(heap, cursor.u32(), "region reference");
  }

  private ReferenceModel standard(Cursor cursor) {
    return stored(cursor).map(this::standard).orElseGet(ReferenceModel.Null::new);
  }

  private Optional<StandardReference.Value> stored(Cursor cursor) {
    return switch (StandardReference.decode(cursor)) {
      case StandardReference.Nothing() -> Optional.empty();
      case StandardReference.Value value -> Optional.of(value);
      case StandardReference.InHeap heap ->
          Optional.of(heap.decode(object(heap.heapAddress(), heap.heapIndex(), STRUCTURE)));
    };
  }

  private ReferenceModel standard(StandardReference.Value value) {
    long address =
        value.fileName().isPresent()
            ? value.objectHeaderAddress()
            : file.position(value.objectHeaderAddress());
    return switch (value.kind()) {
      case OBJECT -> new ReferenceModel.ToObject(address, value.fileName());
      case REGION ->
          new ReferenceModel.ToRegion(
              address,
              value.selection().map(StoredSelections::selection).orElseGet(Selection::none),
              value.fileName().isPresent()
                  ? Optional.empty()
                  : value.selection().flatMap(stored -> selection(address, stored)),
              value.fileName());
      case ATTRIBUTE ->
          new ReferenceModel.ToAttribute(
              address, value.attributeName().orElse(""), value.fileName());
    };
  }

  private Cursor object(long heapAddress, long index, String structure) {
    return file.globalHeap().object(heapAddress, index).rest(structure);
  }

  /// The selection in the dataset that it is of; empty when it does not fit that any more, or has
  /// no end.
  private Optional<ResolvedSelection> selection(long dataset, SerializedSelection stored) {
    if (!(file.object(dataset) instanceof DatasetModel target)) {
      throw new MalformedFileException(
          "region reference", dataset, "target", "not a dataset", "a dataset");
    }
    if (stored instanceof SerializedSelection.RegularHyperslab slab
        && slab.unlimitedDimension() >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(StoredSelections.resolve(stored, target.dataspace().shape()));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
