/// What the library does to bytes, one kernel at a time: filters, conversions and checksums.
@NullMarked
package io.hyperslab.bench.kernel;

import org.jspecify.annotations.NullMarked;
