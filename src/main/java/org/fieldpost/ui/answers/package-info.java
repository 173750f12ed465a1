/** Answers as people write and read them: numbers, days, times, places and choices in words. */
@NullMarked
package org.fieldpost.ui.answers;

import org.jspecify.annotations.NullMarked;
