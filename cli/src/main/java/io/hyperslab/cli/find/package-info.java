/// Finding objects by what they are and by what they hold.
package io.hyperslab.cli.find;
