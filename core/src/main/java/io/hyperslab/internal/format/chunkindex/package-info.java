/// Fixed arrays and extensible arrays, which index the chunks of datasets (`FMT4 VII.C`, `VII.D`).
/// Enters: the bytes of one block. Leaves: records of its fields, their bytes, and the arithmetic
/// that finds an element. Knows no I/O and no dataspace.
package io.hyperslab.internal.format.chunkindex;
