/// The workloads: what is to be done, on which data, and what must come out. Every library does
/// them in a process of its own, [Child][io.hyperslab.bench.Child]; nothing here knows a library.
@NullMarked
package io.hyperslab.bench.task;

import org.jspecify.annotations.NullMarked;
