/** The window: navigation, search, promise bar, notices, preferences; screens meet only here. */
@NullMarked
package org.fieldpost.ui.shell;

import org.jspecify.annotations.NullMarked;
