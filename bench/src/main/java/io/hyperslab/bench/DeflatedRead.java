package io.hyperslab.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Reads a `float32` dataset in shuffled and deflated chunks as a whole.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class DeflatedRead {
  /// Who reads.
  @Param({Reader.HYPERSLAB, Reader.LIBHDF5, Reader.JHDF})
  String reader;

  /// The size of the elements.
  @Param("64")
  int mebibytes;

  private DataFile file;
  private MemorySegment target;
  private Reader library;

  /// Writes the file and has it read once.
  @Setup
  public void prepare() throws IOException {
    file = DataFile.deflated(mebibytes);
    target = Arena.ofAuto().allocate(file.byteSize(), Long.BYTES);
    library = Reader.named(reader, file.byteSize());
    verify();
  }

  /// Into a new Java array.
  @Benchmark
  public float[] array() throws IOException {
    return library.floats(file.path());
  }

  /// Into native memory that is there already.
  @Benchmark
  public MemorySegment memory() throws IOException {
    library.into(file.path(), target);
    return target;
  }

  /// Ends the trial if the reader does not read what was written; also done at the end, when the
  /// reader is compiled.
  @TearDown
  public void verify() throws IOException {
    file.checksum().require(MemorySegment.ofArray(array()), reader);
    target.fill((byte) 0);
    file.checksum().require(memory(), reader);
  }
}
