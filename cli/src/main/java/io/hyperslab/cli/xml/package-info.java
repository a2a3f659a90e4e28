/// Files as text in h5dump's XML. What is not peculiar to the language is in
/// [io.hyperslab.cli.dump].
package io.hyperslab.cli.xml;
