package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;

/// What a test needs of the machine: without it the test is skipped, unless the environment says
/// that nothing may be missing (`HYPERSLAB_REQUIRE_ORACLES`).
public final class Needed {
  private Needed() {}

  /// Goes on if something is there.
  public static void require(boolean there, String what) {
    if (System.getenv("HYPERSLAB_REQUIRE_ORACLES") == null) {
      assumeTrue(there, () -> what + " is missing on this machine");
    } else {
      assertThat(there).as(what).isTrue();
    }
  }

  /// Goes on if Java finds fonts.
  public static void requireFonts() {
    System.setProperty("java.awt.headless", "true");
    boolean found;
    try {
      new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics();
      found = true;
    } catch (RuntimeException | InternalError | LinkageError _) {
      found = false; // Java has no exception of its own for that
    }
    require(found, "a font");
  }
}
