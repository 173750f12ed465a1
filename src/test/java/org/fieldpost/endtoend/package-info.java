/** The whole job, through real processes and real screens. */
@NullMarked
package org.fieldpost.endtoend;

import org.jspecify.annotations.NullMarked;
