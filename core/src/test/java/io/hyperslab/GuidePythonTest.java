package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Python of the guide is a program, too: it runs from top to bottom in an empty folder.
class GuidePythonTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```python\n(.*?)```");
  private static final String IMPORTS = "import h5py\nimport numpy as np\n";

  @TempDir private Path folder;

  @Test
  void thePageOfH5pyRuns() throws IOException {
    assumeTrue(Oracles.missingH5py().isEmpty(), () -> Oracles.missingH5py().orElse(""));
    String page = Files.readString(guide().resolve("from-h5py.md"));
    String program =
        BLOCK
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining("\n", IMPORTS, ""));
    assertThat(program.lines()).hasSizeGreaterThan(20);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder("/usr/bin/python3", "-c", program)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.onExit().join();
    assertThat(process.exitValue()).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
  }

  private static Path guide() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("docs/guide/from-h5py.md"))) {
      root = root.getParent();
      assertThat(root).as("a parent of the working directory with docs/guide").isNotNull();
    }
    return root.resolve("docs/guide");
  }
}
