package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.digest.FileDigest;
import io.hyperslab.cli.text.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// `hyperslab digest`: says everything about files, one JSON document a line.
public final class DigestCommand implements Command {
  private static final long DEFAULT_MAX_BYTES = 268_435_456;

  private static final Option DRIVER =
      Option.choice(
          "--driver",
          "DRIVER",
          Arrays.stream(FileDigest.Driver.values())
              .map(driver -> driver.name().toLowerCase(Locale.ROOT))
              .toList(),
          "How a file is spread over files of the system (default: sec2).");
  private static final Option MAX_BYTES =
      Option.valued("--max-bytes", "N", "Skip data of more bytes than this (default: 268435456).");

  @Override
  public Syntax syntax() {
    return Syntax.of("digest", "Says everything about files, one JSON document a line.")
        .description(
            "Every object, link, attribute and datatype, and a hash of all data, for comparing what"
                + " two readers make of the same file. A file that cannot be read has a line with"
                + " an \"error\".")
        .options(DRIVER, MAX_BYTES)
        .operands(Operand.some("FILE", "A file; @NAME stands for the lines of the file NAME."))
        .example("digest a.h5 b.h5 > digests.jsonl", "")
        .example("digest @names.txt", "one file name a line")
        .example("digest --driver family x%05d.h5", "")
        .statuses(
            "0 success, also where the line of a file says that a part of it could not be read; 1 a"
                + " file could not be read; 2 wrong usage.");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    FileDigest digest =
        new FileDigest(
            arguments.choice(DRIVER, FileDigest.Driver.class).orElse(FileDigest.Driver.SEC2),
            arguments.number(MAX_BYTES, 0, Long.MAX_VALUE).orElse(DEFAULT_MAX_BYTES));
    for (String name : arguments.operands()) {
      if (name.startsWith("@")) {
        digestListed(digest, name.substring(1), console);
      } else {
        digest(digest, name, console);
      }
    }
    return console.status();
  }

  private static void digestListed(FileDigest digest, String list, Console console) {
    try (BufferedReader names = Files.newBufferedReader(Path.of(list))) {
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        if (!name.isBlank()) {
          digest(digest, name, console);
        }
      }
    } catch (IOException | InvalidPathException e) {
      console.reportFile(list, e);
    }
  }

  private static void digest(FileDigest digest, String name, Console console) {
    FileDigest.Document document = digest.of(name);
    Output out = console.out();
    out.println(document.json()).flush();
    document.failure().ifPresent(failure -> console.reportFile(name, failure));
  }
}
