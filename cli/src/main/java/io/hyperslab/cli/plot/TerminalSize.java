package io.hyperslab.cli.plot;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How many characters a terminal shows.
public final class TerminalSize {
  /// What programs take where nobody knows.
  public static final Size USUAL = new Size(80, 24);

  private static final Size LARGEST = new Size(300, 100);
  private static final long PATIENCE_SECONDS = 2;

  private TerminalSize() {}

  /// The size of the terminal, less the line of the next prompt.
  public static Size get() {
    Size told = parse(variable("LINES") + " " + variable("COLUMNS"));
    Size size = told.equals(USUAL) ? parse(askStty()) : told;
    return new Size(
        Math.min(size.width(), LARGEST.width()), Math.min(size.height(), LARGEST.height()) - 1);
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }

  /// Two numbers: rows and columns, in this order.
  static Size parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    if (words.length == 2 && words[0].matches("\\d{2,4}") && words[1].matches("\\d{2,4}")) {
      return new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
    }
    return USUAL;
  }

  /// Java cannot ask the terminal; `stty` can, where there is one.
  private static String askStty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException _) {
      return "";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
