package io.hyperslab.cli.h5repack;

import io.hyperslab.CopyListener;
import io.hyperslab.CreateOptions;
import io.hyperslab.FileCopy;
import io.hyperslab.FileProperties;
import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import io.hyperslab.cli.h5repack.RepackException.Echo;
import io.hyperslab.cli.text.Cancellation;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.ToolFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One run of `h5repack`.
final class RepackWork {
  private static final LibraryVersion[] BOUNDS = {
    LibraryVersion.EARLIEST, LibraryVersion.V18, LibraryVersion.V110
  };
  private static final long USUAL_USER_BLOCK = 1024;

  private final Invocation invocation;
  private final RepackOptions options;
  private final DatasetChoice choice;

  RepackWork(Invocation invocation, RepackOptions options) {
    this.invocation = invocation;
    this.options = options;
    this.choice = new DatasetChoice(options);
  }

  void run() throws IOException, RepackException {
    new RequestCheck(invocation.out(), options).check();
    try (Hdf5File file = ToolFiles.open(invocation.path(options.input()))) {
      boolean listed = options.verbose() || options.has('X') || options.has('W');
      List<ObjectList.Item> items =
          listed || !options.table().entries().isEmpty()
              ? ObjectList.of(file.root(), options.byCreation(), options.descending())
              : List.of();
      new ObjectCheck(invocation.out(), options).check(items);
      FileCopy copy = copy(file);
      if (options.verbose()) {
        invocation.out().println("Making new file ...");
        RepackRows.printHead(invocation.out());
      }
      Path output = invocation.path(options.output());
      copy.copy(
          file,
          output,
          made -> {
            Set<String> pruned = link(items, file, made);
            try (Hdf5File result = Hdf5File.open(made)) {
              new RepackRows(invocation.out(), options, choice, result).print(items, pruned);
            }
          });
    } catch (DatasetChoice.ImpossibleException e) {
      throw new RepackException(Echo.REPACKING, String.valueOf(e.getMessage()));
    }
  }

  private Set<String> link(List<ObjectList.Item> items, Hdf5File file, Path made)
      throws IOException {
    if (!options.has('X')) {
      Set<String> pruned = new HashSet<>();
      if (!options.has('W')) {
        return pruned;
      }
      items.stream()
          .filter(item -> item.object().isEmpty())
          .forEach(item -> pruned.add(item.path()));
      return pruned;
    }
    return new LinkMerge(file, options.has('W')).apply(items, made);
  }

  private FileCopy copy(Hdf5File file) throws IOException, RepackException {
    FileProperties before = file.properties();
    FileCopy copy =
        FileCopy.defaults()
            .each(choice::of)
            .groups(this::group)
            .libraryVersions(BOUNDS[options.low()], BOUNDS[options.high()])
            .making(make -> making(make, before))
            .listener(
                new CopyListener() {
                  @Override
                  public void copied(String path, long bytes) {
                    Cancellation.check();
                  }

                  @Override
                  public void kept(String path, String why) {
                    choice.refused(path);
                  }
                });
    if (options.has('X') || options.has('W')) {
      copy = copy.withoutNames();
    }
    return userBlock() > 0 ? copy.userBlock(userBlockBytes()) : copy;
  }

  private GroupOptions group(GroupOptions group) {
    int compact = (int) options.number('c').orElse(0);
    int indexed = (int) options.number('d').orElse(0);
    return compact > 0 || indexed > 0 ? group.linkPhaseChange(compact, indexed) : group;
  }

  /// Bytes of a new user block; 0 to have the one that there is.
  private long userBlock() {
    return options.text('u').isEmpty() ? 0 : options.number('b').orElse(USUAL_USER_BLOCK);
  }

  private byte[] userBlockBytes() throws IOException, RepackException {
    Path file = invocation.path(options.text('u').orElseThrow());
    long most = Math.min(userBlock(), Files.size(file));
    if (most > Integer.MAX_VALUE - 8) {
      throw new RepackException(Echo.REPACKING, "user block of " + most + " bytes");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes((int) most);
    }
  }

  private CreateOptions making(CreateOptions usual, FileProperties before) {
    FileSpaceStrategy strategy =
        options.text('S').flatMap(RepackOptions::strategy).orElse(before.strategy());
    boolean persist =
        options.text('P').isPresent()
            ? options.number('P').orElse(0) != 0
            : before.persistFreeSpace();
    long threshold = options.number('T').orElse(before.freeSpaceThreshold());
    boolean knows =
        strategy == FileSpaceStrategy.FREE_SPACE_MANAGER_AND_AGGREGATORS
            || strategy == FileSpaceStrategy.PAGED_AGGREGATION;
    CreateOptions made =
        usual
            .fileSpace(strategy, knows && persist, knows ? threshold : 1)
            .pageSize(options.number('G').orElse(before.pageSize()));
    if (userBlock() > 0) {
      made = made.userBlock(userBlock());
    }
    if (options.has('a')) {
      made = made.alignment(options.number('t').orElse(0), options.number('a').orElse(1));
    }
    return options.number('M').orElse(0) > 0
        ? made.metadataBlockSize(options.number('M').orElse(0))
        : made;
  }
}
