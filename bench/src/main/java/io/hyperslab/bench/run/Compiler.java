package io.hyperslab.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Compiles the program in C against the libhdf5 of the system, if there are gcc and the headers
/// (Debian: `gcc libhdf5-dev`).
public final class Compiler {
  private static final String SOURCES = "/c/";
  private static final List<String> FILES =
      List.of("bench.h", "bench.c", "common.c", "lzf.c", "reads.c", "objects.c", "writes.c");
  private static final List<Path> INCLUDES =
      List.of(Path.of("/usr/include/hdf5/serial"), Path.of("/usr/include"));

  private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu/hdf5/serial");

  private Compiler() {}

  /// The program; empty, and the reason on the standard error, if it cannot be compiled.
  ///
  /// @param directory where sources and program are put
  public static Optional<Path> compile(Path directory) throws IOException {
    Optional<Path> include =
        INCLUDES.stream().filter(each -> Files.exists(each.resolve("hdf5.h"))).findFirst();
    if (include.isEmpty() || !isOnPath("gcc")) {
      System.err.println("No gcc, or no headers of libhdf5: C is left out (apt: gcc libhdf5-dev).");
      return Optional.empty();
    }
    Files.createDirectories(directory);
    List<String> command = new ArrayList<>(List.of("gcc", "-std=c11", "-D_GNU_SOURCE", "-O2"));
    Path program = directory.resolve("hyperslab-bench-c");
    boolean isCurrent = Files.exists(program);
    for (String name : FILES) {
      Path copy = directory.resolve(name);
      byte[] source = source(name);
      if (!isCurrent || Files.notExists(copy) || !Arrays.equals(source, Files.readAllBytes(copy))) {
        isCurrent = false;
        Files.write(copy, source);
      }
      if (name.endsWith(".c")) {
        command.add(copy.toString());
      }
    }
    if (isCurrent) {
      return Optional.of(program);
    }
    Files.deleteIfExists(program);
    command.addAll(List.of("-I" + include.get(), "-o", program.toString()));
    command.add("-L" + LIBRARIES);
    command.add("-lhdf5");
    Processes.lines(command);
    return Optional.of(program);
  }

  private static byte[] source(String name) throws IOException {
    try (InputStream stream = Compiler.class.getResourceAsStream(SOURCES + name)) {
      if (stream == null) {
        throw new IOException("not packaged: " + name);
      }
      return stream.readAllBytes();
    }
  }

  private static boolean isOnPath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
