package io.hyperslab;

import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.NoSuchObjectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One dimension of a dataset, with its label and its scales: datasets that say where along it each
/// index is. Both are stored in attributes, as the HDF5 Dimension Scale Specification lays down, so
/// that every HDF5 program finds them.
///
/// A handle, like its [Dataset].
public final class Dimension {
  private static final String DIMENSION_LIST = "DIMENSION_LIST";
  private static final String DIMENSION_LABELS = "DIMENSION_LABELS";

  private final Dataset dataset;
  private final int axis;

  Dimension(Dataset dataset, int axis) {
    this.dataset = dataset;
    this.axis = axis;
  }

  /// Its number, from 0.
  public int axis() {
    return axis;
  }

  /// How many indices it has.
  public long size() {
    return dataset.shape()[axis];
  }

  /// Its label, if it has one.
  public Optional<String> label() {
    return dataset
        .attributes()
        .find(DIMENSION_LABELS)
        .map(labels -> labels.readStrings()[axis])
        .filter(label -> !label.isEmpty());
  }

  /// Gives it a label; an empty one is none.
  public void setLabel(String label) {
    dataset.edited(
        "label",
        editor ->
            editor.edit(() -> {
              String[] labels =
                  dataset
                      .attributes()
                      .find(DIMENSION_LABELS)
                      .map(Attribute::readStrings)
                      .orElseGet(() -> {
                        String[] none = new String[dataset.shape().length];
                        Arrays.fill(none, "");
                        return none;
                      });
              labels[axis] = label;
              dataset.attributes().set(DIMENSION_LABELS, labels);
              return label;
            }));
  }

  /// Its scales, in the order in which they were attached.
  public List<Dataset> scales() {
    List<Dataset> scales = new ArrayList<>();
    for (ObjectReference scale : scalesOf(axis)) {
      if (dataset.file().dereference(scale) instanceof Dataset found) {
        scales.add(found);
      }
    }
    return scales;
  }

  /// The first of its scales that has a name.
  ///
  /// @param name empty for a scale without one
  public Optional<Dataset> scale(String name) {
    return scales().stream().filter(scale -> scale.scaleName().orElse("").equals(name)).findFirst();
  }

  private ObjectReference[] scalesOf(int ofAxis) {
    Optional<Attribute> list = dataset.attributes().find(DIMENSION_LIST);
    if (list.isEmpty()) {
      return new ObjectReference[0];
    }
    return Scale.references(list.get().read().sequence(ofAxis));
  }

  /// Attaches a scale. One that is attached already stays so; a dataset that is no scale yet
  /// becomes one, without a name.
  ///
  /// @throws IllegalArgumentException if the scale is in another file, is this dataset, or has
  ///   scales of its own
  public void attach(Dataset scale) {
    requireScale(scale);
    dataset.edited(
        "scale",
        editor ->
            editor.edit(() -> {
              if (!scale.isScale()) {
                scale.makeScale("");
              }
              ObjectReference[][] lists = lists();
              ObjectReference address = new ObjectReference(scale.address());
              if (!Arrays.asList(lists[axis]).contains(address)) {
                lists[axis] = Arrays.copyOf(lists[axis], lists[axis].length + 1);
                lists[axis][lists[axis].length - 1] = address;
                store(lists);
                List<Scale.Use> uses = new ArrayList<>(new Scale(scale).uses());
                uses.add(new Scale.Use(new ObjectReference(dataset.address()), axis));
                new Scale(scale).store(uses);
              }
              return scale;
            }));
  }

  private void requireScale(Dataset scale) {
    if (scale.file().model() != dataset.file().model() || scale.equals(dataset)) {
      throw new IllegalArgumentException(
          scale + " cannot be a scale of " + dataset + ": another dataset of the same file can");
    }
    if (scale.attributes().contains(DIMENSION_LIST)) {
      throw new IllegalArgumentException(scale + " has scales of its own");
    }
  }

  private ObjectReference[][] lists() {
    ObjectReference[][] lists = new ObjectReference[dataset.shape().length][];
    for (int i = 0; i < lists.length; i++) {
      lists[i] = scalesOf(i);
    }
    return lists;
  }

  private void store(ObjectReference[][] lists) {
    boolean none = Arrays.stream(lists).allMatch(list -> list.length == 0);
    if (none) {
      dataset.attributes().remove(DIMENSION_LIST);
    } else {
      dataset
          .attributes()
          .set(DIMENSION_LIST, lists, Datatypes.variableLength(Datatypes.OBJECT_REFERENCE));
    }
  }

  /// Detaches a scale.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if it is not attached
  public void detach(Dataset scale) {
    dataset.edited(
        "scale",
        editor ->
            editor.edit(() -> {
              ObjectReference[][] lists = lists();
              ObjectReference address = new ObjectReference(scale.address());
              if (!Arrays.asList(lists[axis]).contains(address)) {
                throw new NoSuchObjectException(
                    "dimension " + axis, -1, "scale " + scale.path(), "not attached", "attached");
              }
              lists[axis] =
                  Arrays.stream(lists[axis])
                      .filter(other -> !other.equals(address))
                      .toArray(ObjectReference[]::new);
              store(lists);
              Scale.Use use = new Scale.Use(new ObjectReference(dataset.address()), axis);
              Scale users = new Scale(scale);
              users.store(users.uses().stream().filter(other -> !other.equals(use)).toList());
              return scale;
            }));
  }

  @Override
  public String toString() {
    return "dimension " + axis + " of " + dataset.path();
  }
}
