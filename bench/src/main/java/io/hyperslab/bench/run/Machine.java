package io.hyperslab.bench.run;

import io.hyperslab.bench.libhdf5.Bytedeco;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What measurements are made on.
public final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path CHECKOUT = Path.of(".git");

  private Machine() {}

  /// Hardware, versions and date, a line for each.
  public static List<String> describe() {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        "Processor: "
            + fact(PROCESSORS, "model name")
            + ", "
            + runtime.availableProcessors()
            + " cores; memory: "
            + fact(MEMORY, "MemTotal"),
        "System: " + System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "JVM: "
            + System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.vm.version")
            + ", its defaults, heap of at most "
            + (runtime.maxMemory() >> 20)
            + " MiB",
        "Libraries: libhdf5 of the system in C ("
            + systemLibrary()
            + "), libhdf5 "
            + Bytedeco.version()
            + " through JNI (bytedeco), jHDF "
            + HdfFile.class.getPackage().getImplementationVersion()
            + PythonPeer.version()
                .map(each -> ", h5py " + each.replace(" ", " on libhdf5 "))
                .orElse(""),
        "Date: " + LocalDate.now(ZoneOffset.UTC) + "; Hyperslab: " + revision());
  }

  /// That of the sources in the current directory, which the measured library is made of.
  private static String revision() {
    if (Files.notExists(CHECKOUT)) {
      return "revision unknown";
    }
    try {
      return Processes.lines(List.of("git", "log", "-1", "--format=%h")).stream()
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "revision unknown";
    }
  }

  private static String systemLibrary() {
    try {
      return Processes.lines(List.of("dpkg-query", "-W", "-f", "${Version}", "libhdf5-dev"))
          .stream()
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "version unknown";
    }
  }

  private static String fact(Path file, String name) {
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(file)) {
      Optional<String> line = lines.filter(each -> each.startsWith(name)).findFirst();
      return line.map(each -> each.substring(each.indexOf(':') + 1).strip()).orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
