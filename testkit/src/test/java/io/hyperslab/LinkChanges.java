package io.hyperslab;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import java.util.List;
import java.util.Random;

/// Random changes of groups and their links.
final class LinkChanges {
  private static final int MOST_OBJECTS = 40;

  private final Hdf5File file;
  private final boolean oldStyle;
  private final Random random;

  LinkChanges(Hdf5File file, boolean oldStyle, Random random) {
    this.file = file;
    this.oldStyle = oldStyle;
    this.random = random;
  }

  void step() {
    if (file.walk().count() > MOST_OBJECTS) {
      deleteOne();
      return;
    }
    switch (random.nextInt(11)) {
      case 0, 1 -> createGroup();
      case 2 -> createMany();
      case 3 -> deleteMany();
      case 4 -> linkOne();
      case 5 -> moveOne();
      case 6 -> deleteOne();
      case 7 -> linkAndDelete();
      case 8 -> linkOne();
      case 9 -> createNamedDatatype();
      default -> comment();
    }
  }

  private Group group() {
    List<Group> groups =
        file.walk().filter(Group.class::isInstance).map(Group.class::cast).toList();
    return groups.get(random.nextInt(groups.size()));
  }

  private Hdf5Object object() {
    List<Hdf5Object> objects = file.walk().toList();
    return objects.get(random.nextInt(objects.size()));
  }

  private String newName(String kind) {
    return kind + " " + Long.toHexString(random.nextLong());
  }

  private void createGroup() {
    GroupOptions options =
        switch (oldStyle ? 0 : random.nextInt(4)) {
          case 0 -> GroupOptions.defaults();
          case 1 -> GroupOptions.defaults().trackOrder();
          case 2 -> GroupOptions.defaults().trackOrder().linkPhaseChange(3, 2);
          default -> GroupOptions.defaults().linkPhaseChange(2, 1).attributePhaseChange(2, 1);
        };
    group().createGroup(newName("group"), options);
  }

  private void createNamedDatatype() {
    Datatype type = random.nextBoolean() ? Datatypes.INT32 : Datatypes.array(Datatypes.INT16, 3);
    group().createNamedDatatype(newName("type"), type);
  }

  /// More than a header or a symbol table node holds.
  private void createMany() {
    Group parent = group();
    int count = random.nextInt(2, 14);
    for (int i = 0; i < count; i++) {
      parent.linkSoft(newName("soft"), "/" + "x".repeat(random.nextInt(1, 30)));
    }
  }

  private void deleteMany() {
    Group parent = group();
    for (Link link : parent.links()) {
      if (!(link instanceof Link.Hard) && random.nextInt(8) > 0) {
        parent.delete(link.name());
      }
    }
  }

  private void linkOne() {
    if (oldStyle || random.nextBoolean()) {
      group().linkHard(newName("hard"), object());
    } else {
      group().linkExternal(newName("external"), "other.h5", "/there");
    }
  }

  private void moveOne() {
    Group from = group();
    List<String> names = from.names();
    if (!names.isEmpty()) {
      from.move(names.get(random.nextInt(names.size())), newName("moved"));
    }
  }

  private void deleteOne() {
    Group from = group();
    List<String> names = from.names();
    if (!names.isEmpty()) {
      from.delete(names.get(random.nextInt(names.size())));
    }
  }

  /// An object loses one of its names, not the last one.
  private void linkAndDelete() {
    List<Dataset> datasets =
        file.walk().filter(Dataset.class::isInstance).map(Dataset.class::cast).toList();
    if (!datasets.isEmpty()) {
      Dataset dataset = datasets.get(random.nextInt(datasets.size()));
      group().linkHard(newName("other"), dataset);
      file.delete(dataset.path());
    }
  }

  private void comment() {
    object().setComment("c".repeat(random.nextInt(60)));
  }
}
