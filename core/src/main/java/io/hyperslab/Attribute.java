package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.FileAccess;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.NumberTarget;
import io.hyperslab.internal.transfer.SelectedArray;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A small named array that belongs to an object. It is read as a dataset is, whole.
///
/// Like an object, it is a handle: in a file that is open for writing it gives what the attribute
/// of that name holds when it is read, and an [io.hyperslab.error.NoSuchObjectException] if there
/// is none any more.
public final class Attribute implements TypedData {
  private final Hdf5Object owner;
  private final AttributeModel attribute;
  private volatile @Nullable Seen seen;

  /// The attribute as it was in a version of the file.
  private record Seen(AttributeModel attribute, long version) {}

  /// @param attribute as it was found, perhaps some time ago
  Attribute(Hdf5Object owner, AttributeModel attribute) {
    this.owner = owner;
    this.attribute = attribute;
  }

  /// The attribute as it is now; only in a read of its object.
  private AttributeModel current() {
    FileAccess access = owner.file().model().access();
    if (!access.isWritable()) {
      return attribute;
    }
    Seen known = seen;
    if (known == null || known.version() != access.version()) {
      known = new Seen(find(), access.version());
      seen = known;
    }
    return known.attribute();
  }

  private AttributeModel find() {
    return owner
        .model()
        .attributes()
        .find(name())
        .orElseThrow(() -> Attributes.absent(owner, name()));
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
    return owner.guarded(() -> current().datatype());
  }

  /// The committed datatype that the attribute shares, if it does.
  public Optional<ObjectReference> committedDatatype() {
    return owner.guarded(() ->
        current()
            .committedDatatype()
            .map(owner.file().model()::storedAddress)
            .map(ObjectReference::new));
  }

  /// The same, as an object of its file.
  Optional<NamedDatatype> committed() {
    return committedDatatype()
        .map(owner.file()::dereference)
        .flatMap(object ->
            object instanceof NamedDatatype named ? Optional.of(named) : Optional.empty());
  }

  @Override
  public Dataspace dataspace() {
    return owner.guarded(() -> current().dataspace());
  }

  @Override
  public NdArray read() {
    return owner.guarded(owner.guarded(() -> current().read()));
  }

  /// All elements as an array of numbers; null if they are none, or one cannot be held by the
  /// array: to be read as an [NdArray], which tells which one.
  @Nullable NumberTarget numbers(Class<?> component) {
    return owner.guarded(() -> Optional.ofNullable(numbers(current(), component))).orElse(null);
  }

  private @Nullable NumberTarget numbers(AttributeModel now, Class<?> component) {
    Datatype type = now.datatype();
    Dataspace space = now.dataspace();
    if (!NumberCodec.isNumber(type) || space.isNull()) {
      return null;
    }
    MemorySegment stored = now.elements(type, space);
    int count = NumberArrays.arrayLength(space.elementCount());
    NumberTarget target = NumberRead.numbers(component, count);
    try {
      NumberArrays.convert(stored, type, count, conversion(), target, 0);
    } catch (DatatypeMismatchException _) {
      return null;
    }
    return target;
  }

  @Override
  public Conversion conversion() {
    return Conversion.EXACT;
  }

  @Override
  public DataView select(Selection selection) {
    return DataView.of(this, selection, owner.guarded(() -> dataspace().select(selection)));
  }

  @Override
  public NdArray read(Selection selection) {
    NdArray all = read();
    Dataspace space = dataspace();
    return owner.guarded(() ->
        space.select(selection).isNull()
            ? all
            : SelectedArray.of(all, datatype(), selection.resolve(space.shape())));
  }

  @Override
  public String toString() {
    return "attribute " + name() + " of " + owner.path();
  }
}
