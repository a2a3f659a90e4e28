package io.hyperslab.array;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Arrays in `.npy` files of numpy, versions 1.0, 2.0 and 3.0, of any size.
///
/// ```java
/// NdArray image = Npy.read(Path.of("image.npy"));
/// Npy.write(file.dataset("/images").read(), Path.of("images.npy"));
/// ```
///
/// | numpy | datatype |
/// | --- | --- |
/// | `i`, `u`, `f` of up to 8 bytes, in either byte order | the number |
/// | `?` | the boolean enumeration |
/// | `c8`, `c16` | the compound of `r` and `i` that h5py has |
/// | `S` | ASCII text of fixed size; its bytes may be any |
/// | `U` | UTF-8 text of fixed size, four bytes a character |
/// | structured | a compound; members may be arrays |
/// | `M8`, `m8` | opaque with the tag that h5py gives it, such as `NUMPY:<M8[s]` |
/// | `V` | opaque |
///
/// The same way back; UTF-8 and texts of variable length become `U` of the longest one's size,
/// enumerations their integers, bit fields unsigned integers. Everything else is refused with a
/// [io.hyperslab.error.DatatypeMismatchException]. Python objects are not read: they are pickled,
/// which means programs. Nor are long doubles, whose form depends on the machine that wrote them.
///
/// Stateless; for any thread. Failures of the medium are an [UncheckedIOException]; a file that is
/// broken is a [io.hyperslab.error.MalformedFileException], and memory is taken only for bytes that
/// are there.
public final class Npy {
  private Npy() {}

  /// The array in a file; what follows it is not looked at.
  ///
  /// @throws Hdf5Exception if it is broken, or has elements that are not read
  public static NdArray read(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return NpyChannel.read(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Hdf5Exception e) {
      throw e.inFile(path.toString());
    }
  }

  /// The next array of a stream, which is left where it ends and not closed.
  ///
  /// @throws Hdf5Exception if it is broken, or has elements that are not read
  public static NdArray read(InputStream in) {
    try {
      return NpyChannel.read(Channels.newChannel(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes an array to a file, which is created or replaced.
  ///
  /// @param array written in Fortran order if its elements lie so in memory
  /// @throws io.hyperslab.error.DatatypeMismatchException if numpy has nothing for its elements
  public static void write(NdArray array, Path path) {
    NpyDescriptions.of(NpyDescriptions.stored(array));
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      NpyChannel.write(array, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes an array to a stream, which is not closed.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if numpy has nothing for its elements
  public static void write(NdArray array, OutputStream out) {
    try {
      WritableByteChannel channel = Channels.newChannel(out);
      NpyChannel.write(array, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Begins an array of any size, of which elements follow piece by piece.
  ///
  /// @param out not closed
  /// @param type of the elements; see [#canWritePieces]
  /// @param shape slowest axis first; empty for a single element
  /// @throws io.hyperslab.error.DatatypeMismatchException if numpy has nothing for the elements, or
  ///   their size depends on their texts
  /// @throws UncheckedIOException if the medium fails
  public static NpyWriter writer(OutputStream out, Datatype type, long... shape) {
    return NpyWriter.of(out, type, shape);
  }

  /// Whether elements of a datatype can be written piece by piece: not if they have texts in UTF-8
  /// or of variable length, since numpy gives all of them the size of the longest.
  public static boolean canWritePieces(Datatype type) {
    return !NpyTexts.needsLengths(type);
  }

  /// Begins to read an array of any size piece by piece.
  ///
  /// @param in read as far as the pieces that are asked for; not closed
  /// @throws Hdf5Exception if the header is broken, or says that there are elements that are not
  ///   read
  /// @throws UncheckedIOException if the medium fails
  public static NpyReader reader(InputStream in) {
    return NpyReader.of(in);
  }
}
