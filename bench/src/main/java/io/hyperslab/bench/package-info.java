/// Benchmarks against libhdf5 and jHDF. [Main] is the command; the measured processes are [Child]
/// and the program in C.
@NullMarked
package io.hyperslab.bench;

import org.jspecify.annotations.NullMarked;
