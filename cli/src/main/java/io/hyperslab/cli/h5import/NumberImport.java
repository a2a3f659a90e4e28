package io.hyperslab.cli.h5import;

import io.hyperslab.Dataset;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.Group;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.walk.Pieces;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.NumericType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Makes a dataset of numbers, and fills it piece by piece. Numbers that do not fit are treated as
/// the HDF5 library treats them.
final class NumberImport {
  private static final int PIECE_BYTES = 1 << 20;

  private final ImportSettings settings;
  private final NumericType type;

  /// @throws ImportRefusedException if the settings make no sense
  NumberImport(ImportSettings settings) throws ImportRefusedException {
    this.settings = settings;
    this.type = settings.inputType();
  }

  /// Makes the dataset below a group.
  void into(Group root, InputStream in) throws IOException, ImportRefusedException {
    Dataset dataset = create(root);
    NumberReader reader = new NumberReader(in, settings.inputClass(), settings.inputBits());
    long[] shape = settings.shape();
    if (shape.length == 0) {
      put(dataset, Selection.all(), shape, reader);
      return;
    } else if (dataset.size() == 0) {
      return;
    }
    long[] single = new long[shape.length];
    Arrays.fill(single, 1);
    Pieces pieces = new Pieces(shape, PIECE_BYTES / type.size(), settings.chunk().orElse(single));
    while (pieces.hasNext()) {
      Selection piece = pieces.next();
      put(dataset, piece, piece.resolve(shape).resultShape(), reader);
    }
  }

  private Dataset create(Group root) throws ImportRefusedException {
    long[] shape = settings.shape();
    DatasetBuilder builder =
        root.createDataset(settings.path()).type(settings.outputType()).shape(shape);
    settings.maxShape().ifPresent(builder::maxShape);
    settings.chunk().ifPresent(builder::chunks);
    settings.gzip().ifPresent(builder::gzip);
    if (settings.externalFile().isPresent()) {
      long bytes = settings.outputBits() / Byte.SIZE;
      for (long extent : shape) {
        if (Math.multiplyHigh(bytes, extent) != 0 || bytes * extent < 0) {
          throw new ImportRefusedException("a dataset of shape " + Arrays.toString(shape));
        }
        bytes *= extent;
      }
      builder.external(settings.externalFile().get(), 0, bytes);
    }
    return builder.create();
  }

  private void put(Dataset dataset, Selection piece, long[] shape, NumberReader reader)
      throws IOException, ImportRefusedException {
    int count = 1;
    for (long extent : shape) {
      count *= Math.toIntExact(extent); // a piece is small
    }
    byte[] numbers = new byte[count * Math.toIntExact(type.size())];
    reader.read(numbers, count);
    NdArray values = NdArray.of(MemorySegment.ofArray(numbers), type, shape);
    dataset.write(piece, values, Conversion.CLIP);
  }
}
