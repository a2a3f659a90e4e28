package io.hyperslab.cli.h5repack;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.ObjectCopy;
import io.hyperslab.error.ExternalFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts what links lead to in the place of the links.
///
/// @param source the file with the links
/// @param prune whether links that lead nowhere are left out
record LinkMerge(Hdf5File source, boolean prune) {
  /// Makes what links lead to in a copy that has none of them.
  ///
  /// @return paths of links that were left out
  Set<String> apply(List<ObjectList.Item> items, Path made) throws IOException {
    Set<String> pruned = new HashSet<>();
    try (Hdf5File copy = Hdf5File.openReadWrite(made)) {
      for (ObjectList.Item item : items) {
        if (item.object().isPresent()) {
          continue;
        }
        Optional<Hdf5Object> target = target(item.path());
        if (target.isPresent()) {
          ObjectCopy.defaults().expandExternalLinks().copy(target.get(), copy.root(), item.path());
        } else if (prune) {
          pruned.add(item.path());
        } else {
          link(item.link().orElseThrow(), copy.root(), item.path());
        }
      }
    }
    return pruned;
  }

  private Optional<Hdf5Object> target(String path) {
    try {
      return source.find(path);
    } catch (ExternalFileException e) {
      return Optional.empty();
    }
  }

  private static void link(Link link, Group root, String path) {
    switch (link) {
      case Link.Soft soft -> root.linkSoft(path, soft.target());
      case Link.External external -> root.linkExternal(path, external.file(), external.target());
      case Link.Hard _, Link.UserDefined _ -> {
        // Neither is a name that can be made again.
      }
    }
  }
}
