package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `README.md` shows, line by line.
class ReadmeExampleTest {

  record Station(String name, double elevation) {}

  @Test
  void theExampleRuns() throws IOException {
    Path weather = Fixtures.path("weather.h5");
    try (var file = Hdf5File.open(weather)) {
      Dataset temperature = file.dataset("/15/temperature");
      double[] first = temperature.readDoubles(Selection.of("0:10"));        // Python's slices
      long step = temperature.attributes().get("dt").readLong();
      NdArray tile = file.dataset("/images").read(Selection.of("0, :64, :64"));
      Station[] stations = file.dataset("/stations").read(Station[].class);  // compound -> record

      assertThat(first)
          .containsExactly(20, 20.25, 20.5, 20.75, 21, 21.25, 21.5, 21.75, 22, 22.25);
      assertThat(step).isEqualTo(10);
      assertThat(tile.shape()).containsExactly(64, 64);
      // Rows 0 to 63 hold their own number.
      assertThat(tile.mean()).isEqualTo(31.5);
      assertThat(stations).containsExactly(new Station("Bergen", 12), new Station("Oslo", 94.5));
      assertThat(file.walk().map(Object::toString))
          .isEqualTo(
              List.of(
                  "group /",
                  "group /15",
                  "dataset /15/temperature",
                  "dataset /images",
                  "dataset /stations"));
    }
  }
}
