/// The shared object header message table and its indexes (`FMT4 III.I`). Enters: the bytes of one
/// block. Leaves: records of its fields.
package io.hyperslab.internal.format.shared;
