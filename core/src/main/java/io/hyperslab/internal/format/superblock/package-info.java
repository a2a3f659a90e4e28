/// Level 0 of the format (`FMT4 II`): the superblock and the driver information block. Enters: the
/// bytes at the file's signature. Leaves: records. Reads nothing itself.
package io.hyperslab.internal.format.superblock;
