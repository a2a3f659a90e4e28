package io.hyperslab;

import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.internal.format.selection.SerializedSelection;
import io.hyperslab.internal.format.selection.VirtualMappingList;
import io.hyperslab.internal.layout.SourceName;
import io.hyperslab.internal.layout.VirtualMapping;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.internal.model.StoredSelections;
import java.util.Arrays;
import java.util.OptionalInt;

/// One mapping of a virtual dataset: elements of it that are elements of another dataset.
///
/// What is written to the virtual dataset is written to the sources: each element to the one place
/// that it is mapped to, or none at all if some are mapped to none, or to several. Another file is
/// locked from the first such write on until the file that led there is closed, and has commits of
/// its own, before those of that file; [io.hyperslab.storage.FileResolver#openForWriting] decides
/// whether it may be changed.
///
/// Names may contain `%b`, which stands for the number of a block of an unlimited selection, and
/// `%%` for a percent sign. Both selections have their elements in ascending order and none twice:
/// the HDF5 library maps no others, and they are refused when the dataset is created.
///
/// @param file the other file's name as stored; `.` for this file
/// @param dataset the path of the dataset in it as stored
/// @param source the elements of that dataset; a [io.hyperslab.dataspace.Hyperslab] if regular
/// @param target the elements of the virtual dataset, as many and in the same order
public record VirtualSource(String file, String dataset, Selection source, Selection target) {
  /// A mapping of elements of a dataset whose shape is known, so that the selection of them may
  /// depend on it: open ends, negative indices, an ellipsis, lists. What is selected stays the same
  /// when the dataset grows.
  ///
  /// @param file the other file's name; `.` for this file
  /// @param dataset the path of the dataset in it
  /// @param shape of that dataset
  /// @param source the elements of that dataset
  /// @param target the elements of the virtual dataset, as many and in the same order
  /// @throws IndexOutOfBoundsException if the source reaches beyond the shape
  /// @throws IllegalArgumentException if the source does not go with the shape, or its elements are
  ///   not in ascending order
  public static VirtualSource of(
      String file, String dataset, long[] shape, Selection source, Selection target) {
    // Stored as it is, all would be all of whatever shape the dataset has when it is read.
    Selection present = source.equals(Selection.all()) ? Selection.axes(Axis.ellipsis()) : source;
    Selection definite = StoredSelections.selection(StoredSelections.mapped(present, shape));
    return new VirtualSource(file, dataset, definite, target);
  }

  static VirtualSource of(VirtualMapping mapping) {
    return new VirtualSource(mapping.file(), mapping.dataset(), mapping.source(), mapping.target());
  }

  /// The mapping as files store it.
  ///
  /// @param shape of the virtual dataset
  /// @throws IndexOutOfBoundsException if the target reaches beyond it
  /// @throws IllegalArgumentException if source and target have different numbers of elements, or
  ///   elements in another than ascending order
  VirtualMappingList.VirtualMapping stored(long[] shape) {
    requireAsMany(shape);
    return new VirtualMappingList.VirtualMapping(
        file, dataset, storedSource(), StoredSelections.mapped(target, shape));
  }

  private void requireAsMany(long[] shape) {
    boolean endless = target instanceof Hyperslab slab && slab.leastShape().isEmpty();
    if (endless) {
      return;
    }
    long wanted = target.resolve(shape).elementCount();
    source
        .leastShape()
        .filter(_ -> !source.equals(Selection.all()))
        .map(least -> source.resolve(least).elementCount())
        .filter(given -> given != wanted)
        .ifPresent(given -> {
          throw new IllegalArgumentException(
              "mapping of " + given + " elements of " + dataset + " to " + wanted);
        });
  }

  /// Refuses a selection of another number of dimensions than its dataset has, if that is in this
  /// file and there already: what depends on its shape needs [#of(String, String, long\[\],
  /// Selection, Selection)].
  ///
  /// @param own the file of the virtual dataset
  void requireRank(FileModel own) {
    if (!file.equals(".")
        || source.equals(Selection.all())
        || new SourceName(dataset).isPattern()) {
      return;
    }
    OptionalInt rank = rank(own);
    source
        .leastShape()
        .filter(least -> rank.isPresent() && rank.getAsInt() != least.length)
        .ifPresent(least -> {
          throw new IllegalArgumentException(
              "source selection "
                  + source
                  + " of "
                  + least.length
                  + " dimensions, but "
                  + dataset
                  + " has "
                  + rank.getAsInt());
        });
  }

  private OptionalInt rank(FileModel own) {
    try {
      return new PathResolver(own, own.root(), "/").find(dataset).orElse(null)
              instanceof PathResolver.Resolved(_, DatasetModel found, _)
          ? OptionalInt.of(found.dataspace().rank())
          : OptionalInt.empty();
    } catch (ExternalFileException e) {
      return OptionalInt.empty(); // Behind a link to what is not there yet.
    }
  }

  private SerializedSelection storedSource() {
    if (source.equals(Selection.all())) {
      return new SerializedSelection.All();
    }
    long[] shape =
        source
            .leastShape()
            .orElseGet(() -> {
              if (source instanceof Hyperslab slab) {
                return slab.start();
              }
              throw new IllegalArgumentException(
                  "source selection "
                      + source
                      + ", expected one that does not depend on the source's shape");
            });
    SerializedSelection stored = StoredSelections.mapped(source, shape);
    // All of a shape that was made up for the purpose is not all of the source.
    return stored instanceof SerializedSelection.All ? box(shape) : stored;
  }

  private static SerializedSelection box(long[] shape) {
    long[] ones = new long[shape.length];
    Arrays.fill(ones, 1);
    return new SerializedSelection.RegularHyperslab(
        new long[shape.length], shape.clone(), ones, shape.clone());
  }
}
