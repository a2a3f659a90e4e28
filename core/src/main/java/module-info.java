import org.jspecify.annotations.NullMarked;

/// HDF5 for the JVM.
@NullMarked
module io.hyperslab {
  requires aircompressor.v3;
  requires jdk.jfr;
  requires static transitive org.jspecify;

  exports io.hyperslab;
  exports io.hyperslab.array;
  exports io.hyperslab.dataspace;
  exports io.hyperslab.datatype;
  exports io.hyperslab.error;
  exports io.hyperslab.filter;
  exports io.hyperslab.storage;

  uses io.hyperslab.filter.Filter;
}
