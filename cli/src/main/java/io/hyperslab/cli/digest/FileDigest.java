package io.hyperslab.cli.digest;

import io.hyperslab.FileProperties;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The digest of one file: always a document, whatever the file is.
///
/// @param driver how the bytes of the file are found
/// @param maxBytes the largest value, in bytes in memory, whose data is read
public record FileDigest(Driver driver, long maxBytes) {
  private static final int FORMAT = 1;
  private static final long MOST_CHARACTERS = 64L << 20;

  /// How an HDF5 file is spread over files of the system.
  public enum Driver {
    /// One file.
    SEC2,
    /// Files of equal size, named by a pattern such as `x%05d.h5`.
    FAMILY,
    /// Two files, `x-m.h5` and `x-r.h5` or `x.meta` and `x.raw`, named by `x`.
    SPLIT,
    /// A file for each kind of content, `x-s.h5` and so on, named by `x`.
    MULTI
  }

  /// The digest of a file.
  ///
  /// @param json the document, on one line
  /// @param failure what kept the file from being read; empty when nothing did
  public record Document(String json, Optional<Throwable> failure) {}

  /// Digests a file.
  ///
  /// @param name its path as it stands in the document; for drivers of several files, the pattern
  public Document of(String name) {
    JsonObject document = new JsonObject().put("format", FORMAT).put("file", name);
    try {
      describeFile(name, document);
      return new Document(document.toString(), Optional.empty());
    } catch (Hdf5Exception | IOException | UncheckedIOException | InvalidPathException e) {
      return failed(e, document);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Nothing of the kind may leave the library. Where one does, the document tells it apart.
      return failed(e, document.put("untyped", true).put("type", e.getClass().getName()));
    }
  }

  private static Document failed(Throwable failure, JsonObject document) {
    document.put("error", ErrorText.of(failure));
    return new Document(document.toString(), Optional.of(failure));
  }

  private void describeFile(String name, JsonObject document) throws IOException {
    Path path = Path.of(name);
    if (driver == Driver.SEC2) {
      addBytes(path, document);
    }
    OpenOptions options = OpenOptions.defaults().missingSource(OpenOptions.MissingSource.FILL);
    JsonObject contents = new JsonObject();
    try (Hdf5File file = open(path, options)) {
      contents.putJson("super", superblock(file.properties()));
      ObjectTree tree = ObjectTree.of(file);
      ReferenceTargets references = new ReferenceTargets(file, tree.paths());
      ObjectDigest digest = new ObjectDigest(file, references, maxBytes);
      List<String> objects = new ArrayList<>();
      long characters = 0;
      for (ObjectTree.Met met : tree.objects()) {
        objects.add(digest.of(met));
        characters += objects.getLast().length();
        if (characters > MOST_CHARACTERS) {
          throw new LimitExceededException(
              null, -1, "length of the digest", "larger", MOST_CHARACTERS + " characters");
        }
      }
      contents.putJson("objects", Json.array(objects));
      contents.putJson("links", Json.array(tree.links()));
    }
    document.put("library", "hyperslab").putAll(contents);
  }

  private Hdf5File open(Path path, OpenOptions options) throws IOException {
    return switch (driver) {
      case SEC2 -> Hdf5File.open(path, options);
      case FAMILY -> Hdf5File.open(Storage.family(path), options);
      case SPLIT -> Hdf5File.open(Storage.split(path), options);
      case MULTI -> Hdf5File.open(Storage.multi(path), options);
    };
  }

  private static void addBytes(Path path, JsonObject document) throws IOException {
    MessageDigest sha256 = DataHash.sha256();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        size += n;
      }
    }
    document.put("bytes", size).put("sha256", HexFormat.of().formatHex(sha256.digest()));
  }

  private static String superblock(FileProperties properties) {
    String strategy =
        switch (properties.strategy()) {
          case FREE_SPACE_MANAGER_AND_AGGREGATORS -> "fsm_aggr";
          case PAGED_AGGREGATION -> "page";
          case AGGREGATORS -> "aggr";
          case NONE -> "none";
        };
    return new JsonObject()
        .put("version", properties.superblockVersion())
        .put("userblock", properties.userBlockSize())
        .put("sizeof_addr", properties.sizeOfOffsets())
        .put("sizeof_size", properties.sizeOfLengths())
        .putJson(
            "strategy",
            Json.array(
                List.of(
                    Json.string(strategy),
                    Boolean.toString(properties.persistFreeSpace()),
                    Long.toString(properties.freeSpaceThreshold()))))
        .put("page_size", properties.pageSize())
        .toString();
  }
}
