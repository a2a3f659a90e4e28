package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.model.AttributeModel;
import java.util.Optional;
import java.util.OptionalLong;

/// A small named array that belongs to an object. It is read as a dataset is, whole.
public final class Attribute implements TypedData {
  private final Hdf5Object owner;
  private final AttributeModel attribute;

  Attribute(Hdf5Object owner, AttributeModel attribute) {
    this.owner = owner;
    this.attribute = attribute;
  }

  /// The attribute's name.
  public String name() {
    return attribute.name();
  }

  /// The attribute's number in the order of creation, when its object tracks that.
  public OptionalLong creationOrder() {
    return attribute.creationOrder();
  }

  /// The object it belongs to.
  public Hdf5Object owner() {
    return owner;
  }

  @Override
  public Datatype datatype() {
    return owner.guarded(attribute::datatype);
  }

  /// The committed datatype that the attribute shares, if it does.
  public Optional<ObjectReference> committedDatatype() {
    return owner.guarded(() ->
        attribute
            .committedDatatype()
            .map(owner.file().model()::storedAddress)
            .map(ObjectReference::new));
  }

  @Override
  public Dataspace dataspace() {
    return owner.guarded(attribute::dataspace);
  }

  @Override
  public NdArray read() {
    return owner.guarded(owner.guarded(attribute::read));
  }

  @Override
  public Conversion conversion() {
    return Conversion.EXACT;
  }

  @Override
  public DataView with(Conversion conversion) {
    return view().with(conversion);
  }

  @Override
  public DataView field(String name) {
    return view().field(name);
  }

  private DataView view() {
    return DataView.of(owner, datatype(), dataspace(), this::read);
  }

  @Override
  public String toString() {
    return "attribute " + name() + " of " + owner.path();
  }
}
