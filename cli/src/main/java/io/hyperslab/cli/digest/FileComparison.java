package io.hyperslab.cli.digest;

import io.hyperslab.ChunkInfo;
import io.hyperslab.Dataset;
import io.hyperslab.FileProperties;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.OpenOptions;
import io.hyperslab.StorageLayout;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.storage.FileResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Compares a file with its copy: what their digests say, and what those leave out. Addresses and
/// the numbers of links from objects that cannot be reached are no part of what a file says.
///
/// @param ignored members of the digest of a dataset that may differ: what was asked to change
public record FileComparison(Set<String> ignored) {
  private static final int LONGEST = 200;

  /// Members of which only the presence counts: they hold addresses.
  private static final List<String> ADDRESSES = List.of("addr", "nlink");

  private static final String MISSING = "nothing";

  private static final Pattern LIBRARY_FILTER =
      Pattern.compile("(\"id\":[1-6]),\"name\":\"[^\"]*\"");

  /// Larger datasets are compared where anything is stored, in bytes: a sparse one may be larger
  /// than all disks.
  private static final long MOST_WHOLE = 64L << 20;

  /// What differs.
  ///
  /// @param path of the object
  /// @param item what of it
  /// @param expected the original's
  /// @param found the copy's
  public record Difference(String path, String item, String expected, String found) {
    @Override
    public String toString() {
      return path + ": " + item + " is " + found + ", in the original " + expected;
    }
  }

  /// Copies the set.
  public FileComparison {
    ignored = Set.copyOf(ignored);
  }

  /// Compares two files.
  ///
  /// @param copy may have another place; the files that both lead to are looked for beside
  ///   `original`
  /// @return the first difference
  public Optional<Difference> compare(Path original, Path copy) throws IOException {
    OpenOptions options = OpenOptions.defaults().missingSource(OpenOptions.MissingSource.FILL_ALL);
    FileResolver beside = FileResolver.beside();
    OpenOptions movedOptions =
        options.resolver(request ->
            beside.open(
                request.referringFile().equals(Optional.of(copy))
                    ? new FileResolver.Request(
                        request.kind(), Optional.of(original), request.name())
                    : request));
    try (Hdf5File one = Hdf5File.open(original, options);
        Hdf5File other = Hdf5File.open(copy, movedOptions)) {
      return compare(one, other);
    }
  }

  private Optional<Difference> compare(Hdf5File original, Hdf5File copy) {
    return properties(original, copy)
        .or(() -> userBlocks(original, copy))
        .or(() -> objects(original, copy));
  }

  private static Optional<Difference> properties(Hdf5File original, Hdf5File copy) {
    FileProperties before = original.properties();
    FileProperties after = copy.properties();
    return different("/", "size of offsets", before.sizeOfOffsets(), after.sizeOfOffsets())
        .or(() -> different("/", "size of lengths", before.sizeOfLengths(), after.sizeOfLengths()));
  }

  private static Optional<Difference> userBlocks(Hdf5File original, Hdf5File copy) {
    return Arrays.equals(original.userBlock(), copy.userBlock())
        ? Optional.empty()
        : Optional.of(new Difference("/", "user block", "as it is there", "another one"));
  }

  private static Optional<Difference> different(
      String path, String item, Object expected, Object found) {
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of(new Difference(path, item, shortened(expected), shortened(found)));
  }

  private static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private Optional<Difference> objects(Hdf5File original, Hdf5File copy) {
    ObjectTree before = ObjectTree.of(original);
    ObjectTree after = ObjectTree.of(copy);
    ObjectDigest digestBefore = digest(original, before);
    ObjectDigest digestAfter = digest(copy, after);
    int count = Math.max(before.objects().size(), after.objects().size());
    for (int i = 0; i < count; i++) {
      String pathBefore = i < before.objects().size() ? before.objects().get(i).path() : MISSING;
      String pathAfter = i < after.objects().size() ? after.objects().get(i).path() : MISSING;
      if (!pathBefore.equals(pathAfter)) {
        return different(pathBefore, "object", pathBefore, pathAfter);
      }
      ObjectTree.Met one = before.objects().get(i);
      ObjectTree.Met other = after.objects().get(i);
      Compared compared = object(original, one, digestBefore);
      Optional<Difference> found = compared.compare(object(copy, other, digestAfter));
      if (found.isEmpty() && compared.members().json("skipped").isPresent()) {
        found =
            stored(
                new StoredElements(dataset(original, one), references(original, before)),
                new StoredElements(dataset(copy, other), references(copy, after)));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return links(before.links(), after.links());
  }

  private static ObjectDigest digest(Hdf5File file, ObjectTree tree) {
    return new ObjectDigest(file, references(file, tree), MOST_WHOLE);
  }

  private static ReferenceTargets references(Hdf5File file, ObjectTree tree) {
    return new ReferenceTargets(file, tree.paths(), true);
  }

  private static Dataset dataset(Hdf5File file, ObjectTree.Met met) {
    return (Dataset) file.dereference(new ObjectReference(met.address()), met.path());
  }

  /// Compares what is stored in either dataset with what the other has there.
  private static Optional<Difference> stored(StoredElements original, StoredElements copy) {
    return original
        .firstDifference(copy)
        .or(() -> copy.firstDifference(original))
        .map(box ->
            new Difference(
                original.dataset().path(), "elements from " + box, "as they are there", "others"));
  }

  private static Optional<Difference> links(List<String> before, List<String> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String expected = i < before.size() ? before.get(i) : MISSING;
      String found = i < after.size() ? after.get(i) : MISSING;
      if (!expected.equals(found)) {
        return different("/", "link", expected, found);
      }
    }
    return Optional.empty();
  }

  /// What is compared of one object.
  private record Compared(String path, JsonObject members) {
    Optional<Difference> compare(Compared copy) {
      return members
          .firstDifference(copy.members())
          .map(name ->
              new Difference(
                  path,
                  name,
                  shortened(members.json(name).orElse(MISSING)),
                  shortened(copy.members().json(name).orElse(MISSING))));
    }
  }

  private Compared object(Hdf5File file, ObjectTree.Met met, ObjectDigest digest) {
    JsonObject members = digest.members(met);
    if (members.json("error").isPresent()) {
      members.put("error", "cannot be read");
    } else {
      Hdf5Object object = file.dereference(new ObjectReference(met.address()), met.path());
      if (object instanceof Dataset dataset) {
        settleStorage(dataset, members);
      }
      object.comment().ifPresent(comment -> members.put("comment", comment));
      object.modificationTime().ifPresent(time -> members.put("modified", time.toString()));
    }
    // The names of these filters go without saying in newer files.
    members
        .json("filters")
        .map(json -> LIBRARY_FILTER.matcher(json).replaceAll("$1"))
        .ifPresent(json -> members.putJson("filters", json));
    Set<String> left = new TreeSet<>(ADDRESSES);
    left.addAll(ignored);
    return new Compared(met.path(), members.remove(left));
  }

  private static void settleStorage(Dataset dataset, JsonObject members) {
    if (dataset.datatype().hasIndirectData()) {
      // What leads elsewhere has other bytes in another file, which filters make more or less of.
      members.remove(List.of("storage"));
    }
    if (dataset.layout() == StorageLayout.CHUNKED) {
      // Chunks that lie outside hold nothing that could be read.
      long[] shape = dataset.shape();
      long outside = 0;
      long bytes = 0;
      for (ChunkInfo chunk : dataset.storedChunks()) {
        for (int axis = 0; axis < shape.length; axis++) {
          if (chunk.offset().get(axis) >= shape[axis]) {
            outside++;
            bytes += chunk.storedSize();
            break;
          }
        }
      }
      if (outside > 0) {
        members.put("nchunks", dataset.storedChunkCount() - outside);
        if (members.json("storage").isPresent()) {
          members.put("storage", dataset.storageSize() - bytes);
        }
      }
    }
  }
}
