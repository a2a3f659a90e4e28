/// Elements to what Java programs want: arrays, records, enumeration constants; and to elements of
/// another datatype. Enters: [io.hyperslab.array.NdArray], or elements as bytes. Leaves: plain Java
/// values. Knows no file structure.
package io.hyperslab.internal.convert;
