/** Before the window: making a profile, unlocking it, or saying why it does not open. */
@NullMarked
package org.fieldpost.ui.welcome;

import org.jspecify.annotations.NullMarked;
