/// Elements to what Java programs want: arrays, records, enumeration constants; and to elements of
/// another datatype. Enters: [io.hyperslab.array.NdArray], or elements as bytes. Leaves: plain Java
/// values. Writing ([io.hyperslab.internal.convert.ElementWriter]) goes the other way. Knows no
/// file structure: data of variable length goes to a [io.hyperslab.internal.convert.HeapSink].
package io.hyperslab.internal.convert;
