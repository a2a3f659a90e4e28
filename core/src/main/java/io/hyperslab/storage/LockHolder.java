package io.hyperslab.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds out who has locked a file, on Linux, where the kernel lists all locks in `/proc/locks`:
///
/// ```
/// 1: FLOCK  ADVISORY  WRITE 4711 fe:00:2204309 0 EOF
/// ```
///
/// that is, the process, the device's major and minor number in hexadecimal, and the file's number.
final class LockHolder {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final Path PROCESSES = Path.of("/proc");

  /// A lock that is held; those that are waited for have an arrow.
  private static final Pattern LINE =
      Pattern.compile(
          "\\d+: (?:FLOCK|POSIX|OFDLCK) +\\S+ +\\S+ +(\\d+) +"
              + "([0-9a-f]+):([0-9a-f]+):(\\d+) .*");

  private static final int HEXADECIMAL = 16;

  private LockHolder() {}

  /// The process that has locked a file, if the system tells: `process 4711 (python3)`.
  static Optional<String> find(Path file) {
    if (Platform.current() != Platform.LINUX) {
      return Optional.empty();
    }
    try {
      Map<String, ?> identity = Files.readAttributes(file, "unix:dev,ino");
      List<String> locks = Files.readAllLines(LOCKS, StandardCharsets.ISO_8859_1);
      return find(locks, number(identity.get("dev")), number(identity.get("ino")));
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  private static long number(@Nullable Object attribute) {
    return attribute instanceof Number number ? number.longValue() : 0;
  }

  static Optional<String> find(List<String> locks, long device, long inode) {
    for (String line : locks) {
      Matcher lock = LINE.matcher(line);
      if (lock.matches()
          && Long.parseLong(lock.group(2), HEXADECIMAL) == major(device)
          && Long.parseLong(lock.group(3), HEXADECIMAL) == minor(device)
          && lock.group(4).equals(Long.toUnsignedString(inode))) {
        return Optional.of("process " + lock.group(1) + command(lock.group(1)));
      }
    }
    return Optional.empty();
  }

  /// How the C library packs the two numbers of a device into one.
  private static long major(long device) {
    return device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
  }

  private static long minor(long device) {
    return device & 0xff | device >>> 12 & ~0xffL;
  }

  private static String command(String process) {
    try {
      Path file = PROCESSES.resolve(process).resolve("comm");
      return " (" + Files.readString(file, StandardCharsets.ISO_8859_1).strip() + ")";
    } catch (IOException _) {
      return "";
    }
  }
}
