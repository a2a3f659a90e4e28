/// Where the bytes of a dataset's elements are: in the header, in one piece, in external files, in
/// chunks, in other datasets. Enters: a dataset's header. Leaves: places to read from and to write
/// to. Knows no selection of elements that a user asks for, and no threads.
package io.hyperslab.internal.layout;
