/// Symbol table nodes and their entries (`FMT4 III.B`, `III.C`). Enters: the bytes of one node.
/// Leaves: its entries, and their bytes; names stay offsets into the group's local heap.
package io.hyperslab.internal.format.group;
