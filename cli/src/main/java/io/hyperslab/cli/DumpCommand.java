package io.hyperslab.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "dump")
final class DumpCommand implements Callable<Integer> {
  @Override public Integer call() { return 0; }
}
