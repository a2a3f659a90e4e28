package io.hyperslab.cli.tool;

import io.hyperslab.CreateOptions;
import io.hyperslab.Group;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.tool.ToolOptions.Parsed;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.Value;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes groups, and the file for them if there is none, as `h5mkgrp` does.
public final class MakeGroupTool implements Tool {
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  /// The superblock's version from which on libhdf5 makes groups in the newer form.
  private static final int FIRST_WITH_NEW_GROUPS = 2;

  /// As libhdf5 makes groups whose headers have room for times.
  private static final GroupOptions TIMED = GroupOptions.defaults().trackTimes();

  private static final ToolOptions OPTIONS =
      new ToolOptions(
          "hlpvV",
          Map.of(
              "help", new Spec('h', Value.NONE),
              "latest", new Spec('l', Value.NONE),
              "parents", new Spec('p', Value.NONE),
              "verbose", new Spec('v', Value.NONE),
              "version", new Spec('V', Value.NONE)));

  @Override
  public int run(Invocation invocation) {
    Parsed parsed;
    try {
      parsed = OPTIONS.parse(invocation.arguments());
    } catch (ToolOptions.UnknownOptionException e) {
      return refuse(invocation, String.valueOf(e.getMessage()));
    }
    if (UsageText.answers(invocation, parsed.options(), usage())) {
      return SUCCESS;
    }
    if (invocation.arguments().isEmpty()) {
      return usage(invocation, SUCCESS);
    }
    if (parsed.operands().size() < 2) {
      return refuse(
          invocation, parsed.operands().isEmpty() ? "no file is named" : "no group is named");
    }
    return make(invocation, parsed);
  }

  private static int refuse(Invocation invocation, String problem) {
    invocation.report(problem);
    return usage(invocation, FAILURE);
  }

  private static int usage(Invocation invocation, int status) {
    invocation.out().print(usage());
    return status;
  }

  private static String usage() {
    return UsageText.of(MakeGroupTool.class, "h5mkgrp.txt");
  }

  private static int make(Invocation invocation, Parsed parsed) {
    String name = parsed.operands().getFirst();
    boolean latest = parsed.has('l');
    if (latest) {
      note(invocation, parsed, "Creating groups with latest version of the format");
    }
    try (Hdf5File file = open(invocation.path(name), latest)) {
      if (parsed.has('p')) {
        note(invocation, parsed, "Creating parent groups");
      }
      return make(invocation, parsed, file);
    } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
      invocation.reportFile(name, e);
      return FAILURE;
    }
  }

  private static Hdf5File open(Path path, boolean latest) throws IOException {
    if (Files.exists(path)) {
      OpenOptions dialect = OpenOptions.defaults();
      OpenOptions newest = dialect.libraryVersions(LibraryVersion.V110, LibraryVersion.V110);
      return Hdf5File.openReadWrite(path, latest ? newest : dialect);
    }
    CreateOptions options = CreateOptions.defaults();
    return Hdf5File.createNew(path, latest ? options.latest().root(TIMED) : options.earliest());
  }

  /// Makes the groups one after the other. Those before one that cannot be made stay.
  private static int make(Invocation invocation, Parsed parsed, Hdf5File file) {
    boolean timed =
        parsed.has('l') || file.properties().superblockVersion() >= FIRST_WITH_NEW_GROUPS;
    GroupOptions options = timed ? TIMED : GroupOptions.defaults();
    List<String> operands = parsed.operands();
    for (String path : operands.subList(1, operands.size())) {
      try {
        parents(file.root(), path, parsed.has('p') ? Optional.of(options) : Optional.empty());
        file.root().createGroup(path, options);
      } catch (Hdf5Exception | UncheckedIOException | IllegalArgumentException e) {
        invocation.reportFile(operands.getFirst() + ": group " + path, e);
        return FAILURE;
      }
      note(invocation, parsed, "created group '" + path + "'");
    }
    return SUCCESS;
  }

  /// Makes the groups that lead to another one, or refuses a path on which one is missing.
  ///
  /// @param options how they are made; empty if they have to be there
  private static void parents(Group root, String path, Optional<GroupOptions> options) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    for (int slash = path.indexOf('/', 1); slash > 0 && slash < end; ) {
      String parent = path.substring(0, slash);
      if (options.isPresent() && !root.contains(parent)) {
        root.createGroup(parent, options.get());
      } else {
        root.group(parent); // refuses what is missing, or something else
      }
      slash = path.indexOf('/', slash + 1);
    }
  }

  private static void note(Invocation invocation, Parsed parsed, String text) {
    if (parsed.has('v')) {
      invocation.out().println(invocation.name() + ": " + text);
    }
  }
}
