package io.hyperslab;

/// Points to an object of the same file. It is a value: the object may since have been deleted.
///
/// @param address the object header's address, in bytes from the file's base address
public record ObjectReference(long address) {}
