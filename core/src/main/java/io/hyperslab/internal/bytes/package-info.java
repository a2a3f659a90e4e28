/// Bounded access to bytes: the cursor, text, checksums. Enters: a block of bytes and its address.
/// Leaves: numbers and text. Knows no structure of HDF5.
package io.hyperslab.internal.bytes;
