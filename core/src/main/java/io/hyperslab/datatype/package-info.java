/// The datatypes of HDF5 as plain values. Knows no file and no bytes.
package io.hyperslab.datatype;
