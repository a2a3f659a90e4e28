package io.hyperslab.cli;

import io.hyperslab.cli.digest.FileDigest;
import io.hyperslab.cli.text.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `hyperslab digest`: says everything about files, one JSON document a line.
@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Prints one line of JSON for each file: every object, link, attribute and datatype,",
      "and a hash of all data, for comparing what two readers make of the same file.",
      "A file that cannot be read has a line with an \"error\"."
    },
    footer = {
      "",
      "Examples:",
      "  hyperslab digest a.h5 b.h5 > digests.jsonl",
      "  hyperslab digest @names.txt               one file name a line",
      "  hyperslab digest --driver family x%%05d.h5"
    })
final class DigestCommand implements Callable<Integer> {
  private static final String DEFAULT_MAX_BYTES = "268435456";

  @ParentCommand private Main main;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files to read; @NAME stands for the lines of the file NAME.")
  private List<String> files;

  @Option(
      names = "--driver",
      defaultValue = "sec2",
      description = "How a file is spread over files of the system: ${COMPLETION-CANDIDATES}.")
  private FileDigest.Driver driver;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      defaultValue = DEFAULT_MAX_BYTES,
      description = "Skip data of more bytes than this (default: ${DEFAULT-VALUE}).")
  private long maxBytes;

  @Override
  public Integer call() {
    FileDigest digest = new FileDigest(driver, maxBytes);
    for (String name : files) {
      if (name.startsWith("@")) {
        digestListed(digest, name.substring(1));
      } else {
        digest(digest, name);
      }
    }
    return main.console().status();
  }

  private void digestListed(FileDigest digest, String list) {
    try (BufferedReader names = Files.newBufferedReader(Path.of(list))) {
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        if (!name.isBlank()) {
          digest(digest, name);
        }
      }
    } catch (IOException e) {
      main.console().reportFile(list, e);
    }
  }

  private void digest(FileDigest digest, String name) {
    FileDigest.Document document = digest.of(name);
    Output out = main.console().out();
    out.println(document.json()).flush();
    document.failure().ifPresent(failure -> main.console().reportFile(name, failure));
  }
}
