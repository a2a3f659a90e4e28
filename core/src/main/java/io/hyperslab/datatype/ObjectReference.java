package io.hyperslab.datatype;

/// Points to an object of the same file. It is a value: the object may since have been deleted. As
/// an element it is of the datatype [Datatypes#OBJECT_REFERENCE].
///
/// @param address the object header's address, in bytes from the file's base address; 0 points to
///   nothing
public record ObjectReference(long address) {}
