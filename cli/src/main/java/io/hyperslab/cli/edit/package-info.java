/// Changes of files from the command line: any number of them, made at one moment or not at all.
package io.hyperslab.cli.edit;
