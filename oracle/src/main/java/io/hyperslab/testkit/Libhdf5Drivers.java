package io.hyperslab.testkit;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDWR;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5F_FSPACE_STRATEGY_PAGE;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fapl_family;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fapl_split;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fclose_degree;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_file_space_page_size;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_file_space_strategy;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_page_buffer_size;

import java.nio.file.Path;
import java.util.function.LongConsumer;

/// Files that the reference library makes and opens in other ways than [Libhdf5] does: in pages, as
/// families, or as pairs.
public final class Libhdf5Drivers {
  private static final int CLOSE_EVERYTHING = 3;
  private static final int EARLIEST = 0;
  private static final int LATEST = 4;

  private Libhdf5Drivers() {}

  /// Creates a file with paged aggregation, in the library's newest format.
  ///
  /// @param persist whether free space is recorded in the file
  public static Libhdf5File createPaged(Path path, long pageSize, boolean persist) {
    long creation = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_CREATE_ID_g()));
    check(
        "H5Pset_file_space_strategy",
        H5Pset_file_space_strategy(creation, H5F_FSPACE_STRATEGY_PAGE, persist, 1));
    check("H5Pset_file_space_page_size", H5Pset_file_space_page_size(creation, pageSize));
    return create(
        path,
        creation,
        list -> check("H5Pset_libver_bounds", H5Pset_libver_bounds(list, LATEST, LATEST)));
  }

  /// Creates a family of files.
  ///
  /// @param latest whether in the library's newest format, or else in the oldest
  public static Libhdf5File createFamily(Path pattern, long memberSize, boolean latest) {
    long creation = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_CREATE_ID_g()));
    return create(
        pattern,
        creation,
        list -> {
          check(
              "H5Pset_libver_bounds",
              H5Pset_libver_bounds(list, latest ? LATEST : EARLIEST, LATEST));
          check("H5Pset_fapl_family", H5Pset_fapl_family(list, memberSize, 0));
        });
  }

  /// Creates a pair of files, one for structures and one for raw data.
  ///
  /// @param latest whether in the library's newest format, or else in the oldest
  public static Libhdf5File createSplit(Path base, boolean latest) {
    long creation = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_CREATE_ID_g()));
    return create(
        base,
        creation,
        list -> {
          check(
              "H5Pset_libver_bounds",
              H5Pset_libver_bounds(list, latest ? LATEST : EARLIEST, LATEST));
          split(list);
        });
  }

  /// Opens a pair of files, one for structures and one for raw data.
  public static Libhdf5File openSplit(Path base, boolean write) {
    return open(base, write, Libhdf5Drivers::split);
  }

  private static void split(long list) {
    check("H5Pset_fapl_split", H5Pset_fapl_split(list, "-m.h5", 0, "-r.h5", 0));
  }

  private static Libhdf5File create(Path path, long creation, LongConsumer settings) {
    long access = access(settings);
    long file = check("H5Fcreate", H5Fcreate(path.toString(), H5F_ACC_TRUNC(), creation, access));
    check("H5Pclose", H5Pclose(access));
    check("H5Pclose", H5Pclose(creation));
    return new Libhdf5File(file);
  }

  /// Opens a file through a page buffer.
  public static Libhdf5File openPaged(Path path, long bufferSize, boolean write) {
    return open(
        path,
        write,
        list -> check("H5Pset_page_buffer_size", H5Pset_page_buffer_size(list, bufferSize, 0, 0)));
  }

  /// Opens a family of files.
  public static Libhdf5File openFamily(Path pattern, long memberSize, boolean write) {
    return open(
        pattern,
        write,
        list -> check("H5Pset_fapl_family", H5Pset_fapl_family(list, memberSize, 0)));
  }

  private static Libhdf5File open(Path path, boolean write, LongConsumer settings) {
    long access = access(settings);
    int flags = write ? H5F_ACC_RDWR() : H5F_ACC_RDONLY();
    long file = H5Fopen(path.toString(), flags, access);
    check("H5Pclose", H5Pclose(access));
    return new Libhdf5File(check("H5Fopen", file));
  }

  private static long access(LongConsumer settings) {
    long access = check("H5Pcreate", H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()));
    check("H5Pset_fclose_degree", H5Pset_fclose_degree(access, CLOSE_EVERYTHING));
    settings.accept(access);
    return access;
  }
}
