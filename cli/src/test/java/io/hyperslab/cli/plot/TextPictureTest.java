package io.hyperslab.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPictureTest {
  private static final TerminalStyle ASCII = new TerminalStyle(false, TerminalStyle.Colors.NONE);
  private static final TerminalStyle UNICODE = new TerminalStyle(true, TerminalStyle.Colors.NONE);

  private static Axis axis(String label, double low, double high) {
    return new Axis(label, Scale.of(new Range(low, high), false));
  }

  private static Chart chart(Layer... layers) {
    return new Chart("title", axis("time [s]", 0, 4), axis("y", 0, 4), List.of(layers), false);
  }

  private static Layer.Line diagonal() {
    return new Layer.Line("up", new double[] {0, 4}, new double[] {0, 4});
  }

  @Test
  void aLineOfAsciiDots() {
    assertThat(TextPicture.of(chart(diagonal()), 20, 10, ASCII))
        .isEqualTo(
            """
                    title
            y
            4 +             ..'
              |          .''
            2 +      ..''
              |   ..'
            0 +.''
              ++-------+------+
               0       2      4
                   time [s]
            """);
  }

  @Test
  void aLineOfBraille() {
    String text = TextPicture.of(chart(diagonal()), 20, 10, UNICODE);
    assertThat(text.lines().skip(2).limit(5))
        .containsExactly(
            "4 ┤             ⡠⠔⠊", "  │         ⢀⡠⠔⠉", "2 ┤      ⢀⠤⠒⠁", "  │   ⣀⠔⠊⠁", "0 ┤⡠⠔⠊");
  }

  @Test
  void barsStandOnTheBottom() {
    Layer bars = new Layer.Bars(new double[] {0, 2, 3, 4}, new double[] {4, 0, 2});
    assertThat(TextPicture.of(chart(bars), 12, 9, ASCII).lines().skip(2).limit(4))
        .containsExactly("4 +::::", "2 +::::", "  |::::  ::", "0 +::::  ::");
  }

  @Test
  void shadesWithoutColors() {
    Layer cells =
        new Layer.Cells(
            new double[] {0, 1, Double.NaN, 0.5},
            new double[] {0, 2, 4},
            new double[] {4, 2, 0},
            Scale.of(new Range(0, 1), false),
            ColorMap.GREY,
            "depth [m]");
    List<String> lines = TextPicture.of(chart(cells), 40, 11, UNICODE).lines().toList();
    assertThat(lines.get(2)).isEqualTo("4 ┤" + "░".repeat(18) + "█".repeat(18));
    assertThat(lines.get(6)).isEqualTo("0 ┤" + " ".repeat(18) + "▒".repeat(18));
    assertThat(lines.getLast()).contains("0 ░").contains("█ 1");
  }

  @Test
  void twoColorsInEachCharacterOfATerminalThatHasThem() {
    Layer cells =
        new Layer.Cells(
            new double[] {0, 1},
            new double[] {0, 4},
            new double[] {4, 2, 0},
            Scale.of(new Range(0, 1), false),
            ColorMap.GREY,
            "");
    TerminalStyle style = new TerminalStyle(true, TerminalStyle.Colors.ALL);
    String text = TextPicture.of(chart(cells), 10, 9, style);
    assertThat(text).contains("\u001b[38;2;0;0;0m\u001b[48;2;0;0;0m▀");
    assertThat(text).contains("\u001b[38;2;255;255;255m\u001b[48;2;255;255;255m▀");
    assertThat(text.lines().filter(line -> line.contains("▀")))
        .allMatch(line -> line.endsWith("\u001b[0m"));
  }

  @Test
  void seriesHaveALegend() {
    Layer other = new Layer.Points("down", new double[] {1}, new double[] {1});
    assertThat(TextPicture.of(chart(diagonal(), other), 30, 10, ASCII))
        .endsWith("   -- up  -- down\n");
  }

  @Test
  void whatAFileSaysCannotControlTheTerminal() {
    Chart chart =
        new Chart(
            "\u001b[2Jgone\u009b1m",
            axis("x\ny", 0, 1),
            axis("\u0007", 0, 1),
            List.of(diagonal()),
            false);
    String text = TextPicture.of(chart, 40, 12, UNICODE);
    assertThat(text.lines()).hasSize(12);
    assertThat(text.chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
  }

  @Test
  void linesFarBeyondTheRangeAreCut() {
    Layer far = new Layer.Line("far", new double[] {-1e6, 1e6}, new double[] {2, 2});
    assertThat(TextPicture.of(chart(far), 20, 10, ASCII)).contains("2 +" + ".".repeat(16));
  }

  @Test
  void theCubeHasTheNearestColor() {
    TerminalStyle style = new TerminalStyle(true, TerminalStyle.Colors.CUBE);
    assertThat(style.foreground(0x000000)).isEqualTo("\u001b[38;5;16m");
    assertThat(style.foreground(0xffffff)).isEqualTo("\u001b[38;5;231m");
    assertThat(style.background(0x5f87d7)).isEqualTo("\u001b[48;5;68m");
  }

  @Test
  void theSizeOfATerminalIsRowsThenColumns() {
    assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new Size(132, 50));
    assertThat(TerminalSize.parse("")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("0 0")).isEqualTo(TerminalSize.USUAL);
  }
}
