/** The questions of a form on the screen: one small editor for each type, in a frame that says what is wrong. */
@NullMarked
package org.fieldpost.ui.capture.question;

import org.jspecify.annotations.NullMarked;
