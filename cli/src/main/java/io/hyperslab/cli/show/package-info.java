/// Contents of objects, for people to look at and for programs to read.
package io.hyperslab.cli.show;
