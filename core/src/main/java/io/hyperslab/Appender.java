package io.hyperslab;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.transfer.DatasetWriter;
import io.hyperslab.internal.transfer.DeferredWrites;
import io.hyperslab.internal.transfer.RowBuffer;
import java.util.Optional;

/// Adds rows to the end of a dataset, one after the other, at the cost of large writes: rows are
/// gathered until they fill whole chunks. A row is what one index of the dimension that grows
/// selects.
///
/// ```java
/// try (Appender log = file.dataset("log").appender()) {
///   for (Reading reading : sensor) {
///     log.append(reading);
///   }
/// }
/// ```
///
/// Rows become part of the dataset when two megabytes or a chunk of them have come together, and
/// with [#flush()] and [#close()]: from then on every read sees them, and [Hdf5File#flush()]
/// commits them. What is not part of it yet is nobody's business but the appender's: a commit does
/// not take it along, and [Hdf5File#rollback()] does not drop it. In SWMR mode
/// ([Hdf5File#startSwmrWrite()]) others see rows after `flush()` of the appender and then of the
/// file.
///
/// Values are converted when they come, so that arrays may be used again at once and a row that is
/// refused is no row; those before it stay. An appender belongs to one thread at a time; others may
/// meanwhile read the dataset, and write to it.
public final class Appender implements AutoCloseable {
  private final Dataset dataset;
  private final int axis;

  /// Empty if rows have to be written one by one.
  private final Optional<RowBuffer> buffer;

  private boolean closed;

  private Appender(Dataset dataset, FileEditor editor, int axis) {
    this.dataset = dataset;
    this.axis = axis;
    this.buffer = RowBuffer.of(editor, dataset.reader(), axis, dataset.path());
  }

  /// See [Dataset#appender(int)].
  static Appender of(Dataset dataset, int axis) {
    return dataset.edited(
        "rows",
        editor -> {
          new DatasetWriter(editor, dataset.reader()).requireGrowing(axis);
          return new Appender(dataset, editor, axis);
        });
  }

  /// Adds rows without an appender; see [Dataset#append(Object)].
  static void append(Dataset dataset, Values rows) {
    dataset.edited(
        "rows",
        editor -> {
          DeferredWrites later = new DeferredWrites(editor, dataset.reader(), dataset.path());
          // What lies in a file is fetched before it is anybody's turn.
          Optional<Values> fetched =
              rows.fetched(dataset.reader().dataset()::datatype, Conversion.EXACT);
          if (fetched.isEmpty() || !later.append(fetched.get().value())) {
            appendNow(dataset, editor, 0, fetched.orElse(rows));
          }
          return rows;
        });
  }

  private static void appendNow(Dataset dataset, FileEditor editor, int axis, Values rows) {
    Datatype type = dataset.reader().dataset().datatype();
    new DatasetWriter(editor, dataset.reader())
        .append(
            axis,
            rows.shape(type),
            shape -> rows.fitted(type, Conversion.EXACT, editor.heap(), shape));
  }

  /// Adds a row, or several.
  ///
  /// @param rows a row: a value, a record or an array of the dataset's shape without the dimension
  ///   that grows; or an array of rows, with all dimensions. Not kept
  /// @throws io.hyperslab.error.DatatypeMismatchException if a value does not fit the datatype
  /// @throws IllegalArgumentException if the shapes do not go together, or the dataset cannot grow
  ///   so far
  /// @throws io.hyperslab.error.Hdf5Exception if a batch of rows is full and cannot be written:
  ///   then its rows are kept, without this one
  /// @throws IllegalStateException if the appender or its file is closed
  public <T> void append(T rows) {
    requireOpen();
    dataset.edited(
        "rows",
        editor -> {
          Values values = Values.of(rows);
          if (!values.isPlain() || buffer.isEmpty() || !add(buffer.get(), values.value())) {
            buffer.ifPresent(RowBuffer::settle);
            appendNow(dataset, editor, axis, values);
          }
          return this;
        });
  }

  private static boolean add(RowBuffer rows, Object values) {
    if (rows.addOver(values)) {
      return true;
    }
    rows.settle();
    return rows.addOver(values);
  }

  /// Rows that are not part of the dataset yet.
  public long pendingRows() {
    return buffer.map(RowBuffer::rows).orElse(0L);
  }

  /// Makes all rows so far part of the dataset, in one operation. They are not committed by that:
  /// see [Hdf5File#flush()].
  ///
  /// @throws IllegalArgumentException if the dataset cannot grow so far, or rows of it have another
  ///   shape by now; the rows are kept
  /// @throws io.hyperslab.error.Hdf5Exception if they cannot be written; they are kept
  /// @throws IllegalStateException if the appender or its file is closed
  public void flush() {
    requireOpen();
    dataset.edited(
        "rows",
        _ -> {
          buffer.ifPresent(RowBuffer::settle);
          return this;
        });
  }

  /// Makes all rows part of the dataset, as [#flush()] does, and ends the use of the appender, also
  /// if that fails. Closing twice has no effect.
  @Override
  public void close() {
    if (!closed) {
      try {
        if (pendingRows() > 0) {
          flush();
        }
      } finally {
        buffer.ifPresent(RowBuffer::release);
        closed = true;
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the appender to " + dataset.path() + " is closed");
    }
  }

  @Override
  public String toString() {
    return "appender to " + dataset.path() + " with " + pendingRows() + " rows pending";
  }
}
