package io.hyperslab.conformance.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hyperslab.conformance.ReferenceDigest;
import io.hyperslab.conformance.interop.ExpectedObject.Obstacle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// An h5py, in a process of its own that takes requests until it is closed.
final class H5pyProgram implements ForeignProgram, AutoCloseable {
  private static final String SCRIPT = "h5py_program.py";
  private static final List<String> LOW_BOUNDS = List.of("default", "earliest", "v108", "v110");

  /// Where libhdf5 looks for files of raw data: beside the file that names them.
  static final Map<String, String> ENVIRONMENT = Map.of("HDF5_EXTFILE_PREFIX", "${ORIGIN}");

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;
  private final String version;
  private final Optional<Path> digestScript;

  /// Starts a Python.
  ///
  /// @param newest whether its HDF5 is of version 2
  H5pyProgram(String python, boolean newest) throws IOException {
    digestScript = ReferenceDigest.script(newest);
    ProcessBuilder builder = new ProcessBuilder(python, "-c", script());
    builder.environment().putAll(ENVIRONMENT);
    process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    requests = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
    version = answer("start").getFirst();
  }

  private static String script() throws IOException {
    try (InputStream text = H5pyProgram.class.getResourceAsStream(SCRIPT)) {
      return new String(Objects.requireNonNull(text, SCRIPT).readAllBytes(), UTF_8);
    }
  }

  private List<String> ask(String... request) {
    try {
      requests.write(String.join("\t", request) + "\n");
      requests.flush();
      return answer(String.join(" ", request));
    } catch (IOException e) {
      throw new UncheckedIOException(this + ": " + String.join(" ", request), e);
    }
  }

  private List<String> answer(String request) throws IOException {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("h5py has died of " + request);
      } else if (line.startsWith("!")) {
        throw new IllegalStateException(this + ": " + request + ": " + line.substring(1));
      } else if (line.equals(".")) {
        return lines;
      }
      lines.add(line.substring(1));
    }
  }

  @Override
  public Set<Obstacle> obstacles() {
    return Set.of(Obstacle.FILL_SEQUENCES);
  }

  @Override
  public Description describe(Path path) {
    Description description = new Description();
    for (String line : ask("describe", path.toString())) {
      int tab = line.indexOf('\t');
      description.putLine(line.substring(0, tab), line.substring(tab + 1));
    }
    return description;
  }

  @Override
  public Optional<String> digestDifference(Path path) {
    return digestScript.flatMap(script ->
        ReferenceDigest.difference(
            ask("digest", script.toString(), path.toString()).getFirst(), path));
  }

  @Override
  public void openFile(Path path, RandomGenerator random) {
    ask("open", path.toString(), ElementKinds.one(LOW_BOUNDS, random));
  }

  @Override
  public void createGroup(String path) {
    ask("group", path);
  }

  @Override
  public void linkHard(String path, String target) {
    ask("hard", path, target);
  }

  @Override
  public void linkSoft(String path, String target) {
    ask("soft", path, target);
  }

  @Override
  public void delete(String path) {
    ask("delete", path);
  }

  @Override
  public void move(String path, String to) {
    ask("move", path, to);
  }

  @Override
  public void addNumbers(String path, String name, long[] shape, byte[] values) {
    ask("numbers", path, name, listed(shape), hex(values));
  }

  @Override
  public void addText(String path, String name, String text) {
    ask("text", path, name, hex(text.getBytes(UTF_8)));
  }

  @Override
  public void removeAttribute(String path, String name) {
    ask("remove", path, name);
  }

  @Override
  public void renameAttribute(String path, String name, String newName) {
    ask("rename", path, name, newName);
  }

  @Override
  public void createDataset(
      String path, long[] shape, long[] maxShape, long[] chunks, boolean lzf, byte[] values) {
    String compression = lzf ? "lzf" : "gzip";
    ask("create", path, listed(shape), listed(maxShape), listed(chunks), compression, hex(values));
  }

  @Override
  public void resize(String path, long[] shape) {
    ask("resize", path, listed(shape));
  }

  @Override
  public void write(String path, long[] shape, long first, long count, byte[] values) {
    ask("write", path, String.valueOf(first), String.valueOf(count), hex(values));
  }

  @Override
  public void write(String path, long[] shape, long first, long count, List<String> values) {
    String texts =
        values.stream().map(text -> hex(text.getBytes(UTF_8))).collect(Collectors.joining(","));
    ask("texts", path, String.valueOf(first), String.valueOf(count), texts);
  }

  private static String listed(long[] sizes) {
    return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void closeFile() {
    ask("close");
  }

  /// Ends the process.
  @Override
  public void close() throws IOException {
    requests.close();
    process.destroy();
  }

  @Override
  public String toString() {
    return version;
  }
}
