/** The catalogue: forms to fill, and what was begun and not finished. */
@NullMarked
package org.fieldpost.ui.forms;

import org.jspecify.annotations.NullMarked;
