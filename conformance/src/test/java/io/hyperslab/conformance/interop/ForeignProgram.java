package io.hyperslab.conformance.interop;

import io.hyperslab.conformance.interop.ExpectedObject.Obstacle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Another program that reads and changes files. Whatever it cannot do is an
/// [IllegalStateException].
interface ForeignProgram {
  /// What keeps it from elements.
  Set<Obstacle> obstacles();

  /// What it reads in a file.
  Description describe(Path path);

  /// The first difference between a digest of a file, by the corpus's program, and ours; empty if
  /// there is none, or nothing to digest with.
  default Optional<String> digestDifference(Path path) {
    return Optional.empty();
  }

  /// Opens a file for changes, of which there is one at a time.
  ///
  /// @param random decides which formats the program may use
  void openFile(Path path, RandomGenerator random);

  /// Closes that file.
  void closeFile();

  void createGroup(String path);

  void linkHard(String path, String target);

  void linkSoft(String path, String target);

  void delete(String path);

  void move(String path, String to);

  /// Adds an attribute of 32-bit integers that an object does not have.
  ///
  /// @param values in little-endian order
  void addNumbers(String path, String name, long[] shape, byte[] values);

  /// Adds an attribute of one text that an object does not have.
  void addText(String path, String name, String text);

  void removeAttribute(String path, String name);

  void renameAttribute(String path, String name, String newName);

  /// Makes a dataset of 32-bit integers.
  ///
  /// @param values in little-endian order
  /// @param lzf whether to compress with LZF, else with zlib
  void createDataset(
      String path, long[] shape, long[] maxShape, long[] chunks, boolean lzf, byte[] values);

  void resize(String path, long[] shape);

  /// Writes rows of a dataset, or its one element if it has no dimensions.
  ///
  /// @param shape of the dataset
  /// @param first the first row
  /// @param count of rows
  /// @param values as they are stored
  void write(String path, long[] shape, long first, long count, byte[] values);

  /// Writes rows of a dataset of texts of variable length.
  void write(String path, long[] shape, long first, long count, List<String> values);
}
