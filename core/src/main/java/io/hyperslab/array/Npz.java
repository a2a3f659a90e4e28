package io.hyperslab.array;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.NoSuchObjectException;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Named arrays in `.npz` files of numpy: zip files of `.npy` files, stored or deflated.
///
/// A name is that of the entry without `.npy`; other entries are left out. What is said of [Npy]
/// holds for each array.
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final String STRUCTURE = "npz file";

  private Npz() {}

  /// What is done with an open file.
  @FunctionalInterface
  private interface Reading<T> {
    T from(ZipFile zip) throws IOException;
  }

  /// The names of the arrays in a file, in its order.
  ///
  /// @throws MalformedFileException if it is no zip file
  public static List<String> names(Path path) {
    return open(path, zip -> List.copyOf(arrays(zip).keySet()));
  }

  /// All arrays of a file, in its order.
  ///
  /// @return a map that may be changed
  /// @throws Hdf5Exception if the file is broken, or has elements that are not read
  public static Map<String, NdArray> read(Path path) {
    return open(
        path,
        zip -> {
          Map<String, NdArray> all = new LinkedHashMap<>();
          for (Map.Entry<String, ZipEntry> entry : arrays(zip).entrySet()) {
            all.put(entry.getKey(), read(zip, entry.getKey(), entry.getValue()));
          }
          return all;
        });
  }

  /// One array of a file.
  ///
  /// @throws NoSuchObjectException if there is none of that name
  /// @throws Hdf5Exception if the file is broken, or has elements that are not read
  public static NdArray read(Path path, String name) {
    return open(
        path,
        zip -> {
          ZipEntry entry = arrays(zip).get(name);
          if (entry == null) {
            throw new NoSuchObjectException(
                STRUCTURE, -1, "array " + name, "not there", "one of " + arrays(zip).keySet());
          }
          return read(zip, name, entry);
        });
  }

  /// All arrays of a stream, in its order; the stream is not closed.
  ///
  /// @return a map that may be changed
  /// @throws Hdf5Exception if the file is broken, or has elements that are not read
  public static Map<String, NdArray> read(InputStream in) {
    Map<String, NdArray> all = new LinkedHashMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    try {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(SUFFIX)) {
          String name = name(entry);
          all.put(name, array(zip, name));
        }
      }
    } catch (ZipException e) {
      throw broken(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static <T> T open(Path path, Reading<T> reading) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return reading.from(zip);
    } catch (ZipException e) {
      throw broken(e).inFile(path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Hdf5Exception e) {
      throw e.inFile(path.toString());
    }
  }

  private static MalformedFileException broken(ZipException cause) {
    MalformedFileException broken =
        new MalformedFileException(
            STRUCTURE, -1, "zip", String.valueOf(cause.getMessage()), "a zip file");
    broken.initCause(cause);
    return broken;
  }

  private static Map<String, ZipEntry> arrays(ZipFile zip) {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    zip.stream()
        .filter(entry -> entry.getName().endsWith(SUFFIX))
        .forEach(entry -> entries.put(name(entry), entry));
    return entries;
  }

  private static String name(ZipEntry entry) {
    return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
  }

  private static NdArray read(ZipFile zip, String name, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return array(in, name);
    }
  }

  private static NdArray array(InputStream in, String name) throws IOException {
    try {
      return NpyChannel.read(Channels.newChannel(in));
    } catch (EOFException _) {
      throw new MalformedFileException(STRUCTURE, -1, name, "cut off", "a whole entry");
    } catch (Hdf5Exception e) {
      throw e.atObject(name);
    }
  }

  /// Writes arrays to a file, which is created or replaced; stored, as `savez` of numpy does it.
  ///
  /// @param arrays by name, in the order of the file
  /// @throws io.hyperslab.error.DatatypeMismatchException if numpy has nothing for some elements
  public static void write(Map<String, NdArray> arrays, Path path) {
    write(arrays, path, false);
  }

  /// Writes arrays to a file, which is created or replaced; deflated, as `savez_compressed` of
  /// numpy does it.
  ///
  /// @param arrays by name, in the order of the file
  /// @throws io.hyperslab.error.DatatypeMismatchException if numpy has nothing for some elements
  public static void writeCompressed(Map<String, NdArray> arrays, Path path) {
    write(arrays, path, true);
  }

  private static void write(Map<String, NdArray> arrays, Path path, boolean compressed) {
    arrays.values().forEach(array -> NpyDescriptions.of(NpyDescriptions.stored(array)));
    try (OutputStream out = Files.newOutputStream(path)) {
      write(arrays, out, compressed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes arrays to a stream, which is not closed.
  ///
  /// @param arrays by name, in the order of the file
  /// @param compressed whether they are deflated
  /// @throws io.hyperslab.error.DatatypeMismatchException if numpy has nothing for some elements
  public static void write(Map<String, NdArray> arrays, OutputStream out, boolean compressed) {
    try {
      BufferedOutputStream buffered = new BufferedOutputStream(out);
      ZipOutputStream zip = new ZipOutputStream(buffered);
      for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
        zip.putNextEntry(entry(entry.getKey(), entry.getValue(), compressed));
        NpyChannel.write(entry.getValue(), Channels.newChannel(zip));
        zip.closeEntry();
      }
      zip.finish();
      buffered.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is stored as it is, is described before it: so it is written twice, once to count.
  private static ZipEntry entry(String name, NdArray array, boolean compressed) throws IOException {
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    if (!compressed) {
      Measure measure = new Measure();
      NpyChannel.write(array, Channels.newChannel(measure));
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(measure.size);
      entry.setCrc(measure.checksum.getValue());
    }
    return entry;
  }

  /// Counts bytes and keeps none.
  private static final class Measure extends OutputStream {
    private final CRC32 checksum = new CRC32();
    private long size;

    @Override
    public void write(int b) {
      checksum.update(b);
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      checksum.update(bytes, offset, length);
      size += length;
    }
  }
}
