/// Places in files as the command line names them: an object, an attribute, a part of either.
package io.hyperslab.cli.place;
