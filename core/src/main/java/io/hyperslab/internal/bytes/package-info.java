/// Bounded access to bytes: the cursor, its counterpart the encoder, text, checksums. Enters: a
/// block of bytes and its address; numbers and text. Leaves: numbers and text; a block of bytes.
/// Knows no structure of HDF5.
package io.hyperslab.internal.bytes;
