package io.hyperslab.bench.run;

import io.hyperslab.bench.jhdf.Jhdf;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All who do workloads, by their names.
public final class Peers {
  /// C on the libhdf5 of the system: what the others are compared with.
  public static final String C = "c";

  /// The same with libhdf5 tuned.
  public static final String TUNED = "c-tuned";

  /// This project with default options.
  public static final String HYPERSLAB = "hyperslab";

  /// libhdf5 through JNI.
  public static final String BYTEDECO = "bytedeco";

  /// libhdf5 from Python.
  public static final String H5PY = "h5py";

  /// This project's command, as it is delivered.
  public static final String COMMAND = "command";

  /// This project on one processor.
  public static final String ONE_CPU = "one-cpu";

  /// Those who take part unless others are asked for.
  public static final List<String> USUAL =
      List.of(C, TUNED, HYPERSLAB, COMMAND, "mapped", "full", BYTEDECO, "jhdf", H5PY);

  private static final Set<Workload> MAPPABLE =
      EnumSet.of(
          Workload.R1,
          Workload.R1B,
          Workload.R2,
          Workload.R2SLABS,
          Workload.R2BLOCKS,
          Workload.R3,
          Workload.R9U,
          Workload.R9C,
          Workload.R10A,
          Workload.R10C,
          Workload.R11A,
          Workload.R11B,
          Workload.R11C);

  private Peers() {}

  /// Those that are asked for and can be had.
  ///
  /// @param work a directory for the programs that are no Java
  /// @param launcher this project's command
  public static List<Peer> of(List<String> names, Path work, Path launcher) throws IOException {
    Optional<Path> program =
        names.contains(C) || names.contains(TUNED) ? Compiler.compile(work) : Optional.empty();
    List<Peer> peers = new ArrayList<>();
    for (String name : names) {
      switch (name) {
        case C, TUNED ->
            program.ifPresent(path -> peers.add(new CProgram(path, name.equals(TUNED))));
        case COMMAND -> CommandPeer.of(launcher).ifPresent(peers::add);
        case H5PY -> PythonPeer.install(work).ifPresent(peers::add);
        default -> peers.add(java(name));
      }
    }
    return peers;
  }

  private static Peer java(String name) {
    return switch (name) {
      case HYPERSLAB, "single" -> java(name, EnumSet.allOf(Workload.class), BYTEDECO);
      case ONE_CPU ->
          new JavaPeer(
              name, EnumSet.allOf(Workload.class), List.of("taskset", "-c", "0"), BYTEDECO);
      case "mapped" -> java(name, MAPPABLE, BYTEDECO);
      case "full" -> java(name, EnumSet.range(Workload.W1, Workload.W8), BYTEDECO);
      case BYTEDECO -> java(name, EnumSet.complementOf(EnumSet.of(Workload.R6)), HYPERSLAB);
      case "jhdf" -> java(name, Jhdf.workloads(), BYTEDECO);
      default -> throw new IllegalArgumentException("no peer " + name);
    };
  }

  private static Peer java(String name, Set<Workload> workloads, String judge) {
    return new JavaPeer(name, workloads, List.of(), judge);
  }
}
