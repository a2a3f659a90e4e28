package io.hyperslab.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// A picture of pixels.
final class PngSurface implements Surface {
  private static final int WHITE = 0xffffff;
  private static final int INK = 0x202020;
  private static final float STROKE = 1.4f;

  private final BufferedImage image;
  private final Graphics2D graphics;

  /// @throws UncheckedIOException if Java finds no fonts here
  PngSurface(int width, int height) {
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    fill(new Box(0, 0, width, height), WHITE);
    requireFonts();
  }

  /// Java does without an exception of its own where it finds no fonts.
  private void requireFonts() {
    try {
      graphics.getFontMetrics();
    } catch (RuntimeException | InternalError | LinkageError e) {
      throw new UncheckedIOException(
          new IOException(
              "Java finds no fonts on this system (on Linux: install fontconfig and a font);"
                  + " an .svg needs none",
              e));
    }
  }

  /// The bytes of an image, opaque or not, in the PNG format.
  static byte[] encode(BufferedImage image) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Pixels as an image that may be transparent.
  static BufferedImage image(int[] pixels, int width) {
    int height = pixels.length / width;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    return image;
  }

  /// The picture in the PNG format.
  byte[] bytes() {
    graphics.dispose();
    return encode(image);
  }

  @Override
  public void fill(Box area, int color) {
    graphics.setColor(new Color(color));
    graphics.fill(rectangle(area));
  }

  private static Rectangle2D rectangle(Box area) {
    return new Rectangle2D.Double(area.left(), area.top(), area.width(), area.height());
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, int color) {
    graphics.setColor(new Color(color));
    graphics.setStroke(new BasicStroke(1));
    // Through the middle of pixels, for lines to be sharp.
    graphics.draw(
        new Line2D.Double(
            Math.floor(x1) + 0.5,
            Math.floor(y1) + 0.5,
            Math.floor(x2) + 0.5,
            Math.floor(y2) + 0.5));
  }

  @Override
  public void polyline(double[] xs, double[] ys, int color, Box clip) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isNaN(xs[i]) || Double.isNaN(ys[i])) {
        drawing = false;
      } else if (drawing) {
        path.lineTo(xs[i], ys[i]);
      } else {
        path.moveTo(xs[i], ys[i]);
        path.lineTo(xs[i], ys[i]);
        drawing = true;
      }
    }
    graphics.setClip(rectangle(clip));
    graphics.setColor(new Color(color));
    graphics.setStroke(new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
    graphics.setClip(null);
  }

  @Override
  public void dots(double[] xs, double[] ys, double radius, int color, Box clip) {
    graphics.setClip(rectangle(clip));
    graphics.setColor(new Color(color));
    for (int i = 0; i < xs.length; i++) {
      graphics.fill(new Ellipse2D.Double(xs[i] - radius, ys[i] - radius, 2 * radius, 2 * radius));
    }
    graphics.setClip(null);
  }

  @Override
  public void image(Box area, int[] pixels, int width) {
    AffineTransform place =
        new AffineTransform(
            area.width() / width,
            0,
            0,
            area.height() * width / pixels.length,
            area.left(),
            area.top());
    graphics.drawImage(image(pixels, width), place, null);
  }

  @Override
  public void text(String text, double x, double y, Anchor anchor, double size) {
    double width = textWidth(text, size);
    double left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    graphics.setColor(new Color(INK));
    graphics.drawString(text, (float) left, (float) y);
  }

  @Override
  public void textUpwards(String text, double x, double y, double size) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    text(text, x, y, Anchor.MIDDLE, size);
    graphics.setTransform(before);
  }

  @Override
  public double textWidth(String text, double size) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
    return graphics.getFontMetrics().stringWidth(text);
  }
}
