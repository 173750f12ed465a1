/** The program's one door: turns the command line into the desktop or a command. */
@NullMarked
package org.fieldpost;

import org.jspecify.annotations.NullMarked;
