import org.jspecify.annotations.NullMarked;

/// The `hyperslab` command.
@NullMarked
module io.hyperslab.cli {
  requires info.picocli;
  requires io.hyperslab;
  requires io.hyperslab.tour;

  opens io.hyperslab.cli to
      info.picocli;
}
