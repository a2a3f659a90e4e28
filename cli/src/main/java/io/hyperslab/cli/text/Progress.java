package io.hyperslab.cli.text;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/// A line on a terminal that says how far long work is, how fast it goes, and how long it will
/// take.
///
/// It appears only when the work takes a while, is drawn anew a few times a second, and goes
/// without a trace. Any number of threads may count; one of them draws, none waits for it. Whoever
/// writes to the terminal meanwhile calls [#clear()] before.
///
/// ```java
/// try (Progress progress = new Progress(console.err(), total, Bytes::text)) {
///   ... progress.add(bytes) ...
/// }
/// ```
public final class Progress implements AutoCloseable {
  private static final long NANOS = 1_000_000_000L;
  private static final long BETWEEN = NANOS / 10;
  private static final int BAR = 24;
  private static final String ERASE = "\r\u001b[K";

  /// How many seconds the rate looks back: a disk that pauses shall not make the end jump about.
  private static final double MEMORY = 8;

  private final Output terminal;
  private final long total;
  private final LongFunction<String> unit;
  private final LongSupplier clock;
  private final long start;
  private final AtomicLong done = new AtomicLong();
  private final ReentrantLock drawing = new ReentrantLock();
  private volatile long last;
  private volatile boolean ended;
  private long counted;
  private double weightedRate;
  private double weight;
  private boolean shown;

  /// @param terminal where the line goes; only a terminal, for it is erased with a control sequence
  /// @param total how much there is to do, about; 0 or less if nobody knows
  /// @param unit writes an amount: `Bytes::text`, `n -> n + " objects"`
  public Progress(Output terminal, long total, LongFunction<String> unit) {
    this(terminal, total, unit, System::nanoTime);
  }

  Progress(Output terminal, long total, LongFunction<String> unit, LongSupplier clock) {
    this.terminal = terminal;
    this.total = total;
    this.unit = unit;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.last = start;
  }

  /// Counts what has been done since the last call. Any thread may.
  public void add(long amount) {
    done.addAndGet(amount);
    if (clock.getAsLong() - last >= BETWEEN && drawing.tryLock()) {
      try {
        draw();
      } finally {
        drawing.unlock();
      }
    }
  }

  private void draw() {
    long now = clock.getAsLong();
    if (ended || now - last < BETWEEN) {
      return;
    }
    long sum = done.get();
    remember(sum - counted, (double) (now - last) / NANOS);
    counted = sum;
    last = now;
    shown = true;
    terminal.print(ERASE + line(sum, now - start)).flush();
  }

  /// Takes a rate into the mean, in which older ones count less and less.
  private void remember(long amount, double seconds) {
    double kept = Math.exp(-seconds / MEMORY);
    weightedRate = kept * weightedRate + (1 - kept) * (amount / seconds);
    weight = kept * weight + (1 - kept);
  }

  private String line(long sum, long elapsed) {
    double rate = weightedRate / weight;
    String speed = unit.apply(Math.round(rate)) + "/s";
    if (total <= 0) {
      return unit.apply(sum) + "  " + speed + "  " + time(elapsed / NANOS);
    }
    double part = Math.min(1, (double) sum / total);
    int filled = (int) (part * BAR);
    String left = rate > 0 ? time(Math.round(Math.max(0, total - sum) / rate)) : "?";
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %s  %s left",
        "#".repeat(filled),
        " ".repeat(BAR - filled),
        (int) (100 * part),
        speed,
        left);
  }

  private static String time(long seconds) {
    long minutes = seconds / 60;
    return minutes < 60
        ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
  }

  /// Takes the line away, for something else to be written there; it comes again.
  public void clear() {
    drawing.lock();
    try {
      if (shown) {
        shown = false;
        terminal.print(ERASE).flush();
      }
    } finally {
      drawing.unlock();
    }
  }

  /// Takes the line away for good.
  @Override
  public void close() {
    ended = true;
    clear();
  }
}
