/// Bytes and numbers as text, the way command lines need them. Knows nothing of HDF5.
package io.hyperslab.cli.text;
