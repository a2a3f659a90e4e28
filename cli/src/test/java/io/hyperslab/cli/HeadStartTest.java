package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HeadStartTest {
  @Test
  void itGetsAsFarAsAFirstValue() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeadStart.walk(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1.5\n");
  }

  @Test
  void whateverGoesWrongInItIsNotTold() throws InterruptedException {
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    List<Throwable> told = new CopyOnWriteArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler((_, failure) -> told.add(failure));
    try {
      Thread thread =
          HeadStart.thread(() -> {
            throw new IllegalStateException("anything");
          });
      thread.start();
      thread.join();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }
    assertThat(told).isEmpty();
  }
}
