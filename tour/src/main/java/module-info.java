import org.jspecify.annotations.NullMarked;

/// Lessons that run.
@NullMarked
module io.hyperslab.tour {
  requires transitive io.hyperslab;
  requires static org.jspecify;

  exports io.hyperslab.tour;

  // Records and enums of lessons are read and written.
  opens io.hyperslab.tour.lessons to
      io.hyperslab;
}
