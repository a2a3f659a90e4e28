package io.hyperslab.cli.exchange;

import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.array.Npy;
import io.hyperslab.array.NpyReader;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Makes datasets of arrays of numpy. Those whose first index changes fastest have to fit into
/// memory, others do not.
final class NumpyImport {
  private static final String SUFFIX = ".npy";

  private final ImportOptions options;

  NumpyImport(ImportOptions options) {
    this.options = options;
  }

  /// Imports one array.
  Dataset array(Path file, ImportTarget target, ExchangeProgress progress) throws IOException {
    target.existing();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return array(in, target, progress);
    }
  }

  private Dataset array(InputStream in, ImportTarget target, ExchangeProgress progress) {
    InputStream open = new Unclosable(in);
    NpyReader reader = Npy.reader(open);
    if (reader.isFortranOrder()) {
      NdArray whole = reordered(reader);
      ImportTarget.Filling filling =
          target.open(options.types().all().orElse(whole.datatype()), whole.shape());
      filling.writeAll(new Whole(whole));
      return filling.dataset();
    }
    ImportTarget.Filling filling =
        target.open(options.types().all().orElse(reader.datatype()), reader.shape());
    long total = reader.remaining();
    filling.writeAll(shape -> {
      NdArray part = reader.read(count(shape));
      progress.progress(total - reader.remaining(), total);
      return part.rank() == 1 ? part.reshape(shape) : part.reshape(joined(shape, part));
    });
    return filling.dataset();
  }

  /// A shape, with the dimensions of an array datatype behind it.
  private static long[] joined(long[] shape, NdArray part) {
    long[] inner = part.shape();
    long[] all = Arrays.copyOf(shape, shape.length + inner.length - 1);
    System.arraycopy(inner, 1, all, shape.length, inner.length - 1);
    return all;
  }

  private static long count(long[] shape) {
    long count = 1;
    for (long extent : shape) {
      count *= extent;
    }
    return count;
  }

  private static NdArray reordered(NpyReader reader) {
    long[] shape = reader.shape();
    int rank = shape.length;
    NdArray stored = reader.read(Math.max(1, reader.remaining()));
    long[] reversed = new long[rank];
    int[] axes = new int[rank + stored.rank() - 1];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axis < rank ? rank - 1 - axis : axis;
    }
    for (int axis = 0; axis < rank; axis++) {
      reversed[axis] = shape[rank - 1 - axis];
    }
    return stored.reshape(joined(reversed, stored)).transpose(axes);
  }

  /// Gives the parts of an array in C order.
  private static final class Whole implements Function<long[], NdArray> {
    private final NdArray flat;
    private long taken;

    Whole(NdArray array) {
      flat = array.reshape(array.size());
    }

    @Override
    public NdArray apply(long[] shape) {
      long end = taken + count(shape);
      NdArray part = flat.view(Selection.slice(taken, end)).reshape(shape);
      taken = end;
      return part;
    }
  }

  /// Imports all arrays of a file.
  ///
  /// @param targets the dataset of each name
  List<Dataset> arrays(Path file, Function<String, ImportTarget> targets, ExchangeProgress progress)
      throws IOException {
    List<Dataset> made = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      long total = zip.size();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.endsWith(SUFFIX)) {
          String plain = name.substring(0, name.length() - SUFFIX.length());
          ImportTarget target = targets.apply(plain);
          target.existing();
          try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
            made.add(array(in, target, ExchangeProgress.none()));
          }
        }
        progress.progress(made.size(), total);
      }
    } catch (ZipException e) {
      MalformedFileException broken =
          new MalformedFileException(
              "npz file", -1, "zip", String.valueOf(e.getMessage()), "a zip file");
      broken.initCause(e);
      throw broken;
    }
    return made;
  }

  /// A stream that its reader does not close.
  private static final class Unclosable extends FilterInputStream {
    Unclosable(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // whoever opened it does
    }
  }
}
