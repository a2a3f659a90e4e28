package io.hyperslab.conformance.interop;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Adelete;
import static org.bytedeco.hdf5.global.hdf5.H5Arename;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dset_extent;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDWR;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_hard;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_soft;
import static org.bytedeco.hdf5.global.hdf5.H5Ldelete;
import static org.bytedeco.hdf5.global.hdf5.H5Lmove;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fclose_degree;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;

import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.conformance.interop.ExpectedObject.Hard;
import io.hyperslab.conformance.interop.ExpectedObject.Soft;
import io.hyperslab.conformance.interop.ExpectedObject.Target;
import io.hyperslab.conformance.interop.ExpectedObject.Values;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.testkit.Libhdf5;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;

/// A random sequence of changes by libhdf5 to one file. Any failure of the library is an
/// [IllegalStateException].
final class Libhdf5Edits {
  private static final int CLOSE_EVERYTHING = 3;
  private static final int LATEST = 4;
  private static final int[] LOW_BOUNDS = {0, 0, 1, LATEST};

  private final long file;
  private final EditSession session;
  private final RandomGenerator random;

  private Libhdf5Edits(long file, EditSession session) {
    this.file = file;
    this.session = session;
    this.random = session.random();
  }

  /// Makes so many changes to a file, and to what it must hold.
  static void make(Path path, EditSession session, int count) {
    int low = LOW_BOUNDS[session.random().nextInt(LOW_BOUNDS.length)];
    session.log("libhdf5 opens, from " + low);
    long file = openFile(path, true, low);
    Libhdf5Edits edits = new Libhdf5Edits(file, session);
    for (int i = 0; i < count; i++) {
      edits.change();
    }
    check("H5Fclose", H5Fclose(file));
  }

  /// Describes a file as libhdf5 reads it.
  static Description describe(Path path) {
    long file = openFile(path, false, 0);
    try {
      return Libhdf5Description.of(file);
    } finally {
      check("H5Fclose", H5Fclose(file));
    }
  }

  private static long openFile(Path path, boolean writable, int low) {
    var _ = Libhdf5.version();
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()));
    check("H5Pset_fclose_degree", H5Pset_fclose_degree(access, CLOSE_EVERYTHING));
    check("H5Pset_libver_bounds", H5Pset_libver_bounds(access, low, LATEST));
    int flags = writable ? H5F_ACC_RDWR() : H5F_ACC_RDONLY();
    long file = H5Fopen(path.toString(), flags, access);
    H5Pclose(access);
    return check("H5Fopen", file);
  }

  static long open(long file, String path) {
    try (BytePointer text = new BytePointer(path, StandardCharsets.UTF_8)) {
      return check("H5Oopen", H5Oopen(file, text, 0));
    }
  }

  private void change() {
    switch (random.nextInt(12)) {
      case 0 -> createGroup();
      case 1 -> link();
      case 2 -> delete();
      case 3, 4 -> setAttribute(session.anything(), "lib " + random.nextInt(20));
      case 5 -> removeAttribute();
      case 6 -> renameAttribute();
      case 7 -> manyAttributes();
      case 8 -> move();
      case 9 -> resize();
      default -> write();
    }
  }

  private static Group group(Place place) {
    return (Group) place.object();
  }

  private void createGroup() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    session.log("libhdf5: group " + parent.child(name));
    try (BytePointer text = new BytePointer(parent.child(name), StandardCharsets.UTF_8)) {
      long made = check("H5Gcreate2", H5Gcreate2(file, text, 0, 0, 0));
      H5Gclose(made);
    }
    session.now().create(group(parent), name, new Group());
  }

  private void link() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    Place target = session.anything();
    session.log("libhdf5: link " + parent.child(name) + " -> " + target.path());
    try (BytePointer text = new BytePointer(parent.child(name), StandardCharsets.UTF_8);
        BytePointer to = new BytePointer(target.path(), StandardCharsets.UTF_8)) {
      if (random.nextBoolean()) {
        check("H5Lcreate_hard", H5Lcreate_hard(file, to, file, text, 0, 0));
        session.now().link(group(parent), name, new Hard(target.id()));
      } else {
        check("H5Lcreate_soft", H5Lcreate_soft(to, file, text, 0, 0));
        session.now().link(group(parent), name, new Soft(target.path()));
      }
    }
  }

  private void delete() {
    session
        .place(Group.class, group -> !group.targets.isEmpty())
        .ifPresent(parent -> {
          String name = ElementKinds.one(List.copyOf(group(parent).targets.keySet()), random);
          ExpectedFile after = session.now().copy();
          after.unlink((Group) after.get(parent.id()), name);
          if (after.isSound() && !leadsBack(parent, name)) {
            session.log("libhdf5: delete " + parent.child(name));
            try (BytePointer text = new BytePointer(parent.child(name), StandardCharsets.UTF_8)) {
              check("H5Ldelete", H5Ldelete(file, text, 0));
            }
            session.now().unlink(group(parent), name);
          }
        });
  }

  /// Whether with the link a link to its own group might go. libhdf5 then changes the group's
  /// header while it takes the link out of it, and may come to grief.
  private boolean leadsBack(Place parent, String name) {
    return group(parent).targets.get(name) instanceof Hard(int id)
        && session.now().leads(id, parent.id());
  }

  private void move() {
    session
        .place(Group.class, group -> !group.targets.isEmpty())
        .ifPresent(from -> {
          String name = ElementKinds.one(List.copyOf(group(from).targets.keySet()), random);
          Place to = session.group();
          String newName = session.freshName(group(to));
          ExpectedFile after = session.now().copy();
          Target target = ((Group) after.get(from.id())).targets.remove(name);
          ((Group) after.get(to.id())).targets.put(newName, target);
          if (after.isSound()) {
            session.log("libhdf5: move " + from.child(name) + " -> " + to.child(newName));
            try (BytePointer text = new BytePointer(from.child(name), StandardCharsets.UTF_8);
                BytePointer other = new BytePointer(to.child(newName), StandardCharsets.UTF_8)) {
              check("H5Lmove", H5Lmove(file, text, file, other, 0, 0));
            }
            group(from).targets.remove(name);
            group(to).targets.put(newName, target);
          }
        });
  }

  private void manyAttributes() {
    Place place = session.anything();
    for (int i = 0; i < 15; i++) {
      setAttribute(place, "lib " + random.nextInt(20));
    }
  }

  private void setAttribute(Place place, String name) {
    if (place.object().attributes.containsKey(name)) {
      return;
    }
    session.log("libhdf5: attribute " + place.path() + " @" + name);
    long[] shape = {1 + random.nextInt(5)};
    List<byte[]> elements = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      byte[] element = new byte[Integer.BYTES];
      random.nextBytes(element);
      elements.add(element);
    }
    long object = open(file, place.path());
    long space = check("H5Screate_simple", H5Screate_simple(1, shape, shape));
    long type = H5T_STD_I32LE_g();
    try (BytePointer data = new BytePointer(ElementKind.concatenated(elements))) {
      long attribute = check("H5Acreate2", H5Acreate2(object, name, type, space, 0, 0));
      check("H5Awrite", H5Awrite(attribute, type, data));
      check("H5Aclose", H5Aclose(attribute));
    }
    H5Sclose(space);
    check("H5Oclose", H5Oclose(object));
    session.now().set(place.object(), name, new Values(Arrays.toString(shape), elements));
  }

  private void removeAttribute() {
    session
        .place(ExpectedObject.class, object -> !object.attributes.isEmpty())
        .ifPresent(place -> {
          String name = ElementKinds.one(List.copyOf(place.object().attributes.keySet()), random);
          session.log("libhdf5: remove " + place.path() + " @" + name);
          long object = open(file, place.path());
          try (BytePointer text = new BytePointer(name, StandardCharsets.UTF_8)) {
            check("H5Adelete", H5Adelete(object, text));
          }
          check("H5Oclose", H5Oclose(object));
          session.now().remove(place.object(), name);
        });
  }

  private void renameAttribute() {
    session
        .place(
            ExpectedObject.class,
            // Up to 1.14, libhdf5 does not find such an attribute again to delete it.
            object -> !object.attributes.isEmpty() && !object.tracksAttributes)
        .ifPresent(place -> {
          String name = ElementKinds.one(List.copyOf(place.object().attributes.keySet()), random);
          String newName = "by libhdf5 " + random.nextInt(1000);
          if (place.object().attributes.containsKey(newName)) {
            return;
          }
          session.log("libhdf5: rename " + place.path() + " @" + name + " " + newName);
          long object = open(file, place.path());
          check("H5Arename", H5Arename(object, name, newName));
          check("H5Oclose", H5Oclose(object));
          AttributeEdits.rename(place.object().attributes, name, newName);
        });
  }

  private void resize() {
    session
        .place(Dataset.class, dataset -> dataset.canGrow() && !dataset.oursOnly)
        .ifPresent(place -> {
          Dataset dataset = (Dataset) place.object();
          long[] shape = DatasetEdits.resized(random, dataset);
          if (mayBeSingleChunk(dataset) && Arrays.stream(shape).anyMatch(size -> size == 0)) {
            return;
          }
          session.log("libhdf5: resize " + place.path() + " " + Arrays.toString(shape));
          long object = open(file, place.path());
          check("H5Dset_extent", H5Dset_extent(object, shape));
          check("H5Oclose", H5Oclose(object));
          dataset.resize(shape);
        });
  }

  /// Whether all elements may be in one chunk without an index. When libhdf5 (1.10.8 to 2.0) makes
  /// such a dataset empty, it frees the chunk and leaves its address in the layout message: what
  /// comes to be there next is read as elements, by libhdf5 too.
  private static boolean mayBeSingleChunk(Dataset dataset) {
    return Arrays.stream(dataset.maxShape).noneMatch(size -> size == Dataspace.UNLIMITED);
  }

  /// Writes a box of a dataset.
  private void write() {
    session
        .place(
            Dataset.class,
            dataset -> dataset.kind.isPlain() && !dataset.oursOnly && !dataset.elements.isEmpty())
        .ifPresent(place -> {
          Dataset dataset = (Dataset) place.object();
          int count = dataset.elements.size();
          int from = random.nextInt(count);
          List<byte[]> after = new ArrayList<>(dataset.elements);
          for (int i = from; i < count; i++) {
            after.set(i, dataset.kind.random().apply(random).canonical());
          }
          session.log("libhdf5: write " + place.path() + " from " + from);
          long object = open(file, place.path());
          long type = check("H5Dget_type", H5Dget_type(object));
          try (BytePointer data = new BytePointer(ElementKind.concatenated(after))) {
            check("H5Dwrite", H5Dwrite(object, type, 0, 0, 0, data));
          }
          H5Tclose(type);
          check("H5Oclose", H5Oclose(object));
          dataset.elements = after;
        });
  }
}
