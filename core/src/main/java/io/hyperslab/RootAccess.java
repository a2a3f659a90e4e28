package io.hyperslab;

import java.util.Optional;
import java.util.stream.Stream;

/// What can be done with paths from the root group, without asking for that group first.
public sealed interface RootAccess permits Hdf5File {
  /// The root group.
  Group root();

  /// The object at `path` from the root group; see [Group#get(String)].
  default Hdf5Object get(String path) {
    return root().get(path);
  }

  /// The object at `path` from the root group, if there is one; see [Group#find(String)].
  default Optional<Hdf5Object> find(String path) {
    return root().find(path);
  }

  /// The group at `path` from the root group; see [Group#group(String)].
  default Group group(String path) {
    return root().group(path);
  }

  /// The dataset at `path` from the root group; see [Group#dataset(String)].
  default Dataset dataset(String path) {
    return root().dataset(path);
  }

  /// The named datatype at `path` from the root group; see [Group#namedDatatype(String)].
  default NamedDatatype namedDatatype(String path) {
    return root().namedDatatype(path);
  }

  /// Makes a group; see [Group#createGroup(String)].
  default Group createGroup(String path) {
    return root().createGroup(path);
  }

  /// Makes a group as the options say; see [Group#createGroup(String, GroupOptions)].
  default Group createGroup(String path, GroupOptions options) {
    return root().createGroup(path, options);
  }

  /// Begins to describe a dataset; see [Group#createDataset(String)].
  default DatasetBuilder createDataset(String path) {
    return root().createDataset(path);
  }

  /// Makes a dataset that holds `values`; see [Group#write(String, Object)].
  default <T> Dataset write(String path, T values) {
    return root().write(path, values);
  }

  /// Takes a link away, and with the last one the object; see [Group#delete(String)].
  default void delete(String path) {
    root().delete(path);
  }

  /// Gives a link another name; see [Group#move(String, String)].
  default void move(String from, String to) {
    root().move(from, to);
  }

  /// Every object of the file that hard links lead to, each once; see [Group#walk()].
  default Stream<Hdf5Object> walk() {
    return root().walk();
  }
}
