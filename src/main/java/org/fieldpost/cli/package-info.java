/** The commands: each parses its arguments, calls one capability and prints; nothing else. */
@NullMarked
package org.fieldpost.cli;

import org.jspecify.annotations.NullMarked;
