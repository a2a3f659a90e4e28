/// Local, global and fractal heaps (`FMT4 III.D`, `III.E`, `III.G`). Enters: the bytes of one block
/// or identifier. Leaves: records of its fields and the arithmetic of the doubling table. Knows no
/// I/O.
package io.hyperslab.internal.format.heap;
