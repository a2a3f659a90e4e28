package io.hyperslab.internal.convert;

/// An object of the file as the elements of an object reference datatype have it.
///
/// @param address the object header's address as stored; 0 for a reference to nothing
public record ObjectAddress(long address) {}
