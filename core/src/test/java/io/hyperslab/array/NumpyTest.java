package io.hyperslab.array;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the numpy that h5py brings with it.
class NumpyTest {
  /// Arrays of every kind, and what they are as text.
  private static final String MAKE =
      """
      import numpy as np, sys
      rng = np.random.default_rng(3)
      arrays = []
      for t in "?", "i1", "u1", "<i2", ">i2", "<u4", ">i8", "<u8":
          for shape in (), (7,), (2, 3, 4), (0, 2), (50, 60), (3, 4, 200):
              arrays.append(rng.integers(0, 2 if t == "?" else 100, shape).astype(t))
      for t in "<f8", ">f8":
          for scale in 1, 1e-7, 1e12:
              for shape in (), (9,), (3, 5), (40, 50), (2, 2, 3, 3):
                  arrays.append((rng.normal(size=shape) * scale).astype(t))
          arrays.append((10.0 ** rng.uniform(-300, 300, 40)).astype(t))
          arrays.append(np.array([1.5, np.nan, -np.inf, 0]).astype(t))
          arrays.append((rng.integers(-9, 9, 60) / 4).astype(t))
      for t in "<f4", ">f2", "<c8", "M8[ms]", "m8[D]", "S3", "V5":
          arrays.append(np.frombuffer(rng.bytes(120), t))
      arrays.append(rng.normal(size=(4, 3)) + 1j)
      arrays.append(np.asfortranarray(rng.normal(size=(4, 3))))
      arrays.append(np.array([["a", "it's"], ["x\\ny", "\\u65e5\\U0001f600"]]))
      arrays.append(np.array(["b"], ">U1"))
      inner = np.dtype([("k", "i1"), ("l", "<f4", (2, 2))])
      outer = np.dtype([("p", "?"), ("in", inner), ("s", "S4"), ("z", "<c16")], align=True)
      arrays.append(np.zeros(3, outer))
      arrays.append(np.zeros((2, 2), outer)[:, 1])
      for i, a in enumerate(arrays):
          np.save(f"{sys.argv[1]}/{i}.npy", a)
          with open(f"{sys.argv[1]}/{i}.txt", "w", newline="", encoding="utf8") as f:
              f.write(str(a))
      np.savez(f"{sys.argv[1]}/all.npz", *arrays)
      print(len(arrays))
      """;

  /// Says which arrays are not as they were.
  private static final String COMPARE =
      """
      import numpy as np, sys
      path, count = sys.argv[1], int(sys.argv[2])
      def same(a, b):
          if a.dtype.names or a.dtype.kind == "U":  # gaps and byte order may differ
              return a.shape == b.shape and str(a.tolist()) == str(b.tolist())
          return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
      for name in "stored.npz", "small.npz":
          z = np.load(f"{path}/{name}")
          for i in range(count):
              a = np.load(f"{path}/{i}.npy")
              if not same(a, z[f"arr_{i}"]): print(name, i, a.dtype, z[f"arr_{i}"].dtype)
              b = np.load(f"{path}/again{i}.npy")
              if not same(a, b) or a.flags.f_contiguous != b.flags.f_contiguous:
                  print(i, a.dtype, b.dtype, a.shape, b.shape)
      print("compared", count)
      """;

  @TempDir private Path folder;

  @BeforeEach
  void numpyIsThere() {
    Optional<String> missing = Oracles.missingH5py();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  private static String python(String... arguments) throws IOException {
    Process process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), UTF_8).strip();
    }
  }

  private NdArray array(int i) {
    return Npy.read(folder.resolve(i + ".npy"));
  }

  @Test
  void arraysGoThereAndBackAndLookTheSame() throws IOException {
    String python = "/usr/bin/python3";
    int count = Integer.parseInt(python(python, "-c", MAKE, folder.toString()));
    Map<String, NdArray> all = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      NdArray array = array(i);
      all.put("arr_" + i, array);
      Npy.write(array, folder.resolve("again" + i + ".npy"));
      if (looksTheSame(array.datatype())) {
        String text = Files.readString(folder.resolve(i + ".txt"));
        assertThat(array).as(array.datatype() + " " + i).hasToString(text);
      }
    }
    Map<String, NdArray> archive = Npz.read(folder.resolve("all.npz"));
    assertThat(archive.keySet()).containsExactlyElementsOf(all.keySet());
    archive.forEach((name, array) -> assertThat(array.contentEquals(all.get(name))).isTrue());
    Npz.write(all, folder.resolve("stored.npz"));
    Npz.writeCompressed(archive, folder.resolve("small.npz"));
    String number = Integer.toString(count);
    assertThat(python(python, "-c", COMPARE, folder.toString(), number))
        .isEqualTo("compared " + number);
  }

  /// Numpy prints numbers of low precision differently since 2.4, and bytes with a prefix.
  private static boolean looksTheSame(Datatype type) {
    return switch (type) {
      case FixedPoint _ -> true;
      case FloatingPoint real -> real.size() == Double.BYTES;
      case Enumeration flags -> flags.isBoolean();
      case FixedString text -> text.characterSet() == CharacterSet.UTF8;
      default -> false;
    };
  }
}
