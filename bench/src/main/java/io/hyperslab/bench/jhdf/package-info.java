/// The workloads by jHDF, as far as it has them.
@NullMarked
package io.hyperslab.bench.jhdf;

import org.jspecify.annotations.NullMarked;
