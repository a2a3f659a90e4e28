package io.hyperslab.cli.edit;

import io.hyperslab.Attribute;
import io.hyperslab.Attributes;
import io.hyperslab.DataView;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.TypedData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.place.Place;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.StringType;
import java.util.Arrays;
import java.util.Optional;

/// Writes values of the command line to datasets and attributes.
public final class ValueWriter {
  private ValueWriter() {}

  /// Writes to a place: elements of a dataset, or an attribute, which is made if there is none.
  ///
  /// @param type of an attribute that is made anew; empty to keep its own, or to infer one
  /// @throws IllegalArgumentException if the values do not go with the place
  public static void write(Place place, GivenValues values, Optional<Datatype> type) {
    if (place.attribute().isPresent()) {
      if (!place.steps().isEmpty()) {
        throw new IllegalArgumentException("attributes are set as a whole, without brackets");
      }
      setAttribute(place.object().attributes(), place.attribute().get(), values, type);
      return;
    }
    Dataset dataset = place.dataset();
    type.filter(wanted -> !wanted.equals(dataset.datatype()))
        .ifPresent(wanted -> {
          throw new IllegalArgumentException(
              "the dataset has the datatype " + dataset.datatype() + ", which stays");
        });
    TypedData data = place.data();
    write(data instanceof DataView view ? view : dataset.select(Selection.all()), values);
  }

  private static void write(DataView view, GivenValues values) {
    Datatype type = view.datatype();
    long[] shape = view.dataspace().shape();
    if (type instanceof Compound compound && type.hasIndirectData() && values.areStructs()) {
      int count = compound.members().size();
      for (int i = 0; i < count; i++) {
        write(view.field(compound.members().get(i).name()), values.member(i, count));
      }
    } else if (type instanceof StringType) {
      view.write(texts(values, shape));
    } else {
      view.write(shaped(ElementMaker.elements(values, type), type, shape));
    }
  }

  /// One list with as many values as there are elements has their shape.
  private static NdArray shaped(NdArray elements, Datatype type, long... shape) {
    long[] whole = shape;
    if (type instanceof ArrayType array) {
      whole = Arrays.copyOf(shape, shape.length + array.dimensions().size());
      for (int i = shape.length; i < whole.length; i++) {
        whole[i] = array.dimensions().get(i - shape.length);
      }
    }
    long count = 1;
    for (long size : whole) {
      count = Math.multiplyExact(count, size);
    }
    boolean isList = elements.rank() == 1 && elements.size() == count;
    return isList || elements.rank() == 0 && count == 1 ? elements.reshape(whole) : elements;
  }

  private static Object texts(GivenValues values, long... shape) {
    if (values.shape().isEmpty()) {
      return values.texts()[0];
    }
    boolean isList = values.shape().size() == 1;
    return isList || values.shape().size() != shape.length
        ? values.texts()
        : Nested.of(values.texts(), values.dimensions());
  }

  /// Sets an attribute. One that exists keeps its datatype and shape if they suit the values.
  ///
  /// @param type what it is made anew with; empty to keep its own, or to infer one
  public static void setAttribute(
      Attributes attributes, String name, GivenValues values, Optional<Datatype> type) {
    Optional<Attribute> old = attributes.find(name);
    if (old.isEmpty() || type.isPresent()) {
      Datatype made = type.orElseGet(values::inferred);
      attributes.set(name, valuesOf(made, values), made);
      return;
    }
    Datatype kept = old.get().datatype();
    long count = old.get().dataspace().elementCount();
    if (count != values.elements().size()) {
      attributes.set(name, valuesOf(kept, values), kept);
    } else if (kept instanceof StringType) {
      attributes.modify(name, texts(values, old.get().dataspace().shape()));
    } else {
      long[] shape = old.get().dataspace().shape();
      attributes.modify(name, shaped(ElementMaker.elements(values, kept), kept, shape));
    }
  }

  /// What the library takes for values in their own shape.
  private static Object valuesOf(Datatype type, GivenValues values) {
    if (!(type instanceof StringType)) {
      return ElementMaker.elements(values, type);
    }
    return values.shape().isEmpty()
        ? values.texts()[0]
        : Nested.of(values.texts(), values.dimensions());
  }

  /// Makes a dataset.
  ///
  /// @param type its datatype; empty to infer one
  public static void create(
      Group parent, String path, GivenValues values, Optional<Datatype> type) {
    Datatype made = type.orElseGet(values::inferred);
    parent.createDataset(path).type(made).write(valuesOf(made, values));
  }
}
