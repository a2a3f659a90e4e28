package io.hyperslab.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.cli.Needed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class PictureTest {
  private static Axis axis(double low, double high) {
    return new Axis("axis", Scale.of(new Range(low, high), false));
  }

  /// Black, white; nothing, grey.
  private static Chart table() {
    Layer cells =
        new Layer.Cells(
            new double[] {0, 1, Double.NaN, 0.5},
            new double[] {0, 1, 2},
            new double[] {0, 1, 2},
            Scale.of(new Range(0, 1), false),
            ColorMap.GREY,
            "value");
    Axis down = new Axis("", Scale.of(new Range(0, 2), false).reversed());
    return new Chart("<title> & \u0007", axis(0, 2), down, List.of(cells), true);
  }

  private static BufferedImage decode(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static Document parse(byte[] svg)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg));
  }

  private static long count(BufferedImage image, int color) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
      }
    }
    return count;
  }

  /// Pixels of an orange line, or between it and white.
  private static long orange(BufferedImage image) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int color = image.getRGB(x, y);
        count += (color >> 16 & 0xff) - (color >> 8 & 0xff) > 30 ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aPngHasTheCellsWhereTheyBelong() throws IOException {
    Needed.requireFonts();
    BufferedImage image = decode(Picture.png(table(), 400, 300));
    assertThat(image.getWidth()).isEqualTo(400);
    assertThat(image.getHeight()).isEqualTo(300);
    // The frame is square, in the middle of what the color bar leaves.
    int blackX = -1;
    int blackY = -1;
    for (int y = 0; y < 300 && blackX < 0; y++) {
      for (int x = 0; x < 250 && blackX < 0; x++) {
        if (image.getRGB(x, y) == 0xff000000 && image.getRGB(x + 40, y + 40) == 0xff000000) {
          blackX = x;
          blackY = y;
        }
      }
    }
    assertThat(blackX).isPositive();
    assertThat(image.getRGB(blackX + 180, blackY + 20)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(blackX + 20, blackY + 180)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(blackX + 180, blackY + 180)).isEqualTo(0xff808080);
  }

  @Test
  void aPngHasLinesPointsAndBarsInTheColorsOfTheirSeries() throws IOException {
    Needed.requireFonts();
    List<Layer> layers =
        List.of(
            new Layer.Bars(new double[] {0, 1}, new double[] {1}),
            new Layer.Line("a", new double[] {1, 2}, new double[] {1.5, 1.5}),
            new Layer.Points("b", new double[] {1.5}, new double[] {0.5}));
    Chart chart = new Chart("", axis(0, 2), axis(0, 2), layers, false);
    BufferedImage image = decode(Picture.png(chart, 300, 200));
    assertThat(count(image, Chart.color(0))).isGreaterThan(5000);
    // Half the frame's width, one or two pixels high, and less than 60 in the legend.
    assertThat(orange(image)).isBetween(160L, 500L);
    assertThat(count(image, Chart.color(2))).isPositive();
  }

  @Test
  void anSvgIsXmlWhateverTheTitleIs() throws Exception {
    byte[] svg = Picture.svg(table(), 400, 300);
    Document document = parse(svg);
    assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 400 300");
    assertThat(document.getElementsByTagName("image").getLength()).isEqualTo(2);
    assertThat(document.getDocumentElement().getTextContent()).contains("<title> & \ufffd");
  }

  @Test
  void anSvgLineIsBrokenWhereNumbersAreMissing() throws Exception {
    Layer line =
        new Layer.Line("a", new double[] {0, 1, 1.5, 2}, new double[] {0, 1, Double.NaN, 2});
    Chart chart = new Chart("", axis(0, 2), axis(0, 2), List.of(line), false);
    byte[] svg = Picture.svg(chart, 300, 200);
    String path =
        parse(svg)
            .getElementsByTagName("path")
            .item(0)
            .getAttributes()
            .getNamedItem("d")
            .getNodeValue();
    assertThat(path).matches("M[\\d.,]+L[\\d.,]+L[\\d.,]+M[\\d.,]+L[\\d.,]+");
    assertThat(new String(svg, StandardCharsets.UTF_8)).endsWith("</svg>\n");
  }

  @Test
  void theSmallestPicturesCanBeMade() throws IOException {
    Needed.requireFonts();
    assertThat(decode(Picture.png(table(), 50, 50)).getWidth()).isEqualTo(50);
  }
}
