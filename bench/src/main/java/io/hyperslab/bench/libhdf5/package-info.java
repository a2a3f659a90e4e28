/// The workloads by libhdf5, called through JNI (`org.bytedeco:hdf5`), as the program in C calls
/// it.
@NullMarked
package io.hyperslab.bench.libhdf5;

import org.jspecify.annotations.NullMarked;
