/// The stand-in for `h5diff`: what differs, in the words, the order and the count of the program,
/// its oddities included (HDF5 1.10.8, `tools/lib/h5diff*.c`).
package io.hyperslab.cli.h5diff;
