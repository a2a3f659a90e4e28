package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Writes to virtual datasets that are refused leave every byte of every file as it was.
class VirtualWriteRefusalTest extends VirtualWriteFiles {
  @Test
  void aLockedSourceRefusesAll() throws IOException {
    make();
    List<byte[]> before = images();
    try (Hdf5File file = open()) {
      try (Hdf5File _ = Hdf5File.open(path("c.h5"))) {
        assertThatExceptionOfType(FileLockedException.class)
            .isThrownBy(() -> file.dataset("rows").write(7))
            .withMessageContaining("c.h5")
            .withMessageContaining("this Java VM, which reads it");
      }
      assertThat(file.dataset("rows").readInts(Selection.of("0, 0:2"))).containsExactly(0, 1);
    }
    assertSame(before);
  }

  @Test
  void whatIsNotMappedIsRefused() throws IOException {
    makeSources();
    try (Hdf5File file = Hdf5File.create(path("v.h5"))) {
      file.createDataset("gap")
          .type(INT32)
          .shape(12)
          .map(new VirtualSource("a.h5", "/data", Selection.all(), Selection.of("0:5")))
          .map(new VirtualSource("b.h5", "/data", Selection.all(), Selection.of("6:11")))
          .create();
      assertRefused(file, "gap", UnsupportedFeatureException.class, "10 of 12 mapped", "/gap");
      file.createDataset("twice")
          .type(INT32)
          .shape(5)
          .map(new VirtualSource("a.h5", "/data", Selection.all(), Selection.all()))
          .map(new VirtualSource("b.h5", "/data", Selection.of("0:1"), Selection.of("2:3")))
          .create();
      assertRefused(file, "twice", UnsupportedFeatureException.class, "mapped several times");
      file.createDataset("shifted")
          .type(INT32)
          .shape(6)
          .map(new VirtualSource("a.h5", "/data", Selection.of("0:3"), Selection.of("0:3")))
          .map(new VirtualSource("b.h5", "/data", Selection.of("0:3"), Selection.of("2:5")))
          .create();
      assertRefused(file, "shifted", UnsupportedFeatureException.class, "mapped several times");
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> file.dataset("gap").append(new int[1]))
          .withMessageContaining("chunked");
      file.dataset("gap").write(Selection.of("1:5"), 9);
    }
    assertThat(sources().subList(0, 6)).isEqualTo(integers("0 9 9 9 9 10"));
  }

  @Test
  void missingSourcesAreRefused() throws IOException {
    make();
    Files.delete(path("c.h5"));
    try (Hdf5File file = Hdf5File.create(path("c.h5"))) {
      file.write("other", 1);
    }
    for (var missing : OpenOptions.MissingSource.values()) {
      var options = OpenOptions.defaults().missingSource(missing);
      try (Hdf5File file = Hdf5File.openReadWrite(path("v.h5"), options)) {
        boolean refuses = missing == OpenOptions.MissingSource.REFUSE;
        assertRefused(
            file,
            "rows",
            refuses ? NoSuchObjectException.class : UnsupportedFeatureException.class,
            refuses ? "data" : "10 of 15 mapped");
      }
    }
  }

  @Test
  void aResolverMayKeepOthersFromBeingChanged() throws IOException {
    make();
    var readOnly = FileResolver.beside().readOnly();
    FileResolver function = request -> FileResolver.beside().open(request);
    for (FileResolver resolver : List.of(readOnly, function, readOnly.orElse(function))) {
      var options = OpenOptions.defaults().resolver(resolver);
      try (Hdf5File file = Hdf5File.openReadWrite(path("v.h5"), options)) {
        assertThat(file.dataset("rows").readInts(Selection.of("1, 1"))).containsExactly(11);
        assertRefused(file, "rows", ExternalFileException.class, "a.h5", "opens for reading only");
      }
    }
    var second = OpenOptions.defaults().resolver(readOnly.orElse(FileResolver.anywhere()));
    try (Hdf5File file = Hdf5File.openReadWrite(path("v.h5"), second)) {
      file.dataset("rows").write(3);
    }
    assertThat(sources()).containsOnly(3);
  }

  @Test
  void valuesMustFitTheSources() throws IOException {
    try (Hdf5File file = Hdf5File.create(path("a.h5"))) {
      file.createDataset("data").type(INT8).shape(5).create().write(1);
    }
    try (Hdf5File file = Hdf5File.create(path("b.h5"))) {
      file.createDataset("data").type(FLOAT64).shape(5).create().write(2);
    }
    try (Hdf5File file = Hdf5File.create(path("c.h5"))) {
      file.createDataset("data").type(INT16).shape(5).create().write(3);
    }
    try (Hdf5File file = Hdf5File.create(path("v.h5"))) {
      rows(file, INT32).create();
      file.flush();
      List<byte[]> before = images();
      int[][] values = {{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}, {11, 12, 13, 14, 40000}};
      Dataset rows = file.dataset("rows");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> rows.write(values))
          .withMessageContaining("40000");
      file.flush();
      assertSame(before);
      rows.write(Selection.all(), values, Conversion.CLIP);
      assertThat(rows.readInts(Selection.of("::2, 4"))).containsExactly(5, 32767);
    }
    try (Libhdf5File other = Libhdf5.open(path("a.h5"))) {
      assertThat(other.read("data")).containsExactly(1, 2, 3, 4, 5);
    }
    try (Libhdf5File other = Libhdf5.open(path("b.h5"))) {
      double[] doubles = {6, 7, 8, 9, 10};
      assertThat(
              MemorySegment.ofArray(other.read("data")).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED))
          .isEqualTo(doubles);
    }
  }

  @Test
  void circlesAreRefused() throws IOException {
    try (Hdf5File file = Hdf5File.create(path("v.h5"))) {
      file.createDataset("v")
          .type(INT32)
          .shape(4)
          .map(new VirtualSource("v.h5", "/v", Selection.all(), Selection.all()))
          .create();
      assertThatExceptionOfType(Hdf5Exception.class)
          .isThrownBy(() -> file.dataset("v").write(1))
          .withMessageContaining("virtual datasets that lead to each other");
    }
  }
}
