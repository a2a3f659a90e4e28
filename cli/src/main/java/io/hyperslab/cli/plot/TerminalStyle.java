package io.hyperslab.cli.plot;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a terminal can show.
///
/// @param isUnicode whether it shows Braille and block characters
/// @param colors how many colors it has
public record TerminalStyle(boolean isUnicode, Colors colors) {
  /// How many colors a terminal has.
  public enum Colors {
    /// Its usual one.
    NONE,
    /// 256, of which 216 are a cube.
    CUBE,
    /// All of 24 bits.
    ALL
  }

  private static final String RESET = "\u001b[0m";
  private static final int CUBE_START = 16;
  private static final int CUBE_SIDE = 6;

  /// What the variables of the environment say of the terminal, whether it is one or not.
  public static TerminalStyle ofEnvironment() {
    String trueColor = String.valueOf(System.getenv("COLORTERM")).toLowerCase(Locale.ROOT);
    boolean all = trueColor.equals("truecolor") || trueColor.equals("24bit");
    String encoding =
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
    return new TerminalStyle(
        Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8),
        all ? Colors.ALL : Colors.CUBE);
  }

  /// How many columns and rows can be told apart in a plot of so many characters.
  public Size dots(Size characters) {
    return new Size(
        characters.width() * DotCanvas.dotsAcross(isUnicode),
        characters.height() * DotCanvas.dotsDown(isUnicode));
  }

  /// Makes the text behind it appear in a color, `0xrrggbb`.
  String foreground(int color) {
    return code(38, color);
  }

  /// Makes the text behind it appear on a color, `0xrrggbb`.
  String background(int color) {
    return code(48, color);
  }

  /// Ends all colors.
  String reset() {
    return colors == Colors.NONE ? "" : RESET;
  }

  private String code(int what, int color) {
    int red = color >> 16 & 0xff;
    int green = color >> 8 & 0xff;
    int blue = color & 0xff;
    return switch (colors) {
      case NONE -> "";
      case CUBE ->
          "\u001b[%d;5;%dm"
              .formatted(
                  what,
                  CUBE_START + CUBE_SIDE * (CUBE_SIDE * ofSix(red) + ofSix(green)) + ofSix(blue));
      case ALL -> "\u001b[%d;2;%d;%d;%dm".formatted(what, red, green, blue);
    };
  }

  /// The nearest of 0, 95, 135, 175, 215 and 255.
  private static int ofSix(int part) {
    return part < 48 ? 0 : part < 115 ? 1 : (part - 35) / 40;
  }
}
