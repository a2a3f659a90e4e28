package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;

/// Makes a dataset of an image: height, width, and channels if there are several; in front of them
/// the pages of a file that has several. Palettes become colors, black and white becomes booleans.
final class ImageImport {
  private static final long MOST_VALUES = 1L << 30;
  private static final String TIFF_METADATA = "javax_imageio_tiff_image_1.0";

  private final Path file;
  private final ImportOptions options;
  private final ExchangeProgress progress;

  ImageImport(Path file, ImportOptions options, ExchangeProgress progress) {
    this.file = file;
    this.options = options;
    this.progress = progress;
  }

  /// Imports the images.
  Dataset into(ImportTarget target) throws IOException {
    target.existing();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new NoSuchFileException(file.toString());
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw malformed("file", "something else", "an image");
      }
      ImageReader reader = readers.next();
      try {
        if (isTiff(reader)) {
          TiffPages.requireEnd(in);
          in.seek(0);
        }
        reader.setInput(in);
        return pages(reader, target);
      } finally {
        reader.dispose();
      }
    }
  }

  private static MalformedFileException malformed(String item, String found, String expected) {
    return new MalformedFileException("image", -1, item, found, expected);
  }

  /// Has something decoded.
  @FunctionalInterface
  private interface Decoding<T> {
    T run() throws IOException;
  }

  private static <T> T decoded(Decoding<T> decoding) throws IOException {
    try {
      return decoding.run();
    } catch (IIOException e) {
      throw malformed("image", String.valueOf(e.getMessage()), "an image that is whole");
    } catch (Hdf5Exception e) {
      throw e;
    } catch (RuntimeException e) {
      // Decoders promise nothing for broken files, and throw whatever they stumble over.
      throw malformed("image", "broken: " + e.getMessage(), "an image that is whole");
    }
  }

  private static boolean isTiff(ImageReader reader) throws IOException {
    return reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("tif");
  }

  private Dataset pages(ImageReader reader, ImportTarget target) throws IOException {
    int pages = decoded(() -> reader.getNumImages(true));
    NdArray first = decoded(() -> page(reader, 0));
    Datatype type = options.types().all().orElse(first.datatype());
    long[] size = first.shape();
    if (pages == 1) {
      ImportTarget.Filling filling = target.open(type, size);
      filling.write(first);
      progress.progress(1, 1);
      return filling.dataset();
    }
    long[] shape = new long[size.length + 1];
    shape[0] = pages;
    System.arraycopy(size, 0, shape, 1, size.length);
    ImportTarget.Filling filling = target.open(type, shape);
    shape[0] = 1;
    for (int i = 0; i < pages; i++) {
      int index = i;
      NdArray page = i == 0 ? first : decoded(() -> page(reader, index));
      if (!Arrays.equals(page.shape(), size)) {
        throw malformed(
            "page " + i,
            Arrays.toString(page.shape()),
            Arrays.toString(size) + ", as the first one");
      }
      filling.write(page.reshape(shape));
      progress.progress(i + 1L, pages);
    }
    return filling.dataset();
  }

  private static NdArray page(ImageReader reader, int index) throws IOException {
    long width = reader.getWidth(index);
    long height = reader.getHeight(index);
    // Decoders take memory for what a header claims: four channels, and once more for the copy.
    long most = Math.min(MOST_VALUES, Runtime.getRuntime().maxMemory() / 4) / 4;
    if (width * height > most) {
      throw new LimitExceededException(
          "image", -1, "size", width + " x " + height, "at most " + most + " pixels");
    }
    BufferedImage image = reader.read(index);
    if (image.getColorModel() instanceof IndexColorModel colors) {
      return colors.getPixelSize() == 1 && isBlackAndWhite(colors)
          ? bits(image.getRaster())
          : colors(image, colors.hasAlpha());
    }
    Raster raster = image.getRaster();
    return values(raster, type(raster, reader, index));
  }

  private static Datatype type(Raster raster, ImageReader reader, int index) throws IOException {
    return switch (raster.getTransferType()) {
      case DataBuffer.TYPE_BYTE -> Datatypes.UINT8;
      case DataBuffer.TYPE_USHORT -> Datatypes.UINT16;
      case DataBuffer.TYPE_SHORT -> Datatypes.INT16;
      case DataBuffer.TYPE_FLOAT -> Datatypes.FLOAT32;
      case DataBuffer.TYPE_DOUBLE -> Datatypes.FLOAT64;
      default -> integers(raster.getSampleModel(), reader, index);
    };
  }

  /// Rasters do not tell whether values of 32 bits have a sign; TIFF files do. Smaller values that
  /// share an integer have none.
  private static Datatype integers(SampleModel samples, ImageReader reader, int index)
      throws IOException {
    int most = Arrays.stream(samples.getSampleSize()).max().orElseThrow();
    if (most < Integer.SIZE) {
      return most <= Byte.SIZE
          ? Datatypes.UINT8
          : most <= Short.SIZE ? Datatypes.UINT16 : Datatypes.INT32;
    }
    IIOMetadata metadata = reader.getImageMetadata(index);
    if (metadata == null || !TIFF_METADATA.equals(metadata.getNativeMetadataFormatName())) {
      throw new UnsupportedFeatureException(
          "image", -1, "values of 32 bits", reader.getFormatName(), "TIFF, which tells their sign");
    }
    TIFFField format =
        TIFFDirectory.createFromMetadata(metadata)
            .getTIFFField(BaselineTIFFTagSet.TAG_SAMPLE_FORMAT);
    if (format == null) {
      return Datatypes.UINT32;
    }
    int stored = format.isIntegral() ? format.getAsInt(0) : -1;
    return switch (stored) {
      case BaselineTIFFTagSet.SAMPLE_FORMAT_UNSIGNED_INTEGER -> Datatypes.UINT32;
      case BaselineTIFFTagSet.SAMPLE_FORMAT_SIGNED_INTEGER -> Datatypes.INT32;
      default -> throw malformed("SampleFormat", Integer.toString(stored), "1 or 2");
    };
  }

  private static boolean isBlackAndWhite(IndexColorModel colors) {
    return colors.getRGB(0) == 0xff000000 && colors.getRGB(1) == 0xffffffff;
  }

  private static NdArray bits(Raster raster) {
    boolean[] white = new boolean[raster.getWidth() * raster.getHeight()];
    int[] row = new int[raster.getWidth()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, row.length, 1, row);
      for (int x = 0; x < row.length; x++) {
        white[y * row.length + x] = row[x] != 0;
      }
    }
    return NdArray.of(white, raster.getHeight(), raster.getWidth());
  }

  private static NdArray colors(BufferedImage image, boolean alpha) {
    int channels = alpha ? 4 : 3;
    byte[] values = new byte[image.getWidth() * image.getHeight() * channels];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int color = image.getRGB(x, y);
        values[at++] = (byte) (color >> 16);
        values[at++] = (byte) (color >> 8);
        values[at++] = (byte) color;
        if (alpha) {
          values[at++] = (byte) (color >> 24);
        }
      }
    }
    return NdArray.of(
        MemorySegment.ofArray(values),
        Datatypes.UINT8,
        image.getHeight(),
        image.getWidth(),
        channels);
  }

  private static NdArray values(Raster raster, Datatype type) {
    int channels = raster.getNumBands();
    long[] shape =
        channels == 1
            ? new long[] {raster.getHeight(), raster.getWidth()}
            : new long[] {raster.getHeight(), raster.getWidth(), channels};
    int kind = raster.getTransferType();
    if (kind == DataBuffer.TYPE_FLOAT) {
      return NdArray.of(
          raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (float[]) null), shape);
    } else if (kind == DataBuffer.TYPE_DOUBLE) {
      return NdArray.of(
          raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (double[]) null), shape);
    }
    boolean unsigned = type.equals(Datatypes.UINT32);
    NdArray values = NdArray.zeros(type, shape);
    int width = raster.getWidth();
    int[] row = new int[width * channels];
    NdArray flat = values.reshape(raster.getHeight(), row.length);
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      NdArray line =
          unsigned
              ? NdArray.of(Arrays.stream(row).mapToLong(Integer::toUnsignedLong).toArray())
              : NdArray.of(row);
      flat.view(Selection.at(y)).copyFrom(line);
    }
    return values;
  }
}
