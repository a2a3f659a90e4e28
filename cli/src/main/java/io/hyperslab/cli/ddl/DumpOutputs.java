package io.hyperslab.cli.ddl;

import io.hyperslab.Hdf5File;
import io.hyperslab.NeededFiles;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.InputFiles;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the parts of a dump go: to standard output unless they are sent elsewhere.
final class DumpOutputs implements AutoCloseable {
  private final Invocation invocation;
  private final List<OutputStream> files = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private List<String> inputs = List.of();
  private Optional<String> driver = Optional.empty();
  private Optional<Output> ddl;
  private Optional<Output> data;
  private Optional<Output> attributes;

  DumpOutputs(Invocation invocation) {
    this.invocation = invocation;
    ddl = Optional.of(invocation.out());
    data = ddl;
    attributes = ddl;
  }

  /// Where everything goes that is not data; empty for nowhere, likewise below.
  Optional<Output> ddl() {
    return ddl;
  }

  /// Where the elements of datasets go.
  Optional<Output> data() {
    return data;
  }

  /// Where the elements of attributes go.
  Optional<Output> attributes() {
    return attributes;
  }

  /// Says which files are read, and must not be written to.
  ///
  /// @param inputs as they were given; need not exist
  /// @param driver the name of the one that they are opened with, if one is given
  void protect(List<String> inputs, Optional<String> driver) {
    this.inputs = List.copyOf(inputs);
    this.driver = driver;
  }

  /// Sends everything that is not data to a file, or nowhere if none is given; likewise below.
  void sendDdl(Optional<String> file) throws IOException, UsageException {
    ddl = opened(file);
  }

  /// Sends the elements of datasets.
  void sendData(Optional<String> file) throws IOException, UsageException {
    data = opened(file);
  }

  /// Sends the elements of attributes.
  void sendAttributes(Optional<String> file) throws IOException, UsageException {
    attributes = opened(file);
  }

  private Optional<Output> opened(Optional<String> file) throws IOException, UsageException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = invocation.path(file.get());
      requireNoInput(path, file.get());
      OutputStream stream = new FileOutput(Files.newOutputStream(path), file.get());
      files.add(stream);
      outputs.add(new Output(stream));
      return Optional.of(outputs.getLast());
    } catch (InvalidPathException e) {
      throw new IOException(file.get() + ": " + e.getReason(), e);
    }
  }

  private void requireNoInput(Path output, String name) throws IOException, UsageException {
    for (String input : inputs) {
      InputFiles files = new InputFiles();
      for (Path file : FileDriver.files(invocation.path(input), driver)) {
        files.add(file);
      }
      if (files.contains(output)) {
        throw new UsageException(input + ": would be replaced by the output", false);
      }
      if (Files.exists(output) && isSource(input, output)) {
        throw new UsageException(
            name + ": holds data of " + input + " and would be replaced by the output", false);
      }
    }
  }

  /// @throws IOException if it cannot be found out which files there are
  private boolean isSource(String input, Path output) throws IOException {
    Hdf5File opened;
    try {
      opened = FileDriver.of(driver).open(invocation.path(input), OpenOptions.defaults());
    } catch (IOException | UncheckedIOException | Hdf5Exception | UsageException e) {
      return false; // what cannot be opened is not dumped either
    }
    try (Hdf5File file = opened) {
      return NeededFiles.of(file).contains(output);
    }
  }

  /// Says of a failure which file it is that cannot be written.
  private static final class FileOutput extends OutputStream {
    private final OutputStream out;
    private final String name;

    FileOutput(OutputStream out, String name) {
      this.out = out;
      this.name = name;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        FileSystemException failure = new FileSystemException(name, null, e.getMessage());
        failure.initCause(e);
        throw failure;
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Closes the files. Where only data went to standard output, its last line is ended.
  @Override
  public void close() throws IOException {
    if (ddl.isEmpty() && data.isPresent() && data.get() == invocation.out()) {
      invocation.out().println();
    }
    outputs.forEach(Output::flush);
    for (OutputStream stream : files) {
      stream.close();
    }
  }
}
