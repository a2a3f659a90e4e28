package io.hyperslab.cli.dump;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.cli.walk.FileWalk;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The objects of one file by their addresses: on which path each is met first, and which were
/// printed. The file is walked when the first path is asked for.
public final class ObjectTable implements FileWalk.Visitor {
  private final Hdf5File file;
  private final FileWalk walk;
  private final Set<Long> printed = new HashSet<>();

  /// Of each committed datatype of datasets, the path of the first dataset that has it.
  private final Map<Long, String> usedTypes = new LinkedHashMap<>();

  private boolean walked;

  public ObjectTable(Hdf5File file, DumpOptions.Order order) {
    this.file = file;
    walk = new FileWalk(this, order::links);
  }

  private void walkOnce() {
    if (!walked) {
      walked = true;
      walk.from(file.root());
    }
  }

  /// The first path to an object.
  public Optional<String> path(long address) {
    walkOnce();
    return Optional.ofNullable(walk.paths().get(address)).map(Latin1::ofName);
  }

  /// The name of a committed datatype: a path, or its address if no path leads to it.
  public String typeName(ObjectReference type) {
    return path(type.address()).orElseGet(() -> "/#" + Long.toUnsignedString(type.address()));
  }

  /// The committed datatypes of datasets that no path leads to.
  public Set<Long> unnamedTypes() {
    walkOnce();
    Set<Long> unnamed = new LinkedHashSet<>(usedTypes.keySet());
    unnamed.removeAll(walk.paths().keySet());
    return unnamed;
  }

  /// The path of the first dataset that has a committed datatype.
  public Optional<String> userOf(long type) {
    walkOnce();
    return Optional.ofNullable(usedTypes.get(type));
  }

  /// Notes that an object is printed; says whether it was before.
  public boolean wasPrinted(long address) {
    return !printed.add(address);
  }

  @Override
  public void object(String path, Hdf5Object object) {
    if (object instanceof Dataset dataset) {
      try {
        dataset.committedDatatype().ifPresent(type -> usedTypes.putIfAbsent(type.address(), path));
      } catch (Hdf5Exception | UncheckedIOException e) {
        // Reported when the dataset itself is printed.
      }
    }
  }

  @Override
  public void repeated(String path, Link.Hard link, String first) {
    // The first path is the one that counts.
  }

  @Override
  public void link(String path, Group parent, Link link) {
    // Only hard links name objects.
  }

  @Override
  public void unopened(String path, RuntimeException failure) {
    // Reported when the group is printed.
  }

  @Override
  public void unlisted(String path, RuntimeException failure) {
    // Reported when the group is printed.
  }
}
