package io.hyperslab.storage;

import java.util.Locale;

/// The kinds of operating systems that differ in what files can do.
enum Platform {
  LINUX,
  MACOS,
  WINDOWS,
  OTHER;

  private static final Platform CURRENT = of(System.getProperty("os.name", ""));

  static Platform current() {
    return CURRENT;
  }

  private static Platform of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("linux")) {
      return LINUX;
    }
    if (lower.startsWith("mac")) {
      return MACOS;
    }
    return lower.startsWith("windows") ? WINDOWS : OTHER;
  }
}
