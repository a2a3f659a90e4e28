package io.hyperslab.testkit;

import static org.bytedeco.hdf5.global.hdf5.H5Eset_auto2;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDWR;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_SWMR_READ;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fclose_degree;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_link_creation_order;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shared_mesg_index;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shared_mesg_nindexes;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_userblock;
import static org.bytedeco.hdf5.global.hdf5.H5get_libversion;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/// The reference library, as an oracle: it writes the files that tests read, and says what is in
/// them. Not safe for several threads at once.
public final class Libhdf5 {
  private static final int LATEST_BOUND = 4;
  private static final int CLOSE_EVERYTHING = 3;
  private static final int TRACKED_AND_INDEXED = 3;
  private static final int ALL_MESSAGES = 0x1f;
  private static final int SMALLEST_SHARED = 8;

  static {
    check("H5open", H5open());
    // Its error stack would be printed on the standard error.
    check("H5Eset_auto2", H5Eset_auto2(0, null, (Pointer) null));
  }

  private Libhdf5() {}

  /// The oldest format that a file is written in where it suffices.
  public enum Dialect {
    /// That of HDF5 1.0: symbol tables, B-trees of version 1.
    EARLIEST(0),
    /// That of HDF5 1.8: object headers of version 2, dense groups and attributes.
    V18(1),
    /// That of HDF5 1.10: the new chunk indexes.
    V110(2),
    /// That of HDF5 1.12 and 1.14.
    V112(3);

    private final int bound;

    Dialect(int bound) {
      this.bound = bound;
    }
  }

  /// The library's version, such as `1.14.3`.
  public static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    int[] release = new int[1];
    check("H5get_libversion", H5get_libversion(major, minor, release));
    return major[0] + "." + minor[0] + "." + release[0];
  }

  /// Creates a file, replacing one that is there.
  public static Libhdf5File create(Path path, Dialect dialect) {
    return create(path, dialect, 0, false);
  }

  /// Creates a file, replacing one that is there.
  ///
  /// @param userBlock bytes before the superblock: 0, or a power of two from 512 on
  /// @param shared whether messages are shared in a table of the file, and whether the root group
  ///   tracks the order of creation
  public static Libhdf5File create(Path path, Dialect dialect, long userBlock, boolean shared) {
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()));
    long creation = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_CREATE_ID_g()));
    check("H5Pset_libver_bounds", H5Pset_libver_bounds(access, dialect.bound, LATEST_BOUND));
    check("H5Pset_fclose_degree", H5Pset_fclose_degree(access, CLOSE_EVERYTHING));
    check("H5Pset_userblock", H5Pset_userblock(creation, userBlock));
    if (shared) {
      check("H5Pset_shared_mesg_nindexes", H5Pset_shared_mesg_nindexes(creation, 1));
      check(
          "H5Pset_shared_mesg_index",
          H5Pset_shared_mesg_index(creation, 0, ALL_MESSAGES, SMALLEST_SHARED));
      check(
          "H5Pset_link_creation_order", H5Pset_link_creation_order(creation, TRACKED_AND_INDEXED));
    }
    long file = check("H5Fcreate", H5Fcreate(path.toString(), H5F_ACC_TRUNC(), creation, access));
    check("H5Pclose", H5Pclose(access));
    check("H5Pclose", H5Pclose(creation));
    return new Libhdf5File(file);
  }

  /// Opens a file for reading.
  public static Libhdf5File open(Path path) {
    return new Libhdf5File(check("H5Fopen", H5Fopen(path.toString(), H5F_ACC_RDONLY(), 0)));
  }

  /// Opens a file for reading and writing.
  public static Libhdf5File openReadWrite(Path path) {
    return new Libhdf5File(check("H5Fopen", H5Fopen(path.toString(), H5F_ACC_RDWR(), 0)));
  }

  /// Opens a file for reading that a SWMR writer has open, or had when it died.
  public static Libhdf5File openSwmr(Path path) {
    int flags = H5F_ACC_RDONLY() | H5F_ACC_SWMR_READ();
    return new Libhdf5File(check("H5Fopen", H5Fopen(path.toString(), flags, 0)));
  }

  /// The result of a function of the library.
  ///
  /// @throws IllegalStateException if it is negative: the function failed
  public static long check(String function, long result) {
    if (result < 0) {
      throw new IllegalStateException("libhdf5: " + function + " failed");
    }
    return result;
  }

  /// The result of a function of the library; see [#check(String, long)].
  public static int check(String function, int result) {
    return (int) check(function, (long) result);
  }
}
