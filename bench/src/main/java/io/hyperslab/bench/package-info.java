/// Benchmarks against libhdf5 and jHDF.
package io.hyperslab.bench;
