/// Files as text in HDF5's data description language (DDL), with the layout of h5dump 1.10, and the
/// stand-in for that program. What is not peculiar to the language is in [io.hyperslab.cli.dump].
package io.hyperslab.cli.ddl;
