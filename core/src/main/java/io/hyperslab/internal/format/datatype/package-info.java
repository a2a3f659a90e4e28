/// The encoding of datatypes (`FMT4 IV.A.2.d`). Reading: a cursor enters, public datatype values
/// leave; their depth, number and size are bounded by the file's limits. Writing: the other way
/// round, and nothing is written that could not be read again.
package io.hyperslab.internal.format.datatype;
