package io.hyperslab.conformance.interop;

import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.conformance.interop.ExpectedObject.Hard;
import io.hyperslab.conformance.interop.ExpectedObject.Obstacle;
import io.hyperslab.conformance.interop.ExpectedObject.Soft;
import io.hyperslab.conformance.interop.ExpectedObject.Target;
import io.hyperslab.conformance.interop.ExpectedObject.Values;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.VariableString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A random sequence of changes by another program to one file, and to what it must hold.
final class ForeignEdits {
  private final ForeignProgram program;
  private final EditSession session;
  private final RandomGenerator random;

  private ForeignEdits(ForeignProgram program, EditSession session) {
    this.program = program;
    this.session = session;
    this.random = session.random();
  }

  /// Makes so many changes to a file that nobody has open.
  static void make(ForeignProgram program, Path path, EditSession session, int count) {
    session.log(program + " opens");
    session.leaveToOthers();
    program.openFile(path, session.random());
    ForeignEdits edits = new ForeignEdits(program, session);
    for (int i = 0; i < count; i++) {
      edits.change();
    }
    program.closeFile();
  }

  private void change() {
    switch (random.nextInt(14)) {
      case 0 -> createGroup();
      case 1 -> link();
      case 2 -> delete();
      case 3, 4 -> addAttribute(session.anything(), "lib " + random.nextInt(20));
      case 5 -> removeAttribute();
      case 6 -> renameAttribute();
      case 7 -> manyAttributes();
      case 8 -> move();
      case 9 -> resize();
      case 10 -> createDataset();
      default -> write();
    }
  }

  private static Group group(Place place) {
    return (Group) place.object();
  }

  private void createGroup() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    session.log(program + ": group " + parent.child(name));
    program.createGroup(parent.child(name));
    Group made = new Group();
    made.mayBeOld = true;
    session.now().create(group(parent), name, made);
  }

  private void link() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    Place target = session.anything();
    session.log(program + ": link " + parent.child(name) + " -> " + target.path());
    if (random.nextBoolean()) {
      program.linkHard(parent.child(name), target.path());
      session.now().link(group(parent), name, new Hard(target.id()));
    } else {
      program.linkSoft(parent.child(name), target.path());
      session.now().link(group(parent), name, new Soft(target.path()));
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
            session.log(program + ": delete " + parent.child(name));
            program.delete(parent.child(name));
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
            session.log(program + ": move " + from.child(name) + " -> " + to.child(newName));
            program.move(from.child(name), to.child(newName));
            group(from).targets.remove(name);
            group(to).targets.put(newName, target);
          }
        });
  }

  private void manyAttributes() {
    Place place = session.anything();
    for (int i = 0; i < 15; i++) {
      addAttribute(place, "lib " + random.nextInt(20));
    }
  }

  private void addAttribute(Place place, String name) {
    if (place.object().attributes.containsKey(name)) {
      return;
    }
    session.log(program + ": attribute " + place.path() + " @" + name);
    Values values;
    if (session.chance(3)) {
      Element text = ElementKinds.VARIABLE_STRING.random().apply(random);
      program.addText(place.path(), name, (String) text.value());
      values = new Values("[]", List.of(text.canonical()));
    } else {
      long[] shape = {1 + random.nextInt(5)};
      List<byte[]> elements = canonical(ElementKinds.INT32, ExpectedObject.count(shape));
      program.addNumbers(place.path(), name, shape, ElementKind.concatenated(elements));
      values = new Values(Arrays.toString(shape), elements);
    }
    session.now().set(place.object(), name, values);
  }

  private List<byte[]> canonical(ElementKind kind, int count) {
    return session.elements(kind, count).stream().map(Element::canonical).toList();
  }

  private void removeAttribute() {
    session
        .place(ExpectedObject.class, object -> !object.attributes.isEmpty())
        .ifPresent(place -> {
          String name = ElementKinds.one(List.copyOf(place.object().attributes.keySet()), random);
          session.log(program + ": remove " + place.path() + " @" + name);
          program.removeAttribute(place.path(), name);
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
          session.log(program + ": rename " + place.path() + " @" + name + " " + newName);
          program.renameAttribute(place.path(), name, newName);
          AttributeEdits.rename(place.object().attributes, name, newName);
        });
  }

  /// A dataset in compressed chunks.
  private void createDataset() {
    Place parent = session.group();
    String name = session.freshName(group(parent));
    long[] shape = {random.nextInt(1, 20), random.nextInt(1, 6)};
    long[] maxShape = shape.clone();
    if (session.mayBeUnlimited() && random.nextBoolean()) {
      maxShape[0] = Dataspace.UNLIMITED;
    }
    long[] chunks = {random.nextLong(1, shape[0] + 1), random.nextLong(1, shape[1] + 1)};
    boolean lzf =
        session.usesLzf() && !program.obstacles().contains(Obstacle.LZF) && random.nextBoolean();
    session.log(program + ": create " + parent.child(name) + " lzf " + lzf);
    List<byte[]> elements = canonical(ElementKinds.INT32, ExpectedObject.count(shape));
    program.createDataset(
        parent.child(name), shape, maxShape, chunks, lzf, ElementKind.concatenated(elements));
    Dataset made =
        new Dataset(
            ElementKinds.INT32,
            shape,
            maxShape,
            ElementKinds.INT32.zero(),
            true,
            lzf ? Set.of(Obstacle.LZF) : Set.of());
    made.mayBeOld = true;
    made.put(elements);
    session.now().create(group(parent), name, made);
  }

  private boolean isReadable(Dataset dataset) {
    return Collections.disjoint(dataset.obstacles, program.obstacles());
  }

  /// Whether chunks may be stored again. Two filters that may each be left out make it possible
  /// that another filter mask goes with the same size, and then HDF5 (1.10.8 to 2.0) keeps the old
  /// mask: it reads other elements than were written, or none.
  private boolean isRewritable(Dataset dataset) {
    return isReadable(dataset)
        && !dataset.obstacles.containsAll(Set.of(Obstacle.SZIP, Obstacle.LZF));
  }

  private void resize() {
    session
        .place(Dataset.class, dataset -> dataset.canGrow() && isRewritable(dataset))
        .ifPresent(place -> {
          Dataset dataset = (Dataset) place.object();
          long[] shape = DatasetEdits.resized(random, dataset);
          if (mayBeSingleChunk(dataset) && Arrays.stream(shape).anyMatch(size -> size == 0)) {
            return;
          }
          session.log(program + ": resize " + place.path() + " " + Arrays.toString(shape));
          program.resize(place.path(), shape);
          dataset.resize(shape);
        });
  }

  /// Whether all elements may be in one chunk without an index. When HDF5 (1.10.8 to 2.0) makes
  /// such a dataset empty, it frees the chunk and leaves its address in the layout message: what
  /// comes to be there next is read as elements, by libhdf5 too.
  private static boolean mayBeSingleChunk(Dataset dataset) {
    return Arrays.stream(dataset.maxShape).noneMatch(size -> size == Dataspace.UNLIMITED);
  }

  /// Writes some rows of a dataset.
  private void write() {
    session
        .place(Dataset.class, this::isWritable)
        .ifPresent(place -> {
          Dataset dataset = (Dataset) place.object();
          long[] shape = dataset.shape;
          int rows = shape.length == 0 ? 1 : Math.toIntExact(shape[0]);
          // Of storage that is not there yet libhdf5 fills only chunks, unless told otherwise.
          boolean all = !dataset.chunked && !dataset.isWritten();
          int first = all ? 0 : random.nextInt(rows);
          int count = all ? rows : 1 + random.nextInt(rows - first);
          int row = dataset.elements().size() / rows;
          List<Element> elements = session.elements(dataset.kind, count * row);
          session.log(program + ": write " + place.path() + " from " + first + ", " + count);
          List<byte[]> canonical = elements.stream().map(Element::canonical).toList();
          if (dataset.kind.isPlain()) {
            byte[] values = ElementKind.concatenated(canonical);
            program.write(place.path(), shape, first, count, values);
          } else {
            List<String> texts = elements.stream().map(each -> (String) each.value()).toList();
            program.write(place.path(), shape, first, count, texts);
          }
          List<byte[]> after = new ArrayList<>(dataset.elements());
          for (int i = 0; i < canonical.size(); i++) {
            after.set(first * row + i, canonical.get(i));
          }
          dataset.put(after);
        });
  }

  private boolean isWritable(Dataset dataset) {
    return (dataset.kind.isPlain() || dataset.kind.type() instanceof VariableString)
        && isRewritable(dataset)
        && !dataset.isVirtual()
        && !dataset.elements().isEmpty();
  }
}
