package io.hyperslab.cli.digest;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.walk.FileWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a walk of a whole file met: objects by their canonical paths, and the other links as the
/// digest lists them.
final class ObjectTree implements FileWalk.Visitor {
  /// An object that was met.
  record Met(String path, long address) {}

  private final FileWalk walk = new FileWalk(this);
  private final List<Met> objects = new ArrayList<>();
  private final List<String> links = new ArrayList<>();

  private ObjectTree() {}

  static ObjectTree of(Hdf5File file) {
    ObjectTree tree = new ObjectTree();
    tree.walk.from(file.root());
    return tree;
  }

  /// The objects in the order in which they were met.
  List<Met> objects() {
    return objects;
  }

  /// The canonical path of each object by its address.
  Map<Long, String> paths() {
    return walk.paths();
  }

  /// Every link that is not the first path to an object, as JSON.
  List<String> links() {
    return links;
  }

  @Override
  public void object(String path, Hdf5Object object) {
    objects.add(new Met(path, object.address()));
  }

  @Override
  public void repeated(String path, Link.Hard link, String first) {
    add(path, "hard", new JsonObject().put("target", first));
  }

  @Override
  public void link(String path, Group parent, Link link) {
    switch (link) {
      case Link.Hard _ -> throw new IllegalArgumentException("a hard link at " + path);
      case Link.Soft soft -> add(path, "soft", new JsonObject().put("target", soft.target()));
      case Link.External external ->
          add(
              path,
              "external",
              new JsonObject().put("file", external.file()).put("target", external.target()));
      case Link.UserDefined user ->
          add(path, "user", new JsonObject().put("class", user.linkClass()));
    }
  }

  @Override
  public void unopened(String path, RuntimeException failure) {
    add(path, "hard", new JsonObject().put("error", ErrorText.of(failure)));
  }

  @Override
  public void unlisted(String path, RuntimeException failure) {
    add(path, "group", new JsonObject().put("error", ErrorText.of(failure)));
  }

  private void add(String path, String kind, JsonObject rest) {
    links.add(new JsonObject().put("path", path).put("kind", kind).putAll(rest).toString());
  }
}
