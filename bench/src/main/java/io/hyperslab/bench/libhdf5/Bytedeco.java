package io.hyperslab.bench.libhdf5;

import io.hyperslab.bench.task.Library;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.testkit.Libhdf5;
import java.util.Optional;

/// The reference library, through JNI. It reads into native memory, as programs that use it must.
public record Bytedeco() implements Library {
  @Override
  public Optional<Trial> trial(Task task) {
    return switch (task.workload()) {
      case R6 -> Optional.empty();
      case R1, R1B, R2, R2SLABS, R2BLOCKS, R3, R4, R5, R7, R16, R17 ->
          Optional.of(new BulkReads(task).trial());
      case R8, R8BATCH, R9U, R9C, R10A, R10C, R11A, R11B, R11C ->
          Optional.of(new SelectionReads(task).trial());
      case R12AE, R12AL, R12BE, R12BL, R13E, R13L -> Optional.of(new ObjectReads(task).trial());
      case R14, R14PACKED, R15, R15F, Q -> Optional.of(new RecordReads(task).trial());
      case W1, W2, W3, W4A, W4B, W8 -> Optional.of(new BulkWrites(task).trial());
      case W5, W6, W7 -> Optional.of(new ObjectWrites(task).trial());
    };
  }

  @Override
  public long readBack(Task task) {
    return ReadBack.checksum(task);
  }

  /// The version of the library.
  public static String version() {
    return Libhdf5.version();
  }
}
