package io.hyperslab.cli.h5ls;

import io.hyperslab.cli.h5ls.LsOptions.Flag;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.UsageText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Lists what is in files, as `h5ls` does.
public final class LsTool implements Tool {
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  @Override
  public int run(Invocation invocation) {
    Optional<String> columns = Optional.ofNullable(System.getenv("COLUMNS"));
    return switch (LsArguments.parse(invocation.arguments(), columns)) {
      case LsArguments.Request.Version() -> {
        invocation.out().print(UsageText.version(invocation.name()));
        yield SUCCESS;
      }
      case LsArguments.Request.Usage(Optional<String> problem) -> {
        problem.ifPresent(invocation::report);
        invocation.out().print(UsageText.of(LsTool.class, "usage.txt"));
        yield problem.isPresent() ? FAILURE : SUCCESS;
      }
      case LsArguments.Request.Listing(LsOptions options, List<String> operands) ->
          list(invocation, options, operands);
    };
  }

  private static int list(Invocation invocation, LsOptions options, List<String> operands) {
    Optional<String> driver = options.driver();
    if (driver.isPresent() && !NamedFile.isKnown(driver.get())) {
      invocation.report("there is no driver '" + driver.get() + "'");
      return FAILURE;
    }
    LsText text = new LsText(invocation, options);
    FileNumbers files = new FileNumbers();
    boolean showsStart = false;
    int status = SUCCESS;
    for (String operand : operands) {
      try (NamedFile named = NamedFile.open(invocation, operand, driver)) {
        showsStart |= named.object().isEmpty() && options.has(Flag.RECURSIVE);
        text.file(named.name(), operands.size() > 1);
        files.open(named.openedFiles(invocation));
        Outcome outcome = list(named, options, text, files, showsStart);
        if (outcome == Outcome.ABSENT) {
          return FAILURE;
        }
        status = outcome == Outcome.DANGLING ? FAILURE : status;
      } catch (NamedFile.UnopenedException e) {
        invocation.reportFile(operand, e.getCause());
        status = FAILURE;
      } catch (IOException e) {
        invocation.reportFile(operand, e);
        status = FAILURE;
      }
    }
    return status;
  }

  private enum Outcome {
    LISTED,
    DANGLING,
    ABSENT
  }

  private static Outcome list(
      NamedFile named, LsOptions options, LsText text, FileNumbers files, boolean showsStart) {
    if (options.has(Flag.VERBOSE)) {
      text.append("Opened \"" + named.name() + "\" with " + named.driverName() + " driver.\n");
    }
    files.hold(named.file());
    DataText data = new DataText(text, options, new ReferenceText(files));
    ObjectText objects = new ObjectText(text.pending(), options, files, data, text::problem);
    FileListing listing = new FileListing(named, options, text, objects, files);
    try {
      if (!listing.list(showsStart)) {
        return Outcome.ABSENT;
      }
    } finally {
      text.handOn();
    }
    return listing.isDangling() && options.has(Flag.NO_DANGLING_LINKS)
        ? Outcome.DANGLING
        : Outcome.LISTED;
  }
}
