package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Rows of many datasets that are taken on take no more memory than they may, as the decision 0018
/// has it: what is more was written.
class RowsOfManyDatasetsTest {
  /// What all rows of a file may take.
  private static final long MOST = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  /// Rows that a dataset keeps at most.
  private static final long MOST_OF_ONE = 16L << 20;

  private static final int DATASETS = 6;
  private static final int ROW_BYTES = 1 << 16;

  /// Counts what is written.
  private static final class Written extends ForwardingWritableStorage {
    private final AtomicLong bytes = new AtomicLong();

    private Written(WritableStorage storage) {
      super(storage);
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      bytes.addAndGet(source.byteSize());
      super.write(position, source);
    }
  }

  private void check(Datatype type, long[] rowShape, IntFunction<Object> row) throws IOException {
    try (Written storage = new Written(WritableStorage.memory());
        Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults())) {
      List<Dataset> datasets = new ArrayList<>();
      for (int i = 0; i < DATASETS; i++) {
        datasets.add(create(file, "x" + i, type, rowShape));
      }
      file.flush();
      storage.bytes.set(0);
      long taken = 0;
      long most = 0;
      int rows = (int) (MOST_OF_ONE / ROW_BYTES * 3 / 4);
      for (int i = 0; i < rows; i++) {
        for (Dataset dataset : datasets) {
          dataset.append(row.apply(i));
          taken += ROW_BYTES;
          most = Math.max(most, taken - storage.bytes.get());
        }
      }
      assertThat(taken).isGreaterThan(2 * MOST);
      assertThat(most).isLessThanOrEqualTo(MOST);
      // They are still taken on, and not written one by one.
      assertThat(most).isGreaterThan(MOST / 4);
      for (Dataset dataset : datasets) {
        assertThat(dataset.shape()[0]).isEqualTo(rows);
      }
    }
  }

  private static Dataset create(Hdf5File file, String name, Datatype type, long[] rowShape) {
    long[] shape = new long[rowShape.length + 1];
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    long[] most = shape.clone();
    most[0] = Dataspace.UNLIMITED;
    long[] chunk = shape.clone();
    chunk[0] = MOST_OF_ONE / ROW_BYTES;
    return file.createDataset(name).type(type).shape(shape).maxShape(most).chunks(chunk).create();
  }

  @Test
  void rowsOfNumbersAreWrittenWhenThereAreTooMany() throws IOException {
    byte[] row = new byte[ROW_BYTES];
    check(Datatypes.INT8, new long[] {ROW_BYTES}, i -> filled(row, i));
  }

  private static byte[] filled(byte[] row, int value) {
    Arrays.fill(row, (byte) value);
    return row;
  }

  @Test
  void textsOfRowsCountToo() throws IOException {
    String text = "x".repeat(ROW_BYTES);
    check(Datatypes.VARIABLE_STRING, new long[0], _ -> text);
  }
}
