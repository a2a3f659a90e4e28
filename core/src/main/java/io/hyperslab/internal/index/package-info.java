/// Walkers and editors. Walkers follow addresses from structure to structure, as far as a question
/// needs, through the cache of the open file. Enters: the address where a structure starts. Leaves:
/// links, heap objects, chunk records. Every pointer chain ends: levels decrease and visited blocks
/// are remembered. All walkers are safe for use by any number of threads; the iterators they hand
/// out belong to one. Editors change one structure in the file's transaction: they belong to one
/// thread and one operation, and are dropped when it fails.
package io.hyperslab.internal.index;
