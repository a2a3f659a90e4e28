package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.Durability;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Programs that write a file and commit again and again, to be killed meanwhile. What the file
/// holds after a commit depends on the commit's number alone, and the file says which one it is.
public enum KilledProgram {
  /// Small commits of groups and attributes.
  OFTEN {
    @Override
    void begin(Hdf5File file) {
      file.createGroup("groups");
    }

    @Override
    void change(Hdf5File file, long commit) {
      file.createGroup("groups/" + commit).attributes().set("n", commit);
      file.root().attributes().set("a" + commit % 30, commit);
    }

    @Override
    void check(Hdf5File file, long commit) {
      assertThat(file.group("groups").size()).isEqualTo(commit);
      for (long i = 1; i <= commit; i++) {
        assertThat(number(file.group("groups/" + i), "n")).isEqualTo(i);
      }
      for (long i = Math.max(1, commit - 29); i <= commit; i++) {
        assertThat(number(file.root(), "a" + i % 30)).isEqualTo(i);
      }
    }
  },

  /// Large commits.
  RARE {
    @Override
    void begin(Hdf5File file) {}

    @Override
    void change(Hdf5File file, long commit) {
      for (int i = 0; i < 40; i++) {
        file.createGroup("g" + commit + "/" + i).attributes().set("n", commit);
      }
      double[] values = new double[3000];
      Arrays.fill(values, (double) commit);
      file.write("g" + commit + "/data", values);
    }

    @Override
    void check(Hdf5File file, long commit) {
      for (long i = 1; i <= commit; i++) {
        assertThat(file.group("g" + i).size()).isEqualTo(41);
        assertThat(number(file.group("g" + i + "/39"), "n")).isEqualTo(i);
        assertThat(file.dataset("g" + i + "/data").readDoubles())
            .hasSize(3000)
            .containsOnly((double) i);
      }
    }
  },

  /// Rows at the end of a dataset.
  APPEND {
    @Override
    void begin(Hdf5File file) {
      file.createDataset("rows")
          .type(Datatypes.INT64)
          .shape(0)
          .maxShape(Dataspace.UNLIMITED)
          .chunks(64)
          .shuffle()
          .gzip(1)
          .create();
    }

    @Override
    void change(Hdf5File file, long commit) {
      file.dataset("rows").append(LongStream.range(100 * (commit - 1), 100 * commit).toArray());
    }

    @Override
    void check(Hdf5File file, long commit) {
      assertThat(file.dataset("rows").readLongs())
          .isEqualTo(LongStream.range(0, 100 * commit).toArray());
    }
  },

  /// Datasets that take the space of others that were deleted.
  REUSE {
    @Override
    void begin(Hdf5File file) {}

    @Override
    void change(Hdf5File file, long commit) {
      String name = "d" + commit % 5;
      file.root().deleteIfExists(name);
      long[] values = new long[size(commit)];
      Arrays.fill(values, commit);
      DatasetBuilder builder = file.createDataset(name);
      (commit % 2 == 0 ? builder.chunks(16).gzip(1) : builder).write(values);
    }

    private static int size(long commit) {
      return (int) (50 + commit * 37 % 900);
    }

    @Override
    void check(Hdf5File file, long commit) {
      for (long i = Math.max(1, commit - 4); i <= commit; i++) {
        assertThat(file.dataset("d" + i % 5).readLongs()).hasSize(size(i)).containsOnly(i);
      }
    }
  },

  /// Text of variable length that replaces other text.
  TEXT {
    @Override
    void begin(Hdf5File file) {
      file.createDataset("text").type(Datatypes.VARIABLE_STRING).shape(20).create();
    }

    @Override
    void change(Hdf5File file, long commit) {
      file.dataset("text").write(Selection.at(commit % 20), text(commit));
    }

    private static String text(long commit) {
      return "text " + commit + "x".repeat((int) (commit % 50));
    }

    @Override
    void check(Hdf5File file, long commit) {
      String[] texts = file.dataset("text").readStrings();
      for (long i = Math.max(1, commit - 19); i <= commit; i++) {
        assertThat(texts[(int) (i % 20)]).isEqualTo(text(i));
      }
    }
  },

  /// Elements in place of others.
  CONTIGUOUS {
    @Override
    void begin(Hdf5File file) {
      file.createDataset("all").type(Datatypes.INT64).shape(5000).contiguous().create();
    }

    @Override
    void change(Hdf5File file, long commit) {
      file.dataset("all").write(commit);
    }

    @Override
    void check(Hdf5File file, long commit) {
      assertThat(file.dataset("all").readLongs()).hasSize(5000).containsOnly(commit);
    }
  };

  /// The root group's attribute that has the number of the commit.
  static final String COMMIT = "commit";

  abstract void begin(Hdf5File file);

  abstract void change(Hdf5File file, long commit);

  /// Checks what must be in the file after a commit.
  abstract void check(Hdf5File file, long commit);

  static long number(Hdf5Object object, String attribute) {
    return object.attributes().get(attribute).readLong();
  }

  /// Writes a file for ever, and the number of each commit on the standard output once it has
  /// returned.
  ///
  /// @param arguments the program, the release that writes so, the durability and the path
  public static void main(String[] arguments) throws IOException {
    KilledProgram program = valueOf(arguments[0]);
    CreateOptions options =
        CreateOptions.defaults()
            .libraryVersions(LibraryVersion.valueOf(arguments[1]), LibraryVersion.LATEST)
            .durability(Durability.valueOf(arguments[2]));
    PrintStream out = System.out;
    try (Hdf5File file = Hdf5File.create(Path.of(arguments[3]), options)) {
      program.begin(file);
      for (long commit = 0; ; commit++) {
        if (commit > 0) {
          program.change(file, commit);
        }
        file.root().attributes().set(COMMIT, commit);
        file.flush();
        out.println(commit);
        out.flush();
      }
    }
  }
}
