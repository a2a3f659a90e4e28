package io.hyperslab.cli.exchange;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// Writes a dataset as an image: two dimensions of gray, or a third one of 3 or 4 channels. TIFF
/// takes stacks, one image for each index of the first dimension. An image has to fit into memory,
/// a stack does not.
final class ImageExport {
  private static final long MOST_VALUES = 1L << 30;
  private static final int BRIGHTEST = 255;

  private final PieceSource source;
  private final ExportOptions options;

  ImageExport(PieceSource source, ExportOptions options) {
    this.source = source;
    this.options = options;
  }

  /// What the dimensions are.
  ///
  /// @param pages how many images there are; -1 for a single image
  /// @param channels 1 for gray
  private record Layout(long pages, int height, int width, int channels) {}

  /// Writes the images.
  ///
  /// @param out not closed
  /// @throws DatatypeMismatchException if they are none
  void write(ExchangeFormat format, OutputStream out) throws IOException {
    Layout layout = layout(format == ExchangeFormat.TIFF);
    RasterKind kind = kind(format == ExchangeFormat.TIFF);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      if (layout.pages() < 0) {
        writer.write(image(source.whole(), layout, kind));
      } else {
        writeStack(writer, layout, kind);
      }
    } finally {
      writer.dispose();
    }
  }

  private void writeStack(ImageWriter writer, Layout layout, RasterKind kind) throws IOException {
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    writer.prepareWriteSequence(null);
    for (long page = 0; page < layout.pages(); page++) {
      NdArray elements = source.read(Selection.at(page));
      BufferedImage image = image(elements, layout, kind);
      writer.writeToSequence(
          new IIOImage(
              image,
              null,
              writer.getDefaultImageMetadata(
                  ImageTypeSpecifier.createFromRenderedImage(image), parameters)),
          parameters);
      source.report(page + 1, layout.pages());
    }
    writer.endWriteSequence();
  }

  private Layout layout(boolean stacks) {
    long[] shape = source.fullShape();
    int rank = shape.length;
    boolean colored = rank >= 3 && (shape[rank - 1] == 3 || shape[rank - 1] == 4);
    int plain = colored ? 3 : 2;
    boolean stack = rank == plain + 1;
    if (rank < 2 || rank > plain && !(stack && stacks)) {
      throw refused(
          "shape",
          Arrays.toString(shape),
          stacks
              ? "height and width, 3 or 4 channels behind and a number of pages in front or not"
              : "height and width, 3 or 4 channels behind or not");
    }
    int at = stack ? 1 : 0;
    long channels = colored ? shape[rank - 1] : 1;
    if (shape[at] < 1 || shape[at + 1] < 1 || stack && shape[0] < 1) {
      throw refused("shape", Arrays.toString(shape), "at least one pixel");
    }
    if (shape[at] > MOST_VALUES / shape[at + 1] / channels) {
      throw new LimitExceededException(
          "image", -1, "shape", Arrays.toString(shape), "at most " + MOST_VALUES + " values");
    }
    return new Layout(stack ? shape[0] : -1, (int) shape[at], (int) shape[at + 1], (int) channels);
  }

  private RasterKind kind(boolean floats) {
    if (options.scale().isPresent()) {
      return RasterKind.BYTE;
    }
    Datatype type = source.base();
    return switch (type) {
      case Enumeration names when names.isBoolean() -> RasterKind.BIT;
      case FixedPoint whole when whole.size() == 1 && !whole.signed() -> RasterKind.BYTE;
      case FixedPoint whole when whole.size() == 2 && !whole.signed() -> RasterKind.SHORT;
      case Bitfield bits when bits.size() == 1 -> RasterKind.BYTE;
      case Bitfield bits when bits.size() == 2 -> RasterKind.SHORT;
      case FloatingPoint real when floats && real.size() <= Float.BYTES -> RasterKind.FLOAT;
      default ->
          throw refused(
              "datatype",
              type.toString(),
              (floats ? "uint8, uint16, boolean or float32" : "uint8, uint16 or boolean")
                  + "; or numbers and a scale (--scale MIN:MAX)");
    };
  }

  private static DatatypeMismatchException refused(String item, String found, String expected) {
    return new DatatypeMismatchException("image", -1, item, found, expected);
  }

  private BufferedImage image(NdArray elements, Layout layout, RasterKind kind) {
    int channels = layout.channels();
    if (kind == RasterKind.BIT && channels > 1) {
      throw refused("datatype", "boolean", "numbers for images with colors");
    }
    return options
        .scale()
        .map(scale -> Images.ofBytes(scaled(elements, scale), size(layout), channels))
        .orElseGet(() ->
            switch (kind) {
              case BIT -> Images.ofBits(elements.toBooleans(), size(layout));
              case BYTE -> Images.ofBytes(bytes(elements), size(layout), channels);
              case SHORT -> Images.ofShorts(shorts(elements), size(layout), channels);
              case FLOAT -> Images.ofFloats(elements.toFloats(), size(layout), channels);
            });
  }

  private static Images.Size size(Layout layout) {
    return new Images.Size(layout.width(), layout.height());
  }

  private static byte[] bytes(NdArray elements) {
    int[] values = elements.toInts();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static short[] shorts(NdArray elements) {
    int[] values = elements.toInts();
    short[] shorts = new short[values.length];
    for (int i = 0; i < shorts.length; i++) {
      shorts[i] = (short) values[i];
    }
    return shorts;
  }

  /// Numbers between the ends of a scale; NaN is as dark as the lower end.
  private static byte[] scaled(NdArray elements, ExportOptions.Scale scale) {
    double[] values = elements.toDoubles(Conversion.CLIP);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      double part = (values[i] - scale.low()) / (scale.high() - scale.low());
      bytes[i] = (byte) Math.round(BRIGHTEST * Math.clamp(Double.isNaN(part) ? 0 : part, 0, 1));
    }
    return bytes;
  }
}
