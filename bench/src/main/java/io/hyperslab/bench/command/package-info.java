/// Whole commands: this project's against the programs of HDF5, with the same arguments.
@NullMarked
package io.hyperslab.bench.command;

import org.jspecify.annotations.NullMarked;
