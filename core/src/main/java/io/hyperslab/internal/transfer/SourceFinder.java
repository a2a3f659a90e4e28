package io.hyperslab.internal.transfer;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.layout.SourceName;
import io.hyperslab.internal.layout.VirtualMapping;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.PathResolver;
import io.hyperslab.storage.FileResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds the sources of one virtual dataset, for one request in one thread.
final class SourceFinder {
  /// Sources that are kept open: mappings that take turns mostly do so between a few.
  private static final int MOST_KEPT = 64;

  /// A source as a mapping names it.
  record Name(String file, String dataset) {
    boolean isInOwnFile() {
      return file.equals(".");
    }
  }

  private final DatasetModel virtual;
  private final VirtualChain chain;
  private final Map<Name, SourceReader> kept = new HashMap<>();

  /// @param virtual the virtual dataset
  /// @param chain how it was reached
  SourceFinder(DatasetModel virtual, VirtualChain chain) {
    this.virtual = virtual;
    this.chain = chain;
  }

  /// Whether a mapping's source depends on the block.
  static boolean isPattern(VirtualMapping mapping) {
    return new SourceName(mapping.file()).isPattern()
        || new SourceName(mapping.dataset()).isPattern();
  }

  /// The source of a mapping; empty if it is missing and that is no error.
  Optional<SourceReader> source(VirtualMapping mapping) {
    boolean fillMissing = virtual.file().settings().fillMissing();
    Name name = name(mapping, 0);
    Optional<SourceReader> found;
    try {
      found = find(mapping, name);
    } catch (ExternalFileException e) {
      if (!fillMissing) {
        throw e.inStructure(VirtualMapping.STRUCTURE, virtual.address());
      }
      return Optional.empty();
    }
    if (found.isEmpty() && !fillMissing) {
      throw new NoSuchObjectException(
          VirtualMapping.STRUCTURE,
          virtual.address(),
          "source dataset " + Text.quote(name.dataset()) + " in file " + Text.quote(name.file()),
          "absent",
          "present, unless missing sources are to be filled");
    }
    return found;
  }

  /// The source of one block of a pattern; missing ones end the pattern and are never an error.
  Optional<SourceReader> source(VirtualMapping mapping, long block) {
    try {
      return find(mapping, name(mapping, block));
    } catch (ExternalFileException e) {
      return Optional.empty();
    }
  }

  private Name name(VirtualMapping mapping, long block) {
    try {
      return new Name(
          new SourceName(mapping.file()).forBlock(block),
          new SourceName(mapping.dataset()).forBlock(block));
    } catch (Hdf5Exception e) {
      throw e.inStructure(VirtualMapping.STRUCTURE, virtual.address());
    }
  }

  private Optional<SourceReader> find(VirtualMapping mapping, Name name) {
    chain.budget().source(virtual.address());
    SourceReader known = kept.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    FileModel own = virtual.file();
    FileModel file =
        name.isInOwnFile() ? own : own.file(FileResolver.Kind.VIRTUAL_SOURCE, name.file());
    Optional<SourceReader> found =
        resolve(file, name.dataset()).map(at -> reader(mapping, name, at));
    if (kept.size() == MOST_KEPT) {
      kept.clear();
    }
    found.ifPresent(source -> kept.put(name, source));
    return found;
  }

  /// What is wrong on the way to the source is said of the file where it is.
  private static Optional<PathResolver.Resolved> resolve(FileModel file, String dataset) {
    String path = "/";
    try {
      GroupModel root = file.root();
      path = dataset.startsWith("/") ? dataset : "/" + dataset;
      return new PathResolver(file, root, "/").find(dataset);
    } catch (Hdf5Exception e) {
      throw e.atObject(path).inFile(file.name());
    }
  }

  private SourceReader reader(VirtualMapping mapping, Name name, PathResolver.Resolved found) {
    if (found.object() instanceof DatasetModel dataset) {
      return new SourceReader(new DatasetReader(dataset, chain.next(virtual)), found.path(), name);
    }
    throw mapping.malformed(virtual.address(), "object", "no dataset", "a dataset");
  }
}
