/// The bits of stored numbers and Java's numbers, one by one and in bulk. Enters: bytes and the
/// description of one number. Leaves: Java numbers, or stored bytes again. Knows no file.
package io.hyperslab.internal.number;
