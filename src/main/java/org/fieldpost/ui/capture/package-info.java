/** Filling a form: sections at the side, one page of questions, saved as one types. */
@NullMarked
package org.fieldpost.ui.capture;

import org.jspecify.annotations.NullMarked;
