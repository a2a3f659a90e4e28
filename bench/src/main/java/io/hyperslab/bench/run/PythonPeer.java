package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// h5py, which programs in Python read HDF5 with, by the Python of the system.
///
/// @param script what does the workloads
record PythonPeer(Path script) implements Peer {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String SCRIPT = "h5py_peer.py";

  /// The peer; empty, and the reason on the standard error, if there is no h5py.
  ///
  /// @param directory where the script is put
  static Optional<Peer> install(Path directory) throws IOException {
    if (version().isEmpty()) {
      System.err.println("No h5py for " + PYTHON + ": it is left out (apt: python3-h5py).");
      return Optional.empty();
    }
    Path script = Files.createDirectories(directory).resolve(SCRIPT);
    try (InputStream stream = PythonPeer.class.getResourceAsStream("/python/" + SCRIPT)) {
      if (stream == null) {
        throw new IOException("not packaged: " + SCRIPT);
      }
      Files.copy(stream, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return Optional.of(new PythonPeer(script));
  }

  /// The versions of h5py and of its libhdf5; empty if there is none.
  static Optional<String> version() {
    String print = "import h5py; print(h5py.__version__, h5py.version.hdf5_version)";
    try {
      return Processes.lines(List.of(PYTHON, "-c", print)).stream().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return Peers.H5PY;
  }

  /// All but those that are about means that it has not: batches, and packed texts.
  @Override
  public boolean does(Workload workload) {
    return workload != Workload.R8BATCH && workload != Workload.R14PACKED;
  }

  @Override
  public String judge() {
    return Peers.HYPERSLAB;
  }

  @Override
  public List<String> command(Task task, double seconds) {
    return List.of(
        PYTHON,
        script.toString(),
        task.workload().id(),
        task.path().toString(),
        Long.toString(task.count()),
        Double.toString(seconds),
        task.source().toString());
  }
}
