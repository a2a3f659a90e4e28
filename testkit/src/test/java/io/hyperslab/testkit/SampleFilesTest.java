package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {
  @TempDir private Path folder;

  @Test
  void samplesHoldEveryChecksummedStructure() throws IOException {
    Set<String> structures = new TreeSet<>();
    for (Path file : SampleFiles.write(folder)) {
      byte[] image = Files.readAllBytes(file);
      for (ChecksummedExtent extent : ChecksummedExtents.of(image)) {
        assertThat(extent.isIntact(image)).isTrue();
        structures.add(extent.structure());
      }
    }
    assertThat(structures)
        .contains(
            "superblock",
            "OHDR",
            "OCHK",
            "BTHD",
            "BTLF",
            "FRHP",
            "FHDB",
            "SMTB",
            "FAHD",
            "FADB",
            "EAHD",
            "EAIB",
            "EADB");
  }

  @Test
  void samplesAreReadCompletely() throws IOException {
    List<Path> files = SampleFiles.write(folder);
    for (Path file : files) {
      try (Hdf5File opened = Hdf5File.open(file)) {
        Reading reading = ReadEverything.of(opened, 1 << 20);
        assertThat(reading.refusals())
            .describedAs(file.toString())
            .allMatch(refusal -> refusal.aspect().contains("external"));
      }
    }
    assertThat(files).hasSizeGreaterThan(30);
  }
}
