package io.hyperslab.cli.tool;

import io.hyperslab.cli.text.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What a stand-in did.
///
/// @param status the exit status
/// @param out standard output
/// @param err standard error
public record ToolRun(int status, String out, String err) {
  /// Runs a stand-in.
  ///
  /// @param folder what relative paths start from
  public static ToolRun of(Tool tool, String name, Path folder, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Output standard = new Output(out);
    Output errors = new Output(err);
    int status =
        tool.run(new Invocation(name, List.of(arguments), folder, standard, errors, false));
    standard.flush();
    errors.flush();
    return new ToolRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
