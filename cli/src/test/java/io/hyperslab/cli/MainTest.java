package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesTheCommandOnStandardOutput() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: hyperslab");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void withoutACommandItFailsAndShowsTheUsageOnStandardError() {
    assertThat(execute()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("Usage: hyperslab");
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
