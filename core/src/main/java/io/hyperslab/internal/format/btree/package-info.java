/// B-tree nodes of both versions and the records of version 2 trees (`FMT4 III.A`). Enters: the
/// bytes of one node. Leaves: records of its fields, and their bytes. Knows no I/O and follows no
/// address.
package io.hyperslab.internal.format.btree;
