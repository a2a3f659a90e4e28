package io.hyperslab;

import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import java.util.List;
import java.util.Random;

/// Random changes of the attributes of objects.
final class AttributeChanges {
  private static final int MOST_ATTRIBUTES = 24;

  /// Elements that no object header message holds.
  private static final int HUGE = 9000;

  private final Hdf5File file;
  private final boolean oldStyle;
  private final Random random;

  AttributeChanges(Hdf5File file, boolean oldStyle, Random random) {
    this.file = file;
    this.oldStyle = oldStyle;
    this.random = random;
  }

  void step() {
    List<Hdf5Object> objects = file.walk().toList();
    Attributes attributes = objects.get(random.nextInt(objects.size())).attributes();
    List<String> names = attributes.names();
    if (names.size() > MOST_ATTRIBUTES) {
      names.stream().filter(_ -> random.nextInt(6) > 0).forEach(attributes::remove);
      return;
    }
    switch (random.nextInt(6)) {
      case 0, 1 -> add(attributes);
      case 2 -> {
        for (int i = 0; i < 10; i++) {
          attributes.set(newName(), i);
        }
      }
      case 3 -> names.stream().filter(_ -> random.nextBoolean()).forEach(attributes::remove);
      case 4 -> names.stream().findAny().ifPresent(name -> attributes.rename(name, newName()));
      default -> names.stream().findAny().ifPresent(name -> set(attributes, name));
    }
  }

  private String newName() {
    return "a " + Long.toHexString(random.nextLong()).substring(random.nextInt(12));
  }

  private void add(Attributes attributes) {
    String name = newName();
    if (!attributes.contains(name)) {
      set(attributes, name);
    }
  }

  private void set(Attributes attributes, String name) {
    switch (random.nextInt(oldStyle ? 6 : 7)) {
      case 0 -> attributes.set(name, random.nextInt());
      case 1 -> attributes.set(name, random.doubles(random.nextInt(1, 80)).toArray());
      case 2 -> attributes.set(name, "text ".repeat(random.nextInt(40)));
      case 3 -> attributes.set(name, new String[] {"one", "two", newName()});
      case 4 -> attributes.setEmpty(name, Datatypes.INT64);
      case 5 ->
          file.walk()
              .filter(NamedDatatype.class::isInstance)
              .findFirst()
              .ifPresent(type -> setCommitted(attributes, name, (NamedDatatype) type));
      default -> attributes.set(name, new double[HUGE]);
    }
  }

  /// An attribute that shares one of the datatypes that [LinkChanges] makes.
  private void setCommitted(Attributes attributes, String name, NamedDatatype type) {
    if (type.datatype() instanceof FixedPoint) {
      attributes.set(name, random.nextInt(), type);
    } else {
      attributes.set(name, new short[] {1, 2, (short) random.nextInt()}, type);
    }
  }
}
