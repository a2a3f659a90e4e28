/// Moves elements: a selection and a layout become runs of bytes to read, chunks to decode, and
/// copies into the result. The only room that knows threads. Enters: a dataset and a resolved
/// selection. Leaves: elements as stored. Knows no Java type of an element.
package io.hyperslab.internal.transfer;
