/// What libhdf5 shows otherwise than the file has it, for output that is compared with its own.
package io.hyperslab.cli.libhdf5;
