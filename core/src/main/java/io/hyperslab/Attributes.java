package io.hyperslab;

import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.model.AttributeModel;
import io.hyperslab.internal.model.AttributeTable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The attributes of one object, read when asked for. Iteration is in byte order of the names.
public final class Attributes implements Iterable<Attribute> {
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
    return owner.guarded(() ->
        find(name)
            .orElseThrow(() ->
                new NoSuchObjectException(
                    "attributes",
                    owner.address(),
                    "attribute " + Text.quote(name),
                    "absent",
                    "present")));
  }

  /// All attributes, in byte order of their names.
  public Stream<Attribute> stream() {
    return owner.guarded(table::all).stream()
        .sorted(Comparator.comparing(AttributeModel::name, Text::compareBytes))
        .map(found -> new Attribute(owner, found));
  }

  @Override
  public Iterator<Attribute> iterator() {
    return stream().iterator();
  }
}
