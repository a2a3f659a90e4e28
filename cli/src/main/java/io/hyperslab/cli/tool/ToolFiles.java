package io.hyperslab.cli.tool;

import io.hyperslab.FileRecovery;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.storage.FileLocking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Opens files as the programs of HDF5 do: a name that is no file may stand for several.
public final class ToolFiles {
  private static final String STRUCTURES = "-m.h5";

  private ToolFiles() {}

  /// Opens a file, a family of files, or a pair of them, for reading.
  ///
  /// @param path of the file; the pattern of the family; or the path of the pair without endings
  /// @throws IOException if there is no such file, or it cannot be read
  public static Hdf5File open(Path path) throws IOException {
    try {
      return Hdf5File.open(path, options(path));
    } catch (IllegalArgumentException e) { // a pattern that is none of a family
      throw new IOException(e.getMessage(), e);
    }
  }

  /// The same for whoever asks what is in the file and stands by none of it: also one that is
  /// damaged, or that somebody else has open.
  ///
  /// @throws IOException as for [#open(Path)]
  /// @throws io.hyperslab.error.Hdf5Exception if there is no superblock, or a broken one
  static Hdf5File openDamaged(Path path) throws IOException {
    if (Files.exists(path)) {
      return FileRecovery.openDamaged(path);
    }
    OpenOptions options = options(path).allowTruncated().allowUnclean().locking(FileLocking.NONE);
    try {
      return Hdf5File.open(path, options);
    } catch (IllegalArgumentException e) { // a pattern that is none of a family
      throw new IOException(e.getMessage(), e);
    }
  }

  /// The files of a family that exist: from the first number up to one that has none.
  ///
  /// @param pattern a path whose last component has the conversion; one without has at most one
  ///   file
  public static List<Path> family(Path pattern) {
    FamilyNames names = new FamilyNames(String.valueOf(pattern.getFileName()));
    List<Path> files = new ArrayList<>();
    Path next = pattern.resolveSibling(names.name(0));
    while (Files.exists(next) && (files.isEmpty() || names.areMany())) {
      files.add(next);
      next = pattern.resolveSibling(names.name(files.size()));
    }
    return files;
  }

  private static OpenOptions options(Path path) {
    OpenOptions single = OpenOptions.defaults();
    Path name = path.getFileName();
    if (name == null || Files.exists(path)) {
      return single;
    }
    FamilyNames family = new FamilyNames(name.toString());
    if (family.areMany() && Files.exists(path.resolveSibling(family.name(0)))) {
      return single.family();
    }
    return Files.exists(path.resolveSibling(name + STRUCTURES)) ? single.split() : single;
  }
}
