package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.cli.Needed;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.text.Output;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// One measurement.
  record Sample(int step, double force) {}

  @BeforeEach
  void aFile() throws IOException {
    try (Hdf5File file = Hdf5File.createNew(folder.resolve("run.h5"))) {
      Dataset time = file.write("time", new double[] {10, 20, 30, 40, 50});
      time.attributes().set("units", "s");
      Dataset speed = file.write("speed", new short[] {0, 10, 20, -1, 40});
      speed.attributes().set("units", "m/s").set("long_name", "wind speed");
      speed.attributes().set("_FillValue", (short) -1).set("scale_factor", 0.5);
      speed.dimension(0).attach(time);
      file.write("table", new float[][] {{0, 1, 2}, {3, 4, 5}});
      file.write("cube", new int[2][3][4]);
      file.write("samples", new Sample[] {new Sample(0, 1), new Sample(1, 3)});
      file.write("empty", new int[0]);
      file.write("names", new String[] {"a", "b"});
      double[] many = new double[2_100_000];
      Arrays.setAll(many, i -> i % 7);
      many[1_999_999] = 1000;
      file.write("many", many);
    }
  }

  private int run(String... arguments) {
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      boolean inFolder = argument.startsWith("run.h5") || argument.startsWith("out.");
      words.add(inFolder ? folder.resolve(argument).toString() : argument);
    }
    PlotCommand command = new PlotCommand();
    Console console = new Console(new Output(out), new Output(err));
    int status = command.run(Arguments.parse(command.syntax(), words), console);
    console.out().flush();
    console.err().flush();
    return status;
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineHasLabelsAndUnitsFromAttributesAndItsScale() {
    assertThat(run("--ascii", "--size", "40x12", "run.h5/speed")).isZero();
    assertThat(text().lines().toList().get(1)).isEqualTo("wind speed [m/s]");
    assertThat(text()).endsWith("time [s]\n").contains("20 +").contains("10 +");
    assertThat(text().lines()).hasSize(12);
  }

  @Test
  void packedNumbersAreUnpackedUnlessTheyAreWantedAsStored() {
    run("--ascii", "--size", "40x12", "--raw", "run.h5/speed");
    assertThat(text()).contains("40 +");
  }

  @Test
  void aTableIsAnImageAsATextOrAPicture() throws IOException {
    assertThat(run("--ascii", "--size", "40x12", "run.h5/table")).isZero();
    assertThat(text()).contains(" 0 ").contains(" 5");
    Needed.requireFonts();
    assertThat(run("run.h5/table", "--map", "grey", "--size", "200x120", "-o", "out.png")).isZero();
    BufferedImage image = ImageIO.read(folder.resolve("out.png").toFile());
    assertThat(image.getWidth()).isEqualTo(200);
    assertThat(run("run.h5/table[0, :]", "run.h5/table[1, :]", "-o", "out.svg")).isZero();
    assertThat(Files.readString(folder.resolve("out.svg"))).contains(">table[1, :]</text>");
  }

  @Test
  void severalFactorsAreNotTakenForOne() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(folder.resolve("run.h5"))) {
      file.write("several", new int[] {0, 1, 2})
          .attributes()
          .set("scale_factor", new double[] {1000, 2000});
    }
    assertThat(run("--ascii", "--size", "40x12", "run.h5/several")).isZero();
    assertThat(text()).contains("2").doesNotContain("000");
  }

  @Test
  void theFileThatIsPlottedIsNotReplaced() throws IOException {
    Path named = Files.createLink(folder.resolve("out.svg"), folder.resolve("run.h5"));
    byte[] before = Files.readAllBytes(named);
    assertThat(run("run.h5/time", "-o", "out.svg")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is the file that is read");
    assertThat(named).hasBinaryContent(before);
  }

  @Test
  void aPeakAmongMillionsOfNumbersIsSeen() {
    assertThat(run("--ascii", "--size", "60x16", "run.h5/many")).isZero();
    assertThat(text()).contains("1000 +");
    assertThat(text().lines().toList().get(2)).contains("1000 +").contains(":");
  }

  @Test
  void aHistogramCountsWholeNumbersOneByOne() {
    assertThat(run("--ascii", "--hist", "--range", "0,6", "--size", "60x16", "run.h5/many"))
        .isZero();
    assertThat(text()).contains("count").contains("200000 +").contains(" ::      :: ");
    out.reset();
    assertThat(run("--ascii", "--hist", "--size", "60x16", "run.h5/table[0, :]")).isZero();
    assertThat(text()).contains(" table");
  }

  @Test
  void aMemberOfCompoundsAgainstAnother() {
    String y = "run.h5/samples[\"force\"]";
    assertThat(run("--ascii", "--scatter", "--x", "samples[\"step\"]", "--size", "40x12", y))
        .isZero();
    assertThat(text()).contains("force").endsWith("step\n");
  }

  @Test
  void whatCannotBePlottedIsSaidInOneLine() {
    assertThat(run("run.h5/samples")).isEqualTo(1);
    assertThat(errors()).contains("compounds").contains("[\"step\"]");
    err.reset();
    assertThat(run("run.h5/cube")).isEqualTo(1);
    assertThat(errors()).contains("3 dimensions (2 x 3 x 4)").contains("[0, :, :]");
    err.reset();
    assertThat(run("run.h5/empty")).isEqualTo(1);
    assertThat(errors()).contains("there are no elements");
    err.reset();
    assertThat(run("run.h5/names")).isEqualTo(1);
    assertThat(errors().lines()).hasSize(1);
    err.reset();
    assertThat(run("run.h5/spied")).isEqualTo(1);
    assertThat(errors()).contains("did you mean 'speed'?");
    err.reset();
    assertThat(run("--x", "time", "run.h5/table[0, :]")).isEqualTo(1);
    assertThat(errors()).contains("3 numbers").contains("time has 5");
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> run("-o", "out.gif", "run.h5/speed"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(".png or .svg");
    assertThatThrownBy(() -> run("--size", "80", "run.h5/speed"))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("--range", "5,1", "run.h5/speed"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("less than");
    assertThatThrownBy(() -> run("--log", "z", "run.h5/speed")).isInstanceOf(UsageException.class);
  }
}
