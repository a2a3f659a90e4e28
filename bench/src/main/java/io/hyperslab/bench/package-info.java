/// Benchmarks of Hyperslab beside libhdf5 and jHDF.
package io.hyperslab.bench;
