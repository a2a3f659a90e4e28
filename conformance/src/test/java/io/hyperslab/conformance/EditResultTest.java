package io.hyperslab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tasks and results on their way from process to process.
class EditResultTest {
  private static final String ODD = "tab\t line\n \\0041 \u00e9 \udc80 $1";

  @Test
  void aLineHoldsAnyText() {
    EditResult result =
        new EditResult(
            ODD,
            EditResult.Kind.VERIFIED,
            "",
            new EditResult.Changes(3, 5, List.of("", ODD), List.of(ODD + ODD)));

    assertThat(result.line()).matches("[ -~\t]*");
    assertThat(EditResult.parse(result.line())).isEqualTo(result);
  }

  @Test
  void aTaskIsTheSameAfterwards() {
    EditTask task = new EditTask(EditTask.What.SHOW, ODD, Path.of("/a b/c.h5"), Path.of("/d/e.h5"));

    assertThat(EditTask.parse(task.line())).isEqualTo(task);
  }
}
