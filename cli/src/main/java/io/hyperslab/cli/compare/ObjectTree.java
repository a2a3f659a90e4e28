package io.hyperslab.cli.compare;

import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.walk.FileWalk;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is below an object, by paths relative to it.
final class ObjectTree implements FileWalk.Visitor {
  /// What a path names.
  ///
  /// @param words what it is, in words; those of a link say where it leads
  /// @param isObject whether it is an object that can be opened
  /// @param first the path on which the object was met first, relative
  record Entry(String words, boolean isObject, String first) {}

  private final int prefix;
  private final SortedMap<String, Entry> entries = new TreeMap<>();
  private final Map<String, RuntimeException> failures = new TreeMap<>();

  private ObjectTree(int prefix) {
    this.prefix = prefix;
  }

  /// What is below an object, itself included as the empty path.
  static ObjectTree of(Hdf5Object object) {
    ObjectTree tree = new ObjectTree(object.path().equals("/") ? 0 : object.path().length());
    if (object instanceof Group group) {
      new FileWalk(tree).from(group);
    } else {
      tree.object(object.path(), object);
    }
    return tree;
  }

  SortedMap<String, Entry> entries() {
    return entries;
  }

  /// What could not be opened or listed, by relative paths.
  Map<String, RuntimeException> failures() {
    return failures;
  }

  private String relative(String path) {
    return path.equals("/") ? "" : path.substring(prefix);
  }

  private void add(String path, String words, boolean isObject, String first) {
    entries.put(relative(path), new Entry(words, isObject, relative(first)));
  }

  @Override
  public void object(String path, Hdf5Object object) {
    String words =
        switch (object.kind()) {
          case GROUP -> "group";
          case DATASET -> "dataset";
          case NAMED_DATATYPE -> "named datatype";
        };
    add(path, words, true, path);
  }

  @Override
  public void repeated(String path, Link.Hard link, String first) {
    Entry met = entries.get(relative(first));
    add(path, met == null ? "object" : met.words(), true, first);
  }

  @Override
  public void link(String path, Group parent, Link link) {
    String words =
        switch (link) {
          case Link.Hard _ -> "hard link";
          case Link.Soft soft -> "soft link to " + soft.target();
          case Link.External external ->
              "external link to " + external.target() + " in " + external.file();
          case Link.UserDefined user -> "link of class " + user.linkClass();
        };
    add(path, words, false, path);
  }

  @Override
  public void unopened(String path, RuntimeException failure) {
    add(path, "unreadable object", false, path);
    failures.put(relative(path), failure);
  }

  @Override
  public void unlisted(String path, RuntimeException failure) {
    failures.put(relative(path), failure);
  }
}
