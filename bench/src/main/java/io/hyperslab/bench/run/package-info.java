/// The harness: it runs each workload by each peer in processes of their own, round by round, and
/// turns what they print into tables.
@NullMarked
package io.hyperslab.bench.run;

import org.jspecify.annotations.NullMarked;
