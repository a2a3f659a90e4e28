package io.hyperslab.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "ls")
final class LsCommand implements Callable<Integer> {
  @Override public Integer call() { return 0; }
}
