/// Local, global and fractal heaps (`FMT4 III.D`, `III.E`, `III.G`), and the lists of their free
/// space (`III.H`). Enters: the bytes of one block or identifier. Leaves: records of its fields,
/// their bytes, and the arithmetic of the doubling table. Knows no I/O.
package io.hyperslab.internal.format.heap;
