/// The encoding of datatypes (`FMT4 IV.A.2.d`). Enters: a cursor. Leaves: public datatype values.
/// Depth, number and size of what is decoded are bounded by the file's limits.
package io.hyperslab.internal.format.datatype;
