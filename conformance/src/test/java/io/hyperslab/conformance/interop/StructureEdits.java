package io.hyperslab.conformance.interop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.External;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.conformance.interop.ExpectedObject.Hard;
import io.hyperslab.conformance.interop.ExpectedObject.NamedType;
import io.hyperslab.conformance.interop.ExpectedObject.Soft;
import io.hyperslab.conformance.interop.ExpectedObject.Target;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Random changes of groups, links, comments and named datatypes.
final class StructureEdits {
  /// The name of the file that external links and virtual datasets lead to, which has a dataset
  /// `/values` of [#OTHER_VALUES].
  static final String OTHER_FILE = "other.h5";

  /// What that dataset holds.
  static final List<Integer> OTHER_VALUES = List.of(1, 2, 3);

  private final EditSession session;

  /// Makes that file.
  static void createOther(Path folder) throws IOException {
    try (Hdf5File other = Hdf5File.create(folder.resolve(OTHER_FILE))) {
      other.write("/values", OTHER_VALUES.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  StructureEdits(EditSession session) {
    this.session = session;
  }

  private static Group group(Place place) {
    return (Group) place.object();
  }

  void createGroup() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    Group made = new Group();
    GroupOptions options = GroupOptions.defaults();
    if (session.isModern() && session.chance(3)) {
      options = options.trackOrder();
      made.tracksLinks = true;
      made.tracksAttributes = true;
    }
    if (session.isModern() && session.chance(4)) {
      int most = session.random().nextInt(5);
      options = options.linkPhaseChange(most, session.random().nextInt(most + 1));
    }
    if (session.isModern() && session.chance(4)) {
      int most = session.random().nextInt(5);
      options = options.attributePhaseChange(most, session.random().nextInt(most + 1));
    }
    session.log("createGroup " + parent.child(name) + " tracked " + made.tracksLinks);
    session.file().createGroup(parent.child(name), options);
    session.now().create(group(parent), name, made);
  }

  void createNestedGroups() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    session.log("createGroup " + parent.child(name) + "/in/side");
    session.file().createGroup(parent.child(name) + "/in/side");
    Group outer = new Group();
    Group middle = new Group();
    session.now().create(group(parent), name, outer);
    session.now().create(outer, "in", middle);
    session.now().create(middle, "side", new Group());
  }

  void createNamedDatatype() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    ElementKind kind = session.anyKind();
    session.log("createNamedDatatype " + parent.child(name) + " " + kind.type());
    session.file().root().createNamedDatatype(parent.child(name), kind.type());
    session.now().create(group(parent), name, new NamedType(kind));
  }

  void link() {
    Place parent = session.group();
    link(parent, session.freshName(group(parent)));
  }

  /// Many links in one group, then some of them deleted.
  void manyLinks() {
    Place parent = session.group();
    int count = 5 + session.random().nextInt(40);
    for (int i = 0; i < count; i++) {
      String name = "link " + session.random().nextInt(1000);
      if (!group(parent).targets.containsKey(name)) {
        link(parent, name);
      }
    }
    for (String name : List.copyOf(group(parent).targets.keySet())) {
      if (name.startsWith("link ") && session.random().nextInt(3) > 0) {
        delete(parent, name);
      }
    }
  }

  private void link(Place parent, String name) {
    Place target = session.anything();
    io.hyperslab.Group root = session.file().root();
    String path = parent.child(name);
    int choice = session.random().nextInt(3);
    Target made;
    if (choice == 0) {
      session.log("linkHard " + path + " -> " + target.path());
      Hdf5Object object = root.get(target.path());
      root.linkHard(path, object);
      made = new Hard(target.id());
    } else if (choice == 1) {
      String to = session.chance(3) ? "no/where" : target.path();
      session.log("linkSoft " + path + " -> " + to);
      root.linkSoft(path, to);
      made = new Soft(to);
    } else {
      session.log("linkExternal " + path);
      root.linkExternal(path, OTHER_FILE, "/values");
      made = new External(OTHER_FILE, "/values");
    }
    session.now().link(group(parent), name, made);
  }

  void delete() {
    session
        .place(Group.class, group -> !group.targets.isEmpty())
        .ifPresent(parent ->
            delete(
                parent,
                ElementKinds.one(List.copyOf(group(parent).targets.keySet()), session.random())));
  }

  private void delete(Place parent, String name) {
    ExpectedFile after = session.now().copy();
    after.unlink((Group) after.get(parent.id()), name);
    if (after.isSound()) {
      session.log("delete " + parent.child(name));
      session.file().delete(parent.child(name));
      session.now().unlink(group(parent), name);
    }
  }

  void move() {
    session
        .place(Group.class, group -> !group.targets.isEmpty())
        .ifPresent(from -> {
          String name =
              ElementKinds.one(List.copyOf(group(from).targets.keySet()), session.random());
          Place to = session.group();
          String newName = session.freshName(group(to));
          if (from.id() != to.id()
              && group(from).targets.get(name) instanceof Hard(int id)
              && session.now().leads(id, to.id())) {
            session.log("refused move " + from.child(name) + " -> " + to.child(newName));
            assertThatThrownBy(() -> session.file().move(from.child(name), to.child(newName)))
                .isInstanceOf(IllegalArgumentException.class);
            return;
          }
          ExpectedFile after = session.now().copy();
          move(after, from, name, to, newName);
          if (after.isSound()) {
            session.log("move " + from.child(name) + " -> " + to.child(newName));
            session.file().move(from.child(name), to.child(newName));
            move(session.now(), from, name, to, newName);
          }
        });
  }

  private static void move(ExpectedFile file, Place from, String name, Place to, String newName) {
    Target target = ((Group) file.get(from.id())).targets.remove(name);
    ((Group) file.get(to.id())).targets.put(newName, target);
  }

  void comment() {
    Place place = session.anything();
    String text =
        session.chance(4) ? "" : "a comment".repeat(session.random().nextInt(30)) + " of it";
    session.log("setComment " + place.path() + " of " + text.length());
    session.file().get(place.path()).setComment(text);
    place.object().comment = text;
  }

  /// What must be refused, and change nothing.
  void refused() {
    Place parent = session.group();
    io.hyperslab.Group root = session.file().root();
    for (String name : group(parent).targets.keySet()) {
      session.log("refused " + parent.child(name));
      assertThatThrownBy(() -> root.linkSoft(parent.child(name), "x"))
          .isInstanceOf(NameExistsException.class);
      break;
    }
    String name = session.freshName(group(parent));
    session.log("refused " + parent.child(name));
    assertThatThrownBy(() -> root.delete(parent.child(name)))
        .isInstanceOf(NoSuchObjectException.class);
    assertThatThrownBy(() -> root.createDataset(parent.child(name)).shape(3).write(new int[2]))
        .isInstanceOf(IllegalArgumentException.class);
    if (!session.isModern() && session.isOurs()) {
      assertThatThrownBy(() -> root.attributes().set("large", new double[10_000]))
          .isInstanceOf(UnsupportedFeatureException.class);
    }
  }
}
