package io.hyperslab.cli.plot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// A picture of lines and texts, in the SVG 1.1 format.
final class SvgSurface implements Surface {
  /// Width of a usual character, as a part of the font's size.
  private static final double CHARACTER = 0.58;

  private static final char REPLACEMENT = 0xfffd;

  private final StringBuilder text = new StringBuilder(1 << 14);
  private int clips;

  SvgSurface(int width, int height) {
    text.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
        width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" fill="#202020">
        """
            .formatted(width, height));
    fill(new Box(0, 0, width, height), 0xffffff);
  }

  /// The document.
  byte[] bytes() {
    return (text + "</svg>\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String number(double value) {
    String number = String.format(Locale.ROOT, "%.1f", value);
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }

  private static String color(int color) {
    return String.format(Locale.ROOT, "#%06x", color);
  }

  private static String place(Box area) {
    return "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
        .formatted(
            number(area.left()), number(area.top()), number(area.width()), number(area.height()));
  }

  @Override
  public void fill(Box area, int color) {
    text.append("<rect %s fill=\"%s\"/>\n".formatted(place(area), color(color)));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, int color) {
    text.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), color(color)));
  }

  /// Refers to a new area that nothing is drawn outside of.
  private String clip(Box area) {
    clips++;
    text.append("<clipPath id=\"c%d\"><rect %s/></clipPath>\n".formatted(clips, place(area)));
    return "clip-path=\"url(#c" + clips + ")\"";
  }

  @Override
  public void polyline(double[] xs, double[] ys, int color, Box clip) {
    String clipped = clip(clip);
    text.append("<path ").append(clipped).append(" fill=\"none\" stroke=\"").append(color(color));
    text.append("\" stroke-width=\"1.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"");
    boolean drawing = false;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isNaN(xs[i]) || Double.isNaN(ys[i])) {
        drawing = false;
        continue;
      }
      String point = number(xs[i]) + "," + number(ys[i]);
      text.append(drawing ? 'L' : 'M').append(point);
      if (!drawing) {
        text.append('L').append(point); // a single point is seen too
      }
      drawing = true;
    }
    text.append("\"/>\n");
  }

  @Override
  public void dots(double[] xs, double[] ys, double radius, int color, Box clip) {
    String clipped = clip(clip);
    text.append("<path ").append(clipped).append(" fill=\"none\" stroke=\"").append(color(color));
    text.append("\" stroke-width=\"").append(number(2 * radius));
    text.append("\" stroke-linecap=\"round\" d=\"");
    for (int i = 0; i < xs.length; i++) {
      text.append('M').append(number(xs[i])).append(',').append(number(ys[i])).append("h0");
    }
    text.append("\"/>\n");
  }

  @Override
  public void image(Box area, int[] pixels, int width) {
    byte[] png = PngSurface.encode(PngSurface.image(pixels, width));
    text.append(
        "<image %s preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,%s\"/>\n"
            .formatted(place(area), Base64.getEncoder().encodeToString(png)));
  }

  @Override
  public void text(String written, double x, double y, Anchor anchor, double size) {
    write(written, x, y, size, anchor.name().toLowerCase(Locale.ROOT), "");
  }

  @Override
  public void textUpwards(String written, double x, double y, double size) {
    String turned = " transform=\"rotate(-90 %s %s)\"".formatted(number(x), number(y));
    write(written, x, y, size, "middle", turned);
  }

  private void write(String written, double x, double y, double size, String anchor, String more) {
    text.append(
        "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
            .formatted(number(x), number(y), number(size), anchor, more, escaped(written)));
  }

  /// XML has no way to write most control characters, nor halves of others.
  private static String escaped(String written) {
    StringBuilder escaped = new StringBuilder();
    written.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int c) {
    boolean isHalf = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    switch (c) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case 0xfffe, 0xffff -> escaped.append(REPLACEMENT);
      default -> {
        if (isHalf || Character.isISOControl(c)) {
          escaped.append(REPLACEMENT);
        } else {
          escaped.appendCodePoint(c);
        }
      }
    }
  }

  @Override
  public double textWidth(String written, double size) {
    return written.length() * size * CHARACTER;
  }
}
