package io.hyperslab.cli.exchange;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/// Images of values that lie in memory, channels last, without copying them.
final class Images {
  private Images() {}

  /// How large an image is.
  record Size(int width, int height) {}

  /// Black and white.
  static BufferedImage ofBits(boolean[] white, Size size) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_BINARY);
    WritableRaster raster = image.getRaster();
    int[] row = new int[size.width()];
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        row[x] = white[y * row.length + x] ? 1 : 0;
      }
      raster.setPixels(0, y, row.length, 1, row);
    }
    return image;
  }

  /// Gray, or colors, of 8 bits.
  static BufferedImage ofBytes(byte[] values, Size size, int channels) {
    return image(new DataBufferByte(values, values.length), size, channels);
  }

  /// Gray, or colors, of 16 bits.
  static BufferedImage ofShorts(short[] values, Size size, int channels) {
    return image(new DataBufferUShort(values, values.length), size, channels);
  }

  /// Gray, or colors, of floating-point numbers.
  static BufferedImage ofFloats(float[] values, Size size, int channels) {
    return image(new DataBufferFloat(values, values.length), size, channels);
  }

  private static BufferedImage image(DataBuffer values, Size size, int channels) {
    int[] offsets = new int[channels];
    for (int c = 0; c < channels; c++) {
      offsets[c] = c;
    }
    PixelInterleavedSampleModel samples =
        new PixelInterleavedSampleModel(
            values.getDataType(),
            size.width(),
            size.height(),
            channels,
            channels * size.width(),
            offsets);
    boolean alpha = channels == 4;
    ColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            values.getDataType());
    WritableRaster raster = Raster.createWritableRaster(samples, values, null);
    return new BufferedImage(colors, raster, false, null);
  }
}
