package io.hyperslab.cli.ddl;

/// The path of an attribute taken apart.
///
/// @param object the path of the object; `/` if there is none
/// @param name the attribute's name
record AttributePath(String object, String name) {
  static AttributePath of(String path) {
    int slash = path.length() - 1;
    while (slash >= 0 && !isSeparator(path, slash)) {
      slash--;
    }
    String name = path.substring(slash + 1).replace("\\/", "/");
    return new AttributePath(slash <= 0 ? "/" : path.substring(0, slash), name);
  }

  private static boolean isSeparator(String path, int index) {
    return path.charAt(index) == '/' && (index == 0 || path.charAt(index - 1) != '\\');
  }
}
