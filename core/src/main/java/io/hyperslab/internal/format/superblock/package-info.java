/// Level 0 of the format (`FMT4 II`): the superblock, the driver information block, and the
/// metadata cache image. Enters: the bytes at the file's signature, or of a block. Leaves: records;
/// of the superblock its bytes, too. Reads nothing itself.
package io.hyperslab.internal.format.superblock;
