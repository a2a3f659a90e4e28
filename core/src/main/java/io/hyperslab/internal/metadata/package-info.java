/// Blocks of a file by their addresses: read through a cache of decoded structures, and changed in
/// a transaction, with its space, its commit and the recovery of one that was cut off. Enters:
/// addresses, and images of structures. Leaves: cursors, and bytes in the storage. Knows the
/// superblock and the journal, and of no other structure what it means.
package io.hyperslab.internal.metadata;
