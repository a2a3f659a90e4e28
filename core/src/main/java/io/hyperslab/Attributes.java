package io.hyperslab;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.edit.AttributeForm;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.AttributeTable;
import io.hyperslab.internal.transfer.Broadcast;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The attributes of one object, read when asked for. Iteration is in byte order of the names.
public final class Attributes implements Iterable<Attribute> {
  /// In bytes; its length is stored in 2 with the NUL at its end.
  private static final int LONGEST_NAME = 0xfffe;

  private final Hdf5Object owner;
  private final AttributeTable table;

  Attributes(Hdf5Object owner, AttributeTable table) {
    this.owner = owner;
    this.table = table;
  }

  /// How many attributes there are.
  public long size() {
    return owner.guarded(table::size);
  }

  /// Their names in byte order.
  public List<String> names() {
    return stream().map(Attribute::name).toList();
  }

  /// Whether the order of their creation is tracked.
  public boolean tracksCreationOrder() {
    return owner.guarded(table::tracksCreationOrder);
  }

  /// Their names in the order of creation; in byte order when that is not tracked.
  public List<String> namesInCreationOrder() {
    return tracksCreationOrder()
        ? owner.guarded(table::inCreationOrder).stream().map(AttributeModel::name).toList()
        : names();
  }

  /// Their names in the order in which they are stored: with the header of the object in that of
  /// their creation, tracked or not, as long as none was removed.
  public List<String> namesAsStored() {
    return owner.guarded(table::all).stream().map(AttributeModel::name).toList();
  }

  /// Whether there is one of that name.
  public boolean contains(String name) {
    return find(name).isPresent();
  }

  /// The attribute of that name, if there is one.
  public Optional<Attribute> find(String name) {
    return owner.guarded(() -> table.find(name)).map(found -> new Attribute(owner, found));
  }

  /// The attribute of that name.
  ///
  /// @throws NoSuchObjectException if there is none
  public Attribute get(String name) {
    return owner.guarded(() -> find(name).orElseThrow(() -> absent(owner, name)));
  }

  static NoSuchObjectException absent(Hdf5Object owner, String name) {
    return new NoSuchObjectException(
        "attributes", owner.address(), "attribute " + Text.quote(name), "absent", "present");
  }

  /// All attributes, in byte order of their names.
  public Stream<Attribute> stream() {
    return owner.guarded(table::all).stream()
        .sorted(Comparator.comparing(AttributeModel::name, Text::compareBytes))
        .map(found -> new Attribute(owner, found));
  }

  /// Adds an attribute, or replaces the one of that name. Its datatype is what
  /// [DatasetBuilder#write(Object)] would take the value for, its shape the value's.
  ///
  /// @param name at least one character, and no NUL
  /// @param value a single value, an array, arrays of arrays, or an [io.hyperslab.array.NdArray]
  /// @return these attributes
  /// @throws io.hyperslab.error.UnsupportedFeatureException if it is larger than 64 KiB and the
  ///   object's header is of the old kind
  /// @throws io.hyperslab.error.ReadOnlyFileException if the file is open for reading only
  public <T> Attributes set(String name, T value) {
    Values values = Values.of(value);
    return set(name, values, values.inferred().type());
  }

  /// Adds an attribute of a given datatype, or replaces the one of that name.
  ///
  /// @param type of its elements
  /// @param value as for [#set(String, Object)]; what the datatype does not hold is refused
  /// @throws io.hyperslab.error.DatatypeMismatchException if the value does not fit the datatype
  public <T> Attributes set(String name, T value, Datatype type) {
    return set(name, Values.of(value), type);
  }

  /// Adds an attribute that shares a committed datatype of the same file, or replaces the one of
  /// that name; see [#set(String, Object, Datatype)].
  ///
  /// @throws IllegalArgumentException if the datatype is in another file
  public <T> Attributes set(String name, T value, NamedDatatype type) {
    if (type.file().model() != owner.file().model()) {
      throw new IllegalArgumentException("datatype of another file, " + type.file().name());
    }
    return set(name, Values.of(value), type.datatype(), Optional.of(type), Optional.empty());
  }

  /// Gives an attribute another value; its datatype, committed or not, and its shape stay. One that
  /// is not there is made as by [#set(String, Object)].
  ///
  /// @param value of the attribute's shape, or a single one for a single element
  /// @return these attributes
  /// @throws IllegalArgumentException if the value has another shape
  /// @throws io.hyperslab.error.DatatypeMismatchException if it does not fit the datatype
  /// @throws io.hyperslab.error.UnsupportedFeatureException if the attribute has no elements
  public <T> Attributes modify(String name, T value) {
    return owner.edited(
        "attribute " + name,
        editor ->
            editor.editAside(() -> {
              Optional<Attribute> found = find(name);
              return found.isPresent() ? modify(found.get(), Values.of(value)) : set(name, value);
            }));
  }

  private Attributes modify(Attribute attribute, Values values) {
    Datatype type = attribute.datatype();
    Dataspace space = attribute.dataspace();
    if (space.isNull()) {
      throw new UnsupportedFeatureException(
          "attribute " + Text.quote(attribute.name()),
          -1,
          "dataspace",
          "null",
          "one with elements");
    }
    long[] shape = values.shape(type);
    if (!Broadcast.isReshaped(shape, space.shape())) {
      throw new IllegalArgumentException(
          "value of shape "
              + Arrays.toString(shape)
              + " for attribute "
              + Text.quote(attribute.name())
              + " of shape "
              + Arrays.toString(space.shape()));
    }
    return set(attribute.name(), values, type, attribute.committed(), Optional.of(space));
  }

  private Attributes set(String name, Values values, Datatype type) {
    byte[] element = values.plainElement(type);
    if (element == null) {
      return set(name, values, type, Optional.empty(), Optional.empty());
    }
    requireName(name);
    AttributeForm form =
        new AttributeForm(name, type, OptionalLong.empty(), Dataspace.scalar(), element);
    owner.edited(
        "attribute ",
        name,
        editor -> {
          editor.setAttribute(owner.model(), form);
          return name;
        });
    return this;
  }

  /// @param extent its own if it is there already; else that of the values
  private Attributes set(
      String name,
      Values values,
      Datatype given,
      Optional<NamedDatatype> committed,
      Optional<Dataspace> extent) {
    requireName(name);
    owner.edited(
        "attribute " + name,
        editor -> {
          Datatype type = editor.inFile(given);
          long[] shape = values.shape(type);
          Dataspace space = extent.orElseGet(() -> Dataspace.simple(shape));
          editor.setAttribute(
              owner.model(),
              () ->
                  new AttributeForm(
                      name,
                      type,
                      committed
                          .map(shared -> OptionalLong.of(shared.use()))
                          .orElse(OptionalLong.empty()),
                      space,
                      values
                          .elements(type, Conversion.EXACT, editor.heap())
                          .toArray(ValueLayout.JAVA_BYTE)));
          return name;
        });
    return this;
  }

  /// Adds an attribute without elements (h5py's `Empty`), or replaces the one of that name.
  public Attributes setEmpty(String name, Datatype type) {
    requireName(name);
    owner.edited(
        "attribute " + name,
        editor -> {
          editor.setAttribute(
              owner.model(),
              () ->
                  new AttributeForm(
                      name,
                      editor.inFile(type),
                      OptionalLong.empty(),
                      Dataspace.ofNull(),
                      new byte[0]));
          return name;
        });
    return this;
  }

  private static void requireName(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "attribute name " + Text.quote(name) + ", expected at least one character and no NUL");
    }
    int bytes = Text.encode(name).length;
    if (bytes > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "attribute name of " + bytes + " bytes, expected at most " + LONGEST_NAME);
    }
  }

  /// Takes an attribute away.
  ///
  /// @throws NoSuchObjectException if there is none of that name
  public void remove(String name) {
    owner.edited(
        "attribute " + name,
        editor -> {
          editor.removeAttribute(owner.model(), name);
          return name;
        });
  }

  /// Gives an attribute another name.
  ///
  /// @throws NoSuchObjectException if there is none of the old name
  /// @throws io.hyperslab.error.NameExistsException if there is one of the new name
  public void rename(String name, String newName) {
    requireName(newName);
    owner.edited(
        "attribute " + name,
        editor -> {
          editor.renameAttribute(owner.model(), name, newName);
          return name;
        });
  }

  @Override
  public Iterator<Attribute> iterator() {
    return stream().iterator();
  }
}
