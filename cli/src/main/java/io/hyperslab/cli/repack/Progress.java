package io.hyperslab.cli.repack;

import io.hyperslab.cli.listing.Bytes;
import io.hyperslab.cli.text.Output;
import java.util.Locale;
import java.util.function.LongSupplier;

/// A line on a terminal that says how far a copy is, how fast, and how long it will take.
public final class Progress {
  private static final long NANOS = 1_000_000_000L;
  private static final long BETWEEN = NANOS / 10;
  private static final int BAR = 24;
  private static final String ERASE = "\r\u001b[K";

  private final Output terminal;
  private final long total;
  private final LongSupplier clock;
  private final long start;
  private long last;
  private long done;
  private boolean shown;

  /// @param total bytes to copy, about
  public Progress(Output terminal, long total) {
    this(terminal, total, System::nanoTime);
  }

  Progress(Output terminal, long total, LongSupplier clock) {
    this.terminal = terminal;
    this.total = Math.max(1, total);
    this.clock = clock;
    this.start = clock.getAsLong();
    this.last = start;
  }

  /// Counts bytes that have been copied.
  public void add(long bytes) {
    done += bytes;
    long now = clock.getAsLong();
    if (now - last >= BETWEEN) {
      last = now;
      shown = true;
      terminal.print(ERASE + line(now - start)).flush();
    }
  }

  private String line(long elapsed) {
    double part = Math.min(1, (double) done / total);
    double rate = done / ((double) elapsed / NANOS);
    long left = Math.round(Math.max(0, total - done) / rate);
    int filled = (int) (part * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %s/s  %d:%02d left",
        "#".repeat(filled),
        " ".repeat(BAR - filled),
        (int) (100 * part),
        Bytes.text((long) rate),
        left / 60,
        left % 60);
  }

  /// Takes the line away.
  public void clear() {
    if (shown) {
      shown = false;
      terminal.print(ERASE).flush();
    }
  }
}
