package io.hyperslab.bench.hyperslab;

import io.hyperslab.bench.task.Library;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import java.io.IOException;
import java.util.Optional;

/// This project.
///
/// @param variant how files are opened
public record Hyperslab(Variant variant) implements Library {
  @Override
  public Optional<Trial> trial(Task task) {
    return Optional.of(
        switch (task.workload()) {
          case R1, R1B, R2, R2SLABS, R2BLOCKS, R3, R4, R5, R6, R7, R16, R17 ->
              new BulkReads(task, variant).trial();
          case R8, R8BATCH, R9U, R9C, R10A, R10C, R11A, R11B, R11C ->
              new SelectionReads(task, variant).trial();
          case R12AE, R12AL, R12BE, R12BL, R13E, R13L -> new ObjectReads(task, variant).trial();
          case R14, R14PACKED, R15, R15F, Q -> new RecordReads(task, variant).trial();
          case W1, W2, W3, W4A, W4B, W8 -> new BulkWrites(task, variant).trial();
          case W5, W6, W7 -> new ObjectWrites(task, variant).trial();
        });
  }

  @Override
  public long readBack(Task task) throws IOException {
    return ReadBack.checksum(task);
  }
}
