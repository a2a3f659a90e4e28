/// Moves elements, from a file and to it: a selection and a layout become runs of bytes to read or
/// write, chunks to decode or encode, and copies. The only room that starts threads. Enters: a
/// dataset and a resolved selection; elements to store. Leaves: elements as stored. Knows no Java
/// type of an element.
package io.hyperslab.internal.transfer;
