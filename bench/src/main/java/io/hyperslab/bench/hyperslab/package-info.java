/// The workloads by this project's own means: its public interface only, with default options.
@NullMarked
package io.hyperslab.bench.hyperslab;

import org.jspecify.annotations.NullMarked;
