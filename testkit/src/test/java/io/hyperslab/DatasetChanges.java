package io.hyperslab;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Random changes of datasets: of all layouts and chunk indexes, with and without filters, some of
/// committed datatypes.
final class DatasetChanges {
  private static final int KINDS = 13;
  private static final int VIRTUAL = 11;
  private static final int MOST_DATASETS = 20;
  private static final long LARGEST = 40;

  /// Chunks that no index keeps in one block.
  private static final long MANY = 260;

  private final Hdf5File file;
  private final Random random;

  DatasetChanges(Hdf5File file, Random random) {
    this.file = file;
    this.random = random;
  }

  void step() {
    List<Dataset> datasets =
        file.walk().filter(Dataset.class::isInstance).map(Dataset.class::cast).toList();
    if (datasets.size() < 4 || datasets.size() < MOST_DATASETS && random.nextInt(4) == 0) {
      create();
      return;
    }
    Dataset dataset = datasets.get(random.nextInt(datasets.size()));
    switch (random.nextInt(10)) {
      case 0, 1 -> resize(dataset);
      case 2, 3 -> append(dataset);
      case 4 -> writeRawChunk(dataset);
      case 5 -> attachScale(dataset);
      default -> write(dataset);
    }
  }

  private String newName() {
    return "data/" + random.nextInt(3) + "/" + Long.toHexString(random.nextLong());
  }

  /// One dataset of each kind, all of it written.
  void createAll() {
    for (int kind = 0; kind < KINDS; kind++) {
      Dataset made = described(kind, 20).type(Datatypes.INT32).create();
      if (made.size() > 0 && isWritable(made)) {
        writeValues(made, Selection.all(), made.size());
      }
    }
  }

  private void create() {
    int kind = random.nextInt(KINDS);
    DatasetBuilder described = described(kind, random.nextInt(1, 30));
    Optional<NamedDatatype> committed = committedType();
    Dataset made =
        committed
            .map(described::type)
            .orElseGet(() -> described.type(kind < VIRTUAL ? type() : Datatypes.INT32))
            .create();
    if (random.nextInt(3) > 0) {
      write(made);
    }
  }

  /// Any committed datatype, now and then.
  private Optional<NamedDatatype> committedType() {
    List<NamedDatatype> types =
        file.walk().filter(NamedDatatype.class::isInstance).map(NamedDatatype.class::cast).toList();
    return types.isEmpty() || random.nextInt(3) > 0
        ? Optional.empty()
        : Optional.of(types.get(random.nextInt(types.size())));
  }

  /// Whether elements can be written here: not to datasets that are made of others, nor to files
  /// beside one that has no place.
  private static boolean isWritable(Dataset dataset) {
    return dataset.virtualSources().isEmpty() && dataset.externalSegments().isEmpty();
  }

  private DatasetBuilder described(int kind, int size) {
    DatasetBuilder builder = file.createDataset(newName());
    return switch (kind) {
      case 0 -> builder.scalar();
      case 1 -> builder.empty();
      case 2 -> builder.shape(size).compact();
      case 3 -> builder.shape(size, 9).contiguous();
      case 4 -> builder.shape(size).contiguous().allocation(Dataset.AllocationTime.EARLY);
      case 5 -> filter(builder.shape(size + 3, 7).chunks(3, 4));
      case 6 -> builder.shape(size + 3, 8).chunks(4, 3).allocation(Dataset.AllocationTime.EARLY);
      case 7 -> filter(builder.shape(size).chunks(size));
      case 8 -> builder.shape(MANY).maxShape(Dataspace.UNLIMITED).chunks(1);
      case 9 -> filter(builder.shape(size).maxShape(Dataspace.UNLIMITED).chunks(3));
      case VIRTUAL -> virtual(builder.shape(size), size);
      case 12 -> builder.shape(size).external(newName(), size, Dataspace.UNLIMITED);
      default ->
          filter(
              builder
                  .shape(size, 20)
                  .maxShape(Dataspace.UNLIMITED, Dataspace.UNLIMITED)
                  .chunks(2, 2));
    };
  }

  /// Maps elements of datasets that are not there.
  private DatasetBuilder virtual(DatasetBuilder builder, int size) {
    int count = random.nextInt(1, size + 1);
    for (int i = 0; i < count; i += random.nextInt(1, 5)) {
      Selection target = Selection.box(new long[] {i}, new long[] {1});
      builder.map(new VirtualSource("other.h5", "/" + newName(), Selection.all(), target));
    }
    return builder;
  }

  private Datatype type() {
    return switch (random.nextInt(8)) {
      case 0 -> Datatypes.VARIABLE_STRING;
      case 1 -> Datatypes.variableLength(Datatypes.INT32);
      case 2 -> Datatypes.INT8;
      default -> Datatypes.INT32;
    };
  }

  private DatasetBuilder filter(DatasetBuilder builder) {
    return switch (random.nextInt(3)) {
      case 0 -> builder.shuffle().gzip(1);
      case 1 -> builder.fletcher32();
      default -> builder;
    };
  }

  private void write(Dataset dataset) {
    if (dataset.size() == 0 || !isWritable(dataset)) {
      return;
    }
    if (dataset.shape().length == 0 || random.nextInt(4) == 0) {
      writeValues(dataset, Selection.all(), dataset.size());
      return;
    }
    long[] start = dataset.shape();
    long[] count = dataset.shape();
    long size = 1;
    for (int axis = 0; axis < start.length; axis++) {
      long length = start[axis];
      start[axis] = random.nextLong(length);
      count[axis] = random.nextLong(1, length - start[axis] + 1);
      size *= count[axis];
    }
    writeValues(dataset, Selection.box(start, count), size);
  }

  private void writeValues(Dataset dataset, Selection selection, long size) {
    switch (dataset.datatype()) {
      case FixedPoint _ -> dataset.write(selection, numbers(size));
      case VariableString _ -> dataset.write(selection, texts(size));
      case VariableLength _ when dataset.shape().length == 1 && size == 1 ->
          dataset.write(selection, new int[][] {random.ints(random.nextInt(9)).toArray()});
      default -> {
        // of no type that is written here
      }
    }
  }

  private byte[] numbers(long size) {
    byte[] numbers = new byte[(int) size];
    random.nextBytes(numbers);
    return numbers;
  }

  private String[] texts(long size) {
    String[] texts = new String[(int) size];
    Arrays.setAll(texts, _ -> "t".repeat(random.nextInt(25)));
    return texts;
  }

  private void resize(Dataset dataset) {
    if (dataset.chunkShape().isEmpty()) {
      return;
    }
    long[] shape = dataset.shape();
    long[] most = dataset.maxShape();
    for (int axis = 0; axis < shape.length; axis++) {
      long limit = most[axis] == Dataspace.UNLIMITED ? LARGEST : most[axis];
      shape[axis] = random.nextLong(limit + 1);
    }
    dataset.resize(shape);
  }

  private void append(Dataset dataset) {
    if (dataset.chunkShape().isPresent()
        && dataset.maxShape()[0] == Dataspace.UNLIMITED
        && dataset.shape()[0] < LARGEST
        && dataset.datatype() instanceof FixedPoint) {
      int row = dataset.shape().length == 1 ? 1 : (int) dataset.shape()[1];
      if (dataset.shape().length == 1) {
        dataset.append(numbers(random.nextInt(1, 12)));
      } else if (row > 0) {
        dataset.append(new byte[][] {numbers(row), numbers(row)});
      }
    }
  }

  private void writeRawChunk(Dataset dataset) {
    if (dataset.chunkShape().isPresent()
        && dataset.filters().isEmpty()
        && dataset.size() > 0
        && dataset.datatype() instanceof FixedPoint type) {
      long size = Arrays.stream(dataset.chunkShape().get()).reduce(type.size(), (a, b) -> a * b);
      long[] offset = new long[dataset.shape().length];
      dataset.writeRawChunk(MemorySegment.ofArray(numbers(size)), 0, offset);
    }
  }

  /// References in attributes, both ways.
  private void attachScale(Dataset dataset) {
    if (dataset.shape().length == 2 && !dataset.isScale() && dataset.shape()[0] > 0) {
      Dataset scale = file.write(newName(), new int[(int) dataset.shape()[0]]);
      scale.makeScale("scale");
      dataset.dimension(0).attach(scale);
      dataset.dimension(0).setLabel("rows");
    }
  }
}
