package io.hyperslab.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/// A process that does one [EditTask] after the other, each when it is asked to, and answers with
/// an [EditResult]. libhdf5 is in it, and may end it.
final class EditChild {
  private EditChild() {}

  /// Takes tasks from the standard input until it ends.
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(AskedProcess.ANSWER + result(EditTask.parse(line)).line());
    }
  }

  // Whatever escapes is a failure of that file, not of the ones after it.
  @SuppressWarnings("CatchingUnchecked")
  private static EditResult result(EditTask task) {
    try {
      return EditedFile.of(task);
    } catch (Throwable e) {
      return EditResult.failed(task.name(), EditedFile.text(e));
    }
  }
}
