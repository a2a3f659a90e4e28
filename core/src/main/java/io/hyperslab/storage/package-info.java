/// Positional, thread-safe byte stores: where the bytes of a file are.
///
/// [io.hyperslab.storage.Storage] is what everything is read through, and
/// [io.hyperslab.storage.WritableStorage] what everything is written to; both have a factory for
/// each kind that comes with the library, and [io.hyperslab.storage.ForwardingStorage] is for
/// stores that differ a little from another one. [io.hyperslab.storage.FileGuard] keeps other
/// programs from a file meanwhile, and [io.hyperslab.storage.FileResolver] decides which other
/// files a file may lead to. Nothing here knows HDF5, except that a file which libhdf5 spread over
/// several ones says in its superblock where they belong.
package io.hyperslab.storage;
