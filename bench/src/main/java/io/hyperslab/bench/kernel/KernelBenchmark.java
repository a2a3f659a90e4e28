package io.hyperslab.bench.kernel;

import io.hyperslab.bench.kernel.Kernel.Peer;
import io.hyperslab.bench.kernel.Kernel.Work;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One kernel by one library, as JMH measures it: in a JVM of its own, so that no kernel is
/// compiled for what another one does. Runs take tens of microseconds and more, so that preparing
/// each of them apart does not show in the times.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
  /// The kernel and the library, as [#of] names them.
  @Param("SHUFFLE:HYPERSLAB")
  public String subject = "";

  private Work work = () -> MemorySegment.NULL;

  /// Names what is to be measured.
  static String of(Kernel kernel, Peer peer) {
    return kernel.name() + ":" + peer.name();
  }

  /// The kernel of a name.
  static Kernel kernel(String subject) {
    return Kernel.valueOf(subject.substring(0, subject.indexOf(':')));
  }

  /// The library of a name.
  static Peer peer(String subject) {
    return Peer.valueOf(subject.substring(subject.indexOf(':') + 1));
  }

  /// Makes the block.
  @Setup(Level.Trial)
  public void make() {
    work = kernel(subject).work(peer(subject));
  }

  /// Before each run.
  @Setup(Level.Invocation)
  public void prepare() {
    work.prepare();
  }

  /// What is measured.
  @Benchmark
  public MemorySegment run() throws IOException {
    return work.run();
  }
}
