package io.hyperslab.bench.jhdf;

import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Library;
import io.hyperslab.bench.task.Positions;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.bench.task.Workload;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// The other library in Java. It gives new arrays only, and neither strided selections nor single
/// members of records, neither appends nor changes; it cannot list large groups of the latest
/// format.
public record Jhdf() implements Library {
  private static final String DATA = "/data";

  /// What it can do.
  public static Set<Workload> workloads() {
    return EnumSet.of(
        Workload.R1,
        Workload.R1B,
        Workload.R3,
        Workload.R4,
        Workload.R5,
        Workload.R6,
        Workload.R7,
        Workload.R8,
        Workload.R9U,
        Workload.R9C,
        Workload.R11A,
        Workload.R11B,
        Workload.R11C,
        Workload.R12AE,
        Workload.R12BE,
        Workload.R13E,
        Workload.R14,
        Workload.R16,
        Workload.W1,
        Workload.W5,
        Workload.W6);
  }

  @Override
  public Optional<Trial> trial(Task task) {
    return Optional.ofNullable(
        switch (task.workload()) {
          case R1, R1B -> whole(task, double[].class, Checksum::of);
          case R3, R4, R5, R6, R7 -> whole(task, float[].class, Checksum::of);
          case R16 -> whole(task, int[].class, Checksum::of);
          case R14 -> Trial.reading(() -> texts(task), Checksum::of);
          case R8 -> Trial.reading(() -> tiles(task), Checksum::value);
          case R9U, R9C -> Trial.reading(() -> columns(task), Checksum::value);
          case R11A -> Trial.reading(() -> doubles(task), Checksum::of);
          case R11B, R11C -> Trial.reading(() -> floats(task), Checksum::of);
          case R12AE -> Trial.reading(() -> list(task), Long::longValue);
          case R12BE -> Trial.reading(() -> attributes(task), Checksum::of);
          case R13E -> Trial.reading(() -> datasets(task), Checksum::value);
          case W1 -> contiguous(task);
          case W5 -> writing(task, file -> groups(file, task.items()));
          case W6 -> writing(task, file -> tiny(file, task.items()));
          default -> null;
        });
  }

  @Override
  public long readBack(Task task) {
    throw new UnsupportedOperationException("jHDF does not judge what others write");
  }

  private static HdfFile open(Task task) {
    return new HdfFile(task.path());
  }

  private static <T> Trial whole(Task task, Class<T> type, ToLongFunction<T> checksum) {
    return Trial.reading(
        () -> {
          try (HdfFile file = open(task)) {
            return type.cast(file.getDatasetByPath(DATA).getDataFlat());
          }
        },
        checksum);
  }

  private static String[] texts(Task task) {
    try (HdfFile file = open(task)) {
      return (String[]) file.getDatasetByPath(DATA).getData();
    }
  }

  private static Checksum tiles(Task task) {
    Checksum checksum = new Checksum();
    int[] extent = {Shapes.TILE, Shapes.TILE};
    try (HdfFile file = open(task)) {
      Dataset dataset = file.getDatasetByPath(DATA);
      Positions at = Positions.of(task.items(), dataset.getDimensionsAsLong(), Shapes.TILE);
      for (int i = 0; i < task.items(); i++) {
        long[] corner = {at.row(i), at.column(i)};
        for (byte[] row : (byte[][]) dataset.getData(corner, extent)) {
          for (byte element : row) {
            checksum.add(Byte.toUnsignedLong(element));
          }
        }
      }
    }
    return checksum;
  }

  private static Checksum columns(Task task) {
    Checksum checksum = new Checksum();
    int[] extent = {Shapes.GRID_ROWS, 1};
    try (HdfFile file = open(task)) {
      Dataset dataset = file.getDatasetByPath(DATA);
      for (int i = 0; i < task.items(); i++) {
        long[] corner = {0, Shapes.FIRST_COLUMN + i};
        for (float[] row : (float[][]) dataset.getData(corner, extent)) {
          checksum.add(Float.floatToRawIntBits(row[0]));
        }
      }
    }
    return checksum;
  }

  private static double[] doubles(Task task) {
    double[] elements = new double[task.items()];
    try (HdfFile file = open(task)) {
      Dataset dataset = file.getDatasetByPath(DATA);
      Positions at = Positions.of(elements.length, dataset.getDimensionsAsLong());
      for (int i = 0; i < elements.length; i++) {
        long[] place = {at.row(i), at.column(i)};
        elements[i] = ((double[][]) dataset.getData(place, new int[] {1, 1}))[0][0];
      }
    }
    return elements;
  }

  private static float[] floats(Task task) {
    float[] elements = new float[task.items()];
    try (HdfFile file = open(task)) {
      Dataset dataset = file.getDatasetByPath(DATA);
      Positions at = Positions.of(elements.length, dataset.getDimensionsAsLong());
      for (int i = 0; i < elements.length; i++) {
        long[] place = {at.row(i), at.column(i)};
        elements[i] = ((float[][]) dataset.getData(place, new int[] {1, 1}))[0][0];
      }
    }
    return elements;
  }

  private static long list(Task task) {
    long sum = 0;
    try (HdfFile file = open(task)) {
      for (Node node : file.getChildren().values()) {
        sum += Checksum.ofLink(node.getName(), node.isGroup());
      }
    }
    return sum;
  }

  private static double[] attributes(Task task) {
    double[] values = new double[task.items()];
    try (HdfFile file = open(task)) {
      for (int i = 0; i < values.length; i++) {
        Node node = file.getByPath("/" + Elements.name('d', i));
        values[i] = (double) node.getAttribute("value").getData();
      }
    }
    return values;
  }

  private static Checksum datasets(Task task) {
    Checksum checksum = new Checksum();
    try (HdfFile file = open(task)) {
      for (int i = 0; i < task.items(); i++) {
        Dataset dataset = file.getDatasetByPath("/" + Elements.name('d', i));
        for (int element : (int[]) dataset.getData()) {
          checksum.add(element);
        }
      }
    }
    return checksum;
  }

  private static Trial contiguous(Task task) {
    double[] flat = Elements.doubles(task.count() * Shapes.COLUMNS);
    double[][] rows = new double[task.items()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * Shapes.COLUMNS, (i + 1) * Shapes.COLUMNS);
    }
    return writing(task, file -> file.putDataset("data", rows));
  }

  private static Trial writing(Task task, Consumer<WritableHdfFile> work) {
    return Trial.writing(
        () -> Files.deleteIfExists(task.path()),
        () -> {
          try (WritableHdfFile file = HdfFile.write(task.path())) {
            work.accept(file);
          }
        });
  }

  private static void groups(WritableHdfFile file, int count) {
    for (int i = 0; i < count; i++) {
      WritableGroup group = file.putGroup(Elements.name('g', i));
      group.putAttribute("value", Elements.attribute(i));
      group.putAttribute("code", i);
    }
  }

  private static void tiny(WritableHdfFile file, int count) {
    for (int i = 0; i < count; i++) {
      file.putDataset(Elements.name('d', i), Elements.tiny(i));
    }
  }
}
