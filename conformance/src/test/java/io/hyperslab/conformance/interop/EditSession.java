package io.hyperslab.conformance.interop;

import io.hyperslab.CreateOptions;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import io.hyperslab.OpenOptions;
import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.conformance.interop.ExpectedFile.Place;
import io.hyperslab.conformance.interop.ExpectedObject.Group;
import io.hyperslab.storage.Durability;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// A file that is being changed, and what it must hold: now, and at its last commit.
final class EditSession {
  private static final int NAMES = 60;
  private static final String[] DECORATIONS = {
    "", "", "", "", " of many", "ü", "文", "-with-a-name-that-is-longer-than-most-others"
  };

  private final Path path;
  private final LibraryVersion dialect;
  private final RandomGenerator random;
  private final List<String> log = new ArrayList<>();
  private ExpectedFile now;
  private ExpectedFile committed;
  private final boolean narrow;
  private final boolean fillsSequences;
  private final boolean usesLzf;
  private final boolean newest;
  private boolean left;
  private int rawFiles;
  private Hdf5File file;

  private EditSession(
      Path path,
      LibraryVersion dialect,
      RandomGenerator random,
      boolean narrow,
      boolean newest,
      ExpectedFile now,
      Hdf5File file) {
    this.path = path;
    this.dialect = dialect;
    this.random = random;
    this.narrow = narrow;
    this.newest = newest;
    this.fillsSequences = random.nextInt(6) == 0;
    this.usesLzf = random.nextInt(6) == 0;
    this.now = now;
    this.committed = now.copy();
    this.file = file;
  }

  /// Makes a file as the dialect and chance have it.
  ///
  /// @param newest whether it may have datatypes that only HDF5 2.0 knows
  static EditSession create(
      Path path, LibraryVersion dialect, boolean newest, RandomGenerator random)
      throws IOException {
    CreateOptions options =
        CreateOptions.defaults().libraryVersions(dialect, LibraryVersion.LATEST);
    options = options.durability(Durability.PROCESS);
    Files.deleteIfExists(path);
    Group root = new Group();
    boolean narrow = random.nextInt(6) == 0;
    if (random.nextInt(6) == 0) {
      options = options.userBlock(512L << random.nextInt(2));
    }
    if (narrow) {
      options = options.sizes(8, 4);
    }
    if (random.nextInt(6) == 0) {
      options = options.symbolTableK(2 + random.nextInt(8), 1 + random.nextInt(4), 2);
    }
    if (random.nextInt(8) == 0) {
      options = options.alignment(64, 32);
    }
    if (dialect != LibraryVersion.EARLIEST && random.nextInt(4) == 0) {
      options = options.root(GroupOptions.defaults().trackOrder());
      root.tracksLinks = true;
      root.tracksAttributes = true;
    }
    return new EditSession(
        path,
        dialect,
        random,
        narrow,
        newest,
        new ExpectedFile(root),
        Hdf5File.create(path, options));
  }

  Hdf5File file() {
    return file;
  }

  ExpectedFile now() {
    return now;
  }

  RandomGenerator random() {
    return random;
  }

  LibraryVersion dialect() {
    return dialect;
  }

  /// Whether groups and attributes may be of the kinds that came with HDF5 1.8.
  boolean isModern() {
    return dialect != LibraryVersion.EARLIEST;
  }

  /// Whether dimensions may have no end. With lengths of 4 bytes libhdf5 takes such for one of all
  /// ones.
  boolean mayBeUnlimited() {
    return !narrow;
  }

  /// Whether chunked datasets may have fill values with data of variable length.
  boolean fillsSequences() {
    return fillsSequences;
  }

  /// Whether chunks may be compressed with a filter that HDF5 does not have.
  boolean usesLzf() {
    return usesLzf;
  }

  /// Whether every program reads all of the file.
  boolean isForAll() {
    return !newest && !usesLzf && !fillsSequences;
  }

  /// Any kind of elements that needs no file.
  ElementKind anyKind() {
    return newest && chance(4)
        ? ElementKinds.one(ElementKinds.NATIVE_COMPLEX, random)
        : ElementKinds.any(random);
  }

  /// Another program is about to change the file.
  void leaveToOthers() {
    left = true;
  }

  /// Whether everything in the file is of our making.
  boolean isOurs() {
    return !left;
  }

  /// The name of a file of raw data that is not there yet.
  String freshRawName() {
    return path.getFileName() + "-" + rawFiles++;
  }

  List<String> log() {
    return log;
  }

  void log(String step) {
    log.add(step);
  }

  boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  /// Any object of a class that some condition holds for.
  <T extends ExpectedObject> Optional<Place> place(Class<T> kind, Predicate<T> condition) {
    List<Place> places =
        now.places().stream()
            .filter(place -> kind.isInstance(place.object()))
            .filter(place -> condition.test(kind.cast(place.object())))
            .toList();
    return places.isEmpty() ? Optional.empty() : Optional.of(ElementKinds.one(places, random));
  }

  /// Any object.
  Place anything() {
    return ElementKinds.one(now.places(), random);
  }

  /// The addresses of some objects, which are kept from then on. h5dump shows the elements of a
  /// dataset that a reference leads to; without an end, if those are references back to it.
  List<Long> referable(int count) {
    List<Long> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Place target =
          place(ExpectedObject.class, object -> !ElementKinds.isReferences(object)).orElseThrow();
      now.pin(target.id());
      addresses.add(file.get(target.path()).address());
    }
    return addresses;
  }

  /// Any group.
  Place group() {
    return place(Group.class, _ -> true).orElseThrow();
  }

  /// A name that a group does not have yet.
  String freshName(Group group) {
    while (true) {
      String name = "n" + random.nextInt(NAMES) + DECORATIONS[random.nextInt(DECORATIONS.length)];
      if (!group.targets.containsKey(name)) {
        return name;
      }
    }
  }

  /// Random elements.
  List<Element> elements(ElementKind kind, int count) {
    List<Element> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(kind.random().apply(random));
    }
    return elements;
  }

  /// The elements as one of the Java values that have the shape.
  Object shaped(ElementKind kind, List<Element> elements, long... shape) {
    if (kind.isPlain() && (chance(4) || kind.isComplex() && elements.size() < 2)) {
      return kind.array(elements, shape);
    }
    if (shape.length == 0) {
      return elements.getFirst().value();
    }
    Object values = kind.values(elements);
    for (int axis = shape.length - 1; axis > 0 && !elements.isEmpty(); axis--) {
      int length = Math.toIntExact(shape[axis]);
      values = rows(values, kind.isComplex() && axis == shape.length - 1 ? 2 * length : length);
    }
    return elements.isEmpty() && shape.length > 1
        ? Array.newInstance(
            kind.isComplex() ? double.class : kind.valueClass(),
            Arrays.stream(shape).mapToInt(Math::toIntExact).toArray())
        : values;
  }

  private static Object rows(Object values, int length) {
    int count = Array.getLength(values) / length;
    Object rows = Array.newInstance(values.getClass(), count);
    for (int i = 0; i < count; i++) {
      Object row = Array.newInstance(values.getClass().getComponentType(), length);
      System.arraycopy(values, i * length, row, 0, length);
      Array.set(rows, i, row);
    }
    return rows;
  }

  /// Reads everything back, what is not committed yet included.
  void verify() {
    log("verify");
    HyperslabDescription.of(file)
        .difference(ModelDescription.of(now, Set.of()))
        .ifPresent(difference -> {
          throw new AssertionError("before the commit: " + difference);
        });
  }

  void flush() throws IOException {
    log("flush");
    file.flush();
    committed = now.copy();
  }

  void rollback() throws IOException {
    log("rollback");
    file.rollback();
    now = committed.copy();
  }

  void reopen(boolean commit) throws IOException {
    if (!commit && !Files.exists(path)) {
      return;
    }
    log("reopen, commit " + commit);
    if (commit) {
      file.close();
      committed = now.copy();
    } else {
      file.closeWithoutCommit();
      now = committed.copy();
    }
    open();
  }

  /// Closes the file, for others to change it together with the model.
  void close() throws IOException {
    log("close");
    file.close();
  }

  void closeIfOpen() throws IOException {
    file.closeWithoutCommit();
  }

  /// Opens the file after others have changed it.
  void open() throws IOException {
    OpenOptions options =
        OpenOptions.defaults()
            .libraryVersions(dialect, LibraryVersion.LATEST)
            .durability(Durability.PROCESS);
    file = Hdf5File.openReadWrite(path, options);
    committed = now.copy();
  }
}
