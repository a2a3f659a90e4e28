package io.hyperslab.internal.edit;

import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.PathResolver;

/// Finds the groups in which links are made and changed; see [FileEditor#locate(GroupModel, String,
/// String, boolean)].
///
/// @param editor of the file that the paths are in
record Locator(FileEditor editor) {
  FileEditor.Location locate(GroupModel start, String startPath, String path, boolean create) {
    start.requirePresent();
    if (path.indexOf('/') < 0 && !path.equals(".")) {
      requireName(path, path);
      return new FileEditor.Location(start, path, startPath);
    }
    String[] parts = path.split("/", -1);
    GroupModel here = path.startsWith("/") ? editor.model().root() : start;
    String herePath = path.startsWith("/") ? "/" : startPath;
    String last = "";
    for (String part : parts) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!last.isEmpty()) {
        here = enter(here, herePath, last, create);
        herePath = child(herePath, last);
      }
      last = part;
    }
    requireName(last, path);
    return new FileEditor.Location(here, last, herePath);
  }

  private static void requireName(String name, String path) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "path " + Text.quote(path) + ", expected one that ends in a name without NUL");
    }
  }

  private GroupModel enter(GroupModel group, String path, String name, boolean create) {
    if (create && group.links().find(name).isEmpty()) {
      requireName(name, child(path, name));
      return editor.createGroup(group, name, GroupForm.PLAIN);
    }
    PathResolver.Resolved found = new PathResolver(editor.model(), group, path).get(name);
    if (found.file() != editor.model()) {
      throw new UnsupportedFeatureException(
              "external link",
              -1,
              "file " + Text.quote(found.file().name()),
              "open for reading only, because a link led there",
              "a file that is open for writing")
          .atObject(child(path, name));
    }
    if (found.object() instanceof GroupModel next) {
      return next;
    }
    throw new NoSuchObjectException(
            "object header", found.object().address(), "object", "not a group", "a group")
        .atObject(child(path, name));
  }

  static String child(String parent, String name) {
    return parent.endsWith("/") ? parent + name : parent + "/" + name;
  }
}
