import org.jspecify.annotations.NullMarked;

/// The `hyperslab` command.
@NullMarked
module io.hyperslab.cli {
  requires de.siegmar.fastcsv;
  requires io.hyperslab;
  requires io.hyperslab.tour;
  requires java.desktop;
  requires tools.jackson.core;
}
