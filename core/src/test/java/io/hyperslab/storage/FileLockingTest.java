package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileLockingTest {
  @ParameterizedTest
  @CsvSource({
    "TRUE, REQUIRED",
    "1, REQUIRED",
    "FALSE, NONE",
    "0, NONE",
    "BEST_EFFORT, BEST_EFFORT",
    "false, BEST_EFFORT",
    "'', BEST_EFFORT"
  })
  void obeysTheVariableOfLibhdf5(String value, FileLocking expected) {
    assertThat(FileLocking.FROM_ENVIRONMENT.resolve(Map.of("HDF5_USE_FILE_LOCKING", value)))
        .isEqualTo(expected);
  }

  @Test
  void locksIfPossibleWithoutTheVariable() {
    assertThat(FileLocking.FROM_ENVIRONMENT.resolve(Map.of())).isEqualTo(FileLocking.BEST_EFFORT);
  }

  @Test
  void obeysTheProgramBeforeTheVariable() {
    Map<String, String> environment = Map.of("HDF5_USE_FILE_LOCKING", "FALSE");
    assertThat(FileLocking.REQUIRED.resolve(environment)).isEqualTo(FileLocking.REQUIRED);
    assertThat(FileLocking.BEST_EFFORT.resolve(environment)).isEqualTo(FileLocking.BEST_EFFORT);
    assertThat(FileLocking.NONE.resolve(environment)).isEqualTo(FileLocking.NONE);
  }
}
