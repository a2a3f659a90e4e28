package io.hyperslab.bench.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One run of a command.
///
/// @param seconds from outside, the start of the process included
/// @param cpuSeconds of all its threads; 0 if the system does not tell
/// @param peakMiB of memory that it held at once; 0 if the system does not tell
/// @param output a digest of what it printed
record Run(double seconds, double cpuSeconds, double peakMiB, String output) {
  private static final long LOOK_EVERY_MILLIS = 2;

  /// Runs a command to its end.
  ///
  /// @throws IOException if it fails
  static Run of(List<String> command, Path folder) throws IOException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Watcher watcher = new Watcher(process);
    Thread watching = Thread.ofPlatform().daemon().start(watcher);
    try (DigestInputStream printed = new DigestInputStream(process.getInputStream(), digest())) {
      printed.transferTo(OutputStream.nullOutputStream());
      int status = process.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      watching.join();
      if (status != 0) {
        throw new IOException("ended with " + status + ": " + String.join(" ", command));
      }
      String output = HexFormat.of().formatHex(printed.getMessageDigest().digest());
      return new Run(seconds, watcher.cpuSeconds, watcher.peakMiB, output);
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException("interrupted", e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Looks at a process until it ends; the last look counts.
  private static final class Watcher implements Runnable {
    private final Process process;
    private volatile double cpuSeconds;
    private volatile double peakMiB;

    private Watcher(Process process) {
      this.process = process;
    }

    @Override
    public void run() {
      try {
        while (process.isAlive()) {
          process
              .toHandle()
              .info()
              .totalCpuDuration()
              .ifPresent(duration -> cpuSeconds = duration.toNanos() / 1e9);
          peak().ifPresent(mebibytes -> peakMiB = Math.max(peakMiB, mebibytes));
          Thread.sleep(LOOK_EVERY_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private Optional<Double> peak() {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      try (Stream<String> lines = Files.lines(status)) {
        return lines
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
            .findFirst();
      } catch (IOException | UncheckedIOException e) {
        return Optional.empty(); // it has ended meanwhile
      }
    }
  }
}
