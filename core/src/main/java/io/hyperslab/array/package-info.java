/// Arrays in memory as they are stored: [io.hyperslab.array.NdArray] is bytes, a datatype, a shape
/// and strides. Knows no file; what lies elsewhere in the file comes through
/// [io.hyperslab.array.IndirectData].
package io.hyperslab.array;
