/// Arrays in memory as they are stored: [io.hyperslab.array.NdArray] is bytes, a datatype, a shape
/// and strides. Knows no HDF5 file; what lies elsewhere in one comes through
/// [io.hyperslab.array.IndirectData]. Files of numpy are read and written by
/// [io.hyperslab.array.Npy] and [io.hyperslab.array.Npz].
package io.hyperslab.array;
