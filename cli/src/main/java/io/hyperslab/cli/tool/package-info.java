/// Stand-ins for the programs of HDF5: the same arguments, the same bytes on standard output, the
/// same exit status. What goes to standard error is our own.
package io.hyperslab.cli.tool;
