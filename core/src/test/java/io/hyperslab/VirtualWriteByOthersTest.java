package io.hyperslab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Virtual datasets that h5py makes are written to by h5py, and in a copy by us: h5py finds the
/// same elements in the sources, or both refuse.
class VirtualWriteByOthersTest {
  /// Makes the files in a directory; each has virtual datasets in `v.h5`.
  private static final String MAKE =
      """
      import sys, os, h5py, numpy as np
      os.chdir(sys.argv[1])
      for i in range(3):
          with h5py.File(f'{i}.h5', 'w') as f:
              f['data'] = np.arange(100 * i, 100 * i + 24, dtype='i4').reshape(4, 6)
              f.create_dataset('chunks', data=f['data'][()], dtype='f8', chunks=(3, 4),
                               compression='gzip')
              f.create_dataset('grows', (2, 6), 'i2', maxshape=(None, 6), chunks=(1, 6))
      def every(layout, name):
          for i in range(3):
              layout[4 * i:4 * i + 4] = h5py.VirtualSource(f'{i}.h5', name, (4, 6))
          return layout
      with h5py.File('v.h5', 'w', libver='latest') as f:
          f.create_virtual_dataset('rows', every(h5py.VirtualLayout((12, 6), 'i4'), 'data'))
          f.create_virtual_dataset('chunks', every(h5py.VirtualLayout((12, 6), 'f4'), 'chunks'))
          mixed = h5py.VirtualLayout((6, 8), 'i8')
          mixed[::2, 1:7] = h5py.VirtualSource('0.h5', 'data', (4, 6))[:3]
          mixed[1::2, 1:7] = h5py.VirtualSource('1.h5', 'chunks', (4, 6))[1:]
          f.create_virtual_dataset('mixed', mixed, fillvalue=-5)
          columns = h5py.VirtualLayout((4, 3), 'i4')
          for i in range(3):
              columns[:, i] = h5py.VirtualSource(f'{i}.h5', 'data', (4, 6))[:, 2 * i]
          f.create_virtual_dataset('columns', columns)
          outer = h5py.VirtualLayout((5, 6), 'i4')
          outer[:] = h5py.VirtualSource('.', 'rows', (12, 6))[3:8]
          f.create_virtual_dataset('outer', outer)
          every = h5py.VirtualLayout((1, 4, 6), 'i4', maxshape=(None, 4, 6))
          start, count = (0, 0, 0), (h5py.h5s.UNLIMITED, 1, 1)
          space = h5py.h5s.create_simple((3, 4, 6), (h5py.h5s.UNLIMITED, 4, 6))
          space.select_hyperslab(start, count, (1, 1, 1), (1, 4, 6))
          source = h5py.h5s.create_simple((4, 6))
          plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
          plist.set_virtual(space, b'%b.h5', b'data', source)
          h5py.h5d.create(f.id, b'pattern', h5py.h5t.NATIVE_INT32, space, plist)
          space = h5py.h5s.create_simple((2, 6), (h5py.h5s.UNLIMITED, 6))
          space.select_hyperslab((0, 0), (h5py.h5s.UNLIMITED, 1), (1, 1), (1, 6))
          plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
          plist.set_virtual(space, b'2.h5', b'grows', space)
          h5py.h5d.create(f.id, b'unlimited', h5py.h5t.NATIVE_INT32, space, plist)
      """;

  /// Writes 1000, 1001, ... to a selection, or says that it was refused.
  private static final String WRITE =
      """
      import sys, os, h5py, numpy as np
      os.chdir(sys.argv[1])
      with h5py.File('v.h5', 'r+') as f:
          d = f[sys.argv[2]]
          shape = eval('d[' + sys.argv[3] + ']').shape
          # libhdf5 takes bytes in memory for elements of the virtual dataset's own datatype
          values = np.arange(1000, 1000 + int(np.prod(shape))).reshape(shape).astype(d.dtype)
          try:
              exec('d[' + sys.argv[3] + '] = values')
          except OSError as e:
              print('refused')
      """;

  /// Shows what is in the sources.
  private static final String SHOW =
      """
      import sys, os, h5py
      os.chdir(sys.argv[1])
      for i in range(3):
          with h5py.File(f'{i}.h5', 'r') as f:
              for name in ['data', 'chunks', 'grows']:
                  print(i, name, f[name][()].tolist())
      """;

  record Write(String dataset, String selection) {}

  static List<Write> writes() {
    return Stream.of(
            Map.entry("rows", List.of(":", "2:10, 1:4", "::5, ::2", "5, :", "[1, 3, 11], 2:")),
            Map.entry("chunks", List.of(":", "3:9, 3:5", "::3, 5")),
            Map.entry("mixed", List.of(":, 1:7", "1:5, 2:4", "::2, 6", ":, :", "0, 0:3")),
            Map.entry("columns", List.of(":", "1:3, 1:", "2, :")),
            Map.entry("outer", List.of(":", "0:2, ::5")),
            Map.entry("pattern", List.of(":", "1:, 1:3, 2", "2")),
            Map.entry("unlimited", List.of(":", "1, 3:")))
        .flatMap(each -> each.getValue().stream().map(text -> new Write(each.getKey(), text)))
        .toList();
  }

  @TempDir private Path directory;

  @BeforeAll
  static void requireH5py() {
    assumeTrue(Oracles.missingH5py().isEmpty(), () -> Oracles.missingH5py().orElse(""));
  }

  private static String python(String program, Path directory, String... arguments)
      throws IOException {
    Path output = Files.createTempFile(directory.getParent(), "out", ".txt");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("/usr/bin/python3", "-c", program, directory.toString()),
                        Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.onExit().join();
    String said = Files.readString(output, UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private Path theirs;
  private Path ours;

  @BeforeEach
  void make() throws IOException {
    theirs = Files.createDirectory(directory.resolve("theirs"));
    ours = Files.createDirectory(directory.resolve("ours"));
    python(MAKE, theirs);
    for (String name : List.of("0.h5", "1.h5", "2.h5", "v.h5")) {
      Files.copy(theirs.resolve(name), ours.resolve(name));
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void sourcesGetTheSameElements(Write write) throws IOException {
    boolean refused = python(WRITE, theirs, write.dataset(), write.selection()).contains("refused");
    try (Hdf5File file = Hdf5File.openReadWrite(ours.resolve("v.h5"))) {
      Dataset dataset = file.dataset(write.dataset());
      Selection selection = Selection.of(write.selection());
      long count = selection.resolve(dataset.shape()).elementCount();
      long[] values = LongStream.range(1000, 1000 + count).toArray();
      if (refused) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
            .isThrownBy(() -> dataset.write(selection, values));
      } else {
        dataset.write(selection, values);
        assertThat(dataset.readLongs(selection)).isEqualTo(values);
      }
    }
    assertThat(python(SHOW, ours)).isEqualTo(python(SHOW, theirs));
  }

  @Test
  void whatIsRefusedByBothIsAmongThem() throws IOException {
    Map<String, Boolean> refused = new TreeMap<>();
    for (String selection : List.of(":, :", "0, 0:3")) {
      refused.put(selection, python(WRITE, theirs, "mixed", selection).contains("refused"));
    }
    assertThat(refused).containsOnlyKeys(":, :", "0, 0:3").doesNotContainValue(false);
  }
}
